//! Tables for people: as wide as the terminal, cells that cannot write to it. Whole where the output goes elsewhere.

use crate::say::Words;
use crate::ui::text::{fit, width};

/// The titles of a table, each with its rank: 1 is shown whole, 2 is shortened where there is no room, and of the rest the
/// highest goes first.
pub type Titles = &'static [(Words, u8)];

const GAP: usize = 2;
/// What a column of rank 2 gets before one of a higher rank gets any.
const FAIR: usize = 16;
const LEAST: usize = 4;

/// The longest cell where there is no limit: one hostile name must not make every line as long as itself.
const LONGEST_CELL: usize = 200;

/// The lines of a table that is at most so wide.
pub fn lines(titles: Titles, rows: &[Vec<String>], most: Option<usize>) -> Vec<String> {
    let title_row = titles.iter().map(|(title, _)| title().to_owned()).collect();
    let rows: Vec<Vec<String>> = std::iter::once(title_row)
        .chain(
            rows.iter()
                .map(|row| row.iter().map(|cell| fit(cell, LONGEST_CELL)).collect()),
        )
        .collect();
    let natural = |at: usize| {
        rows.iter()
            .filter_map(|row| row.get(at))
            .map(|cell| width(cell))
            .max()
            .unwrap_or(0)
    };
    let mut columns: Vec<Column> = titles
        .iter()
        .enumerate()
        .map(|(at, (_, rank))| Column {
            at,
            rank: *rank,
            wide: natural(at),
        })
        .collect();
    if let Some(most) = most {
        squeeze(&mut columns, most);
    }
    let line = |row: &Vec<String>| {
        let cells = columns.iter().map(|column| {
            let cell = fit(row.get(column.at).map_or("", String::as_str), column.wide);
            let rest = " ".repeat(column.wide.saturating_sub(width(&cell)));
            format!("{cell}{rest}")
        });
        let line = cells.collect::<Vec<_>>().join(&" ".repeat(GAP));
        match most {
            Some(most) => fit(line.trim_end(), most),
            None => line.trim_end().to_owned(),
        }
    };
    rows.iter().map(line).collect()
}

struct Column {
    at: usize,
    rank: u8,
    wide: usize,
}

fn squeeze(columns: &mut Vec<Column>, most: usize) {
    let total =
        |columns: &[Column], wide: fn(&Column) -> usize| columns.iter().map(|column| wide(column) + GAP).sum::<usize>() - GAP;
    let fair = |column: &Column| {
        if column.rank == 2 {
            column.wide.min(FAIR)
        } else {
            column.wide
        }
    };
    while total(columns, fair) > most
        && let Some(least) = (0..columns.len())
            .max_by_key(|at| columns[*at].rank)
            .filter(|at| columns[*at].rank > 2)
    {
        columns.remove(least);
    }
    // the widest gives way first, so that what is left is shared
    let mut over = total(columns, |column| column.wide).saturating_sub(most);
    while over > 0
        && let Some(column) = columns
            .iter_mut()
            .filter(|column| column.rank == 2)
            .max_by_key(|column| column.wide)
        && column.wide > LEAST
    {
        column.wide -= 1;
        over -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::tables;
    use proptest::prelude::*;

    const TITLES: Titles = &[
        (tables::name, 2),
        (tables::endpoint, 1),
        (tables::left, 1),
        (tables::sources, 3),
        (tables::id, 4),
    ];

    fn row(name: &str) -> Vec<String> {
        [name, "203.0.113.20:15068", "29:59", "203.0.113.10/32", "8981100000000000001"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn all_is_whole_where_there_is_room() {
        let lines = lines(TITLES, &[row("kiosk"), row("a very long name indeed")], None);
        assert_eq!(
            lines[1],
            "kiosk                    203.0.113.20:15068  29:59  203.0.113.10/32  8981100000000000001"
        );
        assert!(lines[0].starts_with("NAME  ") && lines[2].contains("a very long name indeed"));
    }

    #[test]
    fn the_least_goes_first_and_the_endpoint_stays_whole() {
        let narrow = lines(TITLES, &[row("a very long name indeed")], Some(64));
        assert_eq!(narrow[1], "a very long name in…  203.0.113.20:15068  29:59  203.0.113.10/32");
        assert!(!narrow[0].contains("ID"), "{narrow:?}");
        let narrower = lines(TITLES, &[row("a very long name indeed")], Some(40));
        assert!(
            !narrower[0].contains("SOURCES") && narrower[1].contains("203.0.113.20:15068  29:59"),
            "{narrower:?}"
        );
    }

    #[test]
    fn cells_cannot_write_to_the_terminal() {
        let lines = lines(&[(tables::name, 2)], &[vec!["a\u{1b}[31mb\nc".into()]], None);
        assert!(!lines[1].contains('\u{1b}') && !lines[1].contains('\n'), "{lines:?}");
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_the_terminal(names in prop::collection::vec(".{0,40}", 0..5), most in 1usize..120) {
            let rows: Vec<_> = names.iter().map(|name| row(name)).collect();
            for line in lines(TITLES, &rows, Some(most)) {
                prop_assert!(width(&line) <= most, "{line:?} is wider than {most}");
            }
        }
    }
}
