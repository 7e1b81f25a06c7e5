//! The class of a section: single-factor evaluation, the worst item decides (GB 3838-2002 clause 5; 环办〔2011〕22号).

use super::Items;
use super::oxygen::Conditions;
use crate::grade::{Class, Verdict};
use crate::parameter::Parameter;
use crate::plan::{Body, Rounding};
use crate::quantity::{Amount, Reading};
use crate::standard::gb3838::{self, Row, Rule};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// The 21 items that make the class (环办〔2011〕22号): table 1 of GB 3838-2002 without water temperature, total
/// nitrogen and faecal coliform.
pub const CLASS_ITEMS: Items = Items::of(&[
    Parameter::Ph,
    Parameter::Do,
    Parameter::CodMn,
    Parameter::Cod,
    Parameter::Bod5,
    Parameter::AmmoniaN,
    Parameter::Tp,
    Parameter::Cu,
    Parameter::Zn,
    Parameter::Fluoride,
    Parameter::Se,
    Parameter::As,
    Parameter::Hg,
    Parameter::Cd,
    Parameter::Cr6,
    Parameter::Pb,
    Parameter::Cyanide,
    Parameter::Phenols,
    Parameter::Petroleum,
    Parameter::Las,
    Parameter::Sulfide,
]);

/// Whether dissolved oxygen may also reach class Ⅰ by 90 % saturation, the other half of "饱和率 90%（或 7.5）". The
/// official release does not use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Saturation {
    /// Only 7.5 mg/L counts.
    #[default]
    Ignored,
    /// A measured saturation of 90 % or more counts, or one that [`super::oxygen::with_saturation`] put in its place.
    Measured,
    /// A measured saturation counts, and where there is none one that is reckoned from the water temperature for the
    /// pressure or altitude of the station.
    Reckoned(Conditions),
    /// Saturation is reckoned from the water temperature, `468 ÷ (31.6 + T)` mg/L (HJ 2.3-2018, fresh water, not
    /// corrected for altitude).
    FromTemperature,
}

/// What a section is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices {
    /// Limits of total phosphorus, and whether total nitrogen is graded beside.
    pub body: Body,
    /// What is compared with the limits.
    pub rounding: Rounding,
    /// Dissolved oxygen by saturation.
    pub saturation: Saturation,
}

impl Choices {
    /// A body and a rounding, saturation ignored.
    #[must_use]
    pub const fn new(body: Body, rounding: Rounding) -> Choices {
        Choices { body, rounding, saturation: Saturation::Ignored }
    }

    /// The row of table 1 that grades an item.
    #[must_use]
    pub fn row(&self, item: Parameter) -> Option<&'static Row> {
        match self.body {
            Body::River => gb3838::river(item),
            Body::Lake => gb3838::lake(item),
        }
    }

    /// The value that is compared with the limits: as it stands, or rounded half to even to the decimals of the item
    /// (pH to an integer), keeping one significant digit of what would vanish.
    #[must_use]
    pub fn compared(&self, item: Parameter, value: Amount) -> Amount {
        match self.rounding {
            Rounding::Raw => value,
            Rounding::Evaluation => value.round_keeping_a_digit(item.item().decimals),
        }
    }
}

/// A graded item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Graded {
    /// The item.
    pub item: Parameter,
    /// Its class.
    pub class: Class,
    /// What was compared with the limits: the value, half the detection limit, or the number in front of which `>`
    /// stands; rounded when the rounding asks for it. `None` for "not detected" without a limit.
    pub compared: Option<Amount>,
    /// Whether the reading shows the class. It does not when the detection limit itself is of a worse class than half
    /// of it, when no detection limit is given, or when the true value is above the range of the method.
    pub proven: bool,
}

/// The class of every item of a section, and the worst of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionGrade {
    /// The class of the section; `None` without an item that makes the class.
    pub class: Option<Class>,
    /// The items of that class, when it is worse than Ⅰ.
    pub deciding: Items,
    /// The items that were evaluated, of the 21. An item that is not there has not passed.
    pub evaluated: Items,
    /// Items whose class is not proven, see [`Graded::proven`].
    pub unproven: Items,
    /// Items worse than Ⅲ.
    pub worse_than_iii: Items,
    classes: [u8; Parameter::ALL.len()],
}

impl SectionGrade {
    /// The class of one item, of the 21 or beside them (total nitrogen of lakes, faecal coliform).
    #[must_use]
    pub fn of(&self, item: Parameter) -> Option<Class> {
        Class::from_number(self.classes[item as usize])
    }

    /// The state of the section in words: 优 … 重度污染.
    #[must_use]
    pub fn state(&self) -> Option<Words> {
        self.class.map(Class::state)
    }

    /// Whether a target class is met: the class is the same or better.
    #[must_use]
    pub fn verdict(&self, target: Class) -> Verdict {
        match self.class {
            None => Verdict::NotAssessable,
            Some(class) if class <= target => Verdict::Attained,
            Some(_) => Verdict::Exceeded,
        }
    }
}

/// Grades a section from the readings that are there. An item that appears twice counts with its first reading.
///
/// Equal to a limit meets it. Where classes share a limit the better one is taken. Total nitrogen and faecal coliform
/// never enter the class; water temperature is not graded.
///
/// ```
/// use envgrade::grade::Class;
/// use envgrade::parameter::Parameter::{AmmoniaN, Do, Tn, Tp};
/// use envgrade::plan::{Body, Rounding};
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::trace::Off;
/// use envgrade::water::section::{Choices, grade};
/// let value = |digits, decimals| Reading::Value(Amount::decimal(digits, decimals));
/// let items = [(Do, value(102, 1)), (AmmoniaN, value(257, 3)), (Tp, value(113, 3)), (Tn, value(354, 2))];
/// let graded = grade(&items, Choices::new(Body::River, Rounding::Raw), &mut Off);
/// assert_eq!(graded.class, Some(Class::III));
/// assert_eq!(graded.deciding.iter().collect::<Vec<_>>(), [Tp]);
/// assert_eq!(graded.evaluated.len(), 3);
/// ```
pub fn grade(items: &[(Parameter, Reading)], choices: Choices, trace: &mut impl Trace) -> SectionGrade {
    let mut section = SectionGrade {
        class: None,
        deciding: Items::NONE,
        evaluated: Items::NONE,
        unproven: Items::NONE,
        worse_than_iii: Items::NONE,
        classes: [0; Parameter::ALL.len()],
    };
    for &(item, reading) in items {
        if section.classes[item as usize] != 0 {
            continue;
        }
        let Some(graded) = grade_item(item, reading, items, choices, trace) else { continue };
        section.classes[item as usize] = graded.class.number();
        if !CLASS_ITEMS.contains(item) {
            continue;
        }
        section.evaluated.insert(item);
        if !graded.proven {
            section.unproven.insert(item);
        }
        if graded.class > Class::III {
            section.worse_than_iii.insert(item);
        }
        if section.class.is_none_or(|worst| graded.class > worst) {
            section.class = Some(graded.class);
            section.deciding = Items::NONE;
        }
        if section.class == Some(graded.class) && graded.class > Class::I {
            section.deciding.insert(item);
        }
    }
    trace.step(|| describe_class(&section));
    section
}

/// Grades one item; `None` when it has no row in table 1 or no reading. `all` are the readings of the same sample, for
/// the saturation of oxygen.
///
/// * Below detection: half the detection limit is compared. When the detection limit itself would be of another class,
///   the class is not proven.
/// * Not detected, no limit given: passes class Ⅰ, not proven; oxygen that is not detected is 劣Ⅴ, not proven.
/// * Above the range: the number is compared, not proven unless it is 劣Ⅴ already.
pub fn grade_item(
    item: Parameter,
    reading: Reading,
    all: &[(Parameter, Reading)],
    choices: Choices,
    trace: &mut impl Trace,
) -> Option<Graded> {
    let row = choices.row(item)?;
    let of = |value: Amount| {
        let compared = choices.compared(item, value);
        (compared, row.class_of(compared))
    };
    let (compared, mut class, proven) = match reading {
        Reading::Value(value) => {
            let (compared, class) = of(value);
            (Some(compared), class, true)
        }
        Reading::Below(limit) => {
            let (compared, class) = of(limit.half());
            (Some(compared), class, of(limit).1 == class)
        }
        Reading::Above(bound) => {
            let (compared, class) = of(bound);
            let highest = if row.rule == Rule::AtLeast { Class::I } else { Class::WorseThanV };
            (Some(compared), class, class == highest)
        }
        Reading::NotDetected => match row.rule {
            Rule::AtMost => (None, Class::I, false),
            Rule::AtLeast => (None, Class::WorseThanV, false),
            Rule::Within => return None,
        },
        Reading::Missing(_) => return None,
    };
    trace.step(|| describe_item(item, reading, row, compared, class, proven, choices));
    if item == Parameter::Do && class > Class::I && saturated(compared, all, choices, trace) {
        class = Class::I;
    }
    Some(Graded { item, class, compared, proven })
}

/// Whether dissolved oxygen reaches 90 % saturation by the chosen reading of the limit.
fn saturated(oxygen: Option<Amount>, all: &[(Parameter, Reading)], choices: Choices, trace: &mut impl Trace) -> bool {
    let value_of = |wanted: Parameter| {
        all.iter().find_map(|&(item, reading)| match reading {
            Reading::Value(value) if item == wanted => Some(value),
            _ => None,
        })
    };
    let described = |formula: String, zh: &str, en: &str| Step {
        label: Words::new("溶解氧饱和率", "Oxygen saturation"),
        formula,
        zh: zh.into(),
        en: en.into(),
        clause: gb3838::CLAUSE,
    };
    match choices.saturation {
        Saturation::Ignored => false,
        Saturation::Measured | Saturation::Reckoned(_) => {
            let reckoned = |trace: &mut _| match choices.saturation {
                // Six decimals are more than any instrument has, and fewer than fractions overflow at.
                Saturation::Reckoned(conditions) => {
                    conditions.percent(oxygen?.round(6), value_of(Parameter::WaterTemperature)?.round(6), trace)
                }
                _ => None,
            };
            let measured = value_of(Parameter::DoSaturation);
            let Some(percent) = measured.or_else(|| reckoned(trace)) else { return false };
            let reached = percent >= Amount::whole(90);
            trace.step(|| {
                let (sign, zh, en) = meets(reached);
                described(format!("{percent} % {sign} 90 %"), zh, en)
            });
            reached
        }
        Saturation::FromTemperature => {
            // DO ≥ 0.9 × 468 ÷ (31.6 + T), without dividing: exact for values of up to nine decimals.
            let billionths = |amount: Amount| amount.round(9).shift(9).map(|a| i128::from(a.ceiling()));
            let temperature = value_of(Parameter::WaterTemperature);
            let (Some(oxygen), Some(temperature)) = (oxygen, temperature) else { return false };
            let (Some(o), Some(t)) = (billionths(oxygen), billionths(temperature)) else { return false };
            let divisor = t + 31_600_000_000;
            let reached = divisor > 0 && o * divisor >= 4_212 * 10_i128.pow(17);
            trace.step(|| {
                let (sign, zh, en) = meets(reached);
                described(
                    format!("{oxygen} × (31.6 + {temperature}) ÷ 468 {sign} 90 %"),
                    &format!("饱和浓度 468 ÷ (31.6 + T)（HJ 2.3-2018，未作海拔订正）；{zh}"),
                    &format!("saturation 468 ÷ (31.6 + T) (HJ 2.3-2018, not corrected for altitude); {en}"),
                )
            });
            reached
        }
    }
}

const fn meets(reached: bool) -> (&'static str, &'static str, &'static str) {
    if reached {
        ("≥", "饱和率达到 90 %，符合Ⅰ类", "90 % saturation is reached: class I")
    } else {
        ("<", "饱和率未达到 90 %", "90 % saturation is not reached")
    }
}

fn describe_item(
    item: Parameter,
    reading: Reading,
    row: &Row,
    compared: Option<Amount>,
    class: Class,
    proven: bool,
    choices: Choices,
) -> Step {
    let symbol = item.symbol();
    let taken = match reading {
        Reading::Below(limit) => format!("{symbol}: {limit} ÷ 2 = {}", limit.half()),
        Reading::Above(bound) => format!("{symbol}: > {bound}"),
        Reading::Value(value) => format!("{symbol}: {}", value.nearly(9)),
        Reading::NotDetected | Reading::Missing(_) => format!("{symbol}: ND"),
    };
    let before = match reading {
        Reading::Value(value) | Reading::Above(value) => Some(value),
        Reading::Below(limit) => Some(limit.half()),
        Reading::NotDetected | Reading::Missing(_) => None,
    };
    let decimals = item.item().decimals as usize;
    let rounded = match compared.filter(|_| compared != before) {
        // What would vanish has kept a digit behind the decimals of the item.
        Some(compared) if compared.round(item.item().decimals) == compared => format!(" → {compared:.decimals$}"),
        Some(compared) => format!(" → {compared}"),
        None => String::new(),
    };
    let held = match (compared, row.rule) {
        (None, _) => String::new(),
        (Some(value), Rule::Within) if class == Class::I => format!("; 6 ≤ {value} ≤ 9"),
        (Some(value), Rule::Within) => format!("; {value} ∉ 6~9"),
        (Some(value), rule) => {
            let at = usize::from(class.number()) - 1;
            let (weaker, stronger) = if rule == Rule::AtMost { ("<", "≤") } else { (">", "≥") };
            // The limit of the next better class that is another number.
            let better =
                row.printed[..at.min(5)].iter().rev().find(|&&limit| at >= 5 || limit != row.printed[at]).copied();
            match (better, row.printed.get(at)) {
                (Some(better), Some(own)) => format!("; {better} {weaker} {value} {stronger} {own}"),
                (Some(better), None) => format!("; {better} {weaker} {value}"),
                (None, Some(own)) => format!("; {value} {stronger} {own}"),
                (None, None) => String::new(),
            }
        }
    };
    let limits = |name: fn(Words) -> &'static str, separator: &str| {
        if row.rule == Rule::Within {
            return row.printed[0].to_owned();
        }
        let each = Class::ALL.iter().zip(row.printed).map(|(class, limit)| format!("{} {limit}", name(class.words())));
        format!("{} {}", each.collect::<Vec<_>>().join(separator), item.item().unit.name())
    };
    let body = match (item, choices.body) {
        (Parameter::Tp | Parameter::Tn, Body::River) => Words::new("（河流）", " (river)"),
        (Parameter::Tp | Parameter::Tn, Body::Lake) => Words::new("（湖、库）", " (lake, reservoir)"),
        _ => Words::same(""),
    };
    let (mut zh, mut en) = (
        format!("{}类；限值{} {}", class.words().zh, body.zh, limits(|words| words.zh, "、")),
        format!("class {}; limits{} {}", class.words().en, body.en, limits(|words| words.en, ", ")),
    );
    if !rounded.is_empty() {
        zh.push_str(&format!("；四舍六入五成双，保留 {decimals} 位小数"));
        en.push_str(&format!("; rounded half to even at {decimals} decimals"));
    }
    match reading {
        Reading::Below(_) => {
            zh.push_str("；低于检出限，按检出限的一半比较");
            en.push_str("; below detection, half the detection limit is compared");
        }
        Reading::NotDetected => {
            zh.push_str("；未检出且没有给出检出限");
            en.push_str("; not detected, no detection limit given");
        }
        Reading::Above(_) => {
            zh.push_str("；高于测定上限，按上限比较");
            en.push_str("; above the range of the method, its end is compared");
        }
        Reading::Value(_) | Reading::Missing(_) => {}
    }
    if !proven {
        zh.push_str("，不能证明达到该类别");
        en.push_str(", so the class is not proven");
    }
    if !CLASS_ITEMS.contains(item) {
        zh.push_str("；单独评价，不参与断面类别");
        en.push_str("; graded by itself, not part of the class of the section");
    }
    Step { label: item.name(), formula: format!("{taken}{rounded}{held}"), zh, en, clause: gb3838::CLAUSE }
}

fn describe_class(section: &SectionGrade) -> Step {
    let count = section.evaluated.len();
    let formula = section
        .evaluated
        .iter()
        .filter_map(|item| section.of(item).map(|class| format!("{} {}", item.symbol(), class.words().zh)))
        .collect::<Vec<_>>()
        .join(", ");
    let (formula, zh, en) = match section.class {
        None => (
            String::new(),
            "没有参与评价的指标，无法确定类别".to_owned(),
            "no item that makes the class is there".to_owned(),
        ),
        Some(class) => {
            let decided = section.deciding;
            let by = |text: String| if decided.is_empty() { String::new() } else { text };
            (
                format!("max({formula}) = {}", class.words().zh),
                format!(
                    "{}类，{}；取各指标中最差的类别{}；参评 {count} 项（共 21 项）",
                    class.words().zh,
                    class.state().zh,
                    by(format!("，决定指标：{}", decided.names_zh()))
                ),
                format!(
                    "class {}, {}; the worst item decides{}; {count} of the 21 items evaluated",
                    class.words().en,
                    class.state().en,
                    by(format!(": {}", decided.names_en()))
                ),
            )
        }
    };
    Step {
        label: Words::new("断面水质类别", "Class of the section"), formula, zh, en, clause: "环办〔2011〕22号"
    }
}
