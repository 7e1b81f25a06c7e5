//! A section over a period.

use super::{Judged, Mean, Thin, WaterEvaluation};
use crate::assess::Fallen;
use crate::assess::water::judged;
use crate::calendar::{Month, Span, SpanKind};
use crate::grade::{Class, Verdict};
use crate::observation::SiteId;
use crate::parameter::Parameter;
use crate::trace::{Recorder, Trace};
use crate::water::section::Choices;

/// Whether a period has as many months with data as it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enough {
    /// It has.
    Yes,
    /// It has fewer.
    No {
        /// Months with data.
        months: u32,
        /// Months that it needs.
        least: u32,
    },
}

/// A section over a period.
#[derive(Debug, Clone)]
pub struct SectionPeriod {
    /// Section.
    pub site: SiteId,
    /// Period.
    pub span: Span,
    /// The means of all its items, in the order of the register.
    pub means: Vec<Mean>,
    /// The months in it with their class and, where there is a target, whether it is met.
    pub months: Vec<(Month, Option<Class>, Verdict)>,
    /// Samples that entered the means.
    pub samples: u32,
    /// Samples that did not, because the station was suspended.
    pub suspended: u32,
    /// Whether there are enough months.
    pub enough: Enough,
    /// The class of the means, main pollutants, and the target.
    pub judged: Judged,
}

impl SectionPeriod {
    /// Months that meet the target, of those that have a class and a target.
    #[must_use]
    pub fn months_on_target(&self) -> (u32, u32) {
        let count = |verdict: Verdict| self.months.iter().filter(|month| month.2 == verdict).count();
        let met = count(Verdict::Attained);
        let all = met + count(Verdict::Exceeded);
        (u32::try_from(met).unwrap_or(u32::MAX), u32::try_from(all).unwrap_or(u32::MAX))
    }

    /// The class of total nitrogen alone, of lakes.
    #[must_use]
    pub fn nitrogen(&self) -> Option<Class> {
        self.judged.grade.of(Parameter::Tn)
    }

    /// The class of faecal coliform alone.
    #[must_use]
    pub fn coliform(&self) -> Option<Class> {
        self.judged.grade.of(Parameter::FaecalColiform)
    }
}

pub(super) fn evaluate(of: &WaterEvaluation, site: SiteId, span: Span, trace: &mut impl Trace) -> SectionPeriod {
    let (body, body_known) = of.body(site);
    let plan = of.plan();
    let choices = Choices { body, rounding: plan.rounding.of_means(), saturation: plan.saturation };
    let target = of.target(site);
    let means = of.means(site, span, trace);
    let (samples, suspended) = counts(of, site, span);
    let mut result = judged(&of.chosen(&means), choices, body_known, target, samples == 0 && suspended > 0, trace);
    let months: Vec<(Month, Option<Class>, Verdict)> = of
        .months_in(site, span)
        .map(|month| {
            let items = of.chosen(&month.means());
            let month_judged = judged(&items, choices, body_known, target, month.used == 0, &mut Recorder::off());
            let verdict = month_judged.target.map_or(Verdict::NotAssessable, |(_, verdict)| verdict);
            (month.month, month_judged.grade.class, verdict)
        })
        .collect();
    let with_class = months.iter().filter(|month| month.1.is_some()).count();
    let enough = enough(of, span, u32::try_from(with_class).unwrap_or(u32::MAX));
    if enough != Enough::Yes && plan.thin == Thin::NotEvaluated && result.fallen.is_none() {
        result = judged(&[], choices, body_known, target, false, &mut Recorder::off());
        result.fallen = Some(Fallen::TooFewMonths);
    }
    SectionPeriod { site, span, means, months, samples, suspended, enough, judged: result }
}

pub(super) fn enough(of: &WaterEvaluation, span: Span, months: u32) -> Enough {
    let least = match span.kind() {
        Some(SpanKind::Quarter | SpanKind::Season) => of.plan().least.quarter,
        Some(SpanKind::Year) => of.plan().least.year,
        _ => return Enough::Yes,
    };
    if months >= least { Enough::Yes } else { Enough::No { months, least } }
}

/// Samples of a site in a span: those that entered means, and those of a suspended station.
fn counts(of: &WaterEvaluation, site: SiteId, span: Span) -> (u32, u32) {
    if let Span::Days(first, last) = span
        && !span.is_whole_months()
    {
        let inside = of.table().samples(site).filter(|sample| (first..=last).contains(&sample.stamp.date()));
        return inside.fold((0, 0), |(used, suspended), sample| {
            if sample.suspended.is_empty() { (used + 1, suspended) } else { (used, suspended + 1) }
        });
    }
    of.months_in(site, span).fold((0, 0), |(used, suspended), month| (used + month.used, suspended + month.suspended))
}
