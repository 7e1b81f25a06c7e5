//! The published picture of a province: indicators as they were published, with their sources, side by side where they
//! contradict each other.

use crate::words::{Text, view};

view! {
    /// A piece of the headline: words, or a number that opens its source.
    pub struct HeadlinePart {
        /// The text.
        pub text: Text,
        /// Indicator key when this is a number.
        pub indicator: Option<String>,
    }

    /// One published value.
    pub struct PublishedValue {
        /// Year it is about.
        pub year: i32,
        /// Value as printed.
        pub value: String,
        /// Stage: `conference`, `bulletin`, `derived`.
        pub stage: String,
        /// Where it was published.
        pub source: Text,
        /// Day of publication, empty when not known.
        pub date: String,
        /// Remark, empty when there is none.
        pub note: Text,
    }

    /// One published indicator.
    pub struct PublishedIndicator {
        /// Key.
        pub key: String,
        /// Name.
        pub name: Text,
        /// Unit as printed.
        pub unit: String,
        /// How it is defined.
        pub definition: Text,
        /// Values, ascending by year, several for one year side by side.
        pub values: Vec<PublishedValue>,
        /// Target in words, empty when none is known.
        pub target: Text,
        /// `attained`, `exceeded` or `not-assessable`; null without a target.
        pub verdict: Option<String>,
        /// Caution, for example contradictory values; empty when there is none.
        pub caution: Text,
    }

    /// The published picture of a province.
    pub struct PublishedView {
        /// Province.
        pub place: Text,
        /// Year of the headline.
        pub year: i32,
        /// The headline sentence.
        pub headline: Vec<HeadlinePart>,
        /// Source line under it.
        pub source: Text,
        /// The indicators.
        pub indicators: Vec<PublishedIndicator>,
    }
}
