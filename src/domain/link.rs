//! The streaming URL and what goes into it: session context, user id, validity.

mod context;

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Endpoint, Failure, Span};
use crate::say;

pub use context::ContextTemplate;

/// What the batch file on the streaming instance hands to its program: for mstsc exactly `/v:HOST:PORT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionContext(String);

impl SessionContext {
    /// The context that leads to that endpoint. An [`Endpoint`] holds nothing that `cmd` could take for its own.
    pub fn to(endpoint: &Endpoint) -> Self {
        Self(format!("/v:{endpoint}"))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which device and port a user id stands for: a hash, so that a session can be joined back without a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceKey(String);

impl DeviceKey {
    const MARK: &'static str = "nt";
    const DIGITS: usize = 10;
    const LENGTH: usize = Self::MARK.len() + Self::DIGITS;

    /// The key of a device (SIM ID, or IMSI where that is all one has) and a port on it.
    pub fn new(device: &str, port: u16) -> Self {
        let digits = digits::<{ Self::DIGITS }>(&format!("naptop/{device}/{port}"));
        Self(Self::MARK.chars().chain(digits).collect())
    }
}

/// So many digits of five bits of a text's hash.
fn digits<const COUNT: usize>(text: &str) -> [char; COUNT] {
    const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let digest = Sha256::digest(text);
    std::array::from_fn(|at| char::from(ALPHABET[usize::from(digest[at] % 32)]))
}

/// AppStream keeps one session per user id, so each operator and device have one of their own: `OPERATOR-KEY`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UserId(String);

impl UserId {
    /// AppStream's limit for CreateStreamingURL.
    pub const LONGEST: usize = 32;

    /// The user id of that operator for that device. What is cut is the operator part, never the key; where it had to be
    /// changed, a hash keeps apart those who would look alike.
    pub fn new(operator: &str, key: &DeviceKey) -> Self {
        let room = Self::LONGEST - DeviceKey::LENGTH - 1;
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let operator = if operator.len() <= room && !operator.is_empty() && operator.chars().all(allowed) {
            operator.to_owned()
        } else {
            const TAIL: usize = 5;
            let clean = operator
                .chars()
                .map(|c| if allowed(c) { c } else { '_' })
                .take(room - TAIL - 1);
            clean.chain(['.']).chain(digits::<TAIL>(operator)).collect()
        };
        Self(format!("{operator}-{}", key.0))
    }

    /// A user id that AppStream reported; it may be anybody's.
    pub fn reported(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Who it says the user is, if it was made by naptop.
    pub fn operator(&self) -> Option<&str> {
        self.device_key()?;
        self.0.rsplit_once('-').map(|(operator, _)| operator)
    }

    /// The device that this user id stands for, if it was made by naptop.
    pub fn device_key(&self) -> Option<DeviceKey> {
        let (_, key) = self.0.rsplit_once('-')?;
        (key.len() == DeviceKey::LENGTH && key.starts_with(DeviceKey::MARK)).then(|| DeviceKey(key.to_owned()))
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A streaming URL: whoever has it can open the device's desktop until it runs out, so `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct StreamLink {
    url: String,
    /// When it can no longer be opened, by AppStream's clock.
    pub expires_at: Timestamp,
    /// The same by this machine's clock.
    pub until: Timestamp,
    /// Where it leads.
    pub context: SessionContext,
    /// Whose session it starts.
    pub user_id: UserId,
}

impl StreamLink {
    /// AppStream's clock is not SORACOM's: a URL ends so many seconds before its mapping.
    pub const MARGIN_S: u32 = 2;

    /// Whether a mapping that lasts so long leaves time for one.
    pub fn fits_in(duration: Span) -> Result<(), Failure> {
        match duration.as_secs() > Self::MARGIN_S {
            true => Ok(()),
            false => Err(Failure::invalid(say::acted::no_time_for_url(duration)).advise(say::acted::open_for_longer())),
        }
    }

    /// A link as the service made it.
    pub fn new(url: String, expires_at: Timestamp, context: SessionContext, user_id: UserId) -> Self {
        Self {
            url,
            until: expires_at,
            expires_at,
            context,
            user_id,
        }
    }

    /// Tells when it was made by this machine's clock, which may not agree with AppStream's, and for how long it was asked.
    #[must_use]
    pub fn made(mut self, at: Timestamp, validity: Span) -> Self {
        let longest = at
            .checked_add(SignedDuration::from_secs(validity.as_secs().into()))
            .unwrap_or(at);
        let agrees = at < self.expires_at && self.expires_at < longest;
        self.until = if agrees { self.expires_at } else { longest };
        self
    }

    /// The URL itself: only for the clipboard, the browser, and the user who asked to see it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether there is time to open it. The margin is for the hand that pastes it.
    pub fn is_usable(&self, now: Timestamp) -> bool {
        const MARGIN_S: i64 = 5;
        self.until.as_second() - now.as_second() > MARGIN_S
    }
}

impl fmt::Debug for StreamLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamLink")
            .field("url", &"[secret]")
            .field("expires_at", &self.expires_at)
            .field("context", &self.context.as_str())
            .field("user_id", &self.user_id.as_str())
            .finish()
    }
}

/// A stack, fleet or application name as AppStream takes it: `[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceName(String);

impl ResourceName {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ResourceName {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        let good = (1..=101).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b))
            && text.starts_with(|c: char| c.is_ascii_alphanumeric());
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(Failure::invalid(say::mistaken::no_appstream_name(text)).advise(say::mistaken::appstream_names()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_context_is_the_endpoint_and_nothing_else() {
        let endpoint: Endpoint = "203.0.113.20:15068".parse().unwrap();
        assert_eq!(SessionContext::to(&endpoint).as_str(), "/v:203.0.113.20:15068");
    }

    #[test]
    fn the_url_is_not_in_debug_output() {
        let endpoint: Endpoint = "203.0.113.20:15068".parse().unwrap();
        let user = UserId::new("taro", &DeviceKey::new("8981100000000000001", 3389));
        let link = StreamLink::new(
            "https://secret".into(),
            Timestamp::UNIX_EPOCH,
            SessionContext::to(&endpoint),
            user,
        );
        assert!(!format!("{link:?}").contains("https"));
    }

    #[test]
    fn a_link_lasts_by_the_clock_in_front_of_the_user() {
        let endpoint: Endpoint = "203.0.113.20:15068".parse().unwrap();
        let user = UserId::new("taro", &DeviceKey::new("1", 3389));
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        let until = |expires| {
            let link = StreamLink::new("https://x".into(), at(expires), SessionContext::to(&endpoint), user.clone());
            link.made(at(1000), Span::seconds(600)).until.as_second()
        };
        assert_eq!(until(1600), 1600);
        assert_eq!(until(1060), 1060, "the service granted less");
        assert_eq!(until(3820), 1600, "AppStream's clock is ahead");
        assert_eq!(until(100), 1600, "AppStream's clock is behind");
    }

    proptest! {
        #[test]
        fn user_ids_fit_and_lead_back(operator in ".{0,60}", sim in "[0-9]{19}", port in 1u16..) {
            let key = DeviceKey::new(&sim, port);
            let id = UserId::new(&operator, &key);
            prop_assert!((2..=32).contains(&id.as_str().len()));
            prop_assert!(id.as_str().bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)));
            prop_assert_eq!(id.device_key(), Some(key.clone()));
            prop_assert!(id.as_str().starts_with(id.operator().unwrap()));
            prop_assert_eq!(&id, &UserId::new(&operator, &key));
            prop_assert_ne!(DeviceKey::new(&sim, port), DeviceKey::new(&sim, port.wrapping_add(1)));
        }

        #[test]
        fn other_operators_have_other_ids(a in "\\PC{1,40}", b in "\\PC{1,40}") {
            let key = DeviceKey::new("1", 3389);
            prop_assert_eq!(a == b, UserId::new(&a, &key) == UserId::new(&b, &key));
        }

        #[test]
        fn foreign_user_ids_are_nobodys(text in "[A-Za-z0-9@.-]{2,11}") {
            let id = UserId::reported(text);
            prop_assert_eq!((id.device_key(), id.operator()), (None, None));
        }
    }
}
