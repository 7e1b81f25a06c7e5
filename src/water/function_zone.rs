//! Water function zones (水功能区) and the trophic index EI of SL 395-2007, the rules of the water authorities beside those
//! of the environment ministry. Known from practice, not read in a print.

use super::Items;
use super::section::{CLASS_ITEMS, Choices, grade_item};
use crate::grade::{Class, Verdict};
use crate::parameter::Parameter;
use crate::quantity::{Amount, Ratio, Reading};
use crate::standard::sl395::{CLAUSE, Column, SCORES, TABLE, state};
use crate::standard::tli::TrophicState;
use crate::statistics::percent;
use crate::trace::{Off, Step, Trace};
use crate::words::Words;

/// Complying rounds that a zone needs in a year, per cent.
pub const LEAST_ROUNDS: u32 = 80;

/// Which items decide whether a round complies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// 双指标: permanganate index (COD where it is missing) and ammonia nitrogen.
    #[default]
    TwoItems,
    /// 全指标: all items that make a class.
    AllItems,
}

/// Whether a round of monitoring complies with the target of its zone; not assessable when an item of the two is missing,
/// or in the full mode when there is no item.
pub fn round(
    items: &[(Parameter, Reading)],
    target: Class,
    mode: Mode,
    choices: Choices,
    trace: &mut impl Trace,
) -> Verdict {
    let class = |item: Parameter| {
        let reading = items.iter().find(|one| one.0 == item)?.1;
        Some(grade_item(item, reading, items, choices, &mut Off)?.class)
    };
    let (of, complete) = match mode {
        Mode::TwoItems => {
            let oxygen = [Parameter::CodMn, Parameter::Cod].into_iter().find(|&item| class(item).is_some());
            let items: Items = oxygen.into_iter().chain([Parameter::AmmoniaN]).collect();
            (items, oxygen.is_some() && class(Parameter::AmmoniaN).is_some())
        }
        Mode::AllItems => {
            let items: Items = CLASS_ITEMS.iter().filter(|&item| class(item).is_some()).collect();
            (items, !items.is_empty())
        }
    };
    let over: Items = of.iter().filter(|&item| class(item).is_some_and(|class| class > target)).collect();
    let verdict = match (over.is_empty(), complete) {
        (false, _) => Verdict::Exceeded,
        (true, true) => Verdict::Attained,
        (true, false) => Verdict::NotAssessable,
    };
    trace.step(|| {
        let mode = match mode {
            Mode::TwoItems => Words::new("双指标", "two items"),
            Mode::AllItems => Words::new("全指标", "all items"),
        };
        let (zh, en) = if over.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("，超标：{}", over.names_zh()), format!(", over it: {}", over.names_en()))
        };
        Step {
            label: Words::new("水功能区测次", "Round of a function zone"),
            formula: of.to_string(),
            zh: format!("{}评价，目标{}类：{}{zh}", mode.zh, target.words().zh, verdict.words().zh),
            en: format!("{}, target class {}: {}{en}", mode.en, target.words().en, verdict.words().en),
            clause: CLAUSE,
        }
    });
    verdict
}

/// A zone over a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoneYear {
    /// Complying rounds.
    pub complying: u32,
    /// Rounds that could be evaluated.
    pub rounds: u32,
    /// Attained when at least 80 % of the rounds comply, decided on the exact fraction.
    pub verdict: Verdict,
}

impl ZoneYear {
    /// The share of complying rounds in per cent, one decimal.
    #[must_use]
    pub fn rate(&self) -> Option<Amount> {
        percent(self.complying, self.rounds, 1)
    }
}

/// The year of a zone from its rounds.
///
/// ```
/// use envgrade::grade::Verdict::{Attained, Exceeded};
/// use envgrade::trace::Off;
/// use envgrade::water::function_zone::year;
/// let rounds: Vec<_> = (0..12).map(|at| if at < 10 { Attained } else { Exceeded }).collect();
/// assert_eq!(year(&rounds, &mut Off).verdict, Attained); // 83.3 %
/// assert_eq!(year(&rounds[1..10], &mut Off).rounds, 9);
/// ```
pub fn year(rounds: &[Verdict], trace: &mut impl Trace) -> ZoneYear {
    let count = |wanted| rounds.iter().fold(0_u32, |n, verdict| n + u32::from(*verdict == wanted));
    let complying = count(Verdict::Attained);
    let rounds = complying + count(Verdict::Exceeded);
    let verdict = if rounds == 0 {
        Verdict::NotAssessable
    } else if u64::from(complying) * 100 >= u64::from(LEAST_ROUNDS) * u64::from(rounds) {
        Verdict::Attained
    } else {
        Verdict::Exceeded
    };
    let year = ZoneYear { complying, rounds, verdict };
    trace.step(|| {
        let rate = year.rate().map(|rate| format!(" → {rate:.1} %")).unwrap_or_default();
        Step {
            label: Words::new("水功能区年度达标", "Year of a function zone"),
            formula: format!("{complying} ÷ {rounds}{rate}"),
            zh: format!("达标测次比例不低于 {LEAST_ROUNDS} % 为年度达标：{}", verdict.words().zh),
            en: format!("attained with {LEAST_ROUNDS} % of complying rounds or more: {}", verdict.words().en),
            clause: CLAUSE,
        }
    });
    year
}

/// The trophic index EI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ei {
    /// The score of each item in the order of the table, exact.
    pub single: [Option<Ratio>; 5],
    /// Their mean, exact; `None` without an item.
    pub mean: Option<Ratio>,
    /// The state, by the exact mean.
    pub state: Option<TrophicState>,
}

impl Ei {
    /// The mean with two decimals.
    #[must_use]
    pub fn printed(&self) -> Option<Amount> {
        self.mean.and_then(|mean| mean.round(2))
    }

    /// How many of the five items are there.
    #[must_use]
    pub fn items(&self) -> usize {
        self.single.iter().flatten().count()
    }
}

/// EI: each value has a score on the line between two rows of the table, and the index is the mean of the scores. Values
/// before the first row lie on the line from a score of zero (transparency: keep 10), those behind the last score 100.
pub fn ei(means: &[(Parameter, Reading)], trace: &mut impl Trace) -> Ei {
    let single = TABLE.map(|column| {
        let value = means.iter().find(|mean| mean.0 == column.item)?.1.number()?;
        let score = score(&column, value)?;
        trace.step(|| Step {
            label: column.item.name(),
            formula: format!("{} {} → {}", column.item.symbol(), value.nearly(6), score.nearly(2)),
            zh: "在赋分表相邻两行之间线性内插".into(),
            en: "on the line between two rows of the table of scores".into(),
            clause: CLAUSE,
        });
        Some(score)
    });
    let count = single.iter().flatten().count();
    let mut sum = Some(Ratio::ZERO);
    for score in single.iter().flatten() {
        sum = sum.and_then(|sum| sum.plus(*score));
    }
    let mean = sum.zip(Ratio::new(count as i128, 1)).and_then(|(sum, count)| sum.over(count));
    let state = mean.and_then(super::mean::amount_of).map(state);
    if let Some((mean, state)) = mean.zip(state) {
        trace.step(|| Step {
            label: Words::new("营养状态指数 EI", "Trophic index EI"),
            formula: format!("Σ ÷ {count} → {}", mean.nearly(2)),
            zh: format!(
                "{}；≤ 20 贫，≤ 50 中，≤ 60 轻度富，≤ 80 中度富，> 80 重度富；{count} 项（共 5 项）",
                state.words().zh
            ),
            en: format!("{}; up to 20, 50, 60, 80 and above; {count} of 5 items", state.words().en),
            clause: CLAUSE,
        });
    }
    Ei { single, mean, state }
}

/// The score of a value; `None` for a value below zero.
fn score(column: &Column, value: Amount) -> Option<Ratio> {
    if value.is_negative() {
        return None;
    }
    let falls = column.values[0] > column.values[9];
    let behind = |bound: Amount| if falls { value < bound } else { value > bound };
    // The first row that the value is not behind.
    let Some(at) = column.values.iter().position(|&bound| !behind(bound)) else { return Ratio::new(100, 1) };
    let high = (column.values[at], SCORES[at]);
    let low = match at.checked_sub(1) {
        Some(before) => (column.values[before], SCORES[before]),
        None if falls => return Ratio::new(SCORES[0].into(), 1),
        None => (Amount::ZERO, 0),
    };
    let part = Ratio::of(value).minus(Ratio::of(low.0))?.over(Ratio::of(high.0).minus(Ratio::of(low.0))?)?;
    Ratio::new(low.1.into(), 1)?.plus(part.times(Ratio::new((high.1 - low.1).into(), 1)?)?)
}
