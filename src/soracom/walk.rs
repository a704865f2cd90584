//! The way through a list: page after page, the next one asked for as soon as the headers name it, while the body still comes.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::page::{self, PageKey, PageWalk};
use super::retry::Patience;
use super::session::Token;
use super::transport::{Answer, Begun, Call};
use super::{SoracomClient, fault, rate};
use crate::domain::Failure;
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

/// Why a list is left before its end.
enum End {
    Enough,
    Failed(Failure),
}

impl End {
    fn told(self) -> Result<()> {
        match self {
            Self::Enough => Ok(()),
            Self::Failed(failure) => Err(failure),
        }
    }
}

impl From<Failure> for End {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl SoracomClient {
    /// Hands on every page of a list, read by `read`, until that is enough. A 404 says that there is nothing.
    pub(super) async fn walk<T>(
        &self,
        list: &Call,
        read: impl Fn(&[u8]) -> Option<Vec<T>>,
        pages: &mut dyn Pages<T>,
    ) -> Result<()> {
        let mut walk = PageWalk::default();
        let mut asked = self.ask(list.clone()).await?;
        loop {
            let next = page::next_key(asked.begun.headers()).filter(|next| walk.goes_on(list.what, next));
            let pause = rate::told(asked.begun.headers()).map_or(Duration::ZERO, |rate| rate.pause());
            let page = async {
                let answer = self.page(asked).await?;
                if answer.status == 404 {
                    return Err(End::Enough);
                }
                let body = &answer.accepted(list)?.body;
                let items = read(body).ok_or_else(|| fault::garbled(list, fault::describe(body)))?;
                match pages.take(items).await {
                    ControlFlow::Continue(()) => Ok(()),
                    ControlFlow::Break(()) => Err(End::Enough),
                }
            };
            let Some(PageKey(key)) = next else {
                return page.await.or_else(End::told);
            };
            let ahead = async {
                match pause {
                    // the shortest sleep takes a millisecond, and that for each of a thousand pages
                    Duration::ZERO => {}
                    pause if pause >= WORTH_TELLING => self.transport.wait(pause).await,
                    pause => tokio::time::sleep(pause).await,
                }
                Ok(self.ask(list.clone().query("last_evaluated_key", &key)).await)
            };
            // a page that cannot be had or is enough ends the walk: what was asked for ahead is let go
            asked = match futures::try_join!(page, ahead) {
                Ok(((), ahead)) => ahead?,
                Err(end) => return end.told(),
            };
        }
    }

    /// Reads all pages of a list.
    pub(super) async fn read_all<T: Send + 'static>(
        &self,
        list: &Call,
        read: impl Fn(&[u8]) -> Option<Vec<T>>,
    ) -> Result<Vec<T>> {
        let mut all = Vec::new();
        let mut take = |page| {
            all.extend(page);
            ControlFlow::Continue(())
        };
        self.walk(list, read, &mut take).await?;
        Ok(all)
    }

    async fn ask(&self, call: Call) -> Result<Asked> {
        let until = Instant::now() + self.read_limit;
        let begin = async {
            let token = self.session.token(&self.transport, None).await?;
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

    async fn page(&self, asked: Asked) -> Result<Answer> {
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
