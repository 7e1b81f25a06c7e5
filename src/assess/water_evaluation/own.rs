//! Limits that a person brings, over samples and periods.

use super::WaterEvaluation;
use super::further::readings;
use crate::assess::sample_table::TableSample;
use crate::calendar::{Span, Stamp};
use crate::grade::Verdict;
use crate::observation::{Origin, SiteId};
use crate::quantity::Amount;
use crate::standard::own::OwnLimit;
use crate::trace::{Recorder, Trace};
use crate::water::own_limits::{OwnGrade, hold_sample};

/// A sample held against own limits.
#[derive(Debug, Clone)]
pub struct OwnSample {
    /// When.
    pub stamp: Stamp,
    /// Row.
    pub origin: Origin,
    /// What came out.
    pub grade: OwnGrade,
}

/// What the samples of a period say to one limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitCounts {
    /// The limit.
    pub limit: OwnLimit,
    /// Samples that keep it.
    pub attained: u32,
    /// Samples that do not.
    pub exceeded: u32,
    /// Samples without a reading of its item.
    pub missing: u32,
    /// The largest multiple of exceedance, of a limit of the kind "at most".
    pub worst: Option<Amount>,
    /// When that was.
    pub worst_at: Option<Stamp>,
}

/// A site over a period held against own limits.
#[derive(Debug, Clone)]
pub struct OwnPeriod {
    /// Site.
    pub site: SiteId,
    /// Period.
    pub span: Span,
    /// Its samples, ascending by time.
    pub samples: Vec<OwnSample>,
    /// Each limit in the order of the table.
    pub limits: Vec<LimitCounts>,
    /// The means over the period.
    pub means: OwnGrade,
}

impl OwnPeriod {
    /// Samples that keep every limit that could be assessed, and those that were assessed.
    #[must_use]
    pub fn within(&self) -> (u32, u32) {
        self.samples.iter().fold((0, 0), |(within, all), sample| match sample.grade.verdict {
            Verdict::Attained => (within + 1, all + 1),
            Verdict::Exceeded => (within, all + 1),
            Verdict::NotAssessable => (within, all),
        })
    }

    /// The largest multiple of exceedance of any sample, and the limit that it is of.
    #[must_use]
    pub fn worst(&self) -> Option<&LimitCounts> {
        self.limits.iter().filter(|limit| limit.worst.is_some()).max_by_key(|limit| limit.worst)
    }
}

impl WaterEvaluation {
    /// A site over a period held against the limits of the plan; `None` without limits, and where the site has no sample
    /// there that is assessed.
    #[must_use]
    pub fn own(&self, site: SiteId, span: Span) -> Option<OwnPeriod> {
        self.own_traced(site, span, &mut Recorder::off())
    }

    /// A site over a period held against the limits of the plan, with the steps of its means told to a trace.
    pub fn own_traced(&self, site: SiteId, span: Span, trace: &mut impl Trace) -> Option<OwnPeriod> {
        let table = &self.plan().own;
        let samples: Vec<OwnSample> =
            self.samples_in(site, span).map(|sample| self.own_sample(site, &sample, &mut Recorder::off())).collect();
        if samples.is_empty() || table.limits.is_empty() {
            return None;
        }
        let limits = table.limits.iter().enumerate().map(|(at, limit)| count(&samples, at, *limit)).collect();
        let means = hold_sample(&readings(&self.means_of_all(site, span, trace)), table, trace);
        Some(OwnPeriod { site, span, samples, limits, means })
    }

    /// A sample held against the limits of the plan, with its steps told to a trace.
    pub fn own_sample(&self, site: SiteId, sample: &TableSample<'_>, trace: &mut impl Trace) -> OwnSample {
        let grade = hold_sample(&readings(&self.findings(site, sample)), &self.plan().own, trace);
        OwnSample { stamp: sample.stamp, origin: sample.origin, grade }
    }
}

fn count(samples: &[OwnSample], at: usize, limit: OwnLimit) -> LimitCounts {
    let mut counts = LimitCounts { limit, attained: 0, exceeded: 0, missing: 0, worst: None, worst_at: None };
    for sample in samples {
        let Some(result) = sample.grade.results.get(at) else { continue };
        match result.verdict() {
            Verdict::Attained => counts.attained += 1,
            Verdict::Exceeded => counts.exceeded += 1,
            Verdict::NotAssessable => counts.missing += 1,
        }
        if result.multiple() > counts.worst {
            (counts.worst, counts.worst_at) = (result.multiple(), Some(sample.stamp));
        }
    }
    counts
}
