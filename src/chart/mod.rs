//! Chart data and their drawings.

use crate::words::{Text, view};

pub mod calendar;
pub mod data;
pub mod matrix;

view! {
    /// How to draw.
    pub struct DrawOptions {
        /// Width in CSS pixels.
        pub width: u32,
        /// Device pixels per CSS pixel.
        pub scale: f64,
        /// `zh` or `en`.
        pub lang: String,
        /// `light` or `dark`.
        pub theme: String,
        /// CSS font family list.
        pub font: String,
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
        /// Height in CSS pixels that was used.
        pub height: u32,
        /// The marks.
        pub marks: Vec<Mark>,
    }
}
