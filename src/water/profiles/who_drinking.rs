//! Drinking water against basic guideline values of WHO. Each value is held by itself; nitrate and nitrite also together.

use crate::grade::Verdict;
use crate::quantity::{Amount, Ratio, Reading, Unit};
use crate::standard::Bound;
use crate::standard::who_drinking::{CLAUSE, Row, Substance};
use crate::trace::{Step, Trace};
use crate::water::Held;
use crate::water::held::{formula, hold, remarks};
use crate::water::mean::amount_of;
use crate::water_item::WaterItem;
use crate::words::Words;

/// A substance held against its guideline value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubstanceResult {
    /// The row of the guidelines.
    pub row: &'static Row,
    /// The result.
    pub held: Held,
}

/// A sample against the guidelines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhoDrinking {
    /// Each substance that has a reading, in the order of the readings.
    pub results: Vec<SubstanceResult>,
    /// NO3⁻ ÷ 50 + NO2⁻ ÷ 3, exact, where both are there; above one the sum rule is broken.
    pub nitrogen: Option<Ratio>,
    /// Attained when everything that is there is.
    pub verdict: Verdict,
}

/// Readings of monitored items as readings of substances, nitrogen turned into ions.
#[must_use]
pub fn of_items(items: &[(WaterItem, Reading)]) -> Vec<(Substance, Reading)> {
    let convert = |&(item, reading): &(WaterItem, Reading)| {
        let (substance, part) = Substance::of(item)?;
        let whole = |amount: Amount| amount_of(Ratio::of(amount).over(Ratio::of(part))?);
        let reading = match reading {
            Reading::Value(value) => Reading::Value(whole(value)?),
            Reading::Below(limit) => Reading::Below(whole(limit)?),
            Reading::Above(bound) => Reading::Above(whole(bound)?),
            Reading::NotDetected | Reading::Missing(_) => reading,
        };
        Some((substance, reading))
    };
    items.iter().filter_map(convert).collect()
}

/// Holds a sample against the guideline values; half a detection limit stands for what is below it.
///
/// ```
/// use envgrade::grade::Verdict;
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::standard::who_drinking::Substance::{Nitrate, Nitrite};
/// use envgrade::trace::Off;
/// use envgrade::water::profiles::who_drinking::assess;
/// let sample = [(Nitrate, Reading::Value(Amount::whole(40))), (Nitrite, Reading::Value(Amount::whole(1)))];
/// let result = assess(&sample, &mut Off);
/// assert!(result.results.iter().all(|one| one.held.verdict == Verdict::Attained));
/// assert_eq!(result.verdict, Verdict::Exceeded); // 40 ÷ 50 + 1 ÷ 3 > 1
/// ```
pub fn assess(sample: &[(Substance, Reading)], trace: &mut impl Trace) -> WhoDrinking {
    let mut results = Vec::new();
    for &(substance, reading) in sample {
        let row = substance.row();
        let bound = Bound::AtMost(row.limit);
        let Some(held) = hold(reading, bound) else { continue };
        trace.step(|| {
            let unit = if substance == Substance::EColi { Unit::PER_100_ML } else { Unit::MG_PER_L };
            let (zh, en) = remarks(reading, held.proven);
            let provisional = if row.provisional { ("（暂行）", " (provisional)") } else { ("", "") };
            let verdict = held.verdict.words();
            Step {
                label: row.name,
                formula: formula(row.symbol, reading, &held, bound, unit, unit),
                zh: format!("{}；准则值 {}{}{zh}", verdict.zh, row.printed, provisional.0),
                en: format!("{}; guideline value {}{}{en}", verdict.en, row.printed, provisional.1),
                clause: CLAUSE,
            }
        });
        results.push(SubstanceResult { row, held });
    }
    let nitrogen = sum_of_nitrogen(&results, trace);
    let one = Ratio::of(Amount::whole(1));
    let over = nitrogen.is_some_and(|sum| sum > one) || results.iter().any(|r| r.held.verdict == Verdict::Exceeded);
    let verdict = match (results.is_empty(), over) {
        (true, _) => Verdict::NotAssessable,
        (false, true) => Verdict::Exceeded,
        (false, false) => Verdict::Attained,
    };
    WhoDrinking { results, nitrogen, verdict }
}

fn sum_of_nitrogen(results: &[SubstanceResult], trace: &mut impl Trace) -> Option<Ratio> {
    let value = |wanted: Substance| results.iter().find(|one| one.row.substance == wanted)?.held.compared;
    let (nitrate, nitrite) = (value(Substance::Nitrate)?, value(Substance::Nitrite)?);
    let part = |value: Amount, of: Substance| Ratio::of(value).over(Ratio::of(of.row().limit));
    let sum = part(nitrate, Substance::Nitrate)?.plus(part(nitrite, Substance::Nitrite)?)?;
    trace.step(|| {
        let (sign, words) = if sum > Ratio::of(Amount::whole(1)) {
            (">", Verdict::Exceeded.words())
        } else {
            ("≤", Verdict::Attained.words())
        };
        Step {
            label: Words::new("硝酸根与亚硝酸根合计", "Nitrate and nitrite together"),
            formula: format!("{} ÷ 50 + {} ÷ 3 = {} {sign} 1", nitrate.nearly(6), nitrite.nearly(6), sum.nearly(4)),
            zh: words.zh.into(),
            en: words.en.into(),
            clause: CLAUSE,
        }
    });
    Some(sum)
}
