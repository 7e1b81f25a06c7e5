//! By how much a limit is exceeded: main pollutants of a section (against Ⅲ, 环办〔2011〕22号) and items over a target
//! class (GB 3838-2002 clause 5). The two multiples are kept apart.

use std::cmp::Ordering;

use super::Items;
use super::section::{CLASS_ITEMS, Choices, grade_item};
use crate::grade::{Class, Verdict};
use crate::parameter::Parameter;
use crate::quantity::{Amount, Reading};
use crate::trace::{Off, Step, Trace};
use crate::words::{Text, Words};

/// Cyanide and heavy metals, which are named first when they exceed. The rule names lead, chromium and "other heavy
/// metals"; taken here are the five that practice counts (Pb, Cr6+, Hg, Cd, As), copper and zinc are not.
pub const NAMED_FIRST: Items =
    Items::of(&[Parameter::Cyanide, Parameter::Pb, Parameter::Cr6, Parameter::Hg, Parameter::Cd, Parameter::As]);

/// An item that exceeds a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exceedance {
    /// The item.
    pub item: Parameter,
    /// Its own class.
    pub class: Class,
    /// What was compared with the limit.
    pub compared: Amount,
    /// The limit; `None` for pH, whose limits are a range.
    pub limit: Option<Amount>,
}

impl Exceedance {
    /// `(C − S) ÷ S` with one decimal, half to even; `None` for pH and dissolved oxygen, which have no multiple.
    #[must_use]
    pub fn multiple(&self) -> Option<Amount> {
        self.times(1)
    }

    fn times(&self, decimals: u32) -> Option<Amount> {
        match self.item {
            Parameter::Ph | Parameter::Do => None,
            _ => self.compared.excess_over(self.limit?, decimals),
        }
    }

    /// `总磷(0.6)`; without brackets where there is no multiple.
    #[must_use]
    pub fn text(&self) -> Text {
        let name = self.item.name();
        match self.multiple() {
            Some(times) => Text::new(format!("{}({times:.1})", name.zh), format!("{} ({times:.1})", name.en)),
            None => name.into(),
        }
    }
}

/// Joins [`Exceedance::text`] of all.
#[must_use]
pub fn text(exceedances: &[Exceedance]) -> Text {
    let texts: Vec<Text> = exceedances.iter().map(Exceedance::text).collect();
    let join = |separator: &str, of: fn(&Text) -> &str| texts.iter().map(of).collect::<Vec<_>>().join(separator);
    Text::new(join("、", |text| &text.zh), join(", ", |text| &text.en))
}

/// The main pollutants of a section: of the items worse than Ⅲ the first three; none when the section is Ⅲ or better.
///
/// Cyanide and heavy metals come first ([`NAMED_FIRST`]), then the worse class, then the larger multiple of the Ⅲ limit
/// of the own kind of water body. The rule does not say where items without a multiple stand: here behind those of the
/// same class that have one, oxygen before pH.
///
/// ```
/// use envgrade::parameter::Parameter::{AmmoniaN, Tp};
/// use envgrade::plan::{Body, Rounding};
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::trace::Off;
/// use envgrade::water::{multiple, section::Choices};
/// let items = [(AmmoniaN, Reading::Value(Amount::decimal(162, 2))), (Tp, Reading::Value(Amount::decimal(31, 2)))];
/// let main = multiple::main_pollutants(&items, Choices::new(Body::River, Rounding::Raw), &mut Off);
/// assert_eq!(multiple::text(&main).zh, "氨氮(0.6)、总磷(0.6)");
/// ```
pub fn main_pollutants(items: &[(Parameter, Reading)], choices: Choices, trace: &mut impl Trace) -> Vec<Exceedance> {
    let all = exceedances(items, choices, Class::III);
    let mut main = all.clone();
    main.truncate(3);
    if !main.is_empty() {
        trace.step(|| Step {
            label: Words::new("主要污染指标", "Main pollutants"),
            formula: formula(&main),
            zh: format!(
                "劣于Ⅲ类的指标 {} 项，氰化物和重金属优先，其余按类别、超标倍数排序，取前三项：{}",
                all.len(),
                text(&main).zh
            ),
            en: format!(
                "{} items worse than class III; cyanide and heavy metals first, then by class and multiple, the first \
                 three: {}",
                all.len(),
                text(&main).en
            ),
            clause: "环办〔2011〕22号",
        });
    }
    main
}

/// Whether the target class is met, and the items that do not meet it with their multiples of **its** limit.
pub fn against_target(
    items: &[(Parameter, Reading)],
    choices: Choices,
    target: Class,
    trace: &mut impl Trace,
) -> (Verdict, Vec<Exceedance>) {
    let any = items.iter().any(|&(item, reading)| {
        CLASS_ITEMS.contains(item) && grade_item(item, reading, items, choices, &mut Off).is_some()
    });
    let over = exceedances(items, choices, target);
    let verdict = match (any, over.is_empty()) {
        (false, _) => Verdict::NotAssessable,
        (true, true) => Verdict::Attained,
        (true, false) => Verdict::Exceeded,
    };
    trace.step(|| {
        let class = target.words();
        let (mut zh, mut en) = (
            format!("目标{}类：{}", class.zh, verdict.words().zh),
            format!("target class {}: {}", class.en, verdict.words().en),
        );
        if !over.is_empty() {
            let items = text(&over);
            zh.push_str(&format!("；超标指标（对目标类别限值的倍数）：{}", items.zh));
            en.push_str(&format!("; items over it, with the multiple of its limit: {}", items.en));
        }
        Step {
            label: Words::new("目标达标", "Target"), formula: formula(&over), zh, en, clause: "GB 3838-2002 5.1"
        }
    });
    (verdict, over)
}

/// The items of the 21 worse than a class, in the order of the main pollutants.
fn exceedances(items: &[(Parameter, Reading)], choices: Choices, against: Class) -> Vec<Exceedance> {
    let mut seen = Items::NONE;
    let mut over: Vec<Exceedance> = Vec::new();
    for &(item, reading) in items {
        if !CLASS_ITEMS.contains(item) || seen.contains(item) {
            continue;
        }
        let Some(graded) = grade_item(item, reading, items, choices, &mut Off) else { continue };
        seen.insert(item);
        if graded.class > against {
            let limit = choices.row(item).and_then(|row| row.limit(against));
            // Oxygen that is not detected has no value; it is taken as none.
            let compared = graded.compared.unwrap_or(Amount::ZERO);
            over.push(Exceedance { item, class: graded.class, compared, limit });
        }
    }
    crate::sorting::sort_by(&mut over, order);
    over
}

fn order(one: &Exceedance, other: &Exceedance) -> Ordering {
    let named_first = |e: &Exceedance| !NAMED_FIRST.contains(e.item);
    let without_multiple = |e: &Exceedance| match e.item {
        Parameter::Do => 1,
        Parameter::Ph => 2,
        _ => 0,
    };
    named_first(one)
        .cmp(&named_first(other))
        .then(other.class.cmp(&one.class))
        .then(without_multiple(one).cmp(&without_multiple(other)))
        .then_with(|| other.times(9).cmp(&one.times(9)))
        .then(one.item.cmp(&other.item))
}

fn formula(over: &[Exceedance]) -> String {
    let each = over.iter().map(|e| {
        let (symbol, value) = (e.item.symbol(), e.compared.nearly(9));
        match (e.multiple(), e.limit) {
            (Some(times), Some(limit)) => format!("{symbol}: ({value} − {limit}) ÷ {limit} → {times:.1}"),
            (None, Some(limit)) => format!("{symbol}: {value} < {limit}"),
            _ => format!("{symbol}: {value} ∉ 6~9"),
        }
    });
    each.collect::<Vec<_>>().join("; ")
}
