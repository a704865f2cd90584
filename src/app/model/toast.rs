//! Messages in the footer: shown for a while, the newest first, and kept in the log.

use jiff::{SignedDuration, Timestamp};

use super::Log;
use crate::domain::Endpoint;

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It is so.
    Info,
    /// It worked.
    Good,
    /// Look here.
    Warning,
    /// It failed.
    Bad,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// How it is meant.
    pub level: Level,
    /// One or two sentences.
    pub text: String,
    /// When it goes (local time); one that something depends on stays until it is dismissed.
    pub until: Option<Timestamp>,
    /// The mappings that it is about, if it is about nothing else: with them it goes.
    about: Vec<Endpoint>,
}

/// The messages that are shown.
#[derive(Clone, Debug, Default)]
pub struct Toasts {
    shown: Vec<Toast>,
    log: Log,
}

impl Toasts {
    /// The newest message, behind what failed.
    pub fn front(&self) -> Option<&Toast> {
        let bad = self.shown.iter().rev().find(|toast| toast.level == Level::Bad);
        bad.or(self.shown.last())
    }

    /// What was said after the one that stays in front: mostly the answer to the last key.
    pub fn since(&self) -> Option<&Toast> {
        self.shown.last().filter(|last| self.front() != Some(*last))
    }

    /// All that was said in this run.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Keeps a message in the log that is not shown in the footer.
    pub(in crate::app) fn note(&mut self, level: Level, text: &str, now: Timestamp) {
        self.log.note(level, text, now);
    }

    /// When the next message goes.
    pub fn next_end(&self) -> Option<Timestamp> {
        self.shown.iter().filter_map(|toast| toast.until).min()
    }

    /// Shows a message: longer if it is longer, and longest if it is bad.
    pub fn push(&mut self, level: Level, text: impl Into<String>, now: Timestamp) {
        self.push_about(level, text, Vec::new(), now);
    }

    /// The same of something that is so as long as one of these mappings is there.
    pub fn push_about(&mut self, level: Level, text: impl Into<String>, about: Vec<Endpoint>, now: Timestamp) {
        let text = text.into();
        let base = match level {
            Level::Info | Level::Good => 5,
            Level::Warning => 8,
            Level::Bad => 15,
        };
        let reading = i64::try_from(text.chars().count() / 15).unwrap_or(0);
        let until = now.checked_add(SignedDuration::from_secs(base + reading)).unwrap_or(now);
        self.show(level, text, Some(until), about, now);
    }

    /// Shows what may be open although nobody wants it: that stays until somebody has seen it, or until nothing of it is there.
    pub fn insist(&mut self, text: String, about: Vec<Endpoint>, now: Timestamp) {
        self.show(Level::Bad, text, None, about, now);
    }

    /// What is insisted on still, the oldest first, and the mappings that it is about.
    pub fn insisted(&self) -> impl Iterator<Item = (&str, &[Endpoint])> {
        let insisted = self.shown.iter().filter(|toast| toast.until.is_none());
        insisted.map(|toast| (toast.text.as_str(), toast.about.as_slice()))
    }

    /// Takes away what is about mappings of which none is there any more. True if that was anything.
    pub(in crate::app) fn let_go(&mut self, is_there: impl Fn(&Endpoint) -> bool) -> bool {
        let before = self.shown.len();
        self.shown
            .retain(|toast| toast.about.is_empty() || toast.about.iter().any(&is_there));
        self.shown.len() != before
    }

    fn show(&mut self, level: Level, text: String, until: Option<Timestamp>, about: Vec<Endpoint>, now: Timestamp) {
        const MOST: usize = 8;
        self.log.note(level, &text, now);
        self.shown.retain(|toast| toast.text != text);
        self.shown.push(Toast {
            level,
            text,
            until,
            about,
        });
        let mut passing = self.shown.iter().enumerate().filter(|(_, toast)| toast.until.is_some());
        if let Some((oldest, _)) = passing.next().filter(|_| passing.count() >= MOST) {
            self.shown.remove(oldest);
        }
    }

    /// Takes away a message that is no longer so.
    pub fn withdraw(&mut self, text: &str) {
        self.shown.retain(|toast| toast.text != text);
    }

    /// Takes away the messages that are shown, and those that are merely for a while. True if there were any.
    pub fn dismiss(&mut self) -> bool {
        let Some(front) = self.front().cloned() else { return false };
        self.shown.retain(|toast| toast.until.is_none() && *toast != front);
        true
    }

    /// Takes away what has had its time. True if that was anything.
    pub fn sweep(&mut self, now: Timestamp) -> bool {
        let before = self.shown.len();
        self.shown.retain(|toast| toast.until.is_none_or(|until| until > now));
        self.shown.len() != before
    }
}
