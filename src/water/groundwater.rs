//! The class of groundwater: single items, the worst decides (GB/T 14848-2017 clause 6).

use super::held::remarks;
use crate::grade::{Class, Verdict};
use crate::quantity::{Amount, Reading};
use crate::standard::gb14848::{self, Row, Rule};
use crate::trace::{Step, Trace};
use crate::water_item::WaterItem;
use crate::words::{Text, Words};

/// What was found of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// A reading in the unit of the item: mg/L for whatever is a mass, see [`WaterItem::unit`].
    Reading(Reading),
    /// 无: no odour and taste, no visible matter.
    Absent,
    /// 有.
    Present,
}

impl From<Reading> for Finding {
    fn from(reading: Reading) -> Finding {
        Finding::Reading(reading)
    }
}

/// What of a reading below detection is compared with the limits. The standard does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum BelowDetection {
    /// Half the detection limit, as for surface water.
    #[default]
    Half,
    /// The detection limit itself.
    Limit,
}

/// The class of an item whose Ⅳ and Ⅴ have the same limit (total α and β radioactivity above Ⅲ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Inseparable {
    /// Ⅳ, by the rule that the better of equal classes is taken.
    #[default]
    Better,
    /// Ⅴ.
    Worse,
}

/// What groundwater is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Choices {
    /// Readings below detection.
    pub below_detection: BelowDetection,
    /// Items between Ⅳ and Ⅴ.
    pub inseparable: Inseparable,
}

/// A graded item. Classes are Ⅰ to Ⅴ; groundwater has no 劣Ⅴ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Graded {
    /// The item.
    pub item: WaterItem,
    /// Its class.
    pub class: Class,
    /// What was compared with the limits, in the unit of the item; `None` where nothing was: 无, 有, not detected.
    pub compared: Option<Amount>,
    /// Whether the reading shows the class. It does not when the detection limit is of a worse class than what was
    /// compared, when none is given, or when the true value is above the range of the method.
    pub proven: bool,
    /// Whether Ⅳ and Ⅴ can be told apart. Radioactivity above Ⅲ asks for an analysis of the nuclides.
    pub separable: bool,
}

impl Graded {
    /// `(C − S) ÷ S` against the limit of a class with one decimal, half to even; `None` where the class is met, or the
    /// item has no such limit (pH, 无, 不得检出).
    #[must_use]
    pub fn multiple(&self, against: Class) -> Option<Amount> {
        let (row, _) = gb14848::row_of(self.item)?;
        let (compared, limit) = (self.compared?, row.limit(against)?);
        if compared > limit { compared.excess_over(limit, 1) } else { None }
    }
}

/// The class of a well or spring.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroundwaterGrade {
    /// The comprehensive class, that of the worst item; `None` without a graded item.
    pub class: Option<Class>,
    /// Every graded item in the order given. An item that is not there has not passed.
    pub items: Vec<Graded>,
}

impl GroundwaterGrade {
    /// The class of one item.
    #[must_use]
    pub fn of(&self, item: WaterItem) -> Option<Class> {
        self.items.iter().find(|graded| graded.item == item).map(|graded| graded.class)
    }

    /// The items of the comprehensive class, when it is worse than Ⅰ.
    #[must_use]
    pub fn deciding(&self) -> Vec<WaterItem> {
        self.those(|graded| graded.class > Class::I && Some(graded.class) == self.class)
    }

    /// Items whose class is not proven, see [`Graded::proven`].
    #[must_use]
    pub fn unproven(&self) -> Vec<WaterItem> {
        self.those(|graded| !graded.proven)
    }

    /// Items that cannot be told apart between Ⅳ and Ⅴ.
    #[must_use]
    pub fn inseparable(&self) -> Vec<WaterItem> {
        self.those(|graded| !graded.separable)
    }

    /// Items worse than a class.
    #[must_use]
    pub fn worse_than(&self, class: Class) -> Vec<WaterItem> {
        self.those(|graded| graded.class > class)
    }

    /// Whether a class is met, for example Ⅲ of a drinking-water source.
    #[must_use]
    pub fn verdict(&self, target: Class) -> Verdict {
        match self.class {
            None => Verdict::NotAssessable,
            Some(class) if class <= target => Verdict::Attained,
            Some(_) => Verdict::Exceeded,
        }
    }

    /// How many of the 39 items of table 1 and of the 54 of table 2 were graded.
    #[must_use]
    pub fn evaluated(&self) -> [usize; 2] {
        let routine = |graded: &&Graded| gb14848::row_of(graded.item).is_some_and(|(row, _)| row.no <= 39);
        let of_table_1 = self.items.iter().filter(routine).count();
        [of_table_1, self.items.len() - of_table_1]
    }

    fn those(&self, wanted: impl Fn(&Graded) -> bool) -> Vec<WaterItem> {
        self.items.iter().filter(|graded| wanted(graded)).map(|graded| graded.item).collect()
    }
}

/// Grades groundwater from the findings that are there. An item that appears twice counts with its first finding.
///
/// ```
/// use envgrade::grade::Class;
/// use envgrade::parameter::Parameter::AmmoniaN;
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::trace::Off;
/// use envgrade::water::groundwater::{Choices, grade};
/// use envgrade::water_item::FurtherItem::{Hardness, Manganese};
/// let value = |digits, decimals| Reading::Value(Amount::decimal(digits, decimals)).into();
/// let well = [(Hardness.into(), value(420, 0)), (AmmoniaN.into(), value(35, 2)), (Manganese.into(), value(16, 2))];
/// let graded = grade(&well, Choices::default(), &mut Off);
/// assert_eq!(graded.class, Some(Class::IV));
/// assert_eq!(graded.deciding(), [Manganese.into()]);
/// ```
pub fn grade(findings: &[(WaterItem, Finding)], choices: Choices, trace: &mut impl Trace) -> GroundwaterGrade {
    let mut well = GroundwaterGrade::default();
    for &(item, finding) in findings {
        if well.of(item).is_some() {
            continue;
        }
        let Some(graded) = grade_item(item, finding, choices, trace) else { continue };
        well.class = well.class.max(Some(graded.class));
        well.items.push(graded);
    }
    trace.step(|| describe_class(&well));
    well
}

/// Grades one item; `None` when it is in neither table, has no reading, or the finding does not fit it: a number for
/// odour, 有 for a concentration, "below detection" for pH.
pub fn grade_item(item: WaterItem, finding: Finding, choices: Choices, trace: &mut impl Trace) -> Option<Graded> {
    let (row, clause) = gb14848::row_of(item)?;
    let graded = match (row.rule, finding) {
        (Rule::Absent, Finding::Absent) => Some((None, Class::I, true)),
        (Rule::Absent, Finding::Present) => Some((None, Class::V, true)),
        (Rule::Absent, Finding::Reading(_)) | (_, Finding::Absent | Finding::Present) => None,
        (_, Finding::Reading(reading)) => grade_reading(row, reading, choices),
    };
    let (compared, mut class, proven) = graded?;
    let separable = row.rule != Rule::Open || class < Class::IV;
    if !separable && choices.inseparable == Inseparable::Worse {
        class = Class::V;
    }
    let graded = Graded { item, class, compared, proven, separable };
    trace.step(|| describe_item(row, finding, &graded, choices, clause));
    Some(graded)
}

/// What was compared, the class, and whether it is proven.
fn grade_reading(row: &Row, reading: Reading, choices: Choices) -> Option<(Option<Amount>, Class, bool)> {
    match (row.rule, reading) {
        (_, Reading::Missing(_)) => None,
        (_, Reading::Value(value)) => Some((Some(value), row.class_of(value)?, true)),
        (Rule::Within, _) => None,
        // Not detected is what Ⅰ asks for, but a method that sees less than Ⅱ allows shows nothing.
        (Rule::Undetected, Reading::Below(limit)) => Some((None, Class::I, row.class_of(limit)? == Class::II)),
        (_, Reading::NotDetected) => Some((None, Class::I, false)),
        (_, Reading::Below(limit)) => {
            let compared = match choices.below_detection {
                BelowDetection::Half => limit.half(),
                BelowDetection::Limit => limit,
            };
            let class = row.class_of(compared)?;
            Some((Some(compared), class, row.class_of(limit)? == class))
        }
        (_, Reading::Above(bound)) => {
            let class = row.class_of(bound)?;
            let worst = if row.rule == Rule::Open { Class::IV } else { Class::V };
            Some((Some(bound), class, class == worst))
        }
    }
}

fn describe_item(row: &Row, finding: Finding, graded: &Graded, choices: Choices, clause: &'static str) -> Step {
    let symbol = row.item.symbol();
    let unit = row.unit.name();
    let shown = |value: Amount| row.in_printed_unit(value).nearly(9);
    let taken = match finding {
        Finding::Absent | Finding::Present => String::new(),
        Finding::Reading(Reading::Value(value)) => shown(value),
        Finding::Reading(Reading::Above(value)) => format!("> {}", shown(value)),
        Finding::Reading(Reading::Below(limit)) => match (graded.compared, choices.below_detection) {
            (Some(half), BelowDetection::Half) => format!("{} ÷ 2 = {}", shown(limit), shown(half)),
            _ => format!("< {}", shown(limit)),
        },
        Finding::Reading(Reading::NotDetected | Reading::Missing(_)) => "ND".to_owned(),
    };
    let held = match (graded.compared, row.rule) {
        (Some(value), Rule::AtMost | Rule::Undetected | Rule::Open) => {
            let value = shown(value);
            let at =
                usize::from(row.class_of(graded.compared.unwrap_or(Amount::ZERO)).unwrap_or(Class::V).number()) - 1;
            let last = if row.rule == Rule::Open { 3 } else { 4 };
            let own = row.printed.get(at).filter(|_| at < last);
            // The limit of the next better class that is another number.
            let numbers = &row.printed[usize::from(row.rule == Rule::Undetected)..at.min(last)];
            let better = numbers.iter().rev().find(|limit| own != Some(*limit));
            match (better, own) {
                (Some(better), Some(own)) => format!("; {better} < {value} ≤ {own}"),
                (Some(better), None) => format!("; {better} < {value}"),
                (None, Some(own)) => format!("; {value} ≤ {own}"),
                (None, None) => String::new(),
            }
        }
        (Some(value), Rule::Within) => format!("; {}", ph_range(value)),
        _ => String::new(),
    };
    let class = graded.class.words();
    let (mut zh, mut en) = match finding {
        Finding::Reading(reading) => remarks(reading, graded.proven),
        Finding::Absent | Finding::Present => (String::new(), String::new()),
    };
    let found = match finding {
        Finding::Absent => Words::new("无；", "absent; "),
        Finding::Present => Words::new("有；", "present; "),
        Finding::Reading(_) => Words::same(""),
    };
    if !graded.separable {
        zh.push_str("；Ⅳ类与Ⅴ类限值相同，无法区分，应进行核素分析");
        en.push_str("; classes IV and V have the same limit and cannot be told apart, the nuclides are to be analysed");
    }
    let limits = |name: fn(Words) -> &'static str, separator: &str| {
        if row.rule == Rule::Absent {
            return format!("{} 无{separator}{} 有", name(Class::IV.words()), name(Class::V.words()));
        }
        let each = Class::ALL.iter().zip(row.printed).map(|(class, limit)| format!("{} {limit}", name(class.words())));
        format!("{} {unit}", each.collect::<Vec<_>>().join(separator)).trim_end().to_owned()
    };
    Step {
        label: row.item.name(),
        formula: if taken.is_empty() { taken } else { format!("{symbol}: {taken}{held}") },
        zh: format!("{}{}类；限值 {}{zh}", found.zh, class.zh, limits(|words| words.zh, "、")),
        en: format!("{}class {}; limits {}{en}", found.en, class.en, in_english(&limits(|words| words.en, ", "))),
        clause,
    }
}

/// What the tables print in words.
fn in_english(limits: &str) -> String {
    limits.replace("不得检出", "not detected").replace('无', "absent").replace('有', "present").replace('，', " or ")
}

/// The range of the table in which a pH lies.
fn ph_range(ph: Amount) -> String {
    let [v_and_iv, iv_and_i, i_and_iv, iv_and_v] = gb14848::PH;
    if ph < v_and_iv {
        format!("{ph} < {v_and_iv}")
    } else if ph < iv_and_i {
        format!("{v_and_iv} ≤ {ph} < {iv_and_i}")
    } else if ph <= i_and_iv {
        format!("{iv_and_i} ≤ {ph} ≤ {i_and_iv}")
    } else if ph <= iv_and_v {
        format!("{i_and_iv} < {ph} ≤ {iv_and_v}")
    } else {
        format!("{iv_and_v} < {ph}")
    }
}

fn describe_class(well: &GroundwaterGrade) -> Step {
    let label = Words::new("地下水质量综合类别", "Comprehensive class of groundwater");
    let clause = "GB/T 14848-2017 6";
    let Some(class) = well.class else {
        return Step {
            label,
            formula: String::new(),
            zh: "没有参与评价的指标，无法确定类别".into(),
            en: "no item of the tables is there".into(),
            clause,
        };
    };
    let [routine, others] = well.evaluated();
    let deciding = names(&well.deciding());
    let by = |text: &str, open: &str| if text.is_empty() { String::new() } else { format!("{open}{text}") };
    let each = well.items.iter().map(|graded| format!("{} {}", graded.item.symbol(), graded.class.words().zh));
    Step {
        label,
        formula: format!("max({}) = {}", each.collect::<Vec<_>>().join(", "), class.words().zh),
        zh: format!(
            "{}类；取各指标中最差的类别{}；参评常规指标 {routine}/39 项、非常规指标 {others}/54 项",
            class.words().zh,
            by(&deciding.zh, "，决定指标：")
        ),
        en: format!(
            "class {}; the worst item decides{}; {routine} of 39 routine and {others} of 54 other items evaluated",
            class.words().en,
            by(&deciding.en, ": ")
        ),
        clause,
    }
}

/// The names of items, joined.
#[must_use]
pub fn names(items: &[WaterItem]) -> Text {
    let join = |separator: &str, of: fn(Words) -> &'static str| {
        items.iter().map(|item| of(item.name())).collect::<Vec<_>>().join(separator)
    };
    Text::new(join("、", |words| words.zh), join(", ", |words| words.en))
}
