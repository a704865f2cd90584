//! Where a list of AWS goes on, until its end; one that goes in circles is a failure.

use std::collections::HashSet;

use super::call::Call;
use super::fault;
use crate::domain::failure::Result;

/// The tokens of a list's pages.
#[derive(Default)]
pub(super) struct Pages {
    next: Option<String>,
    been_at: HashSet<String>,
}

impl Pages {
    /// What to ask the next page with; nothing for the first.
    pub(super) fn token(&self) -> Option<String> {
        self.next.clone()
    }

    /// Whether there is another page, told by the token that came with this one. What a list lacks that comes back to a page is
    /// not known.
    pub(super) fn advance(&mut self, call: &Call, next: Option<&str>) -> Result<bool> {
        self.next = next.filter(|next| !next.is_empty()).map(str::to_owned);
        match &self.next {
            Some(next) if !self.been_at.insert(next.clone()) => Err(fault::circles(call)),
            next => Ok(next.is_some()),
        }
    }
}
