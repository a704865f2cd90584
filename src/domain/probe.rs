//! Whether a device answers, found out without opening anything. It costs the SIM's data traffic.

use super::device::Presence;
use crate::say;

/// What a ping or a connection attempt told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Whether it answered; `None` where that could not be told.
    pub ok: Option<bool>,
    /// In the service's words.
    pub detail: String,
}

/// What a probe found: a ping, and an attempt to reach a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The ping.
    pub ping: Answered,
    /// The port, and what came of trying it.
    pub port: Option<(u16, Answered)>,
}

impl Probe {
    /// Whether the device answered in any way; `None` where nothing could be told.
    pub fn answers(&self) -> Option<bool> {
        let told = [self.ping.ok, self.port.as_ref().and_then(|(_, answered)| answered.ok)];
        told.into_iter().flatten().reduce(|one, other| one || other)
    }

    /// Whether everything that was tried answered.
    pub fn is_well(&self) -> bool {
        self.ping.ok == Some(true) && self.port.as_ref().is_none_or(|(_, answered)| answered.ok == Some(true))
    }

    /// In a few words: `answers: ping 3/3, 38 ms; 3389 open`.
    pub fn told(&self) -> String {
        let ping = pinged(&self.ping);
        let how = match &self.port {
            None => ping,
            Some((number, answered)) => match answered.ok {
                Some(true) => say::seen::port_open(ping, number),
                Some(false) => say::seen::port_closed(ping, number),
                None => say::seen::port_unknown(ping, number, &answered.detail),
            },
        };
        match self.answers() {
            Some(true) if self.is_well() => say::seen::answers(how),
            Some(true) => say::seen::answers_in_part(how),
            Some(false) => say::seen::answers_not(how),
            None => say::seen::answer_unknown(how),
        }
    }

    /// What to do about it, given what SORACOM says of the session.
    pub fn advice(&self, presence: Presence) -> Option<&'static str> {
        let port = self.port.as_ref().and_then(|(_, answered)| answered.ok);
        match (self.answers(), presence) {
            (Some(true), _) if port == Some(false) => Some(say::seen::is_app_running()),
            (Some(false), Presence::Online) => Some(say::seen::wake_or_restart()),
            (Some(false), _) => Some(say::seen::wake_device()),
            _ => None,
        }
    }
}

/// `ping 3/3, 38 ms`. The service's words are not documented [?]: where they are not those of the ping command, they stand as they are.
fn pinged(ping: &Answered) -> String {
    let count = |word: &str| {
        let (before, _) = ping.detail.split_once(word)?;
        before.trim_end().rsplit([' ', ',']).next()?.parse::<u32>().ok()
    };
    let average = || {
        let (_, times) = ping.detail.split_once(" = ")?;
        times.split('/').nth(1)?.parse::<f64>().ok()
    };
    match (count("packets transmitted"), count("received"), ping.ok) {
        (Some(sent), Some(received), _) => match average() {
            Some(average) => say::seen::pinged_in(received, sent, average),
            None => say::seen::pinged(received, sent),
        },
        (_, _, Some(true)) => said(say::seen::ping_answered(), &ping.detail),
        (_, _, Some(false)) => said(say::seen::ping_unanswered(), &ping.detail),
        (_, _, None) => said(say::seen::ping_unknown(), &ping.detail),
    }
}

/// With the service's words in brackets, where it had any.
fn said(told: &str, detail: &str) -> String {
    match detail.trim() {
        "" => told.to_owned(),
        detail => format!("{told} ({detail})"),
    }
}

/// What to say to a port so that what listens there answers: some servers wait for the client's first word.
pub fn greeting(port: u16) -> &'static [u8] {
    match port {
        // an X.224 Connection Request (MS-RDPBCGR 2.2.1.1) that offers TLS and CredSSP
        3389 => &[3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0],
        80 | 8000 | 8080 | 8888 => b"HEAD / HTTP/1.0\r\n\r\n",
        _ => b"",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probe(ping: (Option<bool>, &str), port: Option<Option<bool>>) -> Probe {
        let answered = |ok, detail: &str| Answered {
            ok,
            detail: detail.into(),
        };
        Probe {
            ping: answered(ping.0, ping.1),
            port: port.map(|ok| (3389, answered(ok, "no permission"))),
        }
    }

    const REPLIES: &str =
        "3 packets transmitted, 3 received, 0% packet loss; rtt min/avg/max/mdev = 33.900/119.6/144.300/3.021 ms";
    const SILENCE: &str = "3 packets transmitted, 0 received, 100% packet loss";

    #[test]
    fn it_is_told_in_a_few_words() {
        for (ping, port, told) in [
            (
                (Some(true), REPLIES),
                Some(Some(true)),
                "answers: ping 3/3, 120 ms; 3389 open",
            ),
            ((Some(true), REPLIES), None, "answers: ping 3/3, 120 ms"),
            (
                (Some(false), SILENCE),
                Some(Some(false)),
                "does NOT answer: ping 0/3; 3389 closed or silent",
            ),
            (
                (Some(false), SILENCE),
                Some(Some(true)),
                "answers in part: ping 0/3; 3389 open",
            ),
            (
                (None, "?"),
                Some(None),
                "is not known to answer: ping cannot be told (?); 3389 cannot be told (no permission)",
            ),
            ((Some(false), ""), None, "does NOT answer: no answer to ping"),
            ((Some(true), "返事あり"), None, "answers: ping answered (返事あり)"),
            (
                (Some(false), "x received = /"),
                None,
                "does NOT answer: no answer to ping (x received = /)",
            ),
        ] {
            assert_eq!(probe(ping, port).told(), told);
        }
    }

    #[test]
    fn the_advice_is_to_wake_it_only_where_nothing_answers() {
        let advice = |ping, port, presence| probe((Some(ping), ""), Some(Some(port))).advice(presence).unwrap_or("");
        assert!(advice(false, false, Presence::Online).starts_with("wake or restart"));
        assert!(advice(false, false, Presence::Offline).contains("no session"));
        assert!(advice(true, false, Presence::Online).contains("firewall"));
        assert_eq!(advice(true, true, Presence::Online), "");
        assert_eq!(advice(false, true, Presence::Offline), "", "many firewalls drop pings alone");
    }
}
