//! The AQI calendar: one site, one year, a square a day.

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
