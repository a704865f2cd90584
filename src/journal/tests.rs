//! What is on disk after any way of dying: cut at any byte, damaged anywhere, written by several at once, grown large.

use std::fs;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::domain::record::Intent;
use crate::domain::record::tests::{any_entry, at, intent, opened};

fn journal() -> (TempDir, PathBuf, Journal) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("made/journal.jsonl");
    let journal = Journal::at(&path);
    (dir, path, journal)
}

fn entries(path: &Path) -> Vec<Entry> {
    let lines = lines(path).unwrap();
    lines.good.into_iter().filter_map(|line| line.entry).collect()
}

#[test]
fn what_does_not_exist_says_nothing_and_is_made_for_its_owner_alone() {
    let (_dir, path, journal) = journal();
    assert_eq!(journal.read().unwrap(), History::default());
    let entry = Entry::Opening(intent("1", 0));
    journal.append(&entry).unwrap();
    assert_eq!(entries(&path), [entry]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        journal.append(&opened("1", "203.0.113.20:1000", 1)).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }
    assert_eq!(Journal::in_memory().read().unwrap(), History::default());
}

#[test]
fn a_journal_that_cannot_be_written_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let failure = Journal::at(dir.path()).append(&Entry::Opening(intent("1", 0))).unwrap_err();
    assert!(failure.advice.contains("NAPTOP_JOURNAL"), "{failure}: {}", failure.advice);
}

#[test]
fn all_that_write_at_once_write_whole_lines() {
    let (_dir, path, journal) = journal();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let journal = journal.clone();
            scope.spawn(move || {
                for number in 0..50 {
                    journal
                        .append(&Entry::Opening(intent(&format!("{writer}/{number}"), 0)))
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(journal.read().unwrap().records().len(), 200);
    assert_eq!(lines(&path).unwrap().damaged, 0);
}

#[test]
fn a_large_one_shrinks_and_keeps_all_that_is_not_over() {
    let (_dir, path, journal) = journal();
    let reason = "r".repeat(1000);
    let month = 30 * 24 * 3600;
    let long = |id: &str, second| Intent {
        reason: Some(reason.clone()),
        ..intent(id, second)
    };
    let mut written = 0;
    for number in 0..600 {
        let id = number.to_string();
        let intent = Entry::Opening(long(&id, 0));
        written += line::write(&intent).unwrap().len() as u64;
        journal.append(&intent).unwrap();
        if number % 10 != 0 {
            journal.append(&Entry::NotOpened { id, at: at(1) }).unwrap();
        }
    }
    journal.append(&Entry::Opening(intent("new", month))).unwrap();
    let size = fs::metadata(&path).unwrap().len();
    assert!(written > 2 * 256 * 1024 && size < 300 * 1024, "{written} {size}");
    assert_eq!(
        journal.read().unwrap().unfinished().count(),
        61,
        "every tenth, and the new one"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn cut_at_any_byte_it_says_all_that_was_whole_and_goes_on(
        written in prop::collection::vec(any_entry(), 1..6),
        cut in any::<prop::sample::Index>(),
        next in any_entry(),
    ) {
        let (_dir, path, journal) = journal();
        let mut ends = vec![0];
        for entry in &written {
            journal.append(entry).unwrap();
            ends.push(fs::metadata(&path).unwrap().len());
        }
        let length = cut.index(usize::try_from(*ends.last().unwrap()).unwrap() + 1) as u64;
        File::options().write(true).open(&path).unwrap().set_len(length).unwrap();
        // a line is whole without its newline too
        let whole = ends[1..].iter().filter(|end| **end <= length + 1).count();
        prop_assert_eq!(entries(&path), written[..whole].to_vec());
        journal.append(&next).unwrap();
        let mut expected = written[..whole].to_vec();
        expected.push(next);
        prop_assert_eq!(entries(&path), expected);
    }

    #[test]
    fn damage_costs_no_more_than_the_lines_that_it_hits(
        written in prop::collection::vec(any_entry(), 1..6),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let (_dir, path, journal) = journal();
        for entry in &written {
            journal.append(entry).unwrap();
        }
        let mut bytes = fs::read(&path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        fs::write(&path, bytes).unwrap();
        prop_assert!(entries(&path).len() + 2 >= written.len());
    }
}
