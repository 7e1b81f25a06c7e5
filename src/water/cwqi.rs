//! The city water quality index (CWQI, 城市水质指数) of the ministry's rankings: 城市地表水环境质量排名技术规定（试行）
//! （环办监测〔2017〕51号).

use super::Items;
use super::section::CLASS_ITEMS;
use crate::grade::{Class, Verdict};
use crate::parameter::Parameter;
use crate::plan::Body;
use crate::quantity::{Amount, Ratio, Reading};
use crate::standard::gb3838;
use crate::trace::{Step, Trace};
use crate::words::{Text, Words};

/// Where the index is printed.
pub const CLAUSE: &str = "环办监测〔2017〕51号";

/// Decimals of a printed index.
pub const DECIMALS: u32 = 4;
/// Decimals of a printed change in per cent.
pub const CHANGE_DECIMALS: u32 = 2;

const LOWEST_PH: Amount = Amount::whole(6);
const NEUTRAL_PH: Amount = Amount::whole(7);
const HIGHEST_PH: Amount = Amount::whole(9);

/// The index of the rivers or of the lakes of a city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartIndex {
    /// River or lake limits of total phosphorus.
    pub body: Body,
    /// The index of each item that is there, in the order of the register.
    pub single: Vec<(Parameter, Ratio)>,
    /// Their sum, each index carried with twelve decimals.
    pub sum: Ratio,
    /// The items that were asked for: the 21, unless a comparison says otherwise.
    pub asked: Items,
    /// Those of them that are missing. A sum without them is not comparable with others, and it is not scaled up.
    pub missing: Items,
}

impl PartIndex {
    /// Whether all items that were asked for are there.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }

    /// The sum as it is printed, four decimals.
    #[must_use]
    pub fn printed(&self) -> Option<Amount> {
        self.sum.round(DECIMALS)
    }
}

/// The index of one item, exact; `None` for what has none: items besides the 21, and oxygen of zero, whose index would be
/// infinite and which counts as missing.
///
/// * `C ÷ S`, with S the limit of Ⅲ, of total phosphorus that of the own kind of water body;
/// * oxygen `S ÷ C`;
/// * pH `(7 − pH) ÷ (7 − 6)` up to 7, `(pH − 7) ÷ (9 − 7)` above.
///
/// ```
/// use envgrade::parameter::Parameter::{Do, Ph};
/// use envgrade::plan::Body;
/// use envgrade::quantity::{Amount, Ratio};
/// use envgrade::water::cwqi::single;
/// assert_eq!(single(Ph, Amount::decimal(75, 1), Body::River), Ratio::new(1, 4));
/// assert_eq!(single(Do, Amount::whole(8), Body::River), Ratio::new(5, 8));
/// assert_eq!(single(Do, Amount::ZERO, Body::River), None);
/// ```
#[must_use]
pub fn single(item: Parameter, value: Amount, body: Body) -> Option<Ratio> {
    if !CLASS_ITEMS.contains(item) || value.is_negative() {
        return None;
    }
    let value = Ratio::of(value);
    let [lowest, neutral, highest] = [LOWEST_PH, NEUTRAL_PH, HIGHEST_PH].map(Ratio::of);
    match item {
        Parameter::Ph if value <= neutral => neutral.minus(value)?.over(neutral.minus(lowest)?),
        Parameter::Ph => value.minus(neutral)?.over(highest.minus(neutral)?),
        Parameter::Do => Ratio::of(limit(item, body)?).over(value),
        _ => value.over(Ratio::of(limit(item, body)?)),
    }
}

fn limit(item: Parameter, body: Body) -> Option<Amount> {
    match body {
        Body::River => gb3838::river(item),
        Body::Lake => gb3838::lake(item),
    }?
    .limit(Class::III)
}

/// The index of the rivers or lakes of a city from the means over all its sections or points
/// ([`PlaceMeans::means`](super::places::PlaceMeans::means)); `None` without any of the 21 items.
///
/// Half a detection limit stands for what is below it. Each index enters the sum with twelve decimals.
pub fn part(means: &[(Parameter, Reading)], body: Body, trace: &mut impl Trace) -> Option<PartIndex> {
    part_of(means, body, CLASS_ITEMS, trace)
}

/// [`part`] of fewer items than the 21: for a comparison among cities that none has them all. The rule knows no such index.
pub fn part_of(means: &[(Parameter, Reading)], body: Body, asked: Items, trace: &mut impl Trace) -> Option<PartIndex> {
    let (mut found, mut sum, mut missing) = (Vec::new(), Ratio::ZERO, Items::NONE);
    for item in CLASS_ITEMS.iter().filter(|&item| asked.contains(item)) {
        let value = means.iter().find(|mean| mean.0 == item).and_then(|mean| mean.1.number());
        let Some((value, index)) = value.and_then(|value| Some((value, single(item, value, body)?))) else {
            missing.insert(item);
            continue;
        };
        sum = sum.plus(carried(index)?)?;
        found.push((item, index, value));
    }
    if found.is_empty() {
        return None;
    }
    trace.step(|| tell_part(&found, sum, asked, missing, body));
    let single = found.into_iter().map(|(item, index, _)| (item, index)).collect();
    Some(PartIndex { body, single, sum, asked, missing })
}

/// An index with twelve decimals, far behind those that are printed; one above a million with as many as fit.
fn carried(index: Ratio) -> Option<Ratio> {
    (0..=12).rev().find_map(|decimals| index.round(decimals)).map(Ratio::of)
}

fn tell_part(found: &[(Parameter, Ratio, Amount)], sum: Ratio, asked: Items, missing: Items, body: Body) -> Step {
    let terms: Vec<String> = found
        .iter()
        .map(|&(item, index, value)| {
            let (symbol, value) = (item.symbol(), value.nearly(6));
            let limit = limit(item, body).map(|limit| limit.to_string()).unwrap_or_default();
            let index = index.round(DECIMALS).map(|index| format!("{index:.4}")).unwrap_or_default();
            match item {
                Parameter::Ph => format!("{symbol} {value} → {index}"),
                Parameter::Do => format!("{symbol} {limit} ÷ {value} → {index}"),
                _ => format!("{symbol} {value} ÷ {limit} → {index}"),
            }
        })
        .collect();
    let total = sum.round(DECIMALS).map(|sum| format!("{sum:.4}")).unwrap_or_default();
    let (zh, en) = if asked != CLASS_ITEMS {
        let count = found.len();
        (
            format!("{count} 项共有指标的指数之和，不是 21 项的指数，只用于所列城市之间的比较"),
            format!("sum of {count} indices that all cities have: not the index of the 21, only for these cities"),
        )
    } else if missing.is_empty() {
        ("21 项指数之和".to_owned(), "sum of the 21 indices".to_owned())
    } else {
        (
            format!("{} 项指数之和，缺 {}，与 21 项的结果不可比，未作折算", found.len(), missing.names_zh()),
            format!(
                "sum of {} indices without {}: not comparable with one of all 21, and not scaled up",
                found.len(),
                missing.names_en()
            ),
        )
    };
    let label = match body {
        Body::River => Words::new("河流水质指数", "Index of the rivers"),
        Body::Lake => Words::new("湖库水质指数", "Index of the lakes and reservoirs"),
    };
    Step { label, formula: format!("{}; Σ = {total}", terms.join("; ")), zh, en, clause: CLAUSE }
}

/// How rivers and lakes of a city are put together. The text of the rule was not at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Weighting {
    /// By the number of river sections and of lake points, as known from practice.
    #[default]
    ByPlaces,
    /// Rivers and lakes count the same.
    Equal,
}

/// One part of a city and on how many sections or points it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightedPart {
    /// The index.
    pub index: PartIndex,
    /// River sections, or lake points.
    pub places: u32,
}

/// The index of a city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CityIndex {
    /// The index before it is rounded.
    pub exact: Ratio,
    /// As it is printed, four decimals; rankings compare this.
    pub printed: Amount,
    /// Whether all items that were asked for, usually the 21, are there in each part. Only such an index is ranked.
    pub is_complete: bool,
}

/// `(R × M + L × N) ÷ (M + N)`, with R and L the indices of rivers and lakes, M the number of river sections and N that of
/// lake points; a city with only one of them has the index of it. `None` without either.
///
/// ```
/// use envgrade::parameter::Parameter::Tp;
/// use envgrade::plan::Body;
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::trace::Off;
/// use envgrade::water::cwqi::{Weighting, WeightedPart, city, part};
/// let of = |body, places| {
///     let index = part(&[(Tp, Reading::Value(Amount::decimal(4, 2)))], body, &mut Off)?;
///     Some(WeightedPart { index, places })
/// };
/// let (rivers, lakes) = (of(Body::River, 6), of(Body::Lake, 2)); // 0.2 and 0.8
/// let index = city(rivers.as_ref(), lakes.as_ref(), Weighting::ByPlaces, &mut Off).unwrap();
/// assert_eq!(index.printed, Amount::decimal(35, 2));
/// assert!(!index.is_complete);
/// ```
pub fn city(
    rivers: Option<&WeightedPart>,
    lakes: Option<&WeightedPart>,
    weighting: Weighting,
    trace: &mut impl Trace,
) -> Option<CityIndex> {
    let parts: Vec<&WeightedPart> = [rivers, lakes].into_iter().flatten().filter(|part| part.places > 0).collect();
    let weight = |part: &WeightedPart| match weighting {
        Weighting::ByPlaces => part.places,
        Weighting::Equal => 1,
    };
    let whole: i128 = parts.iter().map(|part| i128::from(weight(part))).sum();
    let mut exact = Ratio::ZERO;
    for part in &parts {
        let share = Ratio::new(weight(part).into(), whole)?;
        exact = exact.plus(part.index.sum.times(share)?)?;
    }
    if parts.is_empty() {
        return None;
    }
    let printed = exact.round(DECIMALS)?;
    let is_complete = parts.iter().all(|part| part.index.is_complete());
    trace.step(|| {
        let of = |part: &&WeightedPart| {
            let index = part.index.printed().map(|index| format!("{index:.4}")).unwrap_or_default();
            format!("{index} × {}", weight(part))
        };
        let terms: Vec<String> = parts.iter().map(of).collect();
        let words = match weighting {
            Weighting::ByPlaces => Words::new(
                "按河流断面数和湖库点位数加权（加权方式据通行做法）",
                "weighted by river sections and lake points, as is the practice",
            ),
            Weighting::Equal => Words::new("河流与湖库等权", "rivers and lakes count the same"),
        };
        Step {
            label: Words::new("城市水质指数", "City water quality index"),
            formula: format!("({}) ÷ {whole} → {printed:.4}", terms.join(" + ")),
            zh: words.zh.into(),
            en: words.en.into(),
            clause: CLAUSE,
        }
    });
    Some(CityIndex { exact, printed, is_complete })
}

/// How a change is signed. At least one city publishes it the other way round, so a number always comes with
/// [`IndexChange::text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sign {
    /// Below zero is better, as the formula of the rule gives it.
    #[default]
    FallIsBetter,
    /// Above zero is better: the opposite number.
    RiseIsBetter,
}

/// The change of an index against the period it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexChange {
    /// `(CWQI − CWQI₀) ÷ CWQI₀` in per cent, two decimals, **below zero is better**.
    pub percent: Amount,
    /// How it is signed when shown.
    pub sign: Sign,
}

impl IndexChange {
    /// The number as it is shown.
    #[must_use]
    pub const fn shown(&self) -> Amount {
        let (digits, decimals) = self.percent.parts();
        match self.sign {
            Sign::FallIsBetter => self.percent,
            Sign::RiseIsBetter => Amount::decimal(-digits, decimals),
        }
    }

    /// `-6.82%（负值表示水质改善）`.
    #[must_use]
    pub fn text(&self) -> Text {
        let number = format!("{:.2}%", self.shown());
        let words = match self.sign {
            Sign::FallIsBetter => Words::new("负值表示水质改善", "below zero is better"),
            Sign::RiseIsBetter => Words::new("正值表示水质改善", "above zero is better"),
        };
        Text::new(format!("{number}（{}）", words.zh), format!("{number} ({})", words.en))
    }
}

/// The change of a city's index, formed from the printed indices; `None` when one of them is not complete or the earlier
/// is zero.
///
/// ```
/// use envgrade::quantity::{Amount, Ratio};
/// use envgrade::trace::Off;
/// use envgrade::water::cwqi::{CityIndex, Sign, change};
/// let of = |digits| {
///     let printed = Amount::decimal(digits, 4);
///     CityIndex { exact: Ratio::of(printed), printed, is_complete: true }
/// };
/// let better = change(&of(52_000), &of(48_453), Sign::FallIsBetter, &mut Off).unwrap();
/// assert_eq!(better.text().zh, "-6.82%（负值表示水质改善）");
/// ```
pub fn change(before: &CityIndex, now: &CityIndex, sign: Sign, trace: &mut impl Trace) -> Option<IndexChange> {
    if !before.is_complete || !now.is_complete {
        return None;
    }
    let percent = now.printed.excess_over(before.printed, CHANGE_DECIMALS + 2)?.shift(2)?;
    let change = IndexChange { percent, sign };
    trace.step(|| {
        let text = change.text();
        Step {
            label: Words::new("水质变化程度", "Change of the index"),
            formula: format!(
                "({:.4} − {:.4}) ÷ {:.4} × 100 % → {percent:.2} %",
                now.printed, before.printed, before.printed
            ),
            zh: text.zh,
            en: text.en,
            clause: CLAUSE,
        }
    });
    Some(change)
}

/// What a city is ranked by: its printed index when it is complete.
#[must_use]
pub fn ranked(index: Option<&CityIndex>) -> Option<Amount> {
    index.filter(|index| index.is_complete).map(|index| index.printed)
}

/// Whether a city stays in the ranking by change: one whose sections are all Ⅱ or better and all on target in both
/// periods leaves it, because there is hardly anything to improve. A section without class or target does not count as
/// good.
#[must_use]
pub fn is_ranked_by_change(before: &[(Option<Class>, Verdict)], now: &[(Option<Class>, Verdict)]) -> bool {
    let clean = |sections: &[(Option<Class>, Verdict)]| {
        !sections.is_empty()
            && sections
                .iter()
                .all(|(class, verdict)| class.is_some_and(|c| c <= Class::II) && *verdict == Verdict::Attained)
    };
    !(clean(before) && clean(now))
}
