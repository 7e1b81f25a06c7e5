//! The class matrix: sections by months.

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
