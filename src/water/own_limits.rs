//! A sample held against the limits of a user ([`crate::standard::own`]).

use super::held::{Held, formula, hold, remarks};
use crate::grade::Verdict;
use crate::quantity::{Amount, Reading};
use crate::standard::own::{OwnLimit, OwnTable};
use crate::trace::{Step, Trace};
use crate::water_item::WaterItem;
use crate::words::Words;

/// A limit and what the sample says to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnResult {
    /// The limit, with its row in the table of the user.
    pub limit: OwnLimit,
    /// What came out; `None` without a reading of the item.
    pub held: Option<Held>,
}

impl OwnResult {
    /// Attained, exceeded, or not assessable without a reading.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.held.map_or(Verdict::NotAssessable, |held| held.verdict)
    }

    /// `(C − S) ÷ S` with one decimal where a highest value is exceeded.
    #[must_use]
    pub fn multiple(&self) -> Option<Amount> {
        self.limit.bound.multiple(self.held?.compared?)
    }
}

/// A sample held against all limits of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnGrade {
    /// Exceeded when any limit is; attained when those that could be assessed are; not assessable when none could.
    pub verdict: Verdict,
    /// Every limit in the order of the table.
    pub results: Vec<OwnResult>,
}

impl OwnGrade {
    /// The limits with this verdict.
    pub fn with(&self, verdict: Verdict) -> impl Iterator<Item = &OwnResult> {
        self.results.iter().filter(move |result| result.verdict() == verdict)
    }
}

/// Holds a sample against the limits of a user. Readings are in the units of their items; an item that appears twice
/// counts with its first reading. Values are compared as they stand.
///
/// ```
/// use envgrade::grade::Verdict;
/// use envgrade::parameter::Parameter::AmmoniaN;
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::standard::own::{OwnTable, Written};
/// use envgrade::trace::Off;
/// use envgrade::water::own_limits::hold_sample;
/// let row = Written { row: 2, item: "NH3-N", limit: "8", unit: "mg/L", direction: "<=" };
/// let (table, _) = OwnTable::read("permit", &[row]);
/// let graded = hold_sample(&[(AmmoniaN.into(), Reading::Value(Amount::whole(10)))], &table, &mut Off);
/// assert_eq!(graded.verdict, Verdict::Exceeded);
/// assert_eq!(graded.results[0].multiple().map(|m| m.to_string()).as_deref(), Some("0.2"));
/// ```
pub fn hold_sample(items: &[(WaterItem, Reading)], table: &OwnTable, trace: &mut impl Trace) -> OwnGrade {
    let mut results = Vec::with_capacity(table.limits.len());
    for &limit in &table.limits {
        let first = items
            .iter()
            .find_map(|&(item, reading)| (item == limit.item).then(|| Some((reading, hold(reading, limit.bound)?)))?);
        let result = OwnResult { limit, held: first.map(|(_, held)| held) };
        if let Some((reading, held)) = first {
            trace.step(|| describe(&result, reading, &held, &table.name));
        }
        results.push(result);
    }
    let mut graded = OwnGrade { verdict: Verdict::NotAssessable, results };
    let count = |graded: &OwnGrade, verdict| graded.with(verdict).count();
    let (attained, exceeded) = (count(&graded, Verdict::Attained), count(&graded, Verdict::Exceeded));
    graded.verdict = match (attained, exceeded) {
        (0, 0) => Verdict::NotAssessable,
        (_, 0) => Verdict::Attained,
        _ => Verdict::Exceeded,
    };
    trace.step(|| {
        let missing = count(&graded, Verdict::NotAssessable);
        let verdict = graded.verdict.words();
        Step {
            label: Words::new("自定限值", "Own limits"),
            formula: String::new(),
            zh: format!(
                "{}（{}）：达标 {attained} 项，超标 {exceeded} 项，没有监测值 {missing} 项",
                verdict.zh, table.name
            ),
            en: format!(
                "{} ({}): {attained} attained, {exceeded} exceeded, {missing} without a reading",
                verdict.en, table.name
            ),
            clause: "",
        }
    });
    graded
}

fn describe(result: &OwnResult, reading: Reading, held: &Held, name: &str) -> Step {
    let limit = &result.limit;
    let verdict = held.verdict.words();
    let (mut zh, mut en) = remarks(reading, held.proven);
    if let Some(times) = result.multiple() {
        zh.push_str(&format!("；超标 {times:.1} 倍"));
        en.push_str(&format!("; exceeded {times:.1} times"));
    }
    if limit.unit_assumed {
        zh.push_str("；限值未注明单位，按指标的标准单位");
        en.push_str("; the limit names no unit, that of the item is taken");
    }
    Step {
        label: limit.item.name(),
        formula: formula(limit.item.symbol(), reading, held, limit.written, limit.item.unit(), limit.unit),
        zh: format!("{}；限值 {}（{name}第 {} 行）{zh}", verdict.zh, limit.written, limit.row),
        en: format!("{}; limit {} ({name}, row {}){en}", verdict.en, limit.written, limit.row),
        clause: "",
    }
}
