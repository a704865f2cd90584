//! From what SORACOM or the network answered to a failure in the user's words. Whether a call is repeated is `retry`'s business.

use std::error::Error;

use super::answer::Answer;
use super::transport::{Call, kind_of_loss, never_sent};
use super::{lenient, rate, wire};
use crate::domain::failure::quoted;
use crate::domain::{Failure, Kind};
use crate::say;

const LONGEST_TEXT: usize = 200;

/// The failure that a refusal amounts to.
pub(super) fn refusal(call: &Call, answer: &Answer) -> Failure {
    let status = answer.status;
    let said = call
        .secrets()
        .fold(said(&answer.body), |said, secret| said.replace(secret, "[hidden]"));
    let mut why = say::services::answered("SORACOM", format!("{status}{said}"));
    let wait = rate::seconds(&answer.headers).filter(|_| status == 429);
    if let Some(seconds) = wait {
        why = say::services::and_asks_to_wait(why, seconds);
    }
    let refuses_token = refuses_token(answer);
    let kind = if refuses_token { Kind::Auth } else { kind_of_status(status) };
    let failure = could_not(kind, call, why).in_doubt(call.is_write() && !(400..500).contains(&status));
    match status {
        400..500 if call.is_write() && speaks_of(&said, &["offline", "オフライン"]) => Failure {
            kind: Kind::Conflict,
            ..failure.advise(say::services::device_has_no_session())
        },
        403 => failure.advise(say::services::ask_sam(call.permission)),
        _ if refuses_token => failure.advise(say::services::check_key()),
        _ if wait.is_some() => failure.advise(say::services::try_after_that()),
        _ => failure,
    }
}

/// A refused sign-in, whatever its status, is about the credentials.
pub(super) fn sign_in(failure: Failure) -> Failure {
    match failure.kind {
        Kind::Auth | Kind::Forbidden | Kind::Invalid | Kind::Missing => Failure {
            kind: Kind::Auth,
            advice: say::services::check_sign_in().into(),
            ..failure
        },
        _ => failure,
    }
}

/// The failure of a call whose answer did not come.
pub(super) fn lost(call: &Call, error: &reqwest::Error) -> Failure {
    let kind = kind_of_loss(error);
    let why = match kind {
        Kind::Timeout if never_sent(error) => say::services::not_reached_in_time("SORACOM"),
        Kind::Timeout => say::services::not_answered_in_time("SORACOM"),
        _ if never_sent(error) => say::services::not_reached("SORACOM", innermost(error)),
        _ => say::services::broke(innermost(error)),
    };
    could_not(kind, call, why).in_doubt(call.is_write() && !never_sent(error))
}

/// The failure of a success that cannot be understood.
pub(super) fn garbled(call: &Call, what: &str) -> Failure {
    could_not(Kind::Unexpected, call, say::services::answered_oddly(what))
}

/// The failure of a list whose end never comes.
pub(super) fn circles(call: &Call) -> Failure {
    could_not(Kind::Unexpected, call, say::services::list_in_circles().into())
}

fn could_not(kind: Kind, call: &Call, why: String) -> Failure {
    Failure::new(kind, say::failing::could_not(call.what, why))
}

/// Whether the token is what the answer refuses.
pub(super) fn refuses_token(answer: &Answer) -> bool {
    const NAMES: &[&str] = &["api key", "apikey", "api-key", "api キー", "apiキー", "token", "トークン"];
    answer.status == 401 || (answer.status == 400 && speaks_of(&said(&answer.body), NAMES))
}

/// Whether SORACOM speaks of one of these, in the language that it was asked to speak.
fn speaks_of(said: &str, names: &[&str]) -> bool {
    let said = said.to_lowercase();
    names.iter().any(|name| said.contains(name))
}

/// What the innermost cause of an error says; the outer ones repeat the URL.
pub(super) fn innermost(error: &dyn Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    clean(&error.to_string())
}

/// What a body is, where it is not what was expected.
pub(super) fn describe(body: &[u8]) -> &'static str {
    match shape(body) {
        Shape::Nothing => say::services::nothing(),
        Shape::Page => say::services::a_page(),
        Shape::Text => say::services::no_json(),
    }
}

/// What a body looks like that is not JSON.
enum Shape {
    Nothing,
    Page,
    Text,
}

fn shape(body: &[u8]) -> Shape {
    let start = String::from_utf8_lossy(body.get(..64).unwrap_or(body))
        .trim_start()
        .to_lowercase();
    if start.is_empty() {
        Shape::Nothing
    } else if start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("<?xml") {
        Shape::Page
    } else {
        Shape::Text
    }
}

fn kind_of_status(status: u16) -> Kind {
    match status {
        401 => Kind::Auth,
        403 => Kind::Forbidden,
        404 => Kind::Missing,
        408 => Kind::Timeout,
        409 => Kind::Conflict,
        429 => Kind::Rate,
        400 | 422 => Kind::Invalid,
        _ => Kind::Unexpected,
    }
}

/// `: code: message`, or what else the body is.
fn said(body: &[u8]) -> String {
    let Ok(value) = lenient::json(body) else {
        return match shape(body) {
            Shape::Nothing => String::new(),
            Shape::Page => say::services::with_a_page().into(),
            Shape::Text => format!(": {}", clean(&String::from_utf8_lossy(body))),
        };
    };
    // `POST /operators/{id}/token` wraps it once more.
    let error = value.get("errorMessage").filter(|inner| inner.is_object()).unwrap_or(&value);
    let parts: Vec<String> = ["code", "message"]
        .iter()
        .filter_map(|name| wire::text(&error[*name]))
        .collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!(": {}", clean(&parts.join(": ")))
    }
}

/// A foreign text made fit to be shown, without anything that looks like a credential.
pub(super) fn clean(text: &str) -> String {
    quoted(text, LONGEST_TEXT, |word| if is_credential(word) { "[hidden]" } else { word })
}

fn is_credential(word: &str) -> bool {
    let bare = word.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let runs = |c: char| !c.is_ascii_alphanumeric() && !"-_.+/=".contains(c);
    let long = word.split(runs).any(|run| run.len() > 60);
    long || ["secret-", "api-", "eyJ"]
        .iter()
        .any(|start| bare.len() > 16 && bare.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            status,
            headers: Default::default(),
            body: body.into(),
        }
    }

    fn list() -> Call {
        Call::get("list mappings", "/port_mappings", "PortMapping:listPortMappings")
    }

    #[test]
    fn statuses_become_kinds() {
        for (status, kind) in [
            (400, Kind::Invalid),
            (401, Kind::Auth),
            (403, Kind::Forbidden),
            (404, Kind::Missing),
            (409, Kind::Conflict),
            (422, Kind::Invalid),
            (429, Kind::Rate),
            (302, Kind::Unexpected),
            (502, Kind::Unexpected),
        ] {
            assert_eq!(refusal(&list(), &answer(status, "")).kind, kind, "{status}");
        }
    }

    #[test]
    fn code_and_message_are_told_and_the_permission_is_named() {
        let failure = refusal(&list(), &answer(403, r#"{"code":"SAM0001","message":"Not\u001b allowed"}"#));
        assert_eq!(
            failure.message,
            "could not list mappings: SORACOM answered 403: SAM0001: Not allowed"
        );
        assert!(failure.advice.contains("PortMapping:listPortMappings"), "{failure:?}");
    }

    #[test]
    fn pages_and_long_texts_are_not_dumped() {
        let page = refusal(
            &list(),
            &answer(502, "\n<!DOCTYPE html><html><body>Bad gateway</body></html>"),
        );
        assert_eq!(
            page.message,
            "could not list mappings: SORACOM answered 502 with an HTML page"
        );
        let long = refusal(&list(), &answer(500, &"word ".repeat(500)));
        assert!(long.message.chars().count() < 260, "{long:?}");
        assert_eq!(
            refusal(&list(), &answer(500, "")).message,
            "could not list mappings: SORACOM answered 500"
        );
    }

    #[test]
    fn credentials_are_hidden_wherever_they_come_from() {
        let token = format!("eyJ{}", "a".repeat(80));
        for secret in ["secret-0123456789abcdef", "'api-01234567-89ab-cdef'", &token] {
            let shown = clean(&format!("invalid key {secret} given"));
            assert_eq!(shown, "invalid key [hidden] given");
        }
        assert_eq!(clean("api-gateway is down"), "api-gateway is down");
    }

    #[test]
    fn a_write_is_in_doubt_unless_it_was_refused() {
        let create = Call::post("open the mapping", "/port_mappings", "PortMapping:createPortMapping");
        assert!(refusal(&create, &answer(500, "")).in_doubt);
        assert!(!refusal(&create, &answer(429, "")).in_doubt);
        assert!(!refusal(&list(), &answer(500, "")).in_doubt);
    }

    #[test]
    fn which_answers_refuse_the_token() {
        assert!(refuses_token(&answer(401, "")));
        assert!(refuses_token(&answer(
            400,
            r#"{"code":"AUM0001","message":"Invalid API key or token"}"#
        )));
        assert!(!refuses_token(&answer(400, r#"{"code":"PMP0001","message":"bad duration"}"#)));
        assert!(!refuses_token(&answer(403, r#"{"message":"token"}"#)));
        assert!(refuses_token(&answer(
            400,
            r#"{"message":"APIキーまたはトークンが無効です"}"#
        )));
    }

    #[test]
    fn a_token_that_is_refused_is_about_the_credentials_whatever_the_status() {
        for refused in [
            answer(401, ""),
            answer(400, r#"{"code":"AUM0003","message":"Invalid API key or token"}"#),
        ] {
            let failure = refusal(&list(), &refused);
            assert_eq!((failure.kind, failure.exit_status()), (Kind::Auth, 3), "{failure:?}");
            assert!(failure.advice.contains("auth key"), "{failure:?}");
        }
    }

    #[test]
    fn a_refusal_is_told_and_understood_in_japanese() {
        say::speaking(say::Language::Japanese, || {
            let listing = Call::get(
                say::services::list_mappings(),
                "/port_mappings",
                "PortMapping:listPortMappings",
            );
            let failure = refusal(&listing, &answer(403, r#"{"code":"AUM0003","message":"権限がありません。"}"#));
            let told = "マッピングの一覧を取得できませんでした: SORACOM の応答は 403: AUM0003: 権限がありません。";
            assert_eq!(failure.message, told);
            assert!(failure.advice.contains("PortMapping:listPortMappings"), "{failure:?}");
            let one_line = failure.with_advice();
            assert!(
                one_line.contains("権限がありません。SAM") && !one_line.contains("。。"),
                "{one_line}"
            );
            let ping = Call::post(say::services::ping_device(), "/sims/1/downlink/ping", "Sim:sendDownlinkPing");
            let offline = refusal(&ping, &answer(400, r#"{"message":"SIM はオフラインです"}"#));
            assert_eq!(offline.kind, Kind::Conflict);
        });
    }

    proptest! {
        #[test]
        fn any_body_can_be_told(status in 300u16..600, body in proptest::collection::vec(any::<u8>(), 0..400)) {
            let failure = refusal(&list(), &Answer { status, headers: Default::default(), body });
            prop_assert!(!failure.message.chars().any(char::is_control));
            prop_assert!(failure.message.chars().count() < 300);
        }
    }
}
