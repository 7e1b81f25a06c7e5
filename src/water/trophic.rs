//! Trophic state of lakes and reservoirs: the index TLI(Σ) of five indicators (环办〔2011〕22号).

use super::Items;
use crate::parameter::Parameter;
use crate::quantity::{Amount, Ratio, Reading};
use crate::standard::tli::{CLAUSE, Row, TABLE, TrophicState};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// Which weights the indices of the indicators are summed with. The two differ in the third decimal of the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Weights {
    /// r² ÷ Σr², exact.
    #[default]
    Exact,
    /// The five decimals that are printed beside the correlations.
    Printed,
}

/// Which number is held against 30, 50, 60 and 70. The rule does not say; reports print one decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Compared {
    /// The index as it comes out: 50.04 is 轻度富营养.
    #[default]
    Unrounded,
    /// The index as it is printed, with one decimal: 50.04 is 50.0 and 中营养.
    Printed,
}

/// What the rule leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct TliChoices {
    /// Weights of the indicators.
    pub weights: Weights,
    /// What is held against the bands.
    pub compared: Compared,
}

/// The index of a lake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tli {
    /// The indices of the indicators in the order of [`TABLE`], nine decimals.
    pub single: [Option<Amount>; 5],
    /// TLI(Σ), nine decimals; `None` without an indicator.
    pub sum: Option<Amount>,
    /// The indicators that it stands on.
    pub indicators: Items,
    /// The state; `None` without an indicator.
    pub state: Option<TrophicState>,
}

impl Tli {
    /// Whether indicators are missing. The weights are then spread over those that are there, and the index is not
    /// comparable with one of all five.
    #[must_use]
    pub const fn is_partial(&self) -> bool {
        self.indicators.len() < TABLE.len()
    }

    /// TLI(Σ) as reports print it, one decimal.
    #[must_use]
    pub fn printed(&self) -> Option<Amount> {
        self.sum.map(|sum| sum.round(1))
    }
}

/// TLI(Σ) = Σ W · TLI(j), with `W = r² ÷ Σr²` over the indicators that are there.
///
/// The readings are means in the units of the register; chlorophyll a in mg/L is converted to the mg/m³ of the formula.
/// Half a detection limit stands for what is below it. What is not above zero has no logarithm and is left out. Each
/// logarithm is made a decimal amount at once and everything after it is exact, so that the result has the same bits on
/// every machine.
///
/// ```
/// use envgrade::parameter::Parameter::{ChlorophyllA, CodMn, Tn, Tp, Transparency};
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::standard::tli::TrophicState;
/// use envgrade::trace::Off;
/// use envgrade::water::trophic::{TliChoices, tli};
/// let means = [(ChlorophyllA, 200), (Tp, 700), (Tn, 15_000), (Transparency, 4_000), (CodMn, 42_000)]
///     .map(|(item, digits)| (item, Reading::Value(Amount::decimal(digits, 4))));
/// let lake = tli(&means, TliChoices::default(), &mut Off);
/// assert_eq!(lake.printed(), Some(Amount::decimal(558, 1)));
/// assert_eq!(lake.state, Some(TrophicState::LightlyEutrophic));
/// assert!(!lake.is_partial());
/// ```
pub fn tli(means: &[(Parameter, Reading)], choices: TliChoices, trace: &mut impl Trace) -> Tli {
    let mut result = Tli { single: [None; 5], sum: None, indicators: Items::NONE, state: None };
    let (mut sum, mut weights) = (Some(Ratio::ZERO), Some(Ratio::ZERO));
    for (row, single) in TABLE.iter().zip(&mut result.single) {
        let Some(value) = means.iter().find(|mean| mean.0 == row.item).and_then(|mean| mean.1.number()) else {
            continue;
        };
        let Some(index) = value.shift(row.exponent).and_then(|value| index(row, value, trace)) else { continue };
        let weight = match choices.weights {
            Weights::Exact => Ratio::of(row.correlation).times(Ratio::of(row.correlation)),
            Weights::Printed => Some(Ratio::of(row.printed_weight)),
        };
        *single = Some(index);
        result.indicators.insert(row.item);
        sum = sum.zip(weight).and_then(|(sum, weight)| sum.plus(weight.times(Ratio::of(index))?));
        weights = weights.zip(weight).and_then(|(sum, weight)| sum.plus(weight));
    }
    result.sum = sum.zip(weights).and_then(|(sum, weights)| sum.over(weights)?.round(9));
    result.state = result.sum.map(|sum| match choices.compared {
        Compared::Unrounded => TrophicState::of(sum),
        Compared::Printed => TrophicState::of(sum.round(1)),
    });
    tell(&result, choices, trace);
    result
}

/// `10 (a + b ln x)`, nine decimals; `None` for what has no logarithm.
fn index(row: &Row, value: Amount, trace: &mut impl Trace) -> Option<Amount> {
    if value <= Amount::ZERO {
        return None;
    }
    let logarithm = Ratio::of(Amount::from_logarithm(libm::log(value.to_f64()))?);
    let part = Ratio::of(row.slope).times(logarithm)?;
    let constant = Ratio::of(row.constant);
    let index = if row.falls { constant.minus(part)? } else { constant.plus(part)? };
    let index = index.times(Ratio::new(10, 1)?)?.round(9)?;
    trace.step(|| {
        let (symbol, value) = (row.item.symbol(), value.nearly(6));
        let sign = if row.falls { "−" } else { "+" };
        Step {
            label: row.item.name(),
            formula: format!("TLI({symbol}) = 10 × ({} {sign} {} × ln {value}) → {index:.3}", row.constant, row.slope),
            zh: format!("自然对数；单位 {}", row.unit),
            en: format!("natural logarithm; {}", row.unit),
            clause: CLAUSE,
        }
    });
    Some(index)
}

fn tell(result: &Tli, choices: TliChoices, trace: &mut impl Trace) {
    trace.step(|| {
        let Some((sum, state)) = result.sum.zip(result.state) else {
            return Step {
                label: LABEL,
                formula: String::new(),
                zh: "没有营养状态指标，无法评价".into(),
                en: "no trophic indicator is there".into(),
                clause: CLAUSE,
            };
        };
        let of = |row: &Row| match choices.weights {
            Weights::Exact => format!("{}²", row.correlation),
            Weights::Printed => row.printed_weight.to_string(),
        };
        let there = || TABLE.iter().zip(result.single).filter_map(|(row, single)| Some((of(row), single?)));
        let terms: Vec<String> = there().map(|(weight, single)| format!("{weight} × {single:.3}")).collect();
        let weights: Vec<String> = there().map(|(weight, _)| weight).collect();
        let compared = match choices.compared {
            Compared::Unrounded => (format!("{sum:.3}"), "", ""),
            Compared::Printed => {
                (format!("{sum:.3} → {:.1}", sum.round(1)), "（按一位小数比较）", " (compared with one decimal)")
            }
        };
        let (zh, en) = if result.is_partial() {
            let count = result.indicators.len();
            (
                format!("；仅有 {count} 项指标，权重在其间重新分配，结果不完整，与五项指标的结果不可比"),
                format!("; only {count} of 5 indicators, the weights are spread over them: partial, not comparable"),
            )
        } else {
            Default::default()
        };
        Step {
            label: LABEL,
            formula: format!("TLI(Σ) = ({}) ÷ ({}) → {}", terms.join(" + "), weights.join(" + "), compared.0),
            zh: format!(
                "{}{}；< 30 贫，30～50 中，> 50 轻度富，> 60 中度富，> 70 重度富{zh}",
                state.words().zh,
                compared.1
            ),
            en: format!(
                "{}{}; < 30 oligotrophic, 30 to 50 mesotrophic, > 50, > 60, > 70 lightly, moderately, heavily \
                 eutrophic{en}",
                state.words().en,
                compared.2
            ),
            clause: CLAUSE,
        }
    });
}

const LABEL: Words = Words::new("综合营养状态指数", "Trophic state index");
