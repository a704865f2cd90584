//! The window's title, where it is wanted: what ends next and how much is left of it.

use jiff::Timestamp;

use super::{mask, text};
use crate::app::Model;
use crate::domain::{Alerts, Countdown};
use crate::say;

/// The cells of a device's name.
const LABEL_CELLS: usize = 40;

/// What the title says now; nothing where it is left alone.
pub fn title(model: &Model, now: Timestamp) -> Option<String> {
    let Alerts { title, before, .. } = &model.settings.alerts;
    let service_time = model.service_time(now);
    let near = |left: &Countdown| before.first().is_some_and(|first| left.seconds() <= first.as_secs());
    let ending = model.alerting.soonest(service_time).and_then(|soonest| {
        let left = Countdown::new(soonest.ends, service_time);
        let label = || mask::with(model, || text::fit(&soonest.label, LABEL_CELLS));
        near(&left).then(|| say::header::title_counts_down(label(), left.text()))
    });
    title.then(|| ending.unwrap_or_else(|| "naptop".into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Span;
    use crate::domain::alerts::Scope;
    use crate::ui::testing::example::{devices, in_seconds, loaded_with, mapping, mappings, now, settings};

    fn titled(scope: Scope, listed: Vec<crate::domain::Mapping>) -> Model {
        let mut settings = settings();
        settings.alerts.title = true;
        settings.alerts.scope = scope;
        settings.alerts.before = vec![Span::seconds(60)];
        loaded_with(settings, devices(), listed)
    }

    #[test]
    fn it_says_what_ends_next_once_the_first_moment_has_come() {
        let model = titled(Scope::All, mappings());
        assert_eq!(title(&model, now()).unwrap(), "naptop: ｷｵｽｸｶﾞｲﾄﾞ-3 0:42 left");
        assert_eq!(title(&model, in_seconds(41)).unwrap(), "naptop: ｷｵｽｸｶﾞｲﾄﾞ-3 0:01 left");
        assert_eq!(
            title(&model, in_seconds(42)).unwrap(),
            "naptop: 受付端末・東京本社ビル１階ロビー 0:58 left"
        );
        assert_eq!(title(&model, in_seconds(110)).unwrap(), "naptop");
        assert_eq!(title(&titled(Scope::Mine, mappings()), now()).unwrap(), "naptop");
    }

    /// An end seldom falls on a whole second; countdowns turn on them all the same.
    #[test]
    fn it_is_over_when_its_countdown_is() {
        let mut ending = mapping(1, "203.0.113.52:52011", -60, 42);
        ending.expires_at = in_seconds(42).checked_add(jiff::SignedDuration::from_millis(900)).ok();
        assert_eq!(title(&titled(Scope::All, vec![ending]), in_seconds(42)).unwrap(), "naptop");
    }

    #[test]
    fn it_is_inert_and_left_alone_unless_it_is_wanted() {
        let mut model = titled(Scope::All, vec![mapping(8, "203.0.113.52:52018", -60, 42)]);
        assert_eq!(title(&model, now()).unwrap(), "naptop: evil··[2Jname 0:42 left");
        model.masked = true;
        assert!(
            title(&model, now()).unwrap().starts_with("naptop: device-"),
            "it is on the screenshot too"
        );
        model.settings.alerts.title = false;
        assert_eq!(title(&model, now()), None);
    }
}
