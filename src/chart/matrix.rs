//! The class matrix: sections by months.

use plotters::prelude::DrawingBackend;

use super::palette::{self, Theme};
use super::pen::{Align, DrawError, Letters, Pen, Rect, SMALL, Surface, ems, shortened};
use super::{DrawOptions, DrawingView, Mark, month_name, sheet};
use crate::grade::Class;
use crate::words::{CountView, Text, view};

view! {
    /// One cell of a matrix.
    pub struct MatrixCell {
        /// Row (section), from 0.
        pub row: u32,
        /// Column (period), from 0.
        pub column: u32,
        /// Class 1 to 6; 0 is "not graded".
        pub class: u8,
        /// Deciding indicators or the reason, joined.
        pub note: Text,
        /// Number that `explain_month` takes.
        pub id: u32,
    }

    /// Water classes by section and month.
    pub struct MatrixView {
        /// Section names.
        pub sections: Vec<String>,
        /// Months, `2021-04`.
        pub periods: Vec<String>,
        /// The finding, in one sentence.
        pub finding: Text,
        /// The cells with data.
        pub cells: Vec<MatrixCell>,
        /// Cells by class (1 to 6) and `0`.
        pub legend: Vec<CountView>,
    }
}

/// Narrowest and widest distance of columns, in CSS pixels: `劣Ⅴ` in small letters fits the narrowest.
const COLUMN: (f64, f64) = (28.0, 68.0);
/// Distance of rows.
const ROW: f64 = 26.0;
/// Space between cells.
const GAP: f64 = 2.0;
/// Space between years beyond that.
const YEAR_GAP: f64 = 6.0;
/// Size of section names.
const NAME: f64 = 13.0;
/// Space between a name and the first cell.
const NAME_GAP: f64 = 10.0;
/// The column of names is never narrower than this or a seventh of the width when names have to be cut.
const NARROWEST_NAMES: f64 = 96.0;
/// Nor ever wider than this.
const WIDEST_NAMES: f64 = 240.0;

/// Where the cells stand. All lengths in CSS pixels.
struct Grid {
    /// Width of the column of names.
    names: f64,
    /// Height of the headings.
    head: f64,
    /// Left edges of the columns.
    columns: Vec<f64>,
    /// Years and months of the columns; empty when the periods are not all months.
    months: Vec<(i32, u8)>,
    pitch: f64,
    rows: usize,
    width: f64,
    height: f64,
}

impl Grid {
    #[allow(clippy::cast_precision_loss)]
    fn of(view: &MatrixView, options: &DrawOptions) -> Grid {
        let months: Option<Vec<(i32, u8)>> = view.periods.iter().map(|period| month(period)).collect();
        let months = months.unwrap_or_default();
        let years = months.windows(2).filter(|pair| pair[0].0 != pair[1].0).count() as f64;
        let asked = f64::from(options.width.max(160));
        let count = (view.periods.len() as f64).max(1.0);
        let longest = view.sections.iter().map(|name| ems(name) * NAME).fold(0.0, f64::max).ceil() + 4.0;
        // Long names give way to the cells, but not below the narrowest column of names.
        let left = asked - NAME_GAP - years * YEAR_GAP - count * COLUMN.0;
        let narrowest = (asked * 0.14).max(NARROWEST_NAMES);
        let names = longest.min(left.min(asked * 0.22).clamp(narrowest.min(WIDEST_NAMES), WIDEST_NAMES));
        let first = names + NAME_GAP;
        let pitch = ((asked - first - years * YEAR_GAP) / count).floor().clamp(COLUMN.0, COLUMN.1);
        let mut columns = Vec::with_capacity(view.periods.len());
        let mut x = first;
        for column in 0..view.periods.len() {
            if column > 0 && months.get(column - 1).map(|m| m.0) != months.get(column).map(|m| m.0) {
                x += YEAR_GAP;
            }
            columns.push(x);
            x += pitch;
        }
        let head = if months.is_empty() { 24.0 } else { 42.0 };
        let rows = view.sections.len();
        let height = head + rows as f64 * ROW;
        Grid { names, head, columns, months, pitch, rows, width: asked.max(x), height }
    }

    fn cell(&self, row: usize, column: usize) -> Option<Rect> {
        let x = *self.columns.get(column)?;
        #[allow(clippy::cast_precision_loss)]
        let y = self.head + row as f64 * ROW;
        (row < self.rows).then_some(Rect { x, y, w: self.pitch - GAP, h: ROW - GAP })
    }
}

/// Year and month of `2021-04`.
fn month(period: &str) -> Option<(i32, u8)> {
    let (year, month) = period.split_once('-')?;
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12).contains(&month).then_some((year, month))
}

/// The cells that lie in the matrix, each place once, with their rectangles.
fn cells<'a>(view: &'a MatrixView, grid: &'a Grid) -> impl Iterator<Item = (Rect, &'a MatrixCell)> {
    let mut seen = vec![false; grid.rows * grid.columns.len()];
    view.cells.iter().filter_map(move |cell| {
        let (row, column) = (usize::try_from(cell.row).ok()?, usize::try_from(cell.column).ok()?);
        let square = grid.cell(row, column)?;
        let held = seen.get_mut(row * grid.columns.len() + column)?;
        (!std::mem::replace(held, true)).then_some((square, cell))
    })
}

/// What a cell says when it is read out.
fn label(view: &MatrixView, cell: &MatrixCell) -> Text {
    let name = view.sections.get(cell.row as usize).map_or("", String::as_str);
    let period = view.periods.get(cell.column as usize).map_or("", String::as_str);
    let noted = |before: &str, note: &str| if note.is_empty() { String::new() } else { format!("{before}{note}") };
    match Class::from_number(cell.class) {
        Some(class) => {
            let (words, state) = (class.words(), class.state());
            let of_class = if class == Class::WorseThanV { "" } else { "class " };
            Text::new(
                format!("{name} {period} {}类 {}{}", words.zh, state.zh, noted("：", &cell.note.zh)),
                format!("{name} {period} {of_class}{}, {}{}", words.en, state.en, noted(": ", &cell.note.en)),
            )
        }
        None => Text::new(
            format!("{name} {period} 未评价{}", noted("：", &cell.note.zh)),
            format!("{name} {period} not graded{}", noted(": ", &cell.note.en)),
        ),
    }
}

/// The numeral in a cell: `Ⅲ`, `劣Ⅴ`, in English `III`, `>V`; `—` without a class.
fn numeral(class: u8, english: bool) -> &'static str {
    match Class::from_number(class) {
        Some(Class::WorseThanV) if english => ">V",
        Some(class) if english => class.words().en,
        Some(class) => class.words().zh,
        None => "—",
    }
}

/// Where everything stands, without drawing it: what [`draw`] will answer.
///
/// Columns share the width down to 28 CSS pixels each; where that is too wide for what was asked, the drawing is wider
/// and has to be scrolled under its names.
#[must_use]
pub fn layout(view: &MatrixView, options: &DrawOptions) -> DrawingView {
    drawn(&Grid::of(view, options), view)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn drawn(grid: &Grid, view: &MatrixView) -> DrawingView {
    let marks = cells(view, grid).map(|(square, cell)| Mark {
        x: square.x,
        y: square.y,
        w: square.w,
        h: square.h,
        label: label(view, cell),
        id: cell.id,
        row: cell.row,
        column: cell.column,
    });
    DrawingView {
        width: grid.width.ceil() as u32,
        height: grid.height.ceil() as u32,
        label_width: (grid.names + NAME_GAP / 2.0) as u32,
        marks: marks.collect(),
    }
}

/// Draws a matrix on a backend of the size that [`layout`] gives, times the scale.
///
/// # Errors
/// What the backend reports.
pub fn draw<DB: DrawingBackend>(
    backend: &mut DB,
    surface: Surface,
    view: &MatrixView,
    options: &DrawOptions,
) -> Result<DrawingView, DrawError> {
    let grid = Grid::of(view, options);
    paint(&mut Pen::new(backend, surface, options), &grid, view, options)?;
    Ok(drawn(&grid, view))
}

/// The drawing as an SVG document; with [`DrawOptions::source`], as a sheet that stands alone.
#[must_use]
pub fn svg(view: &MatrixView, options: &DrawOptions) -> String {
    let grid = Grid::of(view, options);
    let title = Text::new("断面逐月水质类别", "Water class by section and month");
    let sheet = sheet::Sheet {
        title: options.say(&title),
        finding: options.say(&view.finding),
        legend: &view.legend,
        paint: palette::water,
        numeral,
    };
    sheet.svg(grid.width, grid.height, options, &|pen| paint(pen, &grid, view, options))
}

fn paint<DB: DrawingBackend>(
    pen: &mut Pen<'_, DB>,
    grid: &Grid,
    view: &MatrixView,
    options: &DrawOptions,
) -> Result<(), DrawError> {
    let theme = Theme::named(&options.theme);
    paint_heads(pen, grid, view, theme, options.english())?;
    let name = Letters { size: NAME, bold: false, align: Align::End, colour: theme.ink };
    for (row, section) in view.sections.iter().enumerate() {
        #[allow(clippy::cast_precision_loss)]
        let y = grid.head + row as f64 * ROW + (ROW - GAP) / 2.0;
        pen.text(&shortened(section, NAME, grid.names), grid.names, y, name)?;
    }
    let mut without_data = vec![true; grid.rows * grid.columns.len()];
    for (_, cell) in cells(view, grid) {
        if let Some(held) = without_data.get_mut(cell.row as usize * grid.columns.len() + cell.column as usize) {
            *held = false;
        }
    }
    for (place, _) in without_data.iter().enumerate().filter(|(_, empty)| **empty) {
        if let Some(square) = grid.cell(place / grid.columns.len(), place % grid.columns.len()) {
            pen.rounded(square, 3.0, theme.empty)?;
        }
    }
    for (square, cell) in cells(view, grid) {
        let paint = palette::water(cell.class);
        pen.tile(square, paint.fill, theme.outline(paint.fill))?;
        if Class::from_number(cell.class).is_none() {
            let inner = Rect { x: square.x + 2.0, y: square.y + 2.0, w: square.w - 4.0, h: square.h - 4.0 };
            pen.hatch(inner, 6.0, theme.hatch())?;
        }
        let (x, y) = square.centre();
        let middle = Letters { size: SMALL + 1.0, bold: false, align: Align::Middle, colour: paint.letter };
        let letters = if cell.class == 6 { Letters { size: SMALL, bold: true, ..middle } } else { middle };
        pen.text(numeral(cell.class, options.english()), x, y, letters)?;
    }
    Ok(())
}

fn paint_heads<DB: DrawingBackend>(
    pen: &mut Pen<'_, DB>,
    grid: &Grid,
    view: &MatrixView,
    theme: Theme,
    english: bool,
) -> Result<(), DrawError> {
    let letters = Letters { size: SMALL, bold: false, align: Align::Middle, colour: theme.label };
    let half = (grid.pitch - GAP) / 2.0;
    for (column, (&x, period)) in grid.columns.iter().zip(&view.periods).enumerate() {
        let y = grid.head - 12.0;
        let Some(&(year, month)) = grid.months.get(column) else {
            pen.text(&shortened(period, SMALL, grid.pitch), x + half, y, letters)?;
            continue;
        };
        pen.text(&month_name(month, english), x + half, y, letters)?;
        if column == 0 || grid.months.get(column - 1).is_some_and(|before| before.0 != year) {
            let start = Letters { size: 12.0, bold: true, align: Align::Start, colour: theme.ink };
            pen.text(&year.to_string(), x, y - 18.0, start)?;
        }
    }
    Ok(())
}
