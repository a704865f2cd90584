//! Where a list of AWS goes on, until its end, or until it goes in circles.

use std::collections::HashSet;

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

    /// Whether there is another page, told by the token that came with this one.
    pub(super) fn advance(&mut self, next: Option<&str>) -> bool {
        self.next = next.filter(|next| !next.is_empty()).map(str::to_owned);
        match &self.next {
            Some(next) if !self.been_at.insert(next.clone()) => {
                tracing::warn!("a list of AWS does not advance; it ends here");
                false
            }
            next => next.is_some(),
        }
    }
}
