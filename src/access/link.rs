//! Making a streaming URL for a mapping that is open.

use jiff::Timestamp;

use super::Access;
use crate::domain::failure::Result;
use crate::domain::{DeviceKey, Endpoint, Failure, Kind, LinkTarget, SessionContext, Span, StreamLink};

/// AppStream's clock is not SORACOM's: a URL ends this much before its mapping.
const MARGIN_S: i64 = 2;

impl Access {
    /// Makes a streaming URL that leads to that mapping and does not outlive it.
    pub async fn make_link(
        &self,
        target: &LinkTarget,
        key: &DeviceKey,
        endpoint: &Endpoint,
        expires_at: Option<Timestamp>,
    ) -> Result<StreamLink> {
        let validity = validity(target.validity, expires_at, self.clock.now())
            .ok_or_else(|| Failure::new(Kind::Missing, format!("{endpoint} is about to expire")).advise("open access anew"))?;
        let context = SessionContext::to(endpoint);
        self.appstream
            .create_url(target, &target.user_id(key), &context, validity)
            .await
    }
}

fn validity(wanted: Span, expires_at: Option<Timestamp>, now: Timestamp) -> Option<Span> {
    let left = expires_at.map_or(i64::MAX, |end| end.as_second() - now.as_second() - MARGIN_S);
    let seconds = left.min(i64::from(wanted.as_secs()));
    u32::try_from(seconds).ok().filter(|seconds| *seconds > 0).map(Span::seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_never_outlives_its_mapping() {
        let now = Timestamp::from_second(1_000).unwrap();
        let end = |s: i64| Some(Timestamp::from_second(1_000 + s).unwrap());
        let wanted = Span::seconds(600);
        assert_eq!(validity(wanted, end(1800), now), Some(wanted));
        assert_eq!(validity(wanted, end(300), now), Some(Span::seconds(298)));
        assert_eq!(validity(wanted, end(2), now), None);
        assert_eq!(validity(wanted, end(-5), now), None);
        assert_eq!(validity(wanted, None, now), Some(wanted));
    }
}
