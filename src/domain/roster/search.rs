//! A filter over a whole roster: every term is looked for in all lines at once, as many lines at a time as the caller has time for.

use std::ops::Range;

use memchr::memmem::Finder;

use super::words::Word;
use super::{Packed, Roster, Slot, row};
use crate::domain::Filter;
use crate::domain::device::Presence;
use crate::domain::filter::{Term, contains};

/// The names that may stand before the colon of a filter for devices. A word without one is looked for in all but
/// `online`, `subscription`, `module` and `service`.
pub const COLUMNS: &[&str] = &[
    "name",
    "imsi",
    "sim",
    "ip",
    "group",
    "status",
    "tag",
    "online",
    "subscription",
    "module",
    "service",
];

/// How many of the columns are fields of a line, in this order.
const IN_LINES: usize = 4;

/// A search that may be under way.
#[derive(Clone, Debug, Default)]
pub struct Search {
    filter: Filter,
    /// By slot: whether it passes.
    hits: Vec<bool>,
    /// How many lines have been looked at.
    done: usize,
    /// Which edition of the lines.
    edition: u32,
}

impl Search {
    /// A search for all that passes.
    pub fn new(filter: Filter) -> Self {
        Self {
            filter,
            ..Self::default()
        }
    }

    /// What it looks for.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Whether that SIM passes, as far as the search has come.
    pub fn passes(&self, slot: Slot) -> bool {
        self.filter.is_empty() || self.hits.get(slot.number()).copied().unwrap_or(false)
    }

    /// Whether it has seen all.
    pub fn is_done(&self, roster: &Roster) -> bool {
        self.edition == roster.edition && self.done == roster.lines.len()
    }

    /// Looks at so many more lines. True once it has seen all.
    pub fn go_on(&mut self, roster: &Roster, lines: usize) -> bool {
        if self.edition != roster.edition {
            (self.edition, self.done) = (roster.edition, 0);
        }
        let end = roster.lines.len().min(self.done.saturating_add(lines));
        self.look_at(roster, std::iter::once(self.done..end));
        self.done = end;
        self.is_done(roster)
    }

    /// Looks again at SIMs that have changed.
    pub fn look_again(&mut self, roster: &Roster, changed: &[Slot]) {
        if changed.is_empty() {
            return;
        }
        let lines = changed.iter().filter_map(|slot| roster.packed(*slot));
        self.look_at(roster, lines.map(|sim| sim.line()..sim.line() + 1));
    }

    fn look_at(&mut self, roster: &Roster, ranges: impl Iterator<Item = Range<usize>>) {
        if self.filter.is_empty() {
            return;
        }
        self.hits.resize(roster.sims.len(), false);
        let seekers: Vec<Seeker<'_>> = self.filter.terms().map(|term| Seeker::new(term, roster)).collect();
        for lines in ranges {
            let mut passes = vec![true; lines.len()];
            for seeker in &seekers {
                seeker.narrow(roster, lines.clone(), &mut passes);
            }
            for (owner, passes) in roster.owners[lines].iter().zip(passes) {
                if let Some(slot) = owner {
                    self.hits[slot.number()] = passes;
                }
            }
        }
    }
}

/// A term, made ready.
struct Seeker<'a> {
    term: &'a Term,
    needle: Finder<'a>,
    /// Which fields of a line it may be in.
    places: Range<usize>,
    /// Which words it is found in, by number.
    words: Vec<bool>,
    groups: Vec<bool>,
    /// Which presences it is found in, and which pairs of services.
    presences: [bool; 3],
    services: [[bool; 2]; 2],
    /// Whether any SIM can have it in its words: else none is looked at.
    may_be_in_words: bool,
}

impl<'a> Seeker<'a> {
    fn new(term: &'a Term, roster: &Roster) -> Self {
        let places = match term.column.map(|name| COLUMNS.iter().position(|column| *column == name)) {
            None => 0..IN_LINES,
            Some(Some(place)) if place < IN_LINES => place..place + 1,
            Some(_) => 0..0,
        };
        let needle = Finder::new(&term.needle);
        let mut words = vec![false; roster.words.len()];
        let accept = |before: &[u8]| before.is_empty() || !term.begins();
        roster
            .words
            .lines()
            .find(&needle, 0..words.len(), accept, |word| words[word] = true);
        let groups: Vec<bool> = roster
            .groups
            .all()
            .map(|group| contains(roster.title(group), &term.needle))
            .collect();
        Self {
            term,
            may_be_in_words: term.column.is_some() || words.contains(&true) || groups.contains(&true),
            needle,
            places,
            words,
            groups,
            presences: [Presence::Online, Presence::Offline, Presence::Never]
                .map(|presence| contains(presence_seen(presence), &term.needle)),
            services: [false, true].map(|air| [false, true].map(|arc| contains(&row::services_seen(air, arc), &term.needle))),
        }
    }

    /// Leaves of these lines only those that hold the term, or do not hold it if it is negated.
    fn narrow(&self, roster: &Roster, lines: Range<usize>, passes: &mut [bool]) {
        let mut found = vec![false; lines.len()];
        if !self.places.is_empty() {
            let all = self.places.len() == IN_LINES;
            let accept = |before: &[u8]| all || self.places.contains(&before.iter().filter(|byte| **byte == 0).count());
            roster
                .lines
                .find(&self.needle, lines.clone(), accept, |line| found[line - lines.start] = true);
        }
        let owners = &roster.owners[lines];
        for ((owner, found), passes) in owners.iter().zip(found).zip(passes) {
            let sim = || roster.sims[(*owner)?.number()].as_ref();
            let found = found || self.may_be_in_words && sim().is_some_and(|sim| self.is_in_words(sim));
            *passes &= found != self.term.negated;
        }
    }

    fn is_in_words(&self, sim: &Packed) -> bool {
        let word = |word: Word| self.words[word.number()];
        let group = || self.groups[sim.group.number()];
        match self.term.column {
            None => word(sim.status) || word(sim.tags) || group(),
            Some("status") => word(sim.status),
            Some("tag") => word(sim.tags),
            Some("group") => group(),
            Some("subscription") => word(sim.subscription),
            Some("module") => word(sim.module),
            Some("online") => self.presences[sim.presence as usize],
            Some("service") => self.services[usize::from(sim.air)][usize::from(sim.arc)],
            Some(_) => false,
        }
    }
}

fn presence_seen(presence: Presence) -> &'static str {
    match presence {
        Presence::Online => "online yes true",
        Presence::Offline => "offline no false",
        Presence::Never => "never no false",
    }
}
