//! Groundwater by GB/T 14848-2017: samples, periods of a well, and wells by class.

use super::WaterEvaluation;
use crate::assess::sample_table::TableSample;
use crate::calendar::{Span, Stamp};
use crate::grade::{Class, Verdict};
use crate::observation::{Origin, SiteId, WaterUse};
use crate::trace::{Recorder, Step, Trace};
use crate::water::groundwater::{Choices, GroundwaterGrade, grade};
use crate::words::Words;

/// Which class stands for a well over a period. The standard grades samples and does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WellClass {
    /// That of the worst sample.
    #[default]
    Worst,
    /// That of the latest sample.
    Latest,
    /// That of the means over the period.
    Mean,
}

/// What was chosen for groundwater.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WellsPlan {
    /// Readings below detection, and items between Ⅳ and Ⅴ.
    pub choices: Choices,
    /// Which class stands for a period.
    pub class: WellClass,
    /// Target where neither the data nor the person give one.
    pub target: Class,
}

impl Default for WellsPlan {
    fn default() -> WellsPlan {
        WellsPlan { choices: Choices::default(), class: WellClass::default(), target: Class::III }
    }
}

/// A sample of groundwater.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WellSample {
    /// When.
    pub stamp: Stamp,
    /// Row.
    pub origin: Origin,
    /// Its comprehensive class and that of every item.
    pub grade: GroundwaterGrade,
    /// Whether the target is met.
    pub verdict: Verdict,
}

/// A well over a period.
#[derive(Debug, Clone)]
pub struct WellPeriod {
    /// Well or spring.
    pub site: SiteId,
    /// Period.
    pub span: Span,
    /// Its samples, ascending by time; those of a suspended point are not among them.
    pub samples: Vec<WellSample>,
    /// The grade that stands for the period, see [`WellClass`].
    pub grade: GroundwaterGrade,
    /// The time of the sample that stands for the period; `None` for means.
    pub stands: Option<Stamp>,
    /// The target.
    pub target: Class,
    /// Whether the grade of the period meets it.
    pub verdict: Verdict,
}

impl WellPeriod {
    /// Samples of each class, Ⅰ to Ⅴ.
    #[must_use]
    pub fn classes(&self) -> [u32; 5] {
        let mut classes = [0; 5];
        for class in self.samples.iter().filter_map(|sample| sample.grade.class) {
            classes[usize::from(class.number() - 1).min(4)] += 1;
        }
        classes
    }

    /// The class of the worst sample.
    #[must_use]
    pub fn worst(&self) -> Option<Class> {
        self.samples.iter().filter_map(|sample| sample.grade.class).max()
    }

    /// The class of the latest sample that has one.
    #[must_use]
    pub fn latest(&self) -> Option<Class> {
        self.samples.iter().rev().find_map(|sample| sample.grade.class)
    }
}

/// Wells by class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WellShares {
    /// Wells of each class, Ⅰ to Ⅴ.
    pub classes: [u32; 5],
    /// Wells without an item that is graded.
    pub not_graded: u32,
    /// Wells that meet their target, of those with a class.
    pub on_target: u32,
}

impl WellShares {
    /// Adds a well.
    pub fn add(&mut self, well: &WellPeriod) {
        match well.grade.class {
            Some(class) => self.classes[usize::from(class.number() - 1).min(4)] += 1,
            None => self.not_graded += 1,
        }
        self.on_target += u32::from(well.verdict == Verdict::Attained);
    }

    /// Wells with a class.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.classes.iter().sum()
    }
}

impl WaterEvaluation {
    /// The sites whose water is groundwater, in the order of the data.
    #[must_use]
    pub fn wells(&self) -> Vec<SiteId> {
        let sites = self.table().sites().map(|(site, _)| site);
        sites.filter(|site| self.water_use(*site) == Some(WaterUse::Groundwater)).collect()
    }

    /// The target of a well.
    #[must_use]
    pub fn well_target(&self, site: SiteId) -> Class {
        self.target(site).unwrap_or(self.plan().wells.target)
    }

    /// A sample of groundwater, graded.
    #[must_use]
    pub fn well_sample(&self, site: SiteId, sample: &TableSample<'_>) -> WellSample {
        self.well_sample_traced(site, sample, &mut Recorder::off())
    }

    /// A sample of groundwater, with its steps told to a trace.
    pub fn well_sample_traced(&self, site: SiteId, sample: &TableSample<'_>, trace: &mut impl Trace) -> WellSample {
        let grade = grade(&self.findings(site, sample), self.plan().wells.choices, trace);
        let verdict = grade.verdict(self.well_target(site));
        WellSample { stamp: sample.stamp, origin: sample.origin, grade, verdict }
    }

    /// A well over a period; `None` where it has no sample there that is assessed.
    #[must_use]
    pub fn well(&self, site: SiteId, span: Span) -> Option<WellPeriod> {
        self.well_traced(site, span, &mut Recorder::off())
    }

    /// A well over a period, with its steps told to a trace.
    pub fn well_traced(&self, site: SiteId, span: Span, trace: &mut impl Trace) -> Option<WellPeriod> {
        let samples: Vec<TableSample<'_>> = self.samples_in(site, span).collect();
        let graded: Vec<WellSample> = samples.iter().map(|sample| self.well_sample(site, sample)).collect();
        let rule = self.plan().wells.class;
        // Of equal classes the later sample stands for the period.
        let standing = match rule {
            WellClass::Mean => None,
            WellClass::Latest => (0..graded.len()).rev().find(|&at| graded[at].grade.class.is_some()),
            WellClass::Worst => (0..graded.len()).max_by_key(|&at| graded[at].grade.class),
        };
        let last = samples.len().checked_sub(1)?;
        let standing = if rule == WellClass::Mean { None } else { Some(standing.unwrap_or(last)) };
        let grade = match standing {
            Some(at) => {
                trace.step(|| stands(rule, samples[at].stamp, graded.len()));
                self.well_sample_traced(site, &samples[at], trace).grade
            }
            None => grade(&self.means_of_all(site, span, trace), self.plan().wells.choices, trace),
        };
        let target = self.well_target(site);
        let verdict = grade.verdict(target);
        trace.step(|| against(&grade, target, verdict));
        let stands = standing.map(|at| samples[at].stamp);
        Some(WellPeriod { site, span, samples: graded, grade, stands, target, verdict })
    }

    /// Wells by class over a period.
    #[must_use]
    pub fn well_shares(&self, span: Span) -> WellShares {
        let mut shares = WellShares::default();
        self.wells().iter().filter_map(|site| self.well(*site, span)).for_each(|well| shares.add(&well));
        shares
    }
}

fn stands(rule: WellClass, stamp: Stamp, samples: usize) -> Step {
    let which = match rule {
        WellClass::Latest => Words::new("最近一次", "the latest"),
        WellClass::Worst | WellClass::Mean => Words::new("类别最差的一次", "the one of the worst class"),
    };
    Step {
        label: Words::new("代表样品", "Sample that stands for the period"),
        formula: stamp.to_string(),
        zh: format!("时段内 {samples} 个样品，取{}；标准按样品评价，未规定时段的取法", which.zh),
        en: format!("{} of {samples} samples; the standard grades samples and names no rule for periods", which.en),
        clause: "GB/T 14848-2017 6",
    }
}

fn against(grade: &GroundwaterGrade, target: Class, verdict: Verdict) -> Step {
    let over = grade.items.iter().filter(|item| item.class > target);
    let texts: Vec<(String, String)> = over
        .map(|graded| {
            let name = graded.item.name();
            match graded.multiple(target) {
                Some(times) => (format!("{}({times:.1})", name.zh), format!("{} ({times:.1})", name.en)),
                None => (name.zh.to_owned(), name.en.to_owned()),
            }
        })
        .collect();
    let join =
        |separator: &str, of: fn(&(String, String)) -> &str| texts.iter().map(of).collect::<Vec<_>>().join(separator);
    let (zh, en) = (join("、", |text| &text.0), join(", ", |text| &text.1));
    let (open_zh, open_en) =
        if texts.is_empty() { ("", "") } else { ("；超标项目（倍数）：", "; over it (multiples): ") };
    let (class, words) = (target.words(), verdict.words());
    Step {
        label: Words::new("与目标类别比较", "Against the target class"),
        formula: String::new(),
        zh: format!("目标 {}类：{}{open_zh}{zh}", class.zh, words.zh),
        en: format!("target class {}: {}{open_en}{en}", class.en, words.en),
        clause: "GB/T 14848-2017",
    }
}
