//! The trophic state index TLI(Σ) of lakes and reservoirs: 湖泊（水库）富营养化评价方法及分级技术规定（总站生字〔2001〕090号），
//! taken over by 地表水环境质量评价办法（试行）（环办〔2011〕22号）.

use super::printed_amount;
use crate::parameter::Parameter;
use crate::quantity::Amount;
use crate::words::Words;

/// Where the formulas are printed.
pub const CLAUSE: &str = "总站生字〔2001〕090号；环办〔2011〕22号";

/// An indicator: `TLI(j) = 10 (a + b ln x)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The indicator.
    pub item: Parameter,
    /// a.
    pub constant: Amount,
    /// b without its sign.
    pub slope: Amount,
    /// Whether b is below zero: the clearer the water, the poorer in nutrients.
    pub falls: bool,
    /// Correlation with chlorophyll a, without its sign; its square is the weight.
    pub correlation: Amount,
    /// The weight as printed, r² ÷ Σr² with five decimals.
    pub printed_weight: Amount,
    /// Power of ten from the unit of the register to the unit of the formula.
    pub exponent: i32,
    /// The unit of the formula.
    pub unit: &'static str,
}

const fn row(
    item: Parameter,
    [constant, slope]: [&'static str; 2],
    [correlation, printed_weight]: [&'static str; 2],
    exponent: i32,
    unit: &'static str,
) -> Row {
    let (falls, slope) = match slope.as_bytes() {
        [b'-', ..] => (true, slope.split_at(1).1),
        _ => (false, slope),
    };
    Row {
        item,
        constant: printed_amount(constant),
        slope: printed_amount(slope),
        falls,
        correlation: printed_amount(correlation),
        printed_weight: printed_amount(printed_weight),
        exponent,
        unit,
    }
}

/// The five indicators. The correlation of transparency is −0.83; only its square is used. Chlorophyll a is in mg/L in
/// the register and in mg/m³ here.
#[rustfmt::skip]
pub const TABLE: [Row; 5] = [
    //  item                        a        b          |r|     r²÷Σr²
    row(Parameter::ChlorophyllA, ["2.5",   "1.086"], ["1",    "0.26625"], 3, "mg/m³"),
    row(Parameter::Tp,           ["9.436", "1.624"], ["0.84", "0.18787"], 0, "mg/L"),
    row(Parameter::Tn,           ["5.453", "1.694"], ["0.82", "0.17903"], 0, "mg/L"),
    row(Parameter::Transparency, ["5.118", "-1.94"], ["0.83", "0.18342"], 0, "m"),
    row(Parameter::CodMn,        ["0.109", "2.661"], ["0.83", "0.18342"], 0, "mg/L"),
];

/// Trophic state of a lake or reservoir, from poor to rich in nutrients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrophicState {
    /// 贫营养
    Oligotrophic = 1,
    /// 中营养
    Mesotrophic,
    /// 轻度富营养
    LightlyEutrophic,
    /// 中度富营养
    ModeratelyEutrophic,
    /// 重度富营养
    HeavilyEutrophic,
}

impl TrophicState {
    /// All states, poorest first.
    pub const ALL: [TrophicState; 5] = [
        TrophicState::Oligotrophic,
        TrophicState::Mesotrophic,
        TrophicState::LightlyEutrophic,
        TrophicState::ModeratelyEutrophic,
        TrophicState::HeavilyEutrophic,
    ];

    /// The state of an index: below 30, 30 to 50 with both ends, above 50, above 60, above 70.
    ///
    /// ```
    /// use envgrade::quantity::Amount;
    /// use envgrade::standard::tli::TrophicState;
    /// assert_eq!(TrophicState::of(Amount::whole(50)), TrophicState::Mesotrophic);
    /// assert_eq!(TrophicState::of(Amount::decimal(5001, 2)), TrophicState::LightlyEutrophic);
    /// ```
    #[must_use]
    pub fn of(index: Amount) -> TrophicState {
        if index < Amount::whole(30) {
            TrophicState::Oligotrophic
        } else if index <= Amount::whole(50) {
            TrophicState::Mesotrophic
        } else if index <= Amount::whole(60) {
            TrophicState::LightlyEutrophic
        } else if index <= Amount::whole(70) {
            TrophicState::ModeratelyEutrophic
        } else {
            TrophicState::HeavilyEutrophic
        }
    }

    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            TrophicState::Oligotrophic => Words::new("贫营养", "oligotrophic"),
            TrophicState::Mesotrophic => Words::new("中营养", "mesotrophic"),
            TrophicState::LightlyEutrophic => Words::new("轻度富营养", "lightly eutrophic"),
            TrophicState::ModeratelyEutrophic => Words::new("中度富营养", "moderately eutrophic"),
            TrophicState::HeavilyEutrophic => Words::new("重度富营养", "heavily eutrophic"),
        }
    }
}
