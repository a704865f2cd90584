//! A slow way to the services: what is asked for at the same time travels together, and every journey is kept. So round trips are
//! counted, not timed.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// Nobody has anything more to ask, where so long nobody did.
const QUIET: Duration = Duration::from_millis(800);

/// The journeys so far: in each, what was asked for together.
#[derive(Clone, Default)]
pub struct Rounds(Arc<Mutex<Vec<Vec<String>>>>);

/// A round that is being waited for: what asks next joins it.
#[derive(Clone)]
struct Gate {
    rounds: Rounds,
    asked: watch::Sender<usize>,
    left: watch::Sender<usize>,
}

impl Rounds {
    /// Ways to these services, which travel together.
    pub async fn on<const N: usize>(services: [&str; N]) -> (Self, [String; N]) {
        let gate = Gate {
            rounds: Self::default(),
            asked: watch::Sender::new(0),
            left: watch::Sender::new(0),
        };
        tokio::spawn(gate.clone().depart());
        let mut ways = [const { String::new() }; N];
        for (way, service) in ways.iter_mut().zip(services) {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            *way = format!("http://{}", listener.local_addr().unwrap());
            let (gate, service) = (gate.clone(), service.to_owned());
            let pass = async move |method, uri, headers, body| gate.pass(&service, method, uri, headers, body).await;
            tokio::spawn(async move { axum::serve(listener, Router::new().fallback(pass)).await });
        }
        (gate.rounds, ways)
    }

    /// The journeys since the last look, once the last of them has begun.
    pub async fn take_until(&self, last: &str) -> Vec<Vec<String>> {
        let has_begun = || self.0.lock().unwrap().iter().flatten().any(|asked| asked == last);
        let begun = async {
            while !has_begun() {
                sleep(Duration::from_millis(10)).await;
            }
        };
        // whether it did is for the caller to say
        let _ = timeout(Duration::from_secs(10), begun).await;
        let mut rounds = std::mem::take(&mut *self.0.lock().unwrap());
        rounds.iter_mut().for_each(|round| round.sort());
        rounds
    }
}

impl Gate {
    /// Lets those who wait go, each time that no more of them come.
    async fn depart(self) {
        let mut asked = self.asked.subscribe();
        while asked.changed().await.is_ok() {
            while timeout(QUIET, asked.changed()).await.is_ok() {}
            self.left.send_replace(*asked.borrow());
        }
    }

    async fn pass(
        &self,
        service: &str,
        method: Method,
        uri: Uri,
        headers: HeaderMap,
        body: Bytes,
    ) -> (StatusCode, HeaderMap, Bytes) {
        let mut left = self.left.subscribe();
        let mine = self.join(&method, &uri);
        left.wait_for(|left| *left >= mine).await.unwrap();
        let client = naptop::web::client("localhost").build().unwrap();
        let sent = client
            .request(method, format!("{service}{uri}"))
            .headers(headers)
            .body(body)
            .send();
        let answer = sent.await.unwrap();
        (answer.status(), answer.headers().clone(), answer.bytes().await.unwrap())
    }

    /// Notes what is asked for, in the round that has not left yet.
    fn join(&self, method: &Method, uri: &Uri) -> usize {
        let mut mine = 0;
        self.asked.send_modify(|asked| {
            let mut rounds = self.rounds.0.lock().unwrap();
            let (before, left) = (*asked, *self.left.borrow());
            if before == left || rounds.is_empty() {
                rounds.push(Vec::new());
            }
            let last = uri.path().rsplit("/operation/").next().unwrap_or_default();
            rounds.last_mut().unwrap().push(format!("{method} {last}"));
            *asked += 1;
            mine = *asked;
        });
        mine
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_for_one_after_the_other_is_two_rounds() {
    let service = Router::new().fallback(async || "here");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, service).await });
    let (rounds, [way]) = Rounds::on([url.as_str()]).await;
    let ask = async |path: &str| super::visit(&format!("{way}{path}")).await.unwrap().text().await.unwrap();
    let later = async {
        sleep(QUIET / 4).await;
        ask("/b").await
    };
    let together = futures::join!(ask("/a"), later);
    assert_eq!(together, ("here".into(), "here".into()));
    ask("/c").await;
    assert_eq!(rounds.take_until("GET /c").await, [vec!["GET /a", "GET /b"], vec!["GET /c"]]);
}
