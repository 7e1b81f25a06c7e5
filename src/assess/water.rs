//! Water: samples, months, their totals, and the comparison with a publisher's classes.

use crate::sorted::SortedMap;

use super::Assessment;
use super::agreement::{Agreement, Cause};
use super::sample_table::MonthMeans;
use super::samples::SiteMonth;
use super::screening::ScreenedWater;
use crate::calendar::{Month, Stamp};
use crate::edition::WaterLimits;
use crate::grade::{Class, Verdict};
use crate::issue::Issues;
use crate::observation::{Origin, SiteId};
use crate::parameter::Parameter;
use crate::plan::{Body, Rounding, Screening};
use crate::quantity::{Missing, Reading};
use crate::trace::{Recorder, Trace};
use crate::water::Items;
use crate::water::multiple::{Exceedance, against_target, main_pollutants};
use crate::water::section::{Choices, SectionGrade, grade};
use crate::water::share::Sections;
use crate::words::Words;

/// Why a sample or a month has no class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fallen {
    /// The station was suspended (maintenance, stopped, dry, frozen).
    Suspended,
    /// No item that makes the class has a reading.
    NoItems,
    /// Groundwater or precipitation, which go by other standards than GB 3838.
    NotSurfaceWater,
    /// The period has fewer months with data than it needs, and the plan gives no class then.
    TooFewMonths,
    /// A person excluded the readings that would make the class.
    Excluded,
}

impl Fallen {
    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Fallen::Suspended => "suspended",
            Fallen::NoItems => "no-items",
            Fallen::NotSurfaceWater => "not-surface-water",
            Fallen::TooFewMonths => "too-few-months",
            Fallen::Excluded => "excluded",
        }
    }

    /// What is the matter.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Fallen::Suspended => {
                Words::new("站点维护、停运或无法采样，不评价", "station suspended or not sampled, not graded")
            }
            Fallen::Excluded => Words::new("监测值已被人工剔除，无法评价", "the readings were excluded by hand"),
            Fallen::NoItems => {
                Words::new("没有参与评价的指标数据，无法评价", "no reading of an item that makes the class")
            }
            Fallen::NotSurfaceWater => Words::new(
                "地下水、降水不按 GB 3838-2002 评价，见“水质评价”",
                "groundwater and precipitation do not go by GB 3838-2002; see the evaluation of water",
            ),
            Fallen::TooFewMonths => Words::new(
                "有数据的月份不足，按所选规则不评价",
                "too few months with data, not evaluated by the chosen rule",
            ),
        }
    }
}

/// What a section is judged by, and what came out.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Limits.
    pub edition: WaterLimits,
    /// Body and rounding.
    pub choices: Choices,
    /// Whether the body was stated by the data or by the person.
    pub body_known: bool,
    /// The class of the section and of each item.
    pub grade: SectionGrade,
    /// Main pollutants against class Ⅲ.
    pub main: Vec<Exceedance>,
    /// Target class, and whether it is met.
    pub target: Option<(Class, Verdict)>,
    /// Items over the target class, with the multiple of its limit.
    pub over_target: Vec<Exceedance>,
    /// Why there is no class.
    pub fallen: Option<Fallen>,
}

/// One sample, graded; or a month, where only these are kept ([`Assessment::only_months`]).
#[derive(Debug, Clone)]
pub struct SampleResult {
    /// Its number.
    pub number: usize,
    /// Section.
    pub site: SiteId,
    /// Time.
    pub stamp: Stamp,
    /// Row; of a month the first.
    pub origin: Origin,
    /// The result.
    pub judged: Judged,
    /// The publisher's class as written, empty when there is none.
    pub official_class: String,
    /// Why the data say that it is not to be assessed, empty otherwise.
    pub suspended: String,
}

/// The mean of one month at one section, graded.
#[derive(Debug, Clone)]
pub struct MonthResult {
    /// Its number.
    pub number: usize,
    /// Section.
    pub site: SiteId,
    /// Month.
    pub month: Month,
    /// Numbers of its samples; none where samples are not kept, see [`Assessment::only_months`].
    pub samples: std::ops::Range<usize>,
    /// Samples that entered the means.
    pub used: u32,
    /// Samples that did not, because the station was suspended.
    pub suspended: u32,
    /// The result.
    pub judged: Judged,
}

/// A section with its body and target.
#[derive(Debug, Clone)]
pub struct Section {
    /// Site.
    pub site: SiteId,
    /// Body of water.
    pub body: Body,
    /// Whether the body was stated by the data or by the person.
    pub body_known: bool,
    /// Target class.
    pub target: Option<Class>,
    /// Samples, or months where only these are kept.
    pub results: u32,
    /// Whether its official classes agree better with the limits of the other body.
    pub fits_other_body: bool,
}

/// Totals of water. What is counted are samples, or months where only these are kept ([`Assessment::only_months`]).
#[derive(Debug, Clone, Default)]
pub struct WaterTotals {
    /// Sections with data, in the order of the data.
    pub sections: Vec<Section>,
    /// Results by class.
    pub classes: [u32; 6],
    /// Results without a class, by reason.
    pub fallen: SortedMap<Fallen, u32>,
    /// Counts of graded results, for shares and main pollutants.
    pub shares: Sections,
    /// Results with a target.
    pub with_target: u32,
    /// Results that meet their target.
    pub on_target: u32,
    /// Results with an item whose class is not proven.
    pub unproven: u32,
    /// Agreement with a publisher's classes; of single samples only.
    pub agreement: Option<Agreement>,
}

fn body(assessment: &Assessment, site: SiteId) -> (Body, bool) {
    let described = assessment.sites().get(site);
    let chosen = assessment.plan.bodies.get(&described.name).or_else(|| assessment.plan.bodies.get(&described.label()));
    match chosen.copied().or(described.body) {
        Some(body) => (body, true),
        None => (assessment.plan.body, false),
    }
}

fn judge(
    assessment: &Assessment,
    site: SiteId,
    rounding: Rounding,
    items: &[(Parameter, Reading)],
    suspended: bool,
    trace: &mut impl Trace,
) -> Judged {
    let (body, body_known) = body(assessment, site);
    let described = assessment.sites().get(site);
    let choices = Choices::new(body, rounding);
    if described.water.is_some_and(|water| !water.is_surface()) {
        // Wells and rain go by other standards, and are neither river nor lake.
        let mut none = judged(&[], choices, true, None, true, trace);
        none.fallen = Some(Fallen::NotSurfaceWater);
        return none;
    }
    judged(items, choices, body_known, described.target, suspended, trace)
}

/// Grades the readings of a section, by its class and against its target.
pub(super) fn judged(
    items: &[(Parameter, Reading)],
    choices: Choices,
    body_known: bool,
    target: Option<Class>,
    suspended: bool,
    trace: &mut impl Trace,
) -> Judged {
    let edition = WaterLimits::Gb3838V2002;
    if suspended {
        return Judged {
            edition,
            choices,
            body_known,
            grade: grade(&[], choices, &mut Recorder::off()),
            main: Vec::new(),
            target: target.map(|target| (target, Verdict::NotAssessable)),
            over_target: Vec::new(),
            fallen: Some(Fallen::Suspended),
        };
    }
    let grade = grade(items, choices, trace);
    // Sorting out exceedances costs; most sections have none.
    let main = if grade.worse_than_iii.is_empty() { Vec::new() } else { main_pollutants(items, choices, trace) };
    let (target, over_target) = match target {
        Some(target) => {
            let (verdict, over) = against_target(items, choices, target, trace);
            (Some((target, verdict)), over)
        }
        None => (None, Vec::new()),
    };
    Judged {
        edition,
        choices,
        body_known,
        fallen: grade.class.is_none().then_some(Fallen::NoItems),
        grade,
        main,
        target,
        over_target,
    }
}

/// A sample; where only months are kept, a month in its place.
pub(super) fn sample(assessment: &Assessment, number: usize, trace: &mut impl Trace) -> SampleResult {
    if assessment.only_months() {
        let MonthResult { site, month, judged, .. } = month(assessment, number, trace);
        return SampleResult {
            number,
            site,
            stamp: Stamp::Month(month),
            origin: assessment.water.first_row_of_month(number),
            judged,
            official_class: String::new(),
            suspended: String::new(),
        };
    }
    let sample = assessment.water.get(number);
    let items = items(assessment, number, trace);
    let suspended = assessment.water.suspended(number);
    // A table of months holds means; anything else is a single sample.
    let rounding = match sample.stamp {
        Stamp::Month(_) => assessment.plan.rounding.of_means(),
        Stamp::Day(_) | Stamp::Minute(..) => assessment.plan.rounding.of_samples(),
    };
    let mut judged = judge(assessment, sample.site, rounding, &items, !suspended.is_empty(), trace);
    let is_excluded = |reading: &(Parameter, Reading)| reading.1 == Reading::Missing(Missing::Excluded);
    if judged.fallen == Some(Fallen::NoItems) && items.iter().any(is_excluded) {
        judged.fallen = Some(Fallen::Excluded);
    }
    SampleResult {
        number,
        site: sample.site,
        stamp: sample.stamp,
        origin: sample.origin,
        judged,
        official_class: assessment.water.official_class(number).to_owned(),
        suspended: suspended.to_owned(),
    }
}

fn items(assessment: &Assessment, number: usize, trace: &mut impl Trace) -> Vec<(Parameter, Reading)> {
    assessment.water.items(number, trace).into_iter().map(|found| (found.item, found.reading)).collect()
}

pub(super) fn month(assessment: &Assessment, number: usize, trace: &mut impl Trace) -> MonthResult {
    let SiteMonth { site, month, ref samples } = assessment.water.months()[number];
    let MonthMeans { used, suspended, means, .. } = assessment.water.month_means(number);
    let items: Vec<(Parameter, Reading)> =
        means.iter().filter_map(|mean| mean.reading(trace).map(|reading| (mean.item(), reading))).collect();
    let judged = judge(assessment, site, assessment.plan.rounding.of_means(), &items, used == 0, trace);
    MonthResult { number, site, month, samples: samples.clone(), used, suspended, judged }
}

/// Counts samples one after the other.
#[derive(Debug)]
pub(super) struct WaterCount {
    totals: WaterTotals,
    agreement: Agreement,
    /// Class of the sample before, at the section at hand.
    previous: Option<Class>,
    /// Official classes of the section at hand that fit our limits, and that fit those of the other body.
    fits: (u32, u32),
    screened: ScreenedWater,
    next: usize,
}

impl WaterCount {
    pub(super) fn new() -> WaterCount {
        WaterCount {
            totals: WaterTotals::default(),
            agreement: Agreement::new(Words::new("水质类别", "water class")),
            previous: None,
            fits: (0, 0),
            screened: ScreenedWater::default(),
            next: 0,
        }
    }

    /// Counts at most so many samples more; answers how many were left to do of these.
    pub(super) fn advance(&mut self, assessment: &Assessment, most: usize) -> usize {
        let end = assessment.water_len().min(self.next.saturating_add(most));
        let left = most - (end - self.next);
        for number in self.next..end {
            let result = sample(assessment, number, &mut Recorder::off());
            if assessment.plan.screening == Screening::On && !assessment.only_months() && result.suspended.is_empty() {
                let readings = assessment.water.readings(number);
                self.screened.add(assessment, result.site, result.stamp.date(), readings);
            }
            self.add(assessment, &result);
        }
        self.next = end;
        left
    }

    fn add(&mut self, assessment: &Assessment, result: &SampleResult) {
        if self.totals.sections.last().is_none_or(|section| section.site != result.site) {
            self.close_section();
            self.totals.sections.push(Section {
                site: result.site,
                body: result.judged.choices.body,
                body_known: result.judged.body_known,
                target: assessment.sites().get(result.site).target,
                results: 0,
                fits_other_body: false,
            });
        }
        let totals = &mut self.totals;
        if let Some(section) = totals.sections.last_mut() {
            section.results += 1;
        }
        let judged = &result.judged;
        match judged.fallen {
            Some(reason) => *totals.fallen.of(reason) += 1,
            None => {
                totals.shares.add(&judged.grade);
                totals.unproven += u32::from(!judged.grade.unproven.is_empty());
            }
        }
        if let Some(class) = judged.grade.class {
            totals.classes[usize::from(class.number()) - 1] += 1;
        }
        match judged.target {
            Some((_, Verdict::Attained)) => {
                totals.with_target += 1;
                totals.on_target += 1;
            }
            Some((_, Verdict::Exceeded)) => totals.with_target += 1,
            _ => {}
        }
        compare(assessment, result, self.previous, &mut self.agreement, &mut self.fits);
        self.previous = judged.grade.class;
    }

    fn close_section(&mut self) {
        if let Some(section) = self.totals.sections.last_mut() {
            section.fits_other_body = self.fits.1 > self.fits.0;
        }
        self.fits = (0, 0);
        self.previous = None;
    }

    pub(super) fn finish(mut self, assessment: &Assessment) -> (WaterTotals, Issues) {
        self.advance(assessment, usize::MAX);
        self.screened.end();
        self.close_section();
        if assessment.water.repeated() > 0 {
            self.agreement.not_compared.insert(Cause::Repeated, assessment.water.repeated());
        }
        self.totals.agreement = self.agreement.any();
        (self.totals, self.screened.issues)
    }
}

fn compare(
    assessment: &Assessment,
    result: &SampleResult,
    previous: Option<Class>,
    agreement: &mut Agreement,
    fits: &mut (u32, u32),
) {
    let official = result.official_class.trim();
    if official.is_empty() || matches!(official, "-" | "--" | "*" | "/" | "—") {
        return;
    }
    let Some(official) = Class::read(official) else {
        agreement.not_compared(Cause::NotRead);
        return;
    };
    let Some(own) = result.judged.grade.class else {
        agreement.not_compared(match result.judged.fallen {
            Some(Fallen::Suspended) => Cause::Suspended,
            _ => Cause::NotGraded,
        });
        return;
    };
    let items = items(assessment, result.number, &mut Recorder::off());
    let choices = result.judged.choices;
    let under = |body: Body, rounding: Rounding| {
        grade(&items, Choices { body, rounding, ..choices }, &mut Recorder::off()).class
    };
    let other = if choices.body == Body::River { Body::Lake } else { Body::River };
    let in_other = under(other, choices.rounding);
    fits.0 += u32::from(own == official);
    fits.1 += u32::from(in_other == Some(official));
    if own == official {
        agreement.same();
        return;
    }
    let deciding_left_out = result.judged.grade.deciding;
    let rest: Items = result.judged.grade.evaluated.iter().filter(|item| !deciding_left_out.contains(*item)).collect();
    let of_rest = rest.iter().filter_map(|item| result.judged.grade.of(item)).max();
    let other_rounding = match choices.rounding {
        Rounding::Raw => Rounding::Evaluation,
        Rounding::Evaluation => Rounding::Raw,
    };
    let cause = if in_other == Some(official) {
        Cause::OtherBody
    } else if at_the_limit(&items, choices, official) || under(choices.body, other_rounding) == Some(official) {
        Cause::AtTheLimit
    } else if previous == Some(official) {
        Cause::RowBefore
    } else if own == Class::I && official == Class::II {
        Cause::NoClassI
    } else if of_rest == Some(official) || official > own {
        Cause::OtherItems
    } else {
        Cause::Unknown
    };
    agreement.differs(
        Some(cause),
        || format!("{} {}", assessment.sites().get(result.site).label(), result.stamp),
        || (own.words().zh.to_owned(), official.words().zh.to_owned()),
    );
}

/// Whether a value stands exactly at a limit that it meets, and the class that a hair more would give is `official`:
/// the publisher judged a value with more decimals.
fn at_the_limit(items: &[(Parameter, Reading)], choices: Choices, official: Class) -> bool {
    items.iter().any(|&(item, reading)| {
        let (Reading::Value(value), Some(row)) = (reading, choices.row(item)) else { return false };
        let Some(better) = Class::from_number(official.number() - 1) else { return false };
        row.limit(better) == Some(value)
    })
}
