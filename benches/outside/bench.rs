//! What the measurements share: the report, and the big fleet, made when it is first asked for.

use std::sync::Arc;
use std::time::Duration;

use crate::fleet::Fleet;
use crate::report::Report;

/// How many devices "many" is.
pub const MANY: usize = 100_000;

/// How long a measurement is repeated at most: a slow build is measured less often, not for hours.
pub const BUDGET: Duration = Duration::from_secs(20);

/// What the measurements share.
#[derive(Default)]
pub struct Bench {
    /// What was found.
    pub report: Report,
    many: Option<Arc<Fleet>>,
}

impl Bench {
    /// A hundred thousand devices.
    pub fn many(&mut self) -> Arc<Fleet> {
        self.many.get_or_insert_with(|| Arc::new(Fleet::new(MANY))).clone()
    }
}
