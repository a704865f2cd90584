//! The accounts that run beside this one: what the header says of each.

use jiff::Timestamp;

use super::Model;

/// An account in the list of accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// What it is called.
    pub name: String,
    /// How many mappings are open there; none where that is not known.
    pub open: Option<usize>,
    /// How many that have run out are still listed there.
    pub expired: usize,
    /// Whether something is wrong with its services.
    pub in_trouble: bool,
    /// Whether it is the one on the screen.
    pub shown: bool,
}

impl Model {
    /// What the others are told of this account.
    pub fn as_neighbour(&self, now: Timestamp, shown: bool) -> Neighbour {
        let (status, service_time) = (&self.status, self.service_time(now));
        let all = &self.accesses.all;
        let expired = all.iter().filter(|mapping| mapping.is_over(service_time)).count();
        Neighbour {
            name: self.settings.profile.clone(),
            open: status.mappings_at.map(|_| all.len() - expired),
            expired,
            in_trouble: status.soracom.is_some() || self.appstream_trouble().is_some() || self.devices.failure.is_some(),
            shown,
        }
    }

    /// Takes in what all accounts tell, this one among them.
    pub fn set_neighbours(&mut self, neighbours: Vec<Neighbour>) {
        self.changed |= self.neighbours != neighbours;
        self.neighbours = neighbours;
    }
}
