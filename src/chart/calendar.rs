//! The AQI calendar: one site, one year, a square a day.

use plotters::prelude::DrawingBackend;
use plotters::style::RGBColor;

use super::palette::{self, Theme};
use super::pen::{Align, DrawError, Letters, Pen, Rect, SMALL, Surface};
use super::{DrawOptions, DrawingView, Mark, WEEKDAYS, month_name, sheet};
use crate::calendar::{Date, days_in_month};
use crate::grade::Category;
use crate::words::{CountView, Text, view};

view! {
    /// One day of a calendar.
    pub struct CalendarDay {
        /// `2024-04-12`.
        pub date: String,
        /// AQI.
        pub aqi: Option<u16>,
        /// Category 1 to 6; 0 is "not valid".
        pub category: u8,
        /// Primary pollutants, joined; or why the day is not valid.
        pub note: Text,
        /// Number that `explain_air` takes.
        pub id: u32,
    }

    /// A calendar of AQI at one site in one year.
    pub struct CalendarView {
        /// Site name.
        pub site: String,
        /// Year.
        pub year: i32,
        /// The finding, in one sentence.
        pub finding: Text,
        /// Days with data, ascending.
        pub days: Vec<CalendarDay>,
        /// Days by category (1 to 6) and `0` for not valid.
        pub legend: Vec<CountView>,
    }
}

/// Width from which a year is drawn as weeks by days of a week; below, every month stands alone.
const WIDE: u32 = 640;
/// Smallest distance of squares that carry a numeral of [`SMALL`] letters.
const SMALLEST_PITCH: f64 = 18.0;
/// Space between squares: room for the line between two months.
const GAP: f64 = 3.0;
/// Space between two months that stand alone.
const MONTH_GAP: f64 = 16.0;

/// Where the days of one year stand. All lengths in CSS pixels.
struct Grid {
    year: i32,
    form: Form,
    /// Distance of squares.
    pitch: f64,
    width: f64,
    height: f64,
}

/// Two ways to lay out a year.
enum Form {
    /// Weeks from left to right, Monday on top; the year cut into bands of as many whole months.
    Weeks { bands: u8, labels: f64 },
    /// A small calendar for every month from the first to the last with data, some beside each other; with the lines
    /// that each row of them needs.
    Months { first: u8, last: u8, across: u8, lines: Vec<u8> },
}

/// The place of one day.
struct Place {
    square: Rect,
    row: u32,
    column: u32,
}

impl Grid {
    const HEAD: f64 = 22.0;
    const BAND_GAP: f64 = 14.0;
    const MONTH_TITLE: f64 = 24.0;
    const MONTH_HEAD: f64 = 18.0;

    fn of(view: &CalendarView, options: &DrawOptions) -> Grid {
        let year = view.year;
        let width = f64::from(options.width.max(160));
        if options.width >= WIDE {
            let labels = if options.english() { 32.0 } else { 22.0 };
            let pitch = |bands: u8| ((width - labels) / f64::from(weeks(year, bands))).floor();
            let bands = if pitch(1) >= SMALLEST_PITCH { 1 } else { 2 };
            let pitch = pitch(bands).min(30.0);
            let band = Grid::HEAD + 7.0 * pitch;
            let height = f64::from(bands) * band + f64::from(bands - 1) * Grid::BAND_GAP;
            return Grid { year, form: Form::Weeks { bands, labels }, pitch, width, height };
        }
        let pitch = |across: u8| {
            let across = f64::from(across);
            ((width - (across - 1.0) * MONTH_GAP) / across / 7.0).floor()
        };
        let across = [4, 3, 2].into_iter().find(|&n| pitch(n) >= SMALLEST_PITCH).unwrap_or(1);
        let pitch = pitch(across).min(44.0);
        // Months before and after all data would be a long way to scroll.
        let with_data = days(view).map(|(month, ..)| month);
        let (first, last) = with_data.fold((12, 1), |(first, last), month| (month.min(first), month.max(last)));
        let (first, last) = if first > last { (1, 12) } else { (first, last) };
        let months: Vec<u8> = (first..=last).collect();
        let needed = |month: &u8| (first_weekday(year, *month) + days_in_month(year, *month)).div_ceil(7);
        let lines: Vec<u8> =
            months.chunks(across.into()).map(|row| row.iter().map(needed).max().unwrap_or(0)).collect();
        let height = lines.iter().fold(-MONTH_GAP, |sum, &lines| {
            sum + Grid::MONTH_TITLE + Grid::MONTH_HEAD + f64::from(lines) * pitch + MONTH_GAP
        });
        Grid { year, form: Form::Months { first, last, across, lines }, pitch, width, height }
    }

    fn place(&self, month: u8, day: u8) -> Place {
        let side = self.pitch - GAP;
        let weekday = (first_weekday(self.year, month) + day - 1) % 7;
        let (x, y, row, column) = match &self.form {
            Form::Weeks { bands, .. } => {
                let band = (month - 1) / (12 / bands);
                let week = self.week(month, day);
                let (x, y) = self.corner(band);
                let row = u32::from(band) * 7 + u32::from(weekday);
                (x + f64::from(week) * self.pitch, y + f64::from(weekday) * self.pitch, row, u32::from(week))
            }
            Form::Months { first, across, .. } => {
                let index = month - first;
                let week = (first_weekday(self.year, month) + day - 1) / 7;
                let (x, y) = self.corner(index);
                (
                    x + f64::from(weekday) * self.pitch,
                    y + f64::from(week) * self.pitch,
                    u32::from(index / across) * 6 + u32::from(week),
                    u32::from(index % across) * 7 + u32::from(weekday),
                )
            }
        };
        Place { square: Rect { x, y, w: side, h: side }, row, column }
    }

    /// The week of a day in its band, from 0. Months that stand alone have no bands.
    fn week(&self, month: u8, day: u8) -> u8 {
        let Form::Weeks { bands, .. } = self.form else { return 0 };
        let first = (month - 1) / (12 / bands) * (12 / bands) + 1;
        let days: u16 =
            (first..month).map(|m| u16::from(days_in_month(self.year, m))).sum::<u16>() + u16::from(day) - 1;
        u8::try_from((u16::from(first_weekday(self.year, first)) + days) / 7).unwrap_or(0)
    }

    /// The corner of the first square of a band or of a month, counted from 0.
    fn corner(&self, index: u8) -> (f64, f64) {
        match &self.form {
            Form::Weeks { labels, .. } => {
                (*labels, Grid::HEAD + f64::from(index) * (Grid::HEAD + 7.0 * self.pitch + Grid::BAND_GAP))
            }
            Form::Months { across, lines, .. } => {
                let (row, column) = (usize::from(index / across), f64::from(index % across));
                let above: f64 = lines.iter().take(row).map(|&n| f64::from(n) * self.pitch).sum();
                let heads = Grid::MONTH_TITLE + Grid::MONTH_HEAD;
                let rows = f64::from(index / across);
                // What is left of the width goes between the months.
                let across = f64::from(*across);
                let step = ((self.width + MONTH_GAP) / across).max(7.0 * self.pitch);
                let step = if across > 1.0 { step.min(7.0 * self.pitch + 40.0) } else { step };
                (column * step.floor(), above + rows * (heads + MONTH_GAP) + heads)
            }
        }
    }
}

/// Monday 0 to Sunday 6. Years without a calendar begin on a Monday.
fn first_weekday(year: i32, month: u8) -> u8 {
    Date::new(year, month, 1).map_or(0, Date::weekday)
}

/// The most weeks that one of so many bands touches.
fn weeks(year: i32, bands: u8) -> u8 {
    let months = 12 / bands;
    let touched = |first: u8| {
        let days: u16 = (first..first + months).map(|m| u16::from(days_in_month(year, m))).sum();
        (u16::from(first_weekday(year, first)) + days).div_ceil(7)
    };
    let most = (0..bands).map(|band| touched(band * months + 1)).max();
    most.and_then(|weeks| u8::try_from(weeks).ok()).unwrap_or(54)
}

/// The days of the view that lie in its year, each day once, with their months and days of the month.
fn days(view: &CalendarView) -> impl Iterator<Item = (u8, u8, &CalendarDay)> {
    let mut seen = [0_u32; 12];
    view.days.iter().filter_map(move |day| {
        let mut parts = day.date.split('-');
        let year: i32 = parts.next()?.parse().ok()?;
        let (month, date) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        if year != view.year || parts.next().is_some() {
            return None;
        }
        Date::new(year, month, date)?;
        let held = seen.get_mut(usize::from(month) - 1)?;
        let bit = 1_u32 << date;
        if *held & bit != 0 {
            return None;
        }
        *held |= bit;
        Some((month, date, day))
    })
}

/// The numeral of a category, 1 to 6; empty for days that are not valid.
fn numeral(category: u8) -> &'static str {
    const NUMERALS: [&str; 7] = ["", "1", "2", "3", "4", "5", "6"];
    NUMERALS.get(usize::from(category)).copied().unwrap_or("")
}

/// What a square says when it is read out.
fn label(day: &CalendarDay) -> Text {
    let noted = |before: &str, note: &str| if note.is_empty() { String::new() } else { format!("{before}{note}") };
    match (Category::from_number(day.category), day.aqi) {
        (Some(category), aqi) => {
            let words = category.words();
            let aqi = aqi.map_or(String::new(), |aqi| format!(" AQI {aqi}"));
            Text::new(
                format!("{}{aqi} {}{}", day.date, words.zh, noted(" 首要污染物 ", &day.note.zh)),
                format!("{}{aqi} {}{}", day.date, words.en, noted(", primary pollutant ", &day.note.en)),
            )
        }
        (None, _) => Text::new(
            format!("{} 无有效数据{}", day.date, noted("：", &day.note.zh)),
            format!("{} no valid data{}", day.date, noted(": ", &day.note.en)),
        ),
    }
}

/// Where everything stands, without drawing it: what [`draw`] will answer.
///
/// From 640 CSS pixels on, weeks stand side by side, in one band or, where that would make the squares too small for
/// their numerals, in two; below, every month is a small calendar of its own. Days without data have no mark.
#[must_use]
pub fn layout(view: &CalendarView, options: &DrawOptions) -> DrawingView {
    drawn(&Grid::of(view, options), view)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn drawn(grid: &Grid, view: &CalendarView) -> DrawingView {
    let marks = days(view).map(|(month, date, day)| {
        let Place { square, row, column } = grid.place(month, date);
        Mark { x: square.x, y: square.y, w: square.w, h: square.h, label: label(day), id: day.id, row, column }
    });
    DrawingView { width: grid.width as u32, height: grid.height.ceil() as u32, label_width: 0, marks: marks.collect() }
}

/// Draws a calendar on a backend of the size that [`layout`] gives, times the scale.
///
/// # Errors
/// What the backend reports.
pub fn draw<DB: DrawingBackend>(
    backend: &mut DB,
    surface: Surface,
    view: &CalendarView,
    options: &DrawOptions,
) -> Result<DrawingView, DrawError> {
    let grid = Grid::of(view, options);
    paint(&mut Pen::new(backend, surface, options), &grid, view, options)?;
    Ok(drawn(&grid, view))
}

/// The drawing as an SVG document; with [`DrawOptions::source`], as a sheet that stands alone.
#[must_use]
pub fn svg(view: &CalendarView, options: &DrawOptions) -> String {
    let grid = Grid::of(view, options);
    let title = Text::new(
        format!("{} {} 年每日空气质量指数（AQI）", view.site, view.year),
        format!("Daily air quality index (AQI) of {} in {}", view.site, view.year),
    );
    let sheet = sheet::Sheet {
        title: options.say(&title),
        finding: options.say(&view.finding),
        legend: &view.legend,
        paint: palette::air,
        numeral: |category, _| numeral(category),
    };
    sheet.svg(grid.width, grid.height, options, &|pen| paint(pen, &grid, view, options))
}

fn paint<DB: DrawingBackend>(
    pen: &mut Pen<'_, DB>,
    grid: &Grid,
    view: &CalendarView,
    options: &DrawOptions,
) -> Result<(), DrawError> {
    let theme = Theme::named(&options.theme);
    paint_labels(pen, grid, theme, options.english())?;
    let mut without_data = [u32::MAX; 12];
    for (month, date, _) in days(view) {
        if let Some(held) = without_data.get_mut(usize::from(month) - 1) {
            *held &= !(1 << date);
        }
    }
    let months = match grid.form {
        Form::Weeks { .. } => 1..=12,
        Form::Months { first, last, .. } => first..=last,
    };
    for (month, held) in (1..=12).zip(without_data).filter(|(month, _)| months.contains(month)) {
        for date in (1..=days_in_month(view.year, month)).filter(|date| held & 1 << date != 0) {
            pen.rounded(grid.place(month, date).square, 3.0, theme.empty)?;
        }
    }
    for (month, date, day) in days(view) {
        paint_day(pen, grid.place(month, date).square, date, day, theme)?;
    }
    Ok(())
}

fn paint_day<DB: DrawingBackend>(
    pen: &mut Pen<'_, DB>,
    square: Rect,
    date: u8,
    day: &CalendarDay,
    theme: Theme,
) -> Result<(), DrawError> {
    let paint = palette::air(day.category);
    pen.tile(square, paint.fill, theme.outline(paint.fill))?;
    let (x, y) = square.centre();
    if Category::from_number(day.category).is_none() {
        let inner = Rect { x: square.x + 2.0, y: square.y + 2.0, w: square.w - 4.0, h: square.h - 4.0 };
        return pen.hatch(inner, 5.0, theme.hatch());
    }
    // Days within the limits stand back, so that the others stand out.
    let colour = if day.category <= 2 { palette::softer(paint) } else { paint.letter };
    let middle = Letters { size: SMALL, bold: false, align: Align::Middle, colour };
    match day.aqi {
        Some(aqi) if square.w >= 34.0 => {
            let corner = Letters { align: Align::Start, ..middle };
            pen.text(&date.to_string(), square.x + 4.0, square.y + 9.0, corner)?;
            pen.text(&aqi.to_string(), x, y + 6.0, Letters { size: 13.0, bold: true, ..middle })
        }
        Some(aqi) if square.w >= 24.0 => pen.text(&aqi.to_string(), x, y, middle),
        _ => pen.text(numeral(day.category), x, y, middle),
    }
}

fn paint_labels<DB: DrawingBackend>(
    pen: &mut Pen<'_, DB>,
    grid: &Grid,
    theme: Theme,
    english: bool,
) -> Result<(), DrawError> {
    let small = Letters { size: SMALL, bold: false, align: Align::Start, colour: theme.label };
    let weekday = |n: u8| {
        let (zh, en) = WEEKDAYS[usize::from(n) % 7];
        if english { en } else { zh }
    };
    let half = (grid.pitch - GAP) / 2.0;
    match &grid.form {
        Form::Weeks { bands, .. } => {
            for month in 1..=12 {
                let corner = grid.corner((month - 1) / (12 / bands));
                if (month - 1) % (12 / bands) != 0 {
                    paint_border(pen, grid, corner, month, theme.border)?;
                }
                // The name stands over the first week that begins in the month.
                let first = grid.place(month, 1 + (7 - first_weekday(grid.year, month)) % 7).square;
                let name = Letters { size: 12.0, ..small };
                pen.text(&month_name(month, english), first.x, corner.1 - 13.0, name)?;
            }
            for band in 0..*bands {
                let (_, y) = grid.corner(band);
                for n in 0..7 {
                    pen.text(weekday(n), 0.0, y + f64::from(n) * grid.pitch + half, small)?;
                }
            }
        }
        Form::Months { first, last, .. } => {
            for month in *first..=*last {
                let (x, y) = grid.corner(month - first);
                let title = Letters { size: 13.0, bold: true, colour: theme.ink, ..small };
                pen.text(&month_name(month, english), x, y - Grid::MONTH_HEAD - 12.0, title)?;
                for n in 0..7 {
                    let middle = Letters { align: Align::Middle, ..small };
                    // One letter of the English names fits above a square.
                    let name = if english { &weekday(n)[..1] } else { weekday(n) };
                    pen.text(name, x + f64::from(n) * grid.pitch + half, y - 10.0, middle)?;
                }
            }
        }
    }
    Ok(())
}

/// The line between a month and the one before it, along the squares: down between two weeks, with a step at the day
/// of the week on which the month begins.
fn paint_border<DB: DrawingBackend>(
    pen: &mut Pen<'_, DB>,
    grid: &Grid,
    (left, top): (f64, f64),
    month: u8,
    colour: RGBColor,
) -> Result<(), DrawError> {
    let weekday = f64::from(first_weekday(grid.year, month));
    let x = left + f64::from(grid.week(month, 1)) * grid.pitch - 2.0;
    let (top, bottom) = (top - 2.0, top + 7.0 * grid.pitch - 1.0);
    let step = top + weekday * grid.pitch;
    pen.fill(Rect { x, y: step, w: 1.0, h: bottom - step }, colour)?;
    if weekday > 0.0 {
        pen.fill(Rect { x, y: step, w: grid.pitch + 1.0, h: 1.0 }, colour)?;
        pen.fill(Rect { x: x + grid.pitch, y: top, w: 1.0, h: step - top }, colour)?;
    }
    Ok(())
}
