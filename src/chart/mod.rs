//! Chart data and their drawings.
//!
//! A drawing is laid out once in CSS pixels, the same for every backend, and then drawn on any plotters
//! [`DrawingBackend`](plotters::prelude::DrawingBackend): the canvas of a page, or SVG for files. Texts are never
//! measured: every length is decided here, so that a drawing needs no fonts and comes out the same everywhere.

use crate::words::{Text, view};

pub mod calendar;
pub mod data;
pub mod matrix;
mod palette;
mod pen;
mod sheet;

pub use pen::{DrawError, Surface};

view! {
    /// How to draw.
    pub struct DrawOptions {
        /// Width in CSS pixels.
        pub width: u32,
        /// Device pixels per CSS pixel. SVG takes no notice of it.
        pub scale: f64,
        /// `zh` or `en`.
        pub lang: String,
        /// `light` or `dark`.
        pub theme: String,
        /// CSS font family list.
        pub font: String,
        /// What the data are and by which edition they were graded. When it is given, an SVG is a sheet that can
        /// stand alone: title, finding, drawing, legend, this text and the mark of a reference result. Without it,
        /// an SVG is the drawing only.
        #[serde(default)]
        pub source: Option<Text>,
    }

    /// A place on a drawing, in CSS pixels, for pointer and keyboard.
    pub struct Mark {
        /// Left edge.
        pub x: f64,
        /// Top edge.
        pub y: f64,
        /// Width.
        pub w: f64,
        /// Height.
        pub h: f64,
        /// What it says.
        pub label: Text,
        /// Number that the matching `explain_…` takes.
        pub id: u32,
        /// Row and column for arrow keys.
        pub row: u32,
        /// Column for arrow keys.
        pub column: u32,
    }

    /// A finished drawing.
    pub struct DrawingView {
        /// Width in CSS pixels that was used: more than was asked for when the drawing has to be scrolled.
        pub width: u32,
        /// Height in CSS pixels that was used.
        pub height: u32,
        /// Width of the column of names at the left, 0 when there is none: what should stay while the rest is scrolled.
        pub label_width: u32,
        /// The marks.
        pub marks: Vec<Mark>,
    }
}

impl DrawOptions {
    /// Whether the reader reads English.
    fn english(&self) -> bool {
        self.lang.starts_with("en")
    }

    /// The text in the reader's language.
    fn say<'a>(&self, text: &'a Text) -> &'a str {
        if self.english() { &text.en } else { &text.zh }
    }
}

/// Short names of the months and, Monday first, of the days of a week.
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [(&str, &str); 7] =
    [("一", "Mon"), ("二", "Tue"), ("三", "Wed"), ("四", "Thu"), ("五", "Fri"), ("六", "Sat"), ("日", "Sun")];

/// `4月` or `Apr`. `month` is 1 to 12.
fn month_name(month: u8, english: bool) -> String {
    match MONTHS.get(usize::from(month).wrapping_sub(1)) {
        Some(name) if english => (*name).to_owned(),
        _ => format!("{month}月"),
    }
}
