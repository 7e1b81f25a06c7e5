//! The water quality index of CCME: scope, frequency and amplitude of failures against objectives that the user gives.

use crate::quantity::{Amount, ExactSum, Ratio, Reading};
use crate::standard::Bound;
use crate::standard::ccme_wqi::{CLAUSE, Category, DIVISOR, FEWEST};
use crate::trace::{Step, Trace};
use crate::water_item::WaterItem;
use crate::words::Words;

/// Whether a value that equals its objective meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Equality {
    /// It does.
    #[default]
    Meets,
    /// It fails, as one public program counts.
    Fails,
}

/// What stands for a value below detection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum BelowDetection {
    /// Half the detection limit.
    #[default]
    Half,
    /// The detection limit.
    Whole,
}

/// What the index leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct CcmeChoices {
    /// Values that equal their objective.
    pub equality: Equality,
    /// Values below detection.
    pub below: BelowDetection,
}

/// A variable and what it must keep to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Objective {
    /// The variable.
    pub item: WaterItem,
    /// At most, at least or within.
    pub bound: Bound,
}

/// The tests of one variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Tests {
    all: u32,
    failed: u32,
    excursions: ExactSum,
    unbounded: u32,
}

/// The tests of all variables; adding and merging in any order gives the same bits.
///
/// ```
/// use envgrade::parameter::Parameter::Tp;
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::standard::Bound;
/// use envgrade::trace::Off;
/// use envgrade::water::profiles::ccme::{Ccme, CcmeChoices, Objective};
/// use envgrade::water_item::WaterItem::Basic;
/// let objective = Objective { item: Basic(Tp), bound: Bound::AtMost(Amount::decimal(5, 2)) };
/// let mut river = Ccme::new(&[objective], CcmeChoices::default());
/// river.add(Basic(Tp), Reading::Value(Amount::decimal(58, 3)));
/// river.add(Basic(Tp), Reading::Value(Amount::decimal(5, 2)));
/// let index = river.finish(&mut Off).unwrap();
/// assert_eq!((index.factors[0], index.factors[1]), (Amount::whole(100), Amount::whole(50)));
/// assert!(!index.sufficient); // one variable with two tests
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ccme {
    choices: CcmeChoices,
    variables: Vec<(Objective, Tests)>,
}

/// The index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CcmeIndex {
    /// F1 scope, F2 frequency, F3 amplitude, nine decimals.
    pub factors: [Amount; 3],
    /// 100 less the length of the factors ÷ 1.732, two decimals, not below zero.
    pub index: Amount,
    /// The category of the index rounded to a whole number.
    pub category: Category,
    /// Variables with a test.
    pub variables: u32,
    /// Variables with a failed test.
    pub failed_variables: u32,
    /// Tests.
    pub tests: u32,
    /// Failed tests.
    pub failed_tests: u32,
    /// Failed tests whose excursion has no bound, because the value is zero and must be at least something. They are not in
    /// the amplitude.
    pub unbounded: u32,
    /// Whether at least four variables have at least four tests each, which the index asks for.
    pub sufficient: bool,
}

impl CcmeIndex {
    /// The index as it is published, a whole number.
    #[must_use]
    pub fn printed(&self) -> Amount {
        self.index.round(0)
    }
}

impl Ccme {
    /// No test yet. Of a variable that is given twice the first objective counts.
    #[must_use]
    pub fn new(objectives: &[Objective], choices: CcmeChoices) -> Ccme {
        let mut variables: Vec<(Objective, Tests)> = Vec::new();
        for &objective in objectives {
            if variables.iter().all(|(known, _)| known.item != objective.item) {
                variables.push((objective, Tests::default()));
            }
        }
        Ccme { choices, variables }
    }

    /// Adds a test; a missing reading and a variable without objective are none. "Not detected" without a detection limit
    /// meets what is "at most" and is no test otherwise.
    pub fn add(&mut self, item: WaterItem, reading: Reading) {
        let choices = self.choices;
        let Some((objective, tests)) = self.variables.iter_mut().find(|(objective, _)| objective.item == item) else {
            return;
        };
        let value = match (reading, choices.below) {
            (Reading::Below(limit), BelowDetection::Whole) => Some(limit),
            (Reading::NotDetected, _) if matches!(objective.bound, Bound::AtMost(_)) => Some(Amount::ZERO),
            _ => reading.number(),
        };
        let Some(value) = value else { return };
        tests.all += 1;
        if fails(objective.bound, value, choices.equality) {
            tests.failed += 1;
            match excursion(objective.bound, value) {
                Some(excursion) => tests.excursions.add(excursion),
                None => tests.unbounded += 1,
            }
        }
    }

    /// Adds all tests of another place or period with the same objectives.
    pub fn merge(&mut self, other: &Ccme) {
        for (objective, theirs) in &other.variables {
            if let Some((_, own)) = self.variables.iter_mut().find(|(own, _)| own.item == objective.item) {
                own.all += theirs.all;
                own.failed += theirs.failed;
                own.excursions.merge(theirs.excursions);
                own.unbounded += theirs.unbounded;
            }
        }
    }

    /// The index; `None` without a test.
    ///
    /// Each excursion is rounded to twelve decimals and each factor to nine; the root is that of a whole number, so no
    /// binary float is in it.
    pub fn finish(&self, trace: &mut impl Trace) -> Option<CcmeIndex> {
        let tested = || self.variables.iter().map(|(_, tests)| tests).filter(|tests| tests.all > 0);
        let total = |count: fn(&Tests) -> u32| tested().map(count).sum::<u32>();
        let variables = total(|_| 1);
        let failed_variables = total(|tests| u32::from(tests.failed > 0));
        let (tests, failed_tests) = (total(|tests| tests.all), total(|tests| tests.failed));
        let mut excursions = ExactSum::default();
        tested().for_each(|tests| excursions.merge(tests.excursions));
        let hundred = |part: Ratio, whole: Ratio| part.over(whole)?.times(Ratio::new(100, 1)?)?.round(9);
        let whole = |n: u32| Ratio::new(n.into(), 1);
        let sum = Ratio::of(excursions.total());
        // nse ÷ (0.01 nse + 0.01) with nse = Σ ÷ tests is 100 Σ ÷ (Σ + tests).
        let factors = [
            hundred(whole(failed_variables)?, whole(variables)?)?,
            hundred(whole(failed_tests)?, whole(tests)?)?,
            hundred(sum, sum.plus(whole(tests)?)?)?,
        ];
        let index = index(factors)?;
        let result = CcmeIndex {
            factors,
            index,
            category: Category::of(index),
            variables,
            failed_variables,
            tests,
            failed_tests,
            unbounded: total(|tests| tests.unbounded),
            sufficient: tested().filter(|tests| tests.all as usize >= FEWEST).count() >= FEWEST,
        };
        trace.step(|| describe(&result, excursions.total()));
        Some(result)
    }
}

fn fails(bound: Bound, value: Amount, equality: Equality) -> bool {
    let equal = match bound {
        Bound::AtMost(limit) | Bound::AtLeast(limit) => value == limit,
        Bound::Within(low, high) => value == low || value == high,
    };
    !bound.met_by(value) || equal && equality == Equality::Fails
}

/// `value ÷ objective − 1` above a highest objective, `objective ÷ value − 1` below a lowest; `None` where it has no bound.
fn excursion(bound: Bound, value: Amount) -> Option<Amount> {
    match bound {
        Bound::AtMost(limit) => value.excess_over(limit, 12),
        Bound::AtLeast(limit) => limit.excess_over(value, 12),
        Bound::Within(low, _) if value <= low => low.excess_over(value, 12),
        Bound::Within(_, high) => value.excess_over(high, 12),
    }
}

/// `100 − √(F1² + F2² + F3²) ÷ 1.732`, two decimals and not below zero; `None` for factors beyond 0 to 100.
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::water::profiles::ccme::index;
/// assert_eq!(index([50, 25, 40].map(Amount::whole)), Some(Amount::decimal(6031, 2)));
/// assert_eq!(index([100, 100, 100].map(Amount::whole)), Some(Amount::ZERO));
/// ```
#[must_use]
pub fn index(factors: [Amount; 3]) -> Option<Amount> {
    let mut squares = 0_u128;
    for factor in factors {
        if factor.is_negative() || factor > Amount::whole(100) {
            return None;
        }
        // Billionths, so that the squares are whole numbers of 10⁻¹⁸ and their root one of 10⁻⁹.
        let billionths = u128::try_from(factor.round(9).shift(9)?.ceiling()).ok()?;
        squares += billionths * billionths;
    }
    let length = Ratio::new(i128::try_from(squares.isqrt()).ok()?, 1_000_000_000)?;
    let index = Ratio::new(100, 1)?.minus(length.over(Ratio::of(DIVISOR))?)?;
    if index < Ratio::ZERO { Some(Amount::ZERO) } else { index.round(2) }
}

fn describe(result: &CcmeIndex, excursions: Amount) -> Step {
    let CcmeIndex { factors: [f1, f2, f3], index, variables, failed_variables, tests, failed_tests, .. } = *result;
    let words = result.category.words();
    let (mut zh, mut en) = (
        format!("{}（取整后 {}）", words.zh, result.printed()),
        format!("{} ({} as a whole number)", words.en, result.printed()),
    );
    if !result.sufficient {
        zh.push_str(&format!("；至少需要 {FEWEST} 个变量各 {FEWEST} 次，数据不足，仅供参考"));
        en.push_str(&format!("; fewer than {FEWEST} variables with {FEWEST} tests each, for information only"));
    }
    if result.unbounded > 0 {
        zh.push_str(&format!("；{} 个为零的值没有偏离幅度，未计入 F3", result.unbounded));
        en.push_str(&format!("; {} values of zero have no excursion and are not in F3", result.unbounded));
    }
    Step {
        label: Words::new("CCME 水质指数", "CCME water quality index"),
        formula: format!(
            "F1 = {failed_variables} ÷ {variables} → {f1:.2}; F2 = {failed_tests} ÷ {tests} → {f2:.4}; nse = {} ÷ \
             {tests}, F3 → {f3:.4}; 100 − √(F1² + F2² + F3²) ÷ 1.732 → {index:.2}",
            excursions.nearly(6)
        ),
        zh,
        en,
        clause: CLAUSE,
    }
}
