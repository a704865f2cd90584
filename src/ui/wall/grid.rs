//! Where the cards of the wall display stand, and how large they are: as large as all of them fit. Draws nothing.

use ratatui::layout::Rect;

use super::{Type, digits};

/// Between two columns.
const GUTTER: u16 = 3;

/// How much of an access is told, and how large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Card {
    /// Five lines, with the time left in large digits.
    Large,
    /// Two lines.
    Pair,
    /// Two lines, with none between two cards.
    Close,
    /// One line.
    Line,
}

impl Card {
    fn rows(self) -> u16 {
        match self {
            Self::Large => digits::ROWS,
            Self::Pair | Self::Close => 2,
            Self::Line => 1,
        }
    }

    fn gap(self) -> u16 {
        u16::from(matches!(self, Self::Large | Self::Pair))
    }

    /// Fewer cells than that tell too little.
    fn least_cells(self) -> u16 {
        match self {
            Self::Large => 76,
            Self::Pair | Self::Close => 74,
            Self::Line => 56,
        }
    }
}

/// The cards, and in how many columns they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// How large a card is.
    pub card: Card,
    columns: u16,
}

impl Grid {
    /// What there is to choose from, the largest first.
    const ALL: [Self; 8] = [
        Self::of(Card::Large, 1),
        Self::of(Card::Large, 2),
        Self::of(Card::Pair, 1),
        Self::of(Card::Pair, 2),
        Self::of(Card::Close, 1),
        Self::of(Card::Close, 2),
        Self::of(Card::Line, 1),
        Self::of(Card::Line, 2),
    ];

    const fn of(card: Card, columns: u16) -> Self {
        Self { card, columns }
    }

    /// The largest in which so many cards fit; the smallest where they fit in none.
    pub fn for_so_many(count: usize, area: Rect, size: Type) -> Self {
        let fits = |grid: &&Self| {
            let wide = grid.columns == 1 || grid.cells(area) >= grid.card.least_cells();
            wide && (grid.card != Card::Large || size != Type::Normal)
        };
        let all: Vec<&Self> = Self::ALL.iter().filter(fits).collect();
        let first = all.iter().find(|grid| grid.capacity(area) >= count);
        **first.or(all.last()).unwrap_or(&&Self::of(Card::Line, 1))
    }

    /// The width of a column.
    fn cells(self, area: Rect) -> u16 {
        (area.width.saturating_sub(GUTTER * (self.columns - 1))) / self.columns
    }

    fn in_a_column(self, area: Rect) -> u16 {
        (area.height + self.card.gap()) / (self.card.rows() + self.card.gap())
    }

    /// How many cards fit.
    pub fn capacity(self, area: Rect) -> usize {
        usize::from(self.in_a_column(area)) * usize::from(self.columns)
    }

    /// Where the card of that number stands, down the first column first.
    pub fn place(self, at: usize, area: Rect) -> Option<Rect> {
        let (at, rows) = (u16::try_from(at).ok()?, self.in_a_column(area));
        let (column, row) = (at.checked_div(rows)?, at.checked_rem(rows)?);
        let place = Rect {
            x: area.x + column * (self.cells(area) + GUTTER),
            y: area.y + row * (self.card.rows() + self.card.gap()),
            width: self.cells(area),
            height: self.card.rows(),
        };
        (column < self.columns).then_some(place)
    }
}
