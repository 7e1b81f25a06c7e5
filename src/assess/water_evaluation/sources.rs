//! Drinking-water sources: samples, months and periods of a source, and how many sources and how much water comply.

use super::WaterEvaluation;
use super::further::readings;
use crate::assess::sample_table::TableSample;
use crate::calendar::{Span, SpanKind, Stamp};
use crate::grade::{Class, Verdict};
use crate::observation::{Origin, SiteId, WaterUse};
use crate::parameter::Parameter;
use crate::plan::{Rounding, RoundingChoice};
use crate::quantity::{Amount, ExactSum};
use crate::sorted::SortedMap;
use crate::standard::{gb3838, gb3838_sources, gb14848};
use crate::trace::{Recorder, Step, Trace};
use crate::water::groundwater::{self, Finding, GroundwaterGrade};
use crate::water::section;
use crate::water::source::{BasicItems, Choices, SourceSample, SourceSamples, Sources, hold_sample};
use crate::water_item::{FurtherItem, WaterItem};
use crate::words::Words;

/// What a source over a period is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SourceOver {
    /// It complies when the means of every month do.
    #[default]
    EveryMonth,
    /// It complies when every sample does.
    EverySample,
    /// It complies when the means over the period do.
    Means,
}

/// Which of the basic items count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SourceItems {
    /// Samples and months without COD, means of a year with all 21.
    #[default]
    ByPeriod,
    /// Always without COD, as the monthly monitoring.
    Monthly,
    /// Always with COD, as the full analysis of the year.
    Yearly,
}

/// What was chosen for drinking-water sources.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourcesPlan {
    /// What a source over a period is judged by.
    pub over: SourceOver,
    /// Which of the basic items count.
    pub items: SourceItems,
    /// Water withdrawn from a source over the period, by its name, in m³; stronger than the data.
    pub withdrawn: SortedMap<String, Amount>,
}

/// What was found of a sample, a month or a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceGrade {
    /// Surface water: tables 1, 2 and 3 of GB 3838-2002.
    Surface(Box<SourceSample>),
    /// Groundwater: Ⅲ of GB/T 14848-2017.
    Groundwater(GroundwaterGrade),
}

impl SourceGrade {
    /// Whether it complies.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self {
            SourceGrade::Surface(sample) => sample.verdict,
            SourceGrade::Groundwater(grade) => grade.verdict(Class::III),
        }
    }
}

impl SourceGrade {
    /// The items that exceed, with their multiples where they have one.
    #[must_use]
    pub fn over(&self) -> Vec<(WaterItem, Option<Amount>)> {
        match self {
            SourceGrade::Surface(sample) => {
                let basic = sample.basic.iter().map(|over| (WaterItem::Basic(over.item), over.multiple()));
                basic.chain(sample.further.iter().map(|over| (over.item.into(), over.multiple()))).collect()
            }
            SourceGrade::Groundwater(grade) => {
                let over = grade.items.iter().filter(|graded| graded.class > Class::III);
                over.map(|graded| (graded.item, graded.multiple(Class::III))).collect()
            }
        }
    }

    /// Items that their reading does not show to comply, or not to.
    #[must_use]
    pub fn unproven(&self) -> Vec<WaterItem> {
        match self {
            SourceGrade::Surface(sample) => sample.unproven.clone(),
            SourceGrade::Groundwater(grade) => grade.unproven(),
        }
    }
}

/// A sample, a month or a period of a source.
#[derive(Debug, Clone)]
pub struct SourceResult {
    /// When: of a month the month, of a period its first month.
    pub stamp: Stamp,
    /// Row of a sample.
    pub origin: Option<Origin>,
    /// Samples in it.
    pub samples: u32,
    /// What was found.
    pub grade: SourceGrade,
    /// Items of the tables that have a reading, reference items too: of surface water those of tables 1, 2 and 3, of
    /// groundwater the routine ones and the others.
    pub measured: [u32; 3],
    /// Water withdrawn in m³, where it is known.
    pub withdrawn: Option<Amount>,
}

/// A source over a period.
#[derive(Debug, Clone)]
pub struct SourcePeriod {
    /// Source.
    pub site: SiteId,
    /// Period.
    pub span: Span,
    /// Whether it is groundwater.
    pub groundwater: bool,
    /// Its samples, ascending by time.
    pub samples: Vec<SourceResult>,
    /// The means of its months, ascending.
    pub months: Vec<SourceResult>,
    /// The means over the period.
    pub whole: SourceResult,
    /// Months or samples by verdict, whichever the period is judged by.
    pub counts: SourceSamples,
    /// Whether it complies.
    pub verdict: Verdict,
    /// Water withdrawn in m³: as given, otherwise the sum of the months if every month has it.
    pub withdrawn: Option<Amount>,
    /// That of it which complies: of the complying months where months have volumes, otherwise all or none.
    pub complying: Option<Amount>,
}

impl SourcePeriod {
    /// The results that the period is judged by.
    #[must_use]
    pub fn judged_by(&self, over: SourceOver) -> &[SourceResult] {
        match over {
            SourceOver::EveryMonth => &self.months,
            SourceOver::EverySample => &self.samples,
            SourceOver::Means => std::slice::from_ref(&self.whole),
        }
    }

    /// The items that exceed in any of these results, with the largest multiple and how many results they exceed in.
    #[must_use]
    pub fn over(&self, over: SourceOver) -> Vec<(WaterItem, Option<Amount>, u32)> {
        let mut all: Vec<(WaterItem, Option<Amount>, u32)> = Vec::new();
        for (item, times) in self.judged_by(over).iter().flat_map(|result| result.grade.over()) {
            match all.iter_mut().find(|own| own.0 == item) {
                Some(own) => *own = (item, own.1.max(times), own.2 + 1),
                None => all.push((item, times, 1)),
            }
        }
        all
    }
}

impl WaterEvaluation {
    /// The sites that are drinking-water sources, in the order of the data.
    #[must_use]
    pub fn sources(&self) -> Vec<SiteId> {
        let sites = self.table().sites().map(|(site, _)| site);
        let source = |site: &SiteId| {
            matches!(self.water_use(*site), Some(WaterUse::SurfaceSource | WaterUse::GroundwaterSource))
        };
        sites.filter(source).collect()
    }

    /// A source over a period; `None` where it has no sample there that is assessed.
    #[must_use]
    pub fn source(&self, site: SiteId, span: Span) -> Option<SourcePeriod> {
        self.source_traced(site, span, &mut Recorder::off())
    }

    /// A source over a period, with its steps told to a trace: those of what it is judged by.
    pub fn source_traced(&self, site: SiteId, span: Span, trace: &mut impl Trace) -> Option<SourcePeriod> {
        let over = self.plan().sources.over;
        let taken: Vec<TableSample<'_>> = self.samples_in(site, span).collect();
        let first = taken.first()?;
        let mut samples = Vec::new();
        for sample in &taken {
            trace_when(over == SourceOver::EverySample, trace, sample.stamp);
            samples.push(if over == SourceOver::EverySample {
                self.source_sample(site, sample, trace)
            } else {
                self.source_sample(site, sample, &mut Recorder::off())
            });
        }
        let mut months: Vec<SourceResult> = Vec::new();
        for of_month in taken.chunk_by(|one, other| one.stamp.year_month() == other.stamp.year_month()) {
            let Some(month) = of_month.first().map(|sample| sample.stamp.year_month()) else { continue };
            // Of a stretch of days that cuts a month only the days in it.
            let part = match span {
                Span::Days(first, last) => {
                    let (from, to) = (Span::Month(month).first(), Span::Month(month).last());
                    Span::Days(first.max(from), last.min(to))
                }
                _ => Span::Month(month),
            };
            trace_when(over == SourceOver::EveryMonth, trace, Stamp::Month(month));
            months.push(if over == SourceOver::EveryMonth {
                self.source_means(site, part, of_month, trace)
            } else {
                self.source_means(site, part, of_month, &mut Recorder::off())
            });
        }
        let mut whole = if over == SourceOver::Means {
            self.source_means(site, span, &taken, trace)
        } else {
            self.source_means(site, span, &taken, &mut Recorder::off())
        };
        whole.stamp = Stamp::Month(first.stamp.year_month());
        let mut counts = SourceSamples::default();
        match over {
            SourceOver::EveryMonth => months.iter().for_each(|month| counts.add(month.grade.verdict())),
            SourceOver::EverySample => samples.iter().for_each(|sample| counts.add(sample.grade.verdict())),
            SourceOver::Means => counts.add(whole.grade.verdict()),
        }
        let verdict = counts.verdict();
        let (withdrawn, complying) = self.water_of(site, &months, verdict);
        let groundwater = self.water_use(site) == Some(WaterUse::GroundwaterSource);
        let period =
            SourcePeriod { site, span, groundwater, samples, months, whole, counts, verdict, withdrawn, complying };
        trace.step(|| describe(&period, over));
        Some(period)
    }

    /// Water withdrawn and that of it which complies, in m³.
    fn water_of(&self, site: SiteId, months: &[SourceResult], verdict: Verdict) -> (Option<Amount>, Option<Amount>) {
        let described = self.table().site(site);
        let volumes = &self.plan().sources.withdrawn;
        let given = volumes.get(&described.name).or_else(|| volumes.get(&described.label())).copied();
        if let Some(given) = given {
            return (Some(given), Some(if verdict == Verdict::Attained { given } else { Amount::ZERO }));
        }
        let (mut all, mut complying) = (ExactSum::default(), ExactSum::default());
        for month in months.iter().filter(|month| month.grade.verdict() != Verdict::NotAssessable) {
            let Some(volume) = month.withdrawn else { return (None, None) };
            all.add(volume);
            if month.grade.verdict() == Verdict::Attained {
                complying.add(volume);
            }
        }
        let known = all.count() > 0;
        (known.then(|| all.total()), known.then(|| complying.total()))
    }

    /// A sample of a source, with its steps told to a trace. Its basic items are compared as they stand, unless the plan
    /// rounds always.
    pub fn source_sample(&self, site: SiteId, sample: &TableSample<'_>, trace: &mut impl Trace) -> SourceResult {
        let findings = self.findings(site, sample);
        let rounding = self.rounding_of(true);
        SourceResult {
            stamp: sample.stamp,
            origin: Some(sample.origin),
            samples: 1,
            grade: self.source_grade(site, &findings, rounding, BasicItems::Monthly, trace),
            measured: self.measured(site, &findings),
            withdrawn: self.withdrawn(site, sample),
        }
    }

    fn source_means(
        &self,
        site: SiteId,
        span: Span,
        samples: &[TableSample<'_>],
        trace: &mut impl Trace,
    ) -> SourceResult {
        let findings = self.means_of_all(site, span, trace);
        let basic = if span.kind() == Some(SpanKind::Year) { BasicItems::Yearly } else { BasicItems::Monthly };
        SourceResult {
            stamp: Stamp::Month(span.first().year_month()),
            origin: None,
            samples: u32::try_from(samples.len()).unwrap_or(u32::MAX),
            grade: self.source_grade(site, &findings, self.rounding_of(false), basic, trace),
            measured: self.measured(site, &findings),
            withdrawn: sum_of(samples.iter().filter_map(|sample| self.withdrawn(site, sample))),
        }
    }

    fn rounding_of(&self, single: bool) -> Rounding {
        match self.plan().rounding {
            RoundingChoice::Auto if single => Rounding::Raw,
            choice => choice.of_means(),
        }
    }

    fn source_grade(
        &self,
        site: SiteId,
        findings: &[(WaterItem, Finding)],
        rounding: Rounding,
        by_period: BasicItems,
        trace: &mut impl Trace,
    ) -> SourceGrade {
        if self.water_use(site) == Some(WaterUse::GroundwaterSource) {
            return SourceGrade::Groundwater(groundwater::grade(findings, self.plan().wells.choices, trace));
        }
        let basic = match self.plan().sources.items {
            SourceItems::ByPeriod => by_period,
            SourceItems::Monthly => BasicItems::Monthly,
            SourceItems::Yearly => BasicItems::Yearly,
        };
        let section = section::Choices { body: self.body(site).0, rounding, saturation: self.plan().saturation };
        let choices = Choices { section, basic };
        SourceGrade::Surface(Box::new(hold_sample(&readings(findings), choices, trace)))
    }

    /// How many items of the tables have a reading.
    fn measured(&self, site: SiteId, findings: &[(WaterItem, Finding)]) -> [u32; 3] {
        let groundwater = self.water_use(site) == Some(WaterUse::GroundwaterSource);
        let mut measured = [0; 3];
        for (item, _) in findings {
            let table = match item {
                _ if groundwater => gb14848::row_of(*item).map(|(row, _)| usize::from(row.no > 39)),
                WaterItem::Basic(item) => is_in_table_1(*item).then_some(0),
                WaterItem::Further(item) => table_of(*item),
            };
            if let Some(table) = table {
                measured[table] += 1;
            }
        }
        measured
    }

    /// Sources and water over a period: 水源达标率 and 水量达标率.
    #[must_use]
    pub fn source_shares(&self, span: Span) -> Sources {
        let mut sources = Sources::default();
        for period in self.sources().into_iter().filter_map(|site| self.source(site, span)) {
            sources.add_parts(period.verdict, period.withdrawn.zip(period.complying));
        }
        sources
    }
}

/// Whether an item is one of the 24 of table 1, which has total nitrogen for lakes and reservoirs.
fn is_in_table_1(item: Parameter) -> bool {
    item == Parameter::WaterTemperature || gb3838::lake(item).is_some()
}

/// Table 2 or 3 as a place in the counts.
fn table_of(item: FurtherItem) -> Option<usize> {
    let (_, clause) = gb3838_sources::row_of(item)?;
    Some(if clause == gb3838_sources::CLAUSE_2 { 1 } else { 2 })
}

fn sum_of(volumes: impl Iterator<Item = Amount>) -> Option<Amount> {
    let mut sum = ExactSum::default();
    volumes.for_each(|volume| sum.add(volume));
    (sum.count() > 0).then(|| sum.total())
}

/// Names the sample or month that the next steps are of.
fn trace_when(told: bool, trace: &mut impl Trace, stamp: Stamp) {
    if told {
        trace.step(|| {
            let month = matches!(stamp, Stamp::Month(_));
            Step {
                label: if month { Words::new("月份", "Month") } else { Words::new("样品", "Sample") },
                formula: stamp.to_string(),
                zh: String::new(),
                en: String::new(),
                clause: "",
            }
        });
    }
}

fn describe(period: &SourcePeriod, over: SourceOver) -> Step {
    let SourceSamples { attained, exceeded, not_assessable } = period.counts;
    let verdict = period.verdict.words();
    let (what_zh, what_en) = match over {
        SourceOver::EveryMonth => ("个月（月均值）", "months by their means"),
        SourceOver::EverySample => ("个样品", "samples"),
        SourceOver::Means => ("个时段均值", "mean of the period"),
    };
    let mut zh = format!("{}：{} {what_zh}参评，达标 {attained}，超标 {exceeded}", verdict.zh, attained + exceeded);
    let mut en =
        format!("{}: {} {what_en} assessed, {attained} attained, {exceeded} exceeded", verdict.en, attained + exceeded);
    if not_assessable > 0 {
        zh.push_str(&format!("；{not_assessable} {what_zh}无法评价"));
        en.push_str(&format!("; {not_assessable} {what_en} not assessable"));
    }
    if let (Some(withdrawn), Some(complying)) = (period.withdrawn, period.complying) {
        let shown = |amount: Amount| amount.shift(-4).unwrap_or(amount);
        zh.push_str(&format!("；取水量 {} 万 m³，其中达标 {} 万 m³", shown(withdrawn), shown(complying)));
        en.push_str(&format!("; {} × 10⁴ m³ withdrawn, {} × 10⁴ m³ of it comply", shown(withdrawn), shown(complying)));
    }
    let clause = if period.groundwater { "GB/T 14848-2017 Ⅲ" } else { "GB 3838-2002 5" };
    Step { label: Words::new("水源达标", "The source"), formula: String::new(), zh, en, clause }
}
