//! A table of any kind: which columns fit, their titles, its rows, the cursor, the marks, how far it is scrolled.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::styles::Styles;
use super::text;
use crate::app::model::Table;

/// The cells before the first column: cursor and mark.
const GUTTER: u16 = 3;
/// The cells between two columns.
const GAP: u16 = 2;

/// A column: what it shows and how it shares the width.
#[derive(Clone, Copy, Debug)]
pub struct Column<C> {
    /// What it shows.
    pub show: C,
    /// Its title.
    pub title: &'static str,
    /// The fewest cells that it can do with.
    pub min: u16,
    /// The cells that it gets before a less important column gets any.
    pub fair: u16,
    /// The most cells that it can use.
    pub most: u16,
    /// The least important column goes first; what is below 50 goes rather than that the others become cramped.
    pub priority: u8,
    /// Whether it is set to the right.
    pub right: bool,
}

impl<C> Column<C> {
    /// A column set to the left.
    pub const fn new(show: C, title: &'static str, (min, fair, most): (u16, u16, u16), priority: u8) -> Self {
        Self {
            show,
            title,
            min,
            fair,
            most,
            priority,
            right: false,
        }
    }

    /// The same, with room for its title and the arrow beside it.
    #[must_use]
    pub fn with_room_for_its_title(mut self) -> Self {
        let title = u16::try_from(text::width(self.title) + 1).unwrap_or(u16::MAX);
        for cells in [&mut self.min, &mut self.fair, &mut self.most] {
            *cells = title.max(*cells);
        }
        self
    }

    /// The same, set to the right.
    #[must_use]
    pub const fn right(mut self) -> Self {
        self.right = true;
        self
    }
}

/// The columns that fit, each with its cells.
pub fn choose<C: Copy>(columns: &[Column<C>], width: u16) -> Vec<(Column<C>, u16)> {
    let mut chosen: Vec<Column<C>> = columns.to_vec();
    drop_while(&mut chosen, 50, |chosen| {
        total(chosen.iter().map(|column| column.fair)) > width
    });
    drop_while(&mut chosen, u8::MAX, |chosen| {
        total(chosen.iter().map(|column| column.min)) > width
    });
    let mut cells: Vec<(Column<C>, u16)> = chosen.into_iter().map(|column| (column, column.min)).collect();
    let mut left = width.saturating_sub(total(cells.iter().map(|(_, cells)| *cells)));
    let mut by_priority: Vec<usize> = (0..cells.len()).collect();
    by_priority.sort_by_key(|at| std::cmp::Reverse(cells.get(*at).map(|(column, _)| column.priority)));
    let wants: [fn(&Column<C>) -> u16; 2] = [|column| column.fair, |column| column.most];
    for want in wants {
        for at in &by_priority {
            if let Some((column, cells)) = cells.get_mut(*at) {
                let more = want(column).saturating_sub(*cells).min(left);
                *cells += more;
                left -= more;
            }
        }
    }
    cells
}

fn drop_while<C>(columns: &mut Vec<Column<C>>, below: u8, too_wide: impl Fn(&[Column<C>]) -> bool) {
    while columns.len() > 1 && too_wide(columns) {
        let least = (0..columns.len()).min_by_key(|at| columns[*at].priority);
        match least {
            Some(at) if columns[at].priority < below => columns.remove(at),
            _ => break,
        };
    }
}

fn total(cells: impl Iterator<Item = u16>) -> u16 {
    cells.fold(GUTTER.saturating_sub(GAP), |sum, cells| sum.saturating_add(cells + GAP))
}

/// What there is to draw, and how.
pub struct View<'a, Id> {
    /// The styles.
    pub styles: &'a Styles,
    /// The state: order, cursor, marks.
    pub table: &'a Table<Id>,
    /// Whether the pane has the keys.
    pub focused: bool,
}

/// Draws titles and rows. `bar` is the column of the screen that shows how far it is scrolled.
pub fn draw<Id: Clone + Eq + std::hash::Hash, C: Copy>(
    buffer: &mut Buffer,
    area: Rect,
    bar: u16,
    columns: &[(Column<C>, u16)],
    sorted: impl Fn(C) -> bool,
    view: &View<'_, Id>,
    cell: impl Fn(&Id, C, usize) -> Vec<Span<'static>>,
) {
    let (styles, table) = (view.styles, view.table);
    if area.is_empty() {
        return;
    }
    titles(buffer, area, columns, sorted, view);
    let body = super::layout::split(area, 1).1;
    for (y, id) in (body.y..body.bottom()).zip(table.visible()) {
        let row = Rect { y, height: 1, ..area };
        let here = table.selected() == Some(id);
        let gutter = match here {
            true if view.focused => Span::styled("▌", styles.accent),
            true => Span::styled("▏", styles.muted),
            false => Span::raw(" "),
        };
        text::put(buffer, row.x, y, gutter.content, 1, gutter.style);
        if table.marks.contains(id) {
            text::put(
                buffer,
                row.x + 1,
                y,
                "*",
                usize::from(row.width.saturating_sub(1)),
                styles.key,
            );
        }
        place(row, columns, |column, x, cells| {
            let spans = cell(id, column.show, usize::from(cells));
            let line = Line::from(spans);
            let indent = if column.right {
                cells.saturating_sub(line_width(&line))
            } else {
                0
            };
            text::put_line(buffer, x + indent, y, &line, cells - indent);
        });
        if here {
            let style = if view.focused {
                styles.selected
            } else {
                styles.selected_elsewhere
            };
            buffer.set_style(
                Rect {
                    x: row.x + 1,
                    width: row.width.saturating_sub(1),
                    ..row
                },
                style,
            );
        }
    }
    scrollbar(buffer, body, bar, view);
}

fn titles<Id, C: Copy>(
    buffer: &mut Buffer,
    area: Rect,
    columns: &[(Column<C>, u16)],
    sorted: impl Fn(C) -> bool,
    view: &View<'_, Id>,
) {
    place(area, columns, |column, x, cells| {
        let arrow = if view.table.reverse { "▾" } else { "▴" };
        let (title, style) = if sorted(column.show) {
            (format!("{}{arrow}", column.title), view.styles.strong)
        } else {
            (column.title.to_owned(), view.styles.label)
        };
        let cells = usize::from(cells);
        let text = if column.right {
            text::pad_left(&title, cells)
        } else {
            text::fit(&title, cells)
        };
        text::put(buffer, x, area.y, text, cells, style);
    });
}

fn place<C: Copy>(row: Rect, columns: &[(Column<C>, u16)], mut draw: impl FnMut(&Column<C>, u16, u16)) {
    let mut x = row.x.saturating_add(GUTTER);
    for (column, cells) in columns {
        if x >= row.right() {
            break;
        }
        draw(column, x, (*cells).min(row.right() - x));
        x = x.saturating_add(cells + GAP);
    }
}

fn line_width(line: &Line<'_>) -> u16 {
    let cells: usize = line.spans.iter().map(|span| text::width(&span.content)).sum();
    u16::try_from(cells).unwrap_or(u16::MAX)
}

/// A thumb where more rows exist than are shown; nothing otherwise.
fn scrollbar<Id: Clone + Eq + std::hash::Hash>(buffer: &mut Buffer, body: Rect, x: u16, view: &View<'_, Id>) {
    let (all, shown) = (view.table.order().len(), usize::from(body.height));
    if shown == 0 || all <= shown {
        return;
    }
    let size = (shown * shown / all).max(1);
    let travel = shown - size;
    let top = (view.table.offset() * travel).div_ceil((all - shown).max(1)).min(travel);
    let style = if view.focused {
        view.styles.border_focused
    } else {
        view.styles.border
    };
    for y in top..top + size {
        let y = body.y + u16::try_from(y).unwrap_or(0);
        text::put(buffer, x, y, "┃", 1, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column<char>] = &[
        Column::new('a', "a", (10, 20, 30), 100),
        Column::new('b', "b", (5, 5, 5), 90),
        Column::new('c', "c", (10, 10, 200), 10),
    ];

    fn widths(width: u16) -> Vec<(char, u16)> {
        choose(COLUMNS, width)
            .iter()
            .map(|(column, cells)| (column.show, *cells))
            .collect()
    }

    #[test]
    fn the_least_important_column_goes_first_and_the_most_important_grows_first() {
        assert_eq!(widths(100), [('a', 30), ('b', 5), ('c', 58)]);
        assert_eq!(widths(42), [('a', 20), ('b', 5), ('c', 10)]);
        assert_eq!(widths(41), [('a', 30), ('b', 5)]);
        assert_eq!(widths(20), [('a', 10), ('b', 5)]);
        assert_eq!(widths(15), [('a', 12)]);
        assert_eq!(widths(3), [('a', 10)], "what does not fit is cut when it is drawn");
    }
}
