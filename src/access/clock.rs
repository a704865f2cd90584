//! The service's time: the local clock, corrected by what the clients notice.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use crate::domain::Skew;
use crate::gateway::{Clock, Notice};

/// A clock that follows the service's.
pub struct ServiceClock {
    local: Arc<dyn Clock>,
    /// Nothing until an answer was heard.
    skew: Mutex<Option<Skew>>,
}

impl ServiceClock {
    /// A clock that knows of no difference yet.
    pub fn new(local: Arc<dyn Clock>) -> Self {
        Self {
            local,
            skew: Mutex::default(),
        }
    }

    /// Learns from an answer's date.
    pub fn hear(&self, notice: &Notice) {
        if let Notice::ServiceTime { date, sent, received } = notice {
            let mut skew = self.skew.lock().unwrap_or_else(PoisonError::into_inner);
            *skew = Some(skew.unwrap_or_default().learn(*date, *sent, *received));
        }
    }

    /// How far the service's clock is from this machine's; nothing where no answer told.
    pub fn skew(&self) -> Option<Skew> {
        *self.skew.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The service's time.
    pub fn now(&self) -> Timestamp {
        self.when(self.local.now())
    }

    /// The service's time when this machine's clock says that.
    pub fn when(&self, local: Timestamp) -> Timestamp {
        self.skew().unwrap_or_default().service_time(local)
    }

    /// This machine's time.
    pub fn local(&self) -> Timestamp {
        self.local.now()
    }
}
