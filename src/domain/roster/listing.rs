//! What a listing says of the SIMs that are not on it, and what is given back then.

use super::{ListedSim, Packed, Roster, Slot};
use crate::domain::Device;
use crate::domain::device::Presence;

impl Roster {
    /// A listing begins: nothing is on it yet.
    pub fn begin_listing(&mut self) {
        self.sims.iter_mut().flatten().for_each(|sim| sim.listed = false);
    }

    /// It came to its end: what was not on it is gone. The SIMs that are.
    pub fn end_listing(&mut self) -> Vec<Slot> {
        let unlisted = |sim: &Option<Packed>| sim.as_ref().is_some_and(|sim| !sim.listed);
        let all = (0..).map(Slot::of).zip(&self.sims);
        let gone: Vec<Slot> = all.filter(|(_, sim)| unlisted(sim)).map(|(slot, _)| slot).collect();
        for slot in &gone {
            self.remove(*slot);
        }
        if !gone.is_empty() {
            self.revise();
        }
        self.tidy();
        gone
    }

    /// A listing of those that are online came to its end: what was not on it is online no longer. The SIMs that are not.
    pub fn end_listing_of_online(&mut self) -> Vec<Slot> {
        let left = |sim: &Option<Packed>| {
            sim.as_ref()
                .is_some_and(|sim| !sim.listed && sim.presence == Presence::Online)
        };
        let all = (0..).map(Slot::of).zip(&self.sims);
        let offline: Vec<Slot> = all.filter(|(_, sim)| left(sim)).map(|(slot, _)| slot).collect();
        let devices: Vec<Device> = offline.iter().filter_map(|slot| self.get(*slot)).collect();
        // its address goes with its session
        let without_session = |device| ListedSim {
            presence: Presence::Offline,
            ip: None,
            ..ListedSim::from(device)
        };
        self.put(&devices.iter().map(without_session).collect(), |_| ());
        self.tidy();
        offline
    }

    /// How many are online.
    pub fn online(&self) -> usize {
        self.sims
            .iter()
            .flatten()
            .filter(|sim| sim.presence == Presence::Online)
            .count()
    }

    fn remove(&mut self, slot: Slot) {
        self.forget(slot);
        if self.sims[slot.number()].take().is_some() {
            self.len -= 1;
        }
    }

    /// Writes lines and words anew once half of them are nobody's: tags and addresses change for as long as a dashboard runs.
    fn tidy(&mut self) {
        let most = 2 * self.len.max(500);
        if self.words.len() >= most {
            self.edition += 1;
            let before = std::mem::take(&mut self.words);
            for sim in self.sims.iter_mut().flatten() {
                for word in [&mut sim.status, &mut sim.subscription, &mut sim.module, &mut sim.tags] {
                    *word = self.words.intern_from(&before, *word);
                }
            }
        }
        if self.owners.len() < most {
            return;
        }
        self.edition += 1;
        let (before, owners) = (std::mem::take(&mut self.lines), std::mem::take(&mut self.owners));
        for (line, slot) in owners
            .into_iter()
            .enumerate()
            .filter_map(|(line, owner)| Some((line, owner?)))
        {
            if let Some(sim) = self.sims[slot.number()].as_mut() {
                sim.line = self.lines.push(&before.get(line));
                self.owners.push(Some(slot));
            }
        }
    }
}
