//! Trends over periods: Spearman's rank correlation with time (秩相关系数法), Mann-Kendall, the seasonal test of Kendall,
//! the slope of Theil and Sen, and moving means of years.
//!
//! Ranks, signs, slopes and means are exact. Binary floats occur only in the probability of Mann-Kendall.

use std::cmp::Ordering;

use crate::quantity::{Amount, ExactSum, Ratio};
use crate::sorting::sort_by;
use crate::trace::{Step, Trace};
use crate::words::Words;

/// What a test for trend says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trend {
    /// Values rise significantly; for a concentration it gets worse.
    Rising,
    /// Values fall significantly; for a concentration it gets better.
    Falling,
    /// No significant trend.
    NotSignificant,
    /// Nothing can be said: too few periods, or their number is not in the table.
    NotAssessable,
}

impl Trend {
    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Trend::Rising => "rising",
            Trend::Falling => "falling",
            Trend::NotSignificant => "not-significant",
            Trend::NotAssessable => "not-assessable",
        }
    }

    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Trend::Rising => Words::new("显著上升", "significant rise"),
            Trend::Falling => Words::new("显著下降", "significant fall"),
            Trend::NotSignificant => Words::new("无显著变化趋势", "no significant trend"),
            Trend::NotAssessable => Words::new("无法评价趋势", "trend not assessable"),
        }
    }

    fn of(significant: bool, direction: Ordering) -> Trend {
        match (significant, direction) {
            (true, Ordering::Greater) => Trend::Rising,
            (true, Ordering::Less) => Trend::Falling,
            _ => Trend::NotSignificant,
        }
    }
}

/// Fewest periods of a rank correlation with time.
pub const FEWEST_PERIODS: u32 = 5;

/// Level of significance of the table of critical values, one-sided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Level {
    /// 0.05.
    #[default]
    FivePerCent,
    /// 0.01.
    OnePerCent,
}

/// Which table of critical values is read where published tables differ: for 12 and 14 periods at 0.05.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CriticalValues {
    /// 0.506 and 0.456, as Chinese monitoring texts mostly print.
    #[default]
    Common,
    /// 0.497 and 0.457, as another published table prints.
    Other,
}

/// Whether a coefficient that equals the critical value is significant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Equality {
    /// It is: |r| ≥ critical value, as HJ 663 annex B is read for air.
    Significant,
    /// It is not: |r| > critical value, as the evaluation of surface water is read.
    NotSignificant,
}

/// How a rank correlation with time is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpearmanRule {
    /// Level of significance.
    pub level: Level,
    /// Table of critical values.
    pub critical_values: CriticalValues,
    /// What equality means.
    pub equality: Equality,
    /// Where the rule is printed.
    pub clause: &'static str,
}

impl SpearmanRule {
    /// Ambient air: HJ 663 annex B.
    pub const AIR: SpearmanRule = SpearmanRule {
        level: Level::FivePerCent,
        critical_values: CriticalValues::Common,
        equality: Equality::Significant,
        clause: "HJ 663 附录B",
    };

    /// Surface water: the rank correlation of Daniel as used beside 环办〔2011〕22号.
    pub const WATER: SpearmanRule =
        SpearmanRule { equality: Equality::NotSignificant, clause: "Daniel 秩相关系数法", ..SpearmanRule::AIR };
}

/// Critical values in thousandths, as printed.
#[rustfmt::skip]
const CRITICAL: [(u32, i64, i64); 16] = [
    //  N   0.05   0.01
    (   5,   900,  1000),
    (   6,   829,   943),
    (   7,   714,   893),
    (   8,   643,   833),
    (   9,   600,   783),
    (  10,   564,   746),
    (  12,   506,   712),
    (  14,   456,   645),
    (  16,   425,   601),
    (  18,   399,   564),
    (  20,   377,   534),
    (  22,   359,   508),
    (  24,   343,   485),
    (  26,   329,   465),
    (  28,   317,   448),
    (  30,   306,   432),
];

/// The critical value for so many periods; `None` where the table has none (11, 13, odd numbers above, more than 30).
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::statistics::trend::{CriticalValues, Level, critical_value};
/// let at = |periods, values| critical_value(periods, Level::FivePerCent, values);
/// assert_eq!(at(12, CriticalValues::Common), Some(Amount::decimal(506, 3)));
/// assert_eq!(at(12, CriticalValues::Other), Some(Amount::decimal(497, 3)));
/// assert_eq!(at(11, CriticalValues::Common), None);
/// ```
#[must_use]
pub fn critical_value(periods: u32, level: Level, values: CriticalValues) -> Option<Amount> {
    let &(_, five, one) = CRITICAL.iter().find(|row| row.0 == periods)?;
    let thousandths = match (level, values, periods) {
        (Level::FivePerCent, CriticalValues::Other, 12) => 497,
        (Level::FivePerCent, CriticalValues::Other, 14) => 457,
        (Level::FivePerCent, ..) => five,
        (Level::OnePerCent, ..) => one,
    };
    Some(Amount::decimal(thousandths, 3))
}

/// A rank correlation with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spearman {
    /// How many periods.
    pub periods: u32,
    /// Σd², the squared differences of the two ranks, exact.
    pub squares: Amount,
    /// The coefficient with three decimals, rounded once, half to even; `None` with fewer than two periods.
    pub coefficient: Option<Amount>,
    /// The critical value; `None` where the table has none.
    pub critical: Option<Amount>,
    /// How many values are equal to another. They share the mean of their ranks, and the printed formula, which is made
    /// for ranks without ties, then comes out too high.
    pub tied: u32,
    /// What it says.
    pub trend: Trend,
}

/// Spearman's rank correlation of a series with time: `r = 1 − 6 Σd² ÷ (N³ − N)`, where d is the rank of a value less
/// the rank of its period.
///
/// `values` are the values of the periods in the order of time, at least five. Equal values share the mean of their
/// ranks. The exact coefficient, not the rounded one, is compared with the critical value. A series of nothing but
/// equal values has no trend, whatever the formula gives.
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::statistics::trend::{SpearmanRule, Trend, spearman};
/// use envgrade::trace::Off;
/// let pm25 = [41, 44, 39, 40, 36, 35].map(Amount::whole);
/// let result = spearman(&pm25, SpearmanRule::AIR, &mut Off);
/// assert_eq!(result.coefficient, Some(Amount::decimal(-886, 3)));
/// assert_eq!(result.trend, Trend::Falling);
/// ```
pub fn spearman(values: &[Amount], rule: SpearmanRule, trace: &mut impl Trace) -> Spearman {
    let periods = u32::try_from(values.len()).unwrap_or(u32::MAX);
    let (ranks, ties) = doubled_ranks(values);
    // Twice the ranks are whole numbers, so the sum comes in quarters.
    let quarters: i128 = ranks.iter().zip(1..).map(|(&rank, place): (_, i128)| (rank - 2 * place).pow(2)).sum();
    let n = i128::from(periods);
    let exact = Ratio::new(6 * quarters, 4 * (n * n * n - n)).and_then(|part| Ratio::new(1, 1)?.minus(part));
    let critical = critical_value(periods, rule.level, rule.critical_values);
    let trend = match (exact, critical) {
        (Some(exact), Some(critical)) if periods >= FEWEST_PERIODS => {
            let significant = match exact.magnitude().cmp(&Ratio::of(critical)) {
                Ordering::Greater => true,
                Ordering::Equal => rule.equality == Equality::Significant,
                Ordering::Less => false,
            };
            Trend::of(significant && ties.first() != Some(&periods), exact.cmp(&Ratio::ZERO))
        }
        _ => Trend::NotAssessable,
    };
    let result = Spearman {
        periods,
        squares: i64::try_from(quarters * 25).map_or(Amount::ZERO, |hundredths| Amount::decimal(hundredths, 2)),
        coefficient: exact.and_then(|exact| exact.round(3)),
        critical,
        tied: ties.iter().sum(),
        trend,
    };
    tell_spearman(values, &ranks, &result, rule, trace);
    result
}

fn tell_spearman(values: &[Amount], ranks: &[i128], result: &Spearman, rule: SpearmanRule, trace: &mut impl Trace) {
    let n = result.periods;
    trace.step(|| {
        let ranked: Vec<String> = values
            .iter()
            .zip(ranks)
            .zip(1..)
            .map(|((value, &rank), place)| format!("{value}: {} − {place}", half_of(rank)))
            .collect();
        let (zh, en) = match result.tied {
            0 => (String::new(), String::new()),
            tied => {
                (format!("；{tied} 个值并列，取平均秩次"), format!("; {tied} values are tied and share mean ranks"))
            }
        };
        Step {
            label: Words::new("秩次差", "Differences of ranks"),
            formula: format!("{}; Σd² = {}", ranked.join("; "), result.squares),
            zh: format!("浓度秩次 − 时间秩次{zh}"),
            en: format!("rank of the value − rank of the period{en}"),
            clause: rule.clause,
        }
    });
    let Some(coefficient) = result.coefficient else { return };
    trace.step(|| {
        let words = result.trend.words();
        let level = match rule.level {
            Level::FivePerCent => "0.05",
            Level::OnePerCent => "0.01",
        };
        let compared = match (result.critical, result.trend) {
            (Some(critical), Trend::Rising | Trend::Falling) => match rule.equality {
                Equality::Significant => format!("; |r| ≥ {critical:.3}"),
                Equality::NotSignificant => format!("; |r| > {critical:.3}"),
            },
            (Some(critical), _) if result.tied == n => format!("; {critical:.3}"),
            (Some(critical), _) => match rule.equality {
                Equality::Significant => format!("; |r| < {critical:.3}"),
                Equality::NotSignificant => format!("; |r| ≤ {critical:.3}"),
            },
            (None, _) => String::new(),
        };
        let (zh, en) = match result.critical {
            None => {
                (format!("；临界值表中没有 N = {n}"), format!("; the table of critical values has none for N = {n}"))
            }
            Some(_) => (format!("（显著性水平 {level}）"), format!(" (level of significance {level})")),
        };
        Step {
            label: Words::new("秩相关系数", "Rank correlation"),
            formula: format!("r = 1 − 6 × {} ÷ ({n}³ − {n}) → {coefficient:.3}{compared}", result.squares),
            zh: format!("{}{zh}", words.zh),
            en: format!("{}{en}", words.en),
            clause: rule.clause,
        }
    });
}

fn half_of(doubled: i128) -> Amount {
    Amount::whole(i64::try_from(doubled).unwrap_or(i64::MAX / 10)).half()
}

/// Twice the rank of each value, ties sharing the mean of their ranks, and the sizes of the groups of equal values.
fn doubled_ranks(values: &[Amount]) -> (Vec<i128>, Vec<u32>) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    sort_by(&mut order, |&one, &other| values[one].cmp(&values[other]));
    let mut ranks = vec![0; values.len()];
    let mut ties = Vec::new();
    let mut first = 0_i128;
    for group in order.chunk_by(|&one, &other| values[one] == values[other]) {
        let size = group.len() as i128;
        group.iter().for_each(|&at| ranks[at] = 2 * first + size + 1);
        if group.len() > 1 {
            ties.push(u32::try_from(group.len()).unwrap_or(u32::MAX));
        }
        first += size;
    }
    (ranks, ties)
}

/// How the probability of Mann-Kendall was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Probability {
    /// From the distribution of Kendall's score over all orders; without ties, up to 50 values.
    Exact,
    /// From the normal distribution, with the variance corrected for ties and the score by one for continuity.
    Normal,
}

impl Probability {
    const fn words(self) -> Words {
        match self {
            Probability::Exact => Words::new("由 S 的精确分布", "from the exact distribution of S"),
            Probability::Normal => Words::new(
                "由正态近似（方差按并列值校正，连续性校正）",
                "from the normal approximation, corrected for ties and continuity",
            ),
        }
    }
}

fn four_decimals(probability: f64) -> String {
    Amount::from_logarithm(probability).map_or_else(String::new, |p| format!("{p:.4}"))
}

/// The test of Mann and Kendall.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MannKendall {
    /// How many values.
    pub values: u32,
    /// S: pairs that rise less pairs that fall.
    pub score: i64,
    /// Variance of S, corrected for ties, exact.
    pub variance: Ratio,
    /// The two-sided probability of an S at least as far from zero without a trend.
    pub probability: f64,
    /// How it was found.
    pub method: Probability,
}

impl MannKendall {
    /// What it says at a two-sided level of significance such as 0.05.
    #[must_use]
    pub fn trend(&self, level: f64) -> Trend {
        Trend::of(self.probability <= level, self.score.cmp(&0))
    }
}

/// Most values whose probability is computed from the exact distribution.
const MOST_EXACT: usize = 50;

/// The test of Mann and Kendall for a monotonic trend of `values` in the order of time; `None` with fewer than three.
///
/// Without ties and up to 50 values the probability is exact; otherwise it is that of the normal distribution at
/// `(|S| − 1) ÷ √variance`.
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::statistics::trend::{Probability, Trend, mann_kendall};
/// use envgrade::trace::Off;
/// let rising = [1, 2, 3, 4, 5].map(Amount::whole);
/// let test = mann_kendall(&rising, &mut Off).unwrap();
/// assert_eq!((test.score, test.method), (10, Probability::Exact));
/// // One order of 120 rises all the way, one falls.
/// assert!((test.probability - 2.0 / 120.0).abs() < 1e-15);
/// assert_eq!(test.trend(0.05), Trend::Rising);
/// ```
pub fn mann_kendall(values: &[Amount], trace: &mut impl Trace) -> Option<MannKendall> {
    if values.len() < 3 {
        return None;
    }
    let mut score = 0;
    for (at, earlier) in values.iter().enumerate() {
        score += values[at + 1..].iter().map(|later| later.cmp(earlier) as i64).sum::<i64>();
    }
    let (_, ties) = doubled_ranks(values);
    let term = |t: i128| t * (t - 1) * (2 * t + 5);
    let tied: i128 = ties.iter().map(|&t| term(t.into())).sum();
    let variance = Ratio::new(term(values.len() as i128) - tied, 18)?;
    let (probability, method) = if ties.is_empty() && values.len() <= MOST_EXACT {
        (exact_probability(values.len(), score), Probability::Exact)
    } else {
        (normal_probability(score, variance), Probability::Normal)
    };
    let values = u32::try_from(values.len()).ok()?;
    let result = MannKendall { values, score, variance, probability, method };
    trace.step(|| {
        let (Words { zh, en }, p) = (method.words(), four_decimals(probability));
        Step {
            label: Words::new("Mann-Kendall 检验", "Mann-Kendall test"),
            formula: format!("n = {values}; S = {score}; Var(S) = {}; p = {p}", variance.nearly(3)),
            zh: format!("双侧概率，{zh}"),
            en: format!("two-sided probability, {en}"),
            clause: "Mann 1945; Kendall 1975",
        }
    });
    Some(result)
}

/// P(|S| ≥ |score|) when all orders of `n` different values are equally likely.
///
/// S is n(n−1)/2 less twice the number of inversions, and one more value, put into each of its places, adds 0, 1 … n
/// inversions (Kendall's recursion). Only positive terms are added, so small probabilities keep their digits.
fn exact_probability(n: usize, score: i64) -> f64 {
    tails(&inversions(n), score)
}

/// The share of all orders of `n` different values that have 0, 1 … n(n−1)/2 inversions.
fn inversions(n: usize) -> Vec<f64> {
    let mut shares = vec![1.0];
    for size in 2..=n {
        let most = size * (size - 1) / 2;
        let part = 1.0 / u32::try_from(size).map_or(1.0, f64::from);
        let share = |inversions: usize| -> f64 {
            let from = inversions.saturating_sub(size - 1);
            let to = inversions.min(shares.len() - 1);
            shares.get(from..=to).unwrap_or_default().iter().sum::<f64>() * part
        };
        shares = (0..=most).map(share).collect();
    }
    shares
}

/// Both tails of the distribution of S from the shares of inversions.
fn tails(shares: &[f64], score: i64) -> f64 {
    if score == 0 {
        return 1.0;
    }
    let pairs = shares.len() - 1;
    let inversions = pairs.saturating_sub(usize::try_from(score.unsigned_abs()).unwrap_or(pairs)) / 2;
    (2.0 * shares.iter().take(inversions + 1).sum::<f64>()).min(1.0)
}

fn normal_probability(score: i64, variance: Ratio) -> f64 {
    let distance = score.abs() - 1;
    if distance <= 0 || variance == Ratio::ZERO {
        return 1.0;
    }
    let z = Amount::whole(distance).to_f64() / libm::sqrt(variance.to_f64());
    libm::erfc(z / std::f64::consts::SQRT_2)
}

/// The seasonal test of Kendall.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeasonalKendall {
    /// Seasons with two values or more, which is what a score needs.
    pub seasons: u32,
    /// Values in all seasons.
    pub values: u32,
    /// S: pairs of years of one season that rise less those that fall, summed over the seasons.
    pub score: i64,
    /// Variance of S, the sum of those of the seasons, each corrected for ties, exact.
    pub variance: Ratio,
    /// The two-sided probability of an S at least as far from zero without a trend.
    pub probability: f64,
    /// How it was found.
    pub method: Probability,
}

impl SeasonalKendall {
    /// What it says at a two-sided level of significance such as 0.05.
    #[must_use]
    pub fn trend(&self, level: f64) -> Trend {
        Trend::of(self.probability <= level, self.score.cmp(&0))
    }
}

/// The seasonal test of Kendall for a monotonic trend of values with a yearly course, such as monthly concentrations:
/// only values of the same season of different years are compared.
///
/// `values` are (year, season, value) in any order; seasons are months, quarters or whatever the caller numbers. `None`
/// when a season has two values of one year (they are to be averaged first) or no season has three. Without ties and up
/// to 50 values the probability is exact; otherwise it is that of the normal distribution at `(|S| − 1) ÷ √variance`.
/// Both take the seasons as independent of one another, as the test was published in 1982; values that depend on those
/// of the month before make a trend look more certain than it is.
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::statistics::trend::{Trend, mann_kendall, seasonal_kendall};
/// use envgrade::trace::Off;
/// // Summers are high and winters low, and both fall from year to year.
/// let values = [(2021, 1, 20), (2021, 7, 90), (2022, 1, 18), (2022, 7, 85), (2023, 1, 15), (2023, 7, 81)];
/// let values = values.map(|(year, month, value)| (year, month, Amount::whole(value)));
/// let test = seasonal_kendall(&values, &mut Off).unwrap();
/// assert_eq!((test.score, test.seasons), (-6, 2));
/// assert!((test.probability - 2.0 / 36.0).abs() < 1e-15); // one order of 6 × 6 falls all the way
/// assert_eq!(mann_kendall(&values.map(|value| value.2), &mut Off).unwrap().score, -3);
/// ```
pub fn seasonal_kendall(values: &[(i32, u8, Amount)], trace: &mut impl Trace) -> Option<SeasonalKendall> {
    let sorted = by_season(values)?;
    let (mut score, mut seasons, mut ties, mut doubled_ninths) = (0, 0, false, 0_i128);
    let mut shares = vec![1.0];
    let exact = sorted.len() <= MOST_EXACT;
    let term = |t: i128| t * (t - 1) * (2 * t + 5);
    for season in sorted.chunk_by(|one, other| one.1 == other.1) {
        let of_years: Vec<Amount> = season.iter().map(|value| value.2).collect();
        for (at, earlier) in of_years.iter().enumerate() {
            score += of_years[at + 1..].iter().map(|later| later.cmp(earlier) as i64).sum::<i64>();
        }
        let (_, tied) = doubled_ranks(&of_years);
        ties |= !tied.is_empty();
        seasons += u32::from(of_years.len() > 1);
        doubled_ninths += term(of_years.len() as i128) - tied.iter().map(|&t| term(t.into())).sum::<i128>();
        if exact && !ties {
            shares = convolved(&shares, &inversions(of_years.len()));
        }
    }
    let variance = Ratio::new(doubled_ninths, 18)?;
    let (probability, method) = if exact && !ties {
        (tails(&shares, score), Probability::Exact)
    } else {
        (normal_probability(score, variance), Probability::Normal)
    };
    let values = u32::try_from(sorted.len()).ok()?;
    let result = SeasonalKendall { seasons, values, score, variance, probability, method };
    trace.step(|| {
        let (Words { zh, en }, p) = (method.words(), four_decimals(probability));
        Step {
            label: Words::new("季节性 Kendall 检验", "Seasonal Kendall test"),
            formula: format!("n = {values}; ΣS = {score}; ΣVar(S) = {}; p = {p}", variance.nearly(3)),
            zh: format!("只比较不同年份的同一季节（{seasons} 个季节），季节间视为独立；双侧概率，{zh}"),
            en: format!(
                "only the same seasons of different years are compared ({seasons} seasons, taken as independent); \
                 two-sided probability, {en}"
            ),
            clause: "Hirsch, Slack & Smith 1982",
        }
    });
    Some(result)
}

/// By season and year; `None` when a season has two values of one year or none has three.
fn by_season(values: &[(i32, u8, Amount)]) -> Option<Vec<(i32, u8, Amount)>> {
    let mut sorted = values.to_vec();
    sort_by(&mut sorted, |one, other| (one.1, one.0).cmp(&(other.1, other.0)));
    let twice = sorted.windows(2).any(|pair| (pair[0].1, pair[0].0) == (pair[1].1, pair[1].0));
    let three = sorted.windows(3).any(|three| three[0].1 == three[2].1);
    (!twice && three).then_some(sorted)
}

/// The distribution of the sum of two independent counts.
fn convolved(one: &[f64], other: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; one.len() + other.len() - 1];
    for (at, share) in one.iter().enumerate() {
        other.iter().zip(&mut sum[at..]).for_each(|(part, sum)| *sum += share * part);
    }
    sum
}

/// The slope that belongs to [`seasonal_kendall`]: the median of the slopes of all pairs of years of the same season, per
/// year, exact and rounded once, half to even, at `decimals` places, and the number of pairs.
///
/// `None` where the test has no result, with more than a thousand values, or with values of so many digits that the
/// exact slopes do not fit.
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::statistics::trend::seasonal_slope;
/// use envgrade::trace::Off;
/// let values = [(2021, 1, 20), (2021, 7, 90), (2022, 1, 18), (2022, 7, 85), (2023, 1, 15), (2023, 7, 81)];
/// let values = values.map(|(year, month, value)| (year, month, Amount::whole(value)));
/// // −2, −2.5, −3, −4, −4.5, −5
/// assert_eq!(seasonal_slope(&values, 1, &mut Off), Some((Amount::decimal(-35, 1), 6)));
/// ```
pub fn seasonal_slope(values: &[(i32, u8, Amount)], decimals: u32, trace: &mut impl Trace) -> Option<(Amount, u32)> {
    if values.len() > MOST_POINTS {
        return None;
    }
    let sorted = by_season(values)?;
    let mut slopes = Vec::new();
    for season in sorted.chunk_by(|one, other| one.1 == other.1) {
        for (at, &(year, _, value)) in season.iter().enumerate() {
            for &(later, _, other) in &season[at + 1..] {
                let years = Ratio::new(i128::from(later) - i128::from(year), 1)?;
                slopes.push(Ratio::of(other).minus(Ratio::of(value))?.over(years)?);
            }
        }
    }
    let pairs = u32::try_from(slopes.len()).ok()?;
    let exact = median(&mut slopes)?;
    let slope = exact.round(decimals)?;
    trace.step(|| Step {
        label: Words::new("季节性斜率", "Seasonal slope"),
        formula: format!("{} → {slope:.*}", exact.nearly(6), decimals as usize),
        zh: format!("同一季节不同年份 {pairs} 对斜率的中位数，每年"),
        en: format!("median of the slopes of {pairs} pairs of years of the same season, per year"),
        clause: "Hirsch, Slack & Smith 1982",
    });
    Some((slope, pairs))
}

/// The line of Theil and Sen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TheilSen {
    /// Median of the slopes of all pairs, per unit of time, rounded once, half to even.
    pub slope: Amount,
    /// Median of `value − slope × time`, with the exact slope, rounded once, half to even.
    pub intercept: Amount,
    /// Pairs with different times.
    pub pairs: u32,
}

/// Most points of a line of Theil and Sen: half a million pairs.
const MOST_POINTS: usize = 1_000;

/// The line of Theil and Sen through points of (time, value): its slope is the median of the slopes of all pairs.
///
/// All of it is exact; slope and intercept are rounded once, to `decimals` places. `None` without two different times,
/// with more than a thousand points, or with values of so many digits that the exact slopes do not fit.
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::statistics::trend::theil_sen;
/// use envgrade::trace::Off;
/// let points = [(2019, 41), (2020, 38), (2021, 36), (2022, 60), (2023, 31)];
/// let line = theil_sen(&points.map(|(year, value)| (year, Amount::whole(value))), 2, &mut Off).unwrap();
/// assert_eq!(line.slope, Amount::decimal(-242, 2)); // between −2.5 and −2⅓
/// ```
pub fn theil_sen(points: &[(i32, Amount)], decimals: u32, trace: &mut impl Trace) -> Option<TheilSen> {
    if points.len() > MOST_POINTS {
        return None;
    }
    // All values as whole numbers of the smallest decimal among them.
    let scale = points.iter().map(|(_, value)| value.parts().1).max()?.min(18);
    let unit = 10_i128.pow(scale);
    let mut whole = Vec::with_capacity(points.len());
    for &(time, value) in points {
        let (digits, own) = value.parts();
        let digits = i128::from(digits) * 10_i128.pow(scale.checked_sub(own)?);
        whole.push((i128::from(time), digits));
    }
    let mut slopes = Vec::with_capacity(points.len() * points.len().saturating_sub(1) / 2);
    for (at, &(time, value)) in whole.iter().enumerate() {
        for &(other_time, other) in &whole[at + 1..] {
            if other_time != time {
                slopes.push(Ratio::new(other - value, other_time - time)?);
            }
        }
    }
    let pairs = u32::try_from(slopes.len()).ok()?;
    let slope = median(&mut slopes)?;
    let mut starts = Vec::with_capacity(whole.len());
    for &(time, value) in &whole {
        starts.push(Ratio::new(value, 1)?.minus(slope.times(Ratio::new(time, 1)?)?)?);
    }
    let unit = Ratio::new(unit, 1)?;
    let exact = slope.over(unit)?;
    let intercept = median(&mut starts)?.over(unit)?.round(decimals)?;
    let line = TheilSen { slope: exact.round(decimals)?, intercept, pairs };
    trace.step(|| Step {
        label: Words::new("Theil-Sen 斜率", "Slope of Theil and Sen"),
        formula: format!("{} → {:.*}", exact.nearly(6), decimals as usize, line.slope),
        zh: format!("{pairs} 对斜率的中位数；截距 {intercept}（各点 值 − 斜率 × 时间 的中位数）"),
        en: format!("median of the slopes of {pairs} pairs; intercept {intercept} (median of value − slope × time)"),
        clause: "Theil 1950; Sen 1968",
    });
    Some(line)
}

/// The middle value, of an even number the mean of the two in the middle.
fn median(values: &mut [Ratio]) -> Option<Ratio> {
    sort_by(values, Ratio::cmp);
    let upper = *values.get(values.len() / 2)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    values.get(values.len() / 2 - 1)?.plus(upper)?.over(Ratio::new(2, 1)?)
}

/// Years of the moving mean of HJ 663-2026 (三年滑动平均).
pub const YEARS_OF_A_MOVING_MEAN: usize = 3;

/// The moving means of annual statistics, each attached to the last of its consecutive years (HJ 663-2026, 三年滑动平均).
///
/// `annual` ascends by year; a year that is missing leaves out every mean that it belongs to. Each mean is formed from
/// the annual statistics as they are given and rounded once, half to even, at `decimals` places. Which statistics are
/// averaged and with how many decimals they are carried is not known from the text, so both are the caller's choice.
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::statistics::trend::{YEARS_OF_A_MOVING_MEAN, moving_means};
/// use envgrade::trace::Off;
/// let annual = [(2023, 334), (2024, 312), (2025, 299)].map(|(year, tenths)| (year, Amount::decimal(tenths, 1)));
/// let means = |decimals| moving_means(&annual, YEARS_OF_A_MOVING_MEAN, decimals, &mut Off);
/// assert_eq!(means(1), [(2025, Amount::decimal(315, 1))]);
/// assert_eq!(means(0), [(2025, Amount::whole(32))]);
/// ```
pub fn moving_means(
    annual: &[(i32, Amount)],
    years: usize,
    decimals: u32,
    trace: &mut impl Trace,
) -> Vec<(i32, Amount)> {
    let mut means = Vec::new();
    if years == 0 {
        return means;
    }
    for window in annual.windows(years) {
        if !window.windows(2).all(|pair| pair[0].0.checked_add(1) == Some(pair[1].0)) {
            continue;
        }
        let mut sum = ExactSum::default();
        window.iter().for_each(|&(_, value)| sum.add(value));
        let (Some(&(last, _)), Some(mean)) = (window.last(), sum.mean(decimals)) else { continue };
        trace.step(|| {
            let terms: Vec<String> = window.iter().map(|(_, value)| value.to_string()).collect();
            Step {
                label: Words::new("滑动平均", "Moving mean"),
                formula: format!(
                    "{last}: ({}) ÷ {years} = {} → {mean:.*}",
                    terms.join(" + "),
                    sum.exact_mean().map_or_else(String::new, |exact| exact.nearly(6)),
                    decimals as usize
                ),
                zh: format!("{years} 年算术平均，记在最后一年"),
                en: format!("arithmetic mean of {years} years, attached to the last"),
                clause: "HJ 663-2026",
            }
        });
        means.push((last, mean));
    }
    means
}
