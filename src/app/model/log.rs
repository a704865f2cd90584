//! What was said in this run, so that a message that went by can be read again. The oldest go.

use std::collections::VecDeque;

use jiff::Timestamp;

use super::Level;

/// The most messages that are kept.
pub const MOST: usize = 500;

/// A message, and when it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Counts up through the run.
    pub number: u64,
    /// When it was said last (local time).
    pub at: Timestamp,
    /// How it was meant.
    pub level: Level,
    /// The message.
    pub text: String,
    /// How often it was said in a row.
    pub times: usize,
}

/// The messages, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Log {
    said: VecDeque<Said>,
    next: u64,
}

impl Log {
    /// All of them, the newest first.
    pub fn newest_first(&self) -> impl ExactSizeIterator<Item = &Said> {
        self.said.iter()
    }

    pub(in crate::app) fn note(&mut self, level: Level, text: &str, at: Timestamp) {
        if let Some(last) = self.said.front_mut().filter(|last| last.text == text && last.level == level) {
            last.at = at;
            last.times += 1;
            return;
        }
        let number = self.next;
        self.next += 1;
        self.said.push_front(Said {
            number,
            at,
            level,
            text: text.to_owned(),
            times: 1,
        });
        self.said.truncate(MOST);
    }

    /// How far down that message is; where it has gone, the oldest that is left.
    fn depth_of(&self, number: u64) -> usize {
        let depth = self.said.iter().position(|said| said.number <= number);
        depth.unwrap_or(self.said.len().saturating_sub(1))
    }
}

/// How far the messages are scrolled: by message, so that one that is read stays where it is while others come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    top: Option<u64>,
}

impl Reading {
    /// How many messages are above the screen.
    pub fn depth(self, log: &Log) -> usize {
        self.top.map_or(0, |number| log.depth_of(number))
    }

    pub(in crate::app) fn move_by(&mut self, messages: isize, log: &Log) {
        let last = log.said.len().saturating_sub(1);
        let depth = self.depth(log).saturating_add_signed(messages).min(last);
        self.top = log.said.get(depth).filter(|_| depth > 0).map(|said| said.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(count: usize) -> Log {
        let mut log = Log::default();
        for number in 0..count {
            log.note(Level::Info, &number.to_string(), Timestamp::UNIX_EPOCH);
        }
        log
    }

    #[test]
    fn the_oldest_go_and_a_repeated_message_is_one() {
        let mut log = log(MOST + 20);
        for _ in 0..3 {
            log.note(Level::Bad, "again", Timestamp::UNIX_EPOCH);
        }
        let said: Vec<&Said> = log.newest_first().collect();
        assert_eq!((said.len(), said[0].text.as_str(), said[0].times), (MOST, "again", 3));
        assert_eq!((said[1].text.as_str(), said[MOST - 1].text.as_str()), ("519", "21"));
    }

    #[test]
    fn what_is_read_stays_while_others_come_in() {
        let mut log = log(30);
        let mut reading = Reading::default();
        reading.move_by(10, &log);
        let read = |reading: Reading, log: &Log| log.newest_first().nth(reading.depth(log)).unwrap().text.clone();
        assert_eq!(read(reading, &log), "19");
        log.note(Level::Good, "new", Timestamp::UNIX_EPOCH);
        assert_eq!(read(reading, &log), "19");
        for number in 0..MOST {
            log.note(Level::Info, &format!("later {number}"), Timestamp::UNIX_EPOCH);
        }
        assert_eq!(reading.depth(&log), MOST - 1, "it has gone: the oldest that is left");
        reading.move_by(isize::MIN, &log);
        log.note(Level::Good, "newest", Timestamp::UNIX_EPOCH);
        assert_eq!(read(reading, &log), "newest", "from the top, new ones are followed");
    }
}
