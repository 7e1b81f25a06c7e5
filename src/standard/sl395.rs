//! SL 395-2007 地表水资源质量评价技术规程: the scores of the trophic index EI. Known from practice, not read in a print.

use super::printed_amount;
use crate::parameter::Parameter;
use crate::quantity::Amount;
use crate::standard::tli::TrophicState;

/// Where the table is printed.
pub const CLAUSE: &str = "SL 395-2007";

/// Scores of the rows, in each of which the items have the values of [`TABLE`].
pub const SCORES: [i64; 10] = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

/// A column: an item and its value at each score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The item.
    pub item: Parameter,
    /// Its values, in the unit of the register: mg/L, transparency in m.
    pub values: [Amount; 10],
}

const fn column(item: Parameter, printed: [&'static str; 10]) -> Column {
    let mut values = [Amount::ZERO; 10];
    let mut at = 0;
    while at < 10 {
        values[at] = printed_amount(printed[at]);
        at += 1;
    }
    Column { item, values }
}

/// The table turned on its side: one line an item, the scores 10 to 100 from left to right. Chlorophyll a in mg/L.
#[rustfmt::skip]
pub const TABLE: [Column; 5] = [
    //                                10        20        30        40        50       60       70       80      90      100
    column(Parameter::Tp,           ["0.001",  "0.004",  "0.010",  "0.025",  "0.050", "0.10",  "0.20",  "0.60", "0.90", "1.3"]),
    column(Parameter::Tn,           ["0.020",  "0.050",  "0.10",   "0.30",   "0.50",  "1.0",   "2.0",   "6.0",  "9.0",  "16"]),
    column(Parameter::ChlorophyllA, ["0.0005", "0.0010", "0.0020", "0.0040", "0.010", "0.026", "0.064", "0.16", "0.40", "1.0"]),
    column(Parameter::CodMn,        ["0.15",   "0.4",    "1.0",    "2.0",    "4.0",   "8.0",   "10",    "25",   "40",   "60"]),
    column(Parameter::Transparency, ["10",     "5.0",    "3.0",    "1.5",    "1.0",   "0.5",   "0.4",   "0.3",  "0.2",  "0.12"]),
];

/// The state of an index: up to 20, 50, 60, 80 and above. The end belongs to the poorer state.
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::standard::{sl395, tli::TrophicState};
/// assert_eq!(sl395::state(Amount::whole(60)), TrophicState::LightlyEutrophic);
/// assert_eq!(sl395::state(Amount::decimal(6583, 2)), TrophicState::ModeratelyEutrophic);
/// ```
#[must_use]
pub fn state(index: Amount) -> TrophicState {
    let ends = [20, 50, 60, 80].map(Amount::whole);
    let at = ends.iter().position(|&end| index <= end).unwrap_or(4);
    TrophicState::ALL[at]
}
