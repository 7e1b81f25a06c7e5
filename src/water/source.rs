//! Surface drinking-water sources: basic items at Ⅲ or better, tables 2 and 3 of GB 3838-2002 at their limits; shares
//! of complying sources and of complying water.

use super::held::{formula, hold, remarks};
use super::multiple::{self, Exceedance};
use super::section::{self, CLASS_ITEMS};
use crate::grade::{Class, Verdict};
use crate::parameter::Parameter;
use crate::quantity::{Amount, ExactSum, Ratio, Reading};
use crate::standard::{Bound, gb3838_sources};
use crate::statistics::percent;
use crate::trace::{Off, Step, Trace};
use crate::water_item::{FurtherItem, WaterItem};
use crate::words::{Text, Words};

/// Which of the basic items count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum BasicItems {
    /// The 20 of the monthly monitoring: those that make the class of a section, without COD. A measured COD is shown
    /// beside.
    #[default]
    Monthly,
    /// All 21 that make the class of a section, for the full analysis of the year.
    Yearly,
}

/// What a source is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices {
    /// How the basic items are graded. Items of tables 2 and 3 are compared as they stand; no decimals are set for them.
    pub section: section::Choices,
    /// Which of the basic items count.
    pub basic: BasicItems,
}

/// An item of table 2 or 3 above its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Over {
    /// The item.
    pub item: FurtherItem,
    /// What was compared, in mg/L.
    pub compared: Amount,
    /// The limit in mg/L.
    pub limit: Amount,
}

impl Over {
    /// `(C − S) ÷ S` with one decimal, half to even.
    #[must_use]
    pub fn multiple(&self) -> Option<Amount> {
        Bound::AtMost(self.limit).multiple(self.compared)
    }
}

/// A sample of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSample {
    /// Exceeded when any item that counts exceeds. Not assessable without any of them.
    pub verdict: Verdict,
    /// Basic items worse than Ⅲ, with their multiples of its limit.
    pub basic: Vec<Exceedance>,
    /// Items of tables 2 and 3 above their limits, in the order of the tables.
    pub further: Vec<Over>,
    /// How many items of tables 1, 2 and 3 count. An item that is not there has not passed.
    pub evaluated: [usize; 3],
    /// Items that their reading does not show to comply, or not to.
    pub unproven: Vec<WaterItem>,
    /// Reference items with the class each has by itself: total nitrogen of lakes and reservoirs, faecal coliform, and
    /// COD where it does not count.
    pub beside: Vec<(Parameter, Class)>,
}

/// Holds a sample against tables 1, 2 and 3. An item that appears twice counts with its first reading.
///
/// Water temperature, total nitrogen and faecal coliform are reference items and decide nothing.
///
/// ```
/// use envgrade::grade::Verdict;
/// use envgrade::parameter::Parameter::{CodMn, Tn};
/// use envgrade::plan::{Body, Rounding};
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::trace::Off;
/// use envgrade::water::{section, source::{Choices, hold_sample}};
/// use envgrade::water_item::FurtherItem::{Iron, Sulfate};
/// let value = |digits, decimals| Reading::Value(Amount::decimal(digits, decimals));
/// let items =
///     [(CodMn.into(), value(32, 1)), (Tn.into(), value(21, 1)), (Sulfate.into(), value(250, 0)), (Iron.into(), value(36, 2))];
/// let choices = Choices { section: section::Choices::new(Body::Lake, Rounding::Raw), basic: Default::default() };
/// let sample = hold_sample(&items, choices, &mut Off);
/// assert_eq!(sample.verdict, Verdict::Exceeded);
/// assert_eq!((sample.further[0].item, sample.further[0].multiple()), (Iron, Some(Amount::decimal(2, 1))));
/// assert_eq!(sample.evaluated, [1, 2, 0]);
/// ```
pub fn hold_sample(items: &[(WaterItem, Reading)], choices: Choices, trace: &mut impl Trace) -> SourceSample {
    let all_basic: Vec<(Parameter, Reading)> = items
        .iter()
        .filter_map(|&(item, reading)| match item {
            WaterItem::Basic(item) => Some((item, reading)),
            WaterItem::Further(_) => None,
        })
        .collect();
    let counts = |item: Parameter| choices.basic == BasicItems::Yearly || item != Parameter::Cod;
    let counting: Vec<_> = all_basic.iter().copied().filter(|&(item, _)| counts(item)).collect();
    let graded = section::grade(&counting, choices.section, trace);
    let (_, basic) = multiple::against_target(&counting, choices.section, Class::III, trace);
    let whole = section::grade(&all_basic, choices.section, &mut Off);
    let beside = Parameter::ALL.iter().filter(|&&item| !CLASS_ITEMS.contains(item) || !counts(item));
    let mut sample = SourceSample {
        verdict: Verdict::NotAssessable,
        basic,
        further: Vec::new(),
        evaluated: [graded.evaluated.len(), 0, 0],
        unproven: graded.unproven.iter().map(WaterItem::Basic).collect(),
        beside: beside.filter_map(|&item| Some((item, whole.of(item)?))).collect(),
    };
    for (table, rows) in [&gb3838_sources::TABLE_2[..], &gb3838_sources::TABLE_3[..]].into_iter().enumerate() {
        for row in rows {
            let bound = Bound::AtMost(row.limit);
            let first = items.iter().find_map(|&(item, reading)| {
                (item == WaterItem::Further(row.item)).then(|| Some((reading, hold(reading, bound)?)))?
            });
            let Some((reading, held)) = first else { continue };
            let clause = if table == 0 { gb3838_sources::CLAUSE_2 } else { gb3838_sources::CLAUSE_3 };
            trace.step(|| {
                let unit = row.item.unit();
                let (zh, en) = remarks(reading, held.proven);
                let verdict = held.verdict.words();
                Step {
                    label: row.item.name(),
                    formula: formula(row.item.symbol(), reading, &held, bound, unit, unit),
                    zh: format!("{}；限值 {} {}{zh}", verdict.zh, row.printed, unit.name()),
                    en: format!("{}; limit {} {}{en}", verdict.en, row.printed, unit.name()),
                    clause,
                }
            });
            sample.evaluated[table + 1] += 1;
            if !held.proven {
                sample.unproven.push(row.item.into());
            }
            if let (Verdict::Exceeded, Some(compared)) = (held.verdict, held.compared) {
                sample.further.push(Over { item: row.item, compared, limit: row.limit });
            }
        }
    }
    sample.verdict = if sample.evaluated.iter().sum::<usize>() == 0 {
        Verdict::NotAssessable
    } else if sample.basic.is_empty() && sample.further.is_empty() {
        Verdict::Attained
    } else {
        Verdict::Exceeded
    };
    trace.step(|| describe(&sample, choices));
    sample
}

fn describe(sample: &SourceSample, choices: Choices) -> Step {
    let [basic, supplementary, specific] = sample.evaluated;
    let of = match choices.basic {
        BasicItems::Monthly => CLASS_ITEMS.len() - 1,
        BasicItems::Yearly => CLASS_ITEMS.len(),
    };
    let over = sample.text();
    let verdict = sample.verdict.words();
    let with = |text: &str, open: &str| if text.is_empty() { String::new() } else { format!("{open}{text}") };
    Step {
        label: Words::new("饮用水水源样品", "Sample of a drinking-water source"),
        formula: String::new(),
        zh: format!(
            "{}：参评基本项目 {basic}/{of} 项（Ⅲ类）、补充项目 {supplementary}/5 项、特定项目 {specific}/80 项{}",
            verdict.zh,
            with(&over.zh, "；超标项目：")
        ),
        en: format!(
            "{}: {basic} of {of} basic items (class III), {supplementary} of 5 supplementary and {specific} of 80 \
             specific items{}",
            verdict.en,
            with(&over.en, "; over their limits: ")
        ),
        clause: "GB 3838-2002 5",
    }
}

impl SourceSample {
    /// `总磷(0.6)、铁(0.2)`: everything that exceeds, with its multiple.
    #[must_use]
    pub fn text(&self) -> Text {
        let further = self.further.iter().map(|over| {
            let name = over.item.name();
            match over.multiple() {
                Some(times) => Text::new(format!("{}({times:.1})", name.zh), format!("{} ({times:.1})", name.en)),
                None => name.into(),
            }
        });
        let all: Vec<Text> = self.basic.iter().map(Exceedance::text).chain(further).collect();
        let join = |separator: &str, of: fn(&Text) -> &str| all.iter().map(of).collect::<Vec<_>>().join(separator);
        Text::new(join("、", |text| &text.zh), join(", ", |text| &text.en))
    }
}

/// The samples of one source over a period: the source complies when every assessed sample does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SourceSamples {
    /// Samples that comply.
    pub attained: u32,
    /// Samples that do not.
    pub exceeded: u32,
    /// Samples that could not be assessed; they are in no share.
    pub not_assessable: u32,
}

impl SourceSamples {
    /// Adds a sample.
    pub const fn add(&mut self, sample: Verdict) {
        match sample {
            Verdict::Attained => self.attained += 1,
            Verdict::Exceeded => self.exceeded += 1,
            Verdict::NotAssessable => self.not_assessable += 1,
        }
    }

    /// Adds all samples of another count.
    pub const fn merge(&mut self, other: SourceSamples) {
        self.attained += other.attained;
        self.exceeded += other.exceeded;
        self.not_assessable += other.not_assessable;
    }

    /// Whether the source complies.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        match (self.attained, self.exceeded) {
            (0, 0) => Verdict::NotAssessable,
            (_, 0) => Verdict::Attained,
            _ => Verdict::Exceeded,
        }
    }

    /// Share of complying samples in per cent, one decimal; `None` without an assessed sample.
    #[must_use]
    pub fn share(&self) -> Option<Amount> {
        percent(self.attained, self.attained + self.exceeded, 1)
    }
}

/// Several sources with what was withdrawn from each: 水源达标率 and 水量达标率. Adding and merging in any order gives
/// the same.
///
/// ```
/// use envgrade::grade::Verdict::{Attained, Exceeded};
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// use envgrade::water::source::Sources;
/// let mut sources = Sources::default();
/// for (verdict, tenths) in [(Attained, 125), (Attained, 81), (Exceeded, 34)] {
///     sources.add(verdict, Some(Amount::decimal(tenths, 1)));
/// }
/// assert_eq!(sources.share_of_sources(), Some(Amount::decimal(667, 1)));
/// assert_eq!(sources.share_of_water(&mut Off), Some(Amount::decimal(8583, 2)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sources {
    /// Sources by verdict.
    pub count: SourceSamples,
    /// Assessed sources whose withdrawal is unknown or negative. While there are any, no share of water is given.
    pub without_volume: u32,
    complying: ExactSum,
    withdrawn: ExactSum,
}

impl Sources {
    /// Adds a source with the water withdrawn from it, in any one unit.
    pub fn add(&mut self, verdict: Verdict, withdrawn: Option<Amount>) {
        let complying = |volume| if verdict == Verdict::Attained { volume } else { Amount::ZERO };
        self.add_parts(verdict, withdrawn.map(|volume| (volume, complying(volume))));
    }

    /// Adds a source with the water withdrawn from it and the part of that which complies, where months are told apart.
    pub fn add_parts(&mut self, verdict: Verdict, volumes: Option<(Amount, Amount)>) {
        self.count.add(verdict);
        if verdict == Verdict::NotAssessable {
            return;
        }
        match volumes.filter(|volumes| !volumes.0.is_negative() && !volumes.1.is_negative()) {
            Some((withdrawn, complying)) => {
                self.withdrawn.add(withdrawn);
                self.complying.add(complying);
            }
            None => self.without_volume += 1,
        }
    }

    /// Adds all sources of another count.
    pub fn merge(&mut self, other: Sources) {
        self.count.merge(other.count);
        self.without_volume += other.without_volume;
        self.complying.merge(other.complying);
        self.withdrawn.merge(other.withdrawn);
    }

    /// 水源达标率: complying of all assessed sources in per cent, one decimal.
    #[must_use]
    pub fn share_of_sources(&self) -> Option<Amount> {
        self.count.share()
    }

    /// 水量达标率: complying of all withdrawn water in per cent, two decimals, rounded once from the exact quotient.
    /// `None` when nothing was withdrawn or a withdrawal is unknown.
    pub fn share_of_water(&self, trace: &mut impl Trace) -> Option<Amount> {
        if self.without_volume > 0 {
            return None;
        }
        let (part, whole) = (self.complying.total(), self.withdrawn.total());
        let share = Ratio::of(part).over(Ratio::of(whole))?.times(Ratio::new(100, 1)?)?.round(2)?;
        trace.step(|| Step {
            label: Words::new("水量达标率", "Share of complying water"),
            formula: format!("{part} ÷ {whole} × 100 % = {share:.2} %"),
            zh: "达标水源取水量 ÷ 全部参评水源取水量".into(),
            en: "water withdrawn from complying sources ÷ from all assessed sources".into(),
            clause: "",
        });
        Some(share)
    }
}
