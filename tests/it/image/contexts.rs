//! The filter of the session context, run by .NET's regex engine.

use naptop::domain::{Endpoint, SessionContext};

use super::{asset, between, matched};

/// What naptop, or somebody by hand, may send.
fn good() -> Vec<String> {
    let sent = [
        "203.0.113.20:15068",
        "203-0-113-20.napter.soracom.io:1",
        "Device-1.example:65535",
    ];
    let sent = sent.map(|endpoint| SessionContext::to(&endpoint.parse::<Endpoint>().unwrap()).as_str().to_owned());
    let typed = ["/v:203-0-113-20.napter.soracom.io:15068", "/v:h:9", "/v:198.51.100.1:10000"].map(String::from);
    let longest = format!("/v:{}:3389", "h".repeat(253));
    sent.into_iter().chain(typed).chain([longest]).collect()
}

/// What nobody honest sends.
fn hostile() -> Vec<String> {
    let fixed = [
        // nothing, or not that
        "",
        " ",
        "/v:",
        "/v",
        "h:3389",
        "203.0.113.20:15068",
        "/v:203.0.113.20",
        "/v:203.0.113.20/32:15068",
        "/v:203.0.113.20:15068/32",
        "-v:h:3389",
        "/V:h:3389",
        "v:h:3389",
        "//v:h:3389",
        "/v:/v:h:3389",
        "/v:h:3389:3389",
        // no host, no port, or no such port
        "/v::3389",
        "/v:h:",
        "/v:h:0",
        "/v:h:-1",
        "/v:h:+1",
        "/v:h:03389",
        "/v:h:0x50",
        "/v:h:1e4",
        "/v:h:65536",
        "/v:h:99999",
        "/v:h:100000",
        "/v:h:4294970685",
        // what cmd takes for its own
        "/v:h:1&calc",
        "/v:h&calc&:1",
        "/v:h:1 & calc",
        "/v:h:1|calc",
        "/v:h:1||calc",
        "/v:h:1>x",
        "/v:h:1<x",
        "/v:h:1^",
        "/v:h^:1",
        "/v:h:1\"",
        "\"/v:h:1\"",
        "\"&calc&\"",
        "/v:h:1\"&calc",
        "/v:%COMPUTERNAME%:1",
        "%COMSPEC%",
        "/v:h:%RANDOM%",
        "/v:!COMSPEC!:1",
        "/v:h:1!",
        "/v:(h):1",
        "/v:h:1)",
        // what PowerShell takes for its own
        "/v:$env:COMPUTERNAME:1",
        "/v:$(calc):1",
        "/v:h:1;calc",
        "/v:h`:1",
        "/v:'h':1",
        "/v:@h:1",
        "/v:{h}:1",
        // what mstsc takes for more than an address
        r"\\server\x.rdp",
        r"\\server\share\x.rdp /v:h:1",
        "x.rdp",
        "/edit",
        "/admin",
        "/shadow:1",
        "/v:h:1 /admin",
        "/v:h:1/admin",
        "/v:h:1 /shadow:1 /control",
        "/v:h:1,/admin",
        "/v:h/admin:1",
        "/v:h /admin:1",
        "/admin /v:h:1",
        "/v:/edit:1",
        r"/v:\\server\x:1",
        "/v:[::1]:3389",
        "/v:::1:3389",
        "/v:[2001:db8::1]:3389",
        "/v:user@h:3389",
        "/v:h_1:3389",
        "/v:-h:3389",
        "/v:.h:3389",
        "/v:*:3389",
        "https://h:3389/",
        // white space and what cannot be seen
        "/v:h:1\n",
        "/v:h:1\r\n",
        "/v:h:1\r",
        "\n/v:h:1",
        "/v:h:1\ncalc",
        "calc\n/v:h:1",
        "calc\n/v:h:1\ncalc",
        "/v:h\n:1",
        " /v:h:1",
        "/v:h:1 ",
        "/v: h:1",
        "/v:h :1",
        "/v:h: 1",
        "/v:h:1\t",
        "/v:h:1\u{b}",
        "/v:h:1\u{c}",
        "/v:h:1\u{85}",
        "/v:h:1\0",
        "/v:h\0:1",
        "/v:h:1\u{2028}",
        "/v:h:1\u{2029}",
        "/v:h:1\u{a0}",
        "/v:h\u{200b}:1",
        "\u{feff}/v:h:1",
        "/v:h\u{202e}:1",
        // letters and digits of other scripts
        "/v:h:\u{661}\u{662}",
        "/v:h:1\u{663}",
        "/v:h:\u{ff11}",
        "/v:h:\u{1d7cf}",
        "/v:\u{ff48}:1",
        "/v:\u{212a}:1",
        "/v:\u{130}:1",
        "/v:\u{131}:1",
        "/v:\u{17f}:1",
        "/v:h\u{e9}:1",
        "/v:\u{65e5}\u{672c}:1",
        "/v:h\u{ff0e}example:1",
        "/v:h\u{2024}example:1",
        "/v:h\u{ff1a}1",
        "\u{ff0f}v:h:1",
        "/\u{ff56}:h:1",
        "/v:h:1\u{301}",
    ];
    let long = [
        format!("/v:{}:3389", "h".repeat(254)),
        format!("/v:{}:3389", "h.".repeat(50_000)),
        format!("/v:h:{}", "1".repeat(100_000)),
        format!("/v:h:1{}", " ".repeat(8_192)),
        "A".repeat(30_000),
    ];
    fixed.into_iter().map(str::to_owned).chain(long).collect()
}

#[test]
fn the_filter_takes_an_address_and_a_port_and_nothing_else() {
    let script = asset("remote-desktop.ps1");
    let pattern = between(&script, "\n$pattern = '", "'\n");
    let limit: u64 = between(&script, "[int]$Matches['port'] -le ", ")").parse().unwrap();
    let accepts = |answer: &str| answer != "no" && answer.parse::<u64>().unwrap() <= limit;

    let (good, hostile) = (good(), hostile());
    let texts: Vec<String> = good.iter().chain(&hostile).cloned().collect();
    let Some(answers) = matched("the filter of the session context", pattern, &texts) else {
        return;
    };
    let (of_good, of_hostile) = answers.split_at(good.len());
    let refused: Vec<_> = good.iter().zip(of_good).filter(|(_, answer)| !accepts(answer)).collect();
    assert!(refused.is_empty(), "refuses {refused:?}");
    let accepted: Vec<_> = hostile.iter().zip(of_hostile).filter(|(_, answer)| accepts(answer)).collect();
    assert!(accepted.is_empty(), "accepts {accepted:?}");
}
