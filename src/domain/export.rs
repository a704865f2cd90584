//! What is open, for other programs: as CSV, and as blocks of an `ssh_config`. Names come from outside and stay data in both.

use std::collections::HashSet;

use jiff::Timestamp;

use super::column::AccessRow;

/// The port that ssh is at.
pub const SSH_PORT: u16 = 22;

const COLUMNS: &[&str] = &[
    "device",
    "sim_id",
    "imsi",
    "host",
    "port",
    "device_port",
    "sources",
    "opened_by",
    "reason",
    "expires_at",
    "state",
];

/// A line of titles, then a line for each mapping.
pub fn csv<'a>(rows: impl IntoIterator<Item = AccessRow<'a>>) -> String {
    let mut text = line(COLUMNS.iter().map(|title| (*title).to_owned()));
    for row in rows {
        let mapping = row.mapping;
        text += &line([
            row.label.to_owned(),
            row.sim_id.to_owned(),
            row.imsi.to_owned(),
            mapping.endpoint.host().to_owned(),
            mapping.endpoint.port().to_string(),
            mapping.device_port.to_string(),
            mapping.sources.join(" "),
            row.opened_by.unwrap_or("").to_owned(),
            row.reason.unwrap_or("").to_owned(),
            mapping.expires_at.map_or_else(String::new, in_seconds),
            if row.over { "expired" } else { "live" }.to_owned(),
        ]);
    }
    text
}

fn line(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| csv_cell(&cell)).collect();
    cells.join(",") + "\n"
}

/// One line, quoted where it has to be. A spreadsheet would calculate what begins like a formula: a quote in front forbids it.
fn csv_cell(text: &str) -> String {
    let text = text.replace(char::is_control, " ");
    let formula = text.trim_start().starts_with(['=', '+', '-', '@']);
    let text = if formula { format!("'{text}") } else { text };
    match text.contains([',', '"', ';']) || text.trim() != text {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

/// A block for each mapping that is live: `ssh NAME` goes there, and knows the device again at its next endpoint. Not through TLS,
/// which ssh does not speak.
pub fn ssh_config<'a>(rows: impl IntoIterator<Item = AccessRow<'a>>) -> String {
    let mut text = String::new();
    let mut taken = HashSet::new();
    for row in rows.into_iter().filter(|row| !row.over && !row.mapping.tls) {
        let mapping = row.mapping;
        let id = [row.sim_id, row.imsi].into_iter().find(|id| !id.is_empty());
        let name = unique(&host_name(row.label), &mut taken);
        text += &format!(
            "Host {name}\n  HostName {}\n  Port {}\n",
            mapping.endpoint.host(),
            mapping.endpoint.port()
        );
        text += &id.map_or_else(String::new, |id| format!("  HostKeyAlias {}\n", host_name(id)));
        text += &mapping
            .expires_at
            .map_or_else(String::new, |end| format!("  # until {}\n", in_seconds(end)));
    }
    text
}

/// The name with what a pattern, an option or a line of `ssh_config` could be made of left out. Dots too: a device that is called
/// like a host of the internet must not be reached in its place.
fn host_name(label: &str) -> String {
    let is_safe = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let name: String = label.chars().map(|c| if is_safe(c) { c } else { '-' }).collect();
    match name.trim_matches('-') {
        "" => "device".to_owned(),
        name => name.to_owned(),
    }
}

/// The name, with a number where it is taken. Names that differ by case alone are one to some programs.
fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut candidates = std::iter::once(name.to_owned()).chain(numbered);
    candidates
        .find(|candidate| taken.insert(candidate.to_lowercase()))
        .unwrap_or_default()
}

fn in_seconds(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::mapping::tests::mapping;
    use crate::domain::{Mapping, SimId};

    fn open(port: u16) -> Mapping {
        Mapping {
            sim_id: Some(SimId("8981100000000000007".into())),
            device_port: SSH_PORT,
            expires_at: Some("2026-11-24T12:30:00.9Z".parse().unwrap()),
            sources: vec!["203.0.113.10/32".into(), "203.0.113.11/32".into()],
            ..mapping(&format!("203.0.113.20:{port}"))
        }
    }

    fn row<'a>(mapping: &'a Mapping, label: &'a str) -> AccessRow<'a> {
        AccessRow {
            mapping,
            label,
            sim_id: mapping.sim_id_or_empty(),
            imsi: "",
            opened_by: Some("yamada"),
            reason: None,
            over: false,
        }
    }

    #[test]
    fn a_table_has_titles_and_a_line_for_each() {
        let mapping = open(15068);
        assert_eq!(
            csv([row(&mapping, "kiosk, \"east\"")]),
            "device,sim_id,imsi,host,port,device_port,sources,opened_by,reason,expires_at,state\n\
             \"kiosk, \"\"east\"\"\",8981100000000000007,,203.0.113.20,15068,22,203.0.113.10/32 203.0.113.11/32,yamada,,\
             2026-11-24T12:30:00Z,live\n"
        );
    }

    #[test]
    fn a_name_is_never_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", " =1", "\r\n=HYPERLINK(\"http://x\")"] {
            let cell = csv_cell(formula);
            assert!(cell.trim_start_matches('"').starts_with('\''), "{formula:?} is {cell:?}");
            assert!(!cell.contains(char::is_control), "{cell:?}");
        }
        assert_eq!(csv_cell("a-1=b"), "a-1=b");
    }

    #[test]
    fn a_block_leads_to_the_endpoint_and_names_are_unique() {
        let (first, second, third) = (open(1), open(2), open(3));
        let over = AccessRow {
            over: true,
            ..row(&third, "old")
        };
        assert_eq!(
            ssh_config([row(&first, "受付 1"), row(&second, "受付 1"), over]),
            "Host 受付-1\n  HostName 203.0.113.20\n  Port 1\n  HostKeyAlias 8981100000000000007\n  # until 2026-11-24T12:30:00Z\n\
             Host 受付-1-2\n  HostName 203.0.113.20\n  Port 2\n  HostKeyAlias 8981100000000000007\n  # until 2026-11-24T12:30:00Z\n"
        );
    }

    #[test]
    fn a_device_that_is_called_like_a_host_is_reached_by_another_name_and_not_through_tls() {
        let mapping = open(1);
        assert!(ssh_config([row(&mapping, "github.com")]).starts_with("Host github-com\n"));
        let through_tls = Mapping { tls: true, ..open(1) };
        assert_eq!(ssh_config([row(&through_tls, "kiosk")]), "");
    }

    #[test]
    fn a_name_that_is_taken_by_a_number_is_passed_over() {
        let mut taken = HashSet::new();
        let names = ["a", "A-2", "A", "a"].map(|name| unique(name, &mut taken));
        assert_eq!(names, ["a", "A-2", "A-3", "a-4"]);
    }

    proptest! {
        #[test]
        fn any_name_is_one_word_and_no_option(label in any::<String>()) {
            let mapping = open(1);
            let text = ssh_config([row(&mapping, &label)]);
            let lines: Vec<&str> = text.lines().collect();
            prop_assert_eq!(lines.len(), 5);
            let name = lines[0].strip_prefix("Host ").unwrap();
            prop_assert!(!name.is_empty() && !name.starts_with('-'), "{:?}", name);
            prop_assert!(!name.contains(|c: char| c.is_whitespace() || c.is_control() || "*?!,\"'#=%$`.".contains(c)), "{:?}", name);
            prop_assert_eq!(csv([row(&mapping, &label)]).lines().count(), 2);
        }
    }
}
