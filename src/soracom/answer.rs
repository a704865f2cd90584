//! What comes back of a call: whether it is worth taking, and what must not be told of it.

use reqwest::Response;
use reqwest::header::HeaderMap;
use serde_json::Value;

use super::retry::Ending;
use super::session::Token;
use super::transport::Call;
use super::{fault, lenient, rate};
use crate::domain::failure::Result;

/// More than any page has: a body that goes on and on must not fill the memory.
const LARGEST: usize = 32 * 1024 * 1024;

/// What came back, whatever its status.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// The answer if it is a success.
    pub(super) fn accepted(&self, call: &Call) -> Result<&Self> {
        if (200..300).contains(&self.status) {
            Ok(self)
        } else {
            Err(fault::refusal(call, self))
        }
    }

    /// Its body.
    pub(super) fn json(&self, call: &Call) -> Result<Value> {
        lenient::json(&self.body).map_err(|_| fault::garbled(call, fault::describe(&self.body)))
    }

    /// Whoever refuses a call may repeat what it was signed with: that is nobody's to read.
    pub(super) fn without(mut self, token: Option<&Token>) -> Self {
        if let (400.., Some(token)) = (self.status, token) {
            let text = String::from_utf8_lossy(&self.body).into_owned();
            let secrets = [token.api_key.expose(), token.token.expose()]
                .into_iter()
                .filter(|secret| secret.len() > 3);
            self.body = secrets
                .fold(text, |text, secret| text.replace(secret, "[hidden]"))
                .into_bytes();
        }
        self
    }

    pub(super) fn ending(&self) -> Ending {
        match self.status {
            200..300 if !self.is_whole() => Ending::Lost,
            _ => Ending::Answered,
        }
    }

    /// Whether the body can be JSON that came to its end, judged by its first and last byte alone.
    fn is_whole(&self) -> bool {
        let body = self.body.trim_ascii();
        matches!(
            (body.first(), body.last()),
            (Some(b'['), Some(b']')) | (Some(b'{'), Some(b'}'))
        )
    }
}

/// An answer whose body is still to come.
pub(super) struct Begun {
    pub response: Response,
}

impl Begun {
    pub(super) fn is_success(&self) -> bool {
        self.response.status().is_success()
    }

    pub(super) fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    pub(super) fn ending(&self) -> Ending {
        match self.response.status().as_u16() {
            429 => Ending::Limited(rate::seconds(self.headers())),
            500.. => Ending::Lost,
            _ => Ending::Answered,
        }
    }
}

/// Reads an answer to its end.
pub(super) async fn read(call: &Call, begun: Begun) -> reqwest::Result<Answer> {
    let mut response = begun.response;
    let status = response.status().as_u16();
    let promised = response.content_length().and_then(|length| usize::try_from(length).ok());
    let mut body = Vec::with_capacity(promised.unwrap_or(0).min(LARGEST));
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > LARGEST {
            tracing::warn!(call = call.permission, "the answer is larger than any should be, and is cut");
            break;
        }
    }
    let headers = std::mem::take(response.headers_mut());
    Ok(Answer { status, headers, body })
}
