//! Why something could not be looked at, and the check that comes of it. Also the limit of looking.

use std::time::Duration;

use crate::domain::checkup::{Check, Name};
use crate::domain::failure::Result;
use crate::domain::{Failure, Kind};
use crate::say;

/// Why something could not be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unseen {
    /// The configuration does not say which it is.
    NotSet,
    /// It was asked for in vain.
    Failed(Failure),
    /// It was not asked for: that check comes first, and is not ok.
    After(Name),
}

impl From<Failure> for Unseen {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// What was seen, or why it was not.
pub(super) type Seen<T> = Result<T, Unseen>;

/// The check of what could not be looked at.
pub(super) fn unknown(name: Name, unseen: &Unseen) -> Check {
    match unseen {
        Unseen::NotSet => Check::unknown(name, say::checked::nothing_configured(), say::checked::set_it()),
        Unseen::Failed(failure) => Check::unknown(name, &failure.message, &failure.advice),
        Unseen::After(first) => Check::unknown(
            name,
            say::checked::comes_first(first.said()),
            say::checked::mend_first(first.said()),
        ),
    }
}

/// Asks for something, but not for ever. `what` completes "could not ...".
pub(super) async fn within<T>(patience: Duration, what: &str, asked: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::time::timeout(patience, asked).await.unwrap_or_else(|_| {
        let why = say::checked::no_answer_in_time(patience.as_secs());
        Err(Failure::new(Kind::Timeout, say::failing::could_not(what, why)))
    })
}
