//! The way through a list: page after page, the next one asked for as soon as the headers name it, while the body still comes.

use std::ops::ControlFlow;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures::future::{self, BoxFuture, Either, FutureExt};
use futures::stream::{self, Stream, StreamExt};
use reqwest::header::HeaderMap;
use tokio::task::JoinError;
use tokio::time::{Instant, timeout_at};

use super::answer::{Answer, Begun};
use super::page::{self, PageKey, PageWalk};
use super::retry::Patience;
use super::session::Token;
use super::transport::{Call, LAST_KEY};
use super::{SoracomClient, fault, rate};
use crate::domain::failure::Result;
use crate::gateway::Pages;

/// A shorter pause is not told of.
const WORTH_TELLING: Duration = Duration::from_secs(2);

/// A page that has been asked for and has begun to answer.
struct Asked {
    call: Call,
    token: Arc<Token>,
    begun: Begun,
    patience: Patience,
    /// Until when it has to be there.
    until: Instant,
}

/// How many pages are read into items at once, each by a task of its own, while the next ones come.
const READ_AT_ONCE: usize = 2;

impl SoracomClient {
    /// Hands on every page of a list, read by `read`, until that is enough.
    pub(super) async fn walk<T: Send + 'static>(
        &self,
        list: &Call,
        read: fn(&[u8]) -> Option<T>,
        pages: &mut dyn Pages<T>,
    ) -> Result<()> {
        let read = |body: Result<Vec<u8>>| async move {
            let body = body?;
            let reading = tokio::spawn(async move { read(&body).ok_or_else(|| fault::describe(&body)) });
            match reading.await.map_err(JoinError::try_into_panic) {
                Ok(items) => items.map_err(|said| fault::garbled(list, said)),
                Err(Ok(panic)) => std::panic::resume_unwind(panic),
                // the runtime is going down, and this task with it
                Err(Err(_)) => std::future::pending().await,
            }
        };
        let mut all = pin!(self.bodies(list).map(read).buffered(READ_AT_ONCE));
        while let Some(items) = all.next().await {
            if pages.take(items?).await.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// What the pages of a list say. A 404 may say that there is nothing. What is asked for ahead is let go with the stream.
    fn bodies<'a>(&'a self, list: &'a Call) -> impl Stream<Item = Result<Vec<u8>>> + 'a {
        let first = self.ask(list.clone()).boxed();
        let begun = (Some(first), PageWalk::default());
        stream::unfold(begun, move |(asked, mut walk)| async move {
            let asked = match asked?.await {
                Ok(asked) => asked,
                Err(failure) => return Some((Err(failure), (None, walk))),
            };
            let is_page = asked.begun.is_success();
            let ahead = is_page.then(|| self.ahead(list, asked.begun.headers(), &mut walk)).flatten();
            let page = pin!(self.page(list, asked));
            let (page, ahead) = match ahead {
                None => (page.await, None),
                Some(ahead) => match future::select(page, ahead).await {
                    Either::Left((page, ahead)) => (page, Some(ahead)),
                    Either::Right((asked, page)) => (page.await, Some(future::ready(asked).boxed())),
                },
            };
            match page {
                Ok(page) => {
                    let Answer { headers, body, .. } = page?;
                    // what began was no page (the token was refused, say); the one that came instead names the next
                    let ahead = if is_page {
                        ahead
                    } else {
                        self.ahead(list, &headers, &mut walk)
                    };
                    Some((Ok(body), (ahead, walk)))
                }
                Err(failure) => Some((Err(failure), (None, walk))),
            }
        })
    }

    /// The page that these headers name, asked for; a failure where it was there before: what the list lacks is not known then.
    fn ahead<'a>(&'a self, list: &'a Call, headers: &HeaderMap, walk: &mut PageWalk) -> Option<BoxFuture<'a, Result<Asked>>> {
        let next = page::next_key(headers)?;
        if !walk.goes_on(list.what, &next) {
            return Some(future::ready(Err(fault::circles(list))).boxed());
        }
        let pause = rate::told(headers).map_or(Duration::ZERO, |rate| rate.pause());
        Some(self.ask_after(pause, list, next).boxed())
    }

    /// Reads all pages of a list.
    pub(super) async fn read_all<T: Send + 'static>(&self, list: &Call, read: fn(&[u8]) -> Option<Vec<T>>) -> Result<Vec<T>> {
        let mut all = Vec::new();
        let mut take = |page: Vec<T>| {
            all.extend(page);
            ControlFlow::Continue(())
        };
        self.walk(list, read, &mut take).await?;
        Ok(all)
    }

    async fn ask(&self, call: Call) -> Result<Asked> {
        let until = Instant::now() + self.read_limit;
        let call = call.by(Some(until));
        let begin = async {
            let token = self.session.token(&self.transport, None, call.until).await?;
            let mut patience = Patience::default();
            let begun = self.transport.begin(&call, Some(&token), &mut patience).await?;
            Ok((token, begun, patience))
        };
        let (token, begun, patience) = timeout_at(until, begin).await.unwrap_or_else(|_| Err(self.too_late(&call)))?;
        Ok(Asked {
            call,
            token,
            begun,
            patience,
            until,
        })
    }

    async fn ask_after(&self, pause: Duration, list: &Call, PageKey(key): PageKey) -> Result<Asked> {
        match pause {
            // the shortest sleep takes a millisecond, and that for each of a thousand pages
            Duration::ZERO => {}
            pause if pause >= WORTH_TELLING => self.transport.wait(pause).await,
            pause => tokio::time::sleep(pause).await,
        }
        self.ask(list.clone().query(LAST_KEY, &key)).await
    }

    /// The page; none where SORACOM itself says that there is no list. A 404 of somebody else's (a balancer's, say), or one in the
    /// middle, says nothing of that.
    async fn page(&self, list: &Call, asked: Asked) -> Result<Option<Answer>> {
        let is_first = !asked.call.goes_on();
        let answer = self.answer(asked).await?;
        if answer.status == 404 && is_first {
            answer.json(list)?;
            return Ok(None);
        }
        answer.accepted(list)?;
        Ok(Some(answer))
    }

    async fn answer(&self, asked: Asked) -> Result<Answer> {
        let Asked {
            call,
            token,
            begun,
            mut patience,
            until,
        } = asked;
        let answer = async {
            let answer = self.transport.finish(&call, Some(&token), begun, &mut patience).await?;
            match fault::refuses_token(&answer) {
                true => self.renewed(&call, token.generation).await,
                false => Ok(answer),
            }
        };
        timeout_at(until, answer).await.unwrap_or_else(|_| Err(self.too_late(&call)))
    }
}
