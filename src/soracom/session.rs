//! The token that calls carry: gained once a run, renewed when refused, shared by calls that wait for it together.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::answer::Answer;
use super::credentials::{Credentials, Secret};
use super::transport::{Call, Transport};
use super::{fault, wire};
use crate::domain::Failure;
use crate::domain::failure::Result;
use crate::gateway::Identity;
use crate::say;

/// What calls are signed with.
#[derive(Debug)]
pub(super) struct Token {
    /// Which sign-in it came from.
    pub generation: u64,
    /// `X-Soracom-API-Key`.
    pub api_key: Secret,
    /// `X-Soracom-Token`.
    pub token: Secret,
    /// Whose it is.
    pub identity: Identity,
}

/// One account's sign-in.
pub(super) struct Session {
    credentials: Credentials,
    /// How many sign-ins are over, whatever came of them.
    attempts: AtomicU64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<Arc<Token>>,
    last_failure: Option<Failure>,
}

impl Session {
    pub(super) fn new(credentials: Credentials) -> Self {
        Self {
            credentials,
            attempts: AtomicU64::new(0),
            state: Mutex::default(),
        }
    }

    /// The token, other than the one that was refused; `until` is when nobody waits for it any more. Who waited for somebody
    /// else's sign-in shares what came of it.
    pub(super) async fn token(&self, transport: &Transport, refused: Option<u64>, until: Option<Instant>) -> Result<Arc<Token>> {
        let seen = self.attempts.load(Ordering::Acquire);
        let mut state = self.state.lock().await;
        if let Some(token) = &state.token
            && Some(token.generation) != refused
        {
            return Ok(Arc::clone(token));
        }
        let attempts = self.attempts.load(Ordering::Acquire);
        if attempts != seen
            && let Some(failure) = &state.last_failure
        {
            return Err(failure.clone());
        }
        state.token = None;
        let outcome = self.sign_in(transport, attempts + 1, until).await.map(Arc::new);
        self.attempts.store(attempts + 1, Ordering::Release);
        state.token = outcome.as_ref().ok().map(Arc::clone);
        state.last_failure = outcome.as_ref().err().cloned();
        outcome
    }

    /// Gives the token up, to revoke it.
    pub(super) async fn forget(&self) -> Option<Arc<Token>> {
        self.state.lock().await.token.take()
    }

    async fn sign_in(&self, transport: &Transport, generation: u64, until: Option<Instant>) -> Result<Token> {
        let call = Call::sign_in(say::services::sign_in(), "/auth")
            .body(self.credentials.sign_in.body())
            .by(until);
        let token = read_token(&call, &transport.send(&call, None).await?, generation)?;
        let Some(switch_to) = &self.credentials.switch_to else {
            return Ok(token);
        };
        let call = Call::sign_in(say::services::switch_user(), "/auth/switch_user")
            .body(switch_to.body())
            .by(until);
        read_token(&call, &transport.send(&call, Some(&token)).await?, generation)
    }
}

fn read_token(call: &Call, answer: &Answer, generation: u64) -> Result<Token> {
    let body: Value = answer.accepted(call).map_err(fault::sign_in)?.json(call)?;
    let field = |name: &str| wire::text(&body[name]);
    match (field("apiKey"), field("token")) {
        (Some(api_key), Some(token)) => Ok(Token {
            generation,
            api_key: Secret::new(api_key),
            token: Secret::new(token),
            identity: Identity {
                operator_id: field("operatorId").unwrap_or_default(),
                user_name: field("userName"),
            },
        }),
        _ => Err(fault::garbled(call, say::services::no_key_and_token())),
    }
}
