//! Evaluation of water over periods: sections and lakes × spans, by the means of months.

mod acid_rain;
mod along;
mod black_odorous;
mod changes;
mod cwqi;
mod further;
mod groups;
mod lakes;
mod others;
mod own;
mod plan;
mod profiles;
mod section;
mod sources;
mod targets;
mod trends;
mod wells;
mod zones;

pub use acid_rain::{AcidRainPlan, Rain, RainPlace};
pub use along::{RiverOrder, RiverProfile};
pub use black_odorous::{BlackOdorousPlan, BlackOdorousPoint, BlackOdorousSample, BlackOdorousWater};
pub use changes::{ChangeBasis, ChangePlan, GroupChange, SectionChange};
pub use cwqi::{CityItems, CityPlan, CityRanking, RankedCity};
pub use further::UnsaidUnit;
pub use groups::{Group, GroupBy, GroupPeriod, GroupPlan, GroupResult, Groups, LakePoints};
pub use lakes::{LakeChange, LakeCounts, LakeMonth, LakePeriod, LakePlan, LakePoint};
pub use others::{Quantity, quantity};
pub use own::{LimitCounts, OwnPeriod, OwnSample};
pub use plan::{ItemSet, LeastMonths, Thin, WaterPlan};
pub use profiles::{Objectives, ProfilesPlan, SectionProfiles};
pub use section::{Enough, SectionPeriod};
pub use sources::{SourceGrade, SourceItems, SourceOver, SourcePeriod, SourceResult, SourcesPlan};
pub use targets::DocumentedTargets;
pub use trends::{Direction, LeftOut, PeriodValue, TrendPlan, WaterSeries, WaterTrend, WaterTrendItem, water_trend};
pub use wells::{WellClass, WellPeriod, WellSample, WellShares, WellsPlan};
pub use zones::{Rounds, ZoneCounts, ZonePeriod, ZonePlan, ZoneRound};

use super::sample_table::{MonthMeans, SampleTable};
use super::water::{Fallen, Judged, judged};
use crate::calendar::{Date, Month, Span};
use crate::grade::Class;
use crate::observation::{Site, SiteId};
use crate::parameter::Parameter;
use crate::plan::Body;
use crate::quantity::Reading;
use crate::trace::{Recorder, Trace};
use crate::water::mean::{Mean, Over, PeriodMean, mean_of_means, of_item};

/// A lake or reservoir and its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lake {
    /// Its name.
    pub name: String,
    /// Its basin, empty where the data do not say it.
    pub basin: String,
    /// Whether the data, or the names of the points, say which lake its points belong to; otherwise it is one point that
    /// stands for itself.
    pub grouped: bool,
    /// Its points in the order of the data.
    pub points: Vec<SiteId>,
}

/// Samples of water under evaluation. Results are computed when they are asked for; only the means of months are held.
#[derive(Debug)]
pub struct WaterEvaluation {
    table: SampleTable,
    plan: WaterPlan,
    /// Means of the months of every site of the table.
    months: Vec<Vec<MonthMeans>>,
    sections: Vec<SiteId>,
    lakes: Vec<Lake>,
    /// Sites of precipitation.
    rain: Vec<SiteId>,
    /// What the cells of further items mean.
    headers: further::Headers,
}

impl WaterEvaluation {
    /// An evaluation of samples that follows a plan.
    #[must_use]
    pub fn new(table: SampleTable, plan: WaterPlan) -> WaterEvaluation {
        let months = table.sites().map(|(site, _)| table.months(site)).collect();
        WaterEvaluation {
            months,
            plan: WaterPlan::default(),
            sections: Vec::new(),
            lakes: Vec::new(),
            rain: Vec::new(),
            headers: further::Headers::default(),
            table,
        }
        .replan(plan)
    }

    /// The same samples under another plan.
    #[must_use]
    pub fn replan(mut self, plan: WaterPlan) -> WaterEvaluation {
        self.plan = plan;
        let rain = self.find_rain();
        let of_river = |site: &(SiteId, &Site)| self.body(site.0).0 == Body::River;
        let (sections, points): (Vec<_>, Vec<_>) = self
            .table
            .sites()
            .filter(|(site, _)| !rain.contains(site) && !self.is_groundwater(*site))
            .partition(of_river);
        let sections = sections.into_iter().map(|(site, _)| site).collect();
        let lakes = lakes::lakes(&self.plan.lakes, points.into_iter());
        (self.sections, self.lakes, self.rain) = (sections, lakes, rain);
        self.headers = self.read_headers();
        self
    }

    /// What was chosen.
    #[must_use]
    pub fn plan(&self) -> &WaterPlan {
        &self.plan
    }

    /// The samples.
    #[must_use]
    pub fn table(&self) -> &SampleTable {
        &self.table
    }

    /// The sections of rivers, in the order of the data.
    #[must_use]
    pub fn sections(&self) -> &[SiteId] {
        &self.sections
    }

    /// The lakes and reservoirs, in the order of the data.
    #[must_use]
    pub fn lakes(&self) -> &[Lake] {
        &self.lakes
    }

    /// The sites of rivers, lakes and reservoirs, in the order of the data: no wells and no precipitation.
    #[must_use]
    pub fn surface_sites(&self) -> Vec<SiteId> {
        let points = self.lakes.iter().flat_map(|lake| &lake.points);
        let mut sites: Vec<SiteId> = self.sections.iter().chain(points).copied().collect();
        crate::sorting::sort_by_key(&mut sites, |site| *site);
        sites
    }

    /// The body of water that a site belongs to, and whether the data or the person said it.
    #[must_use]
    pub fn body(&self, site: SiteId) -> (Body, bool) {
        let described = self.table.site(site);
        let chosen = self.plan.bodies.get(&described.name).or_else(|| self.plan.bodies.get(&described.label()));
        chosen.copied().or(described.body).map_or((self.plan.body, false), |body| (body, true))
    }

    /// The target class of a site: as chosen, otherwise as the data say it, otherwise as documents state it where such a set
    /// was chosen.
    #[must_use]
    pub fn target(&self, site: SiteId) -> Option<Class> {
        let described = self.table.site(site);
        let documented = || self.plan.groups.documented_targets?.of(described);
        self.plan.targets.get(&described.name).copied().or(described.target).or_else(documented)
    }

    /// The months of a site, ascending.
    #[must_use]
    pub fn months(&self, site: SiteId) -> &[MonthMeans] {
        self.months.get(site.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The months of a site that lie wholly in a span.
    pub fn months_in(&self, site: SiteId, span: Span) -> impl Iterator<Item = &MonthMeans> {
        let whole = move |month: Month| {
            let month = Span::Month(month);
            span.contains(month.first()) && span.contains(month.last())
        };
        self.months(site).iter().filter(move |month| whole(month.month))
    }

    /// The means of a site over a span: over a month those of its samples, over longer spans those of its months (or of all
    /// samples, see [`WaterPlan::mean_of_samples`]), over days that cut a month those of the samples. In the order of the
    /// register.
    pub fn means(&self, site: SiteId, span: Span, trace: &mut impl Trace) -> Vec<Mean> {
        match span {
            Span::Days(first, last) if !span.is_whole_months() => self.means_of_days(site, (first, last), trace),
            Span::Month(_) => {
                let months = self.months_in(site, span).flat_map(|month| &month.means);
                months.filter_map(|mean| mean.mean(trace)).collect()
            }
            _ if self.plan.mean_of_samples => {
                let mut means: Vec<PeriodMean> = Vec::new();
                for mean in self.months_in(site, span).flat_map(|month| &month.means) {
                    of_item(&mut means, mean.item()).merge(mean);
                }
                means.iter().filter_map(|mean| mean.mean(trace)).collect()
            }
            _ => {
                let months: Vec<Vec<Mean>> = self.months_in(site, span).map(MonthMeans::means).collect();
                let means_of = |item: Parameter| -> Vec<Mean> {
                    months.iter().flatten().filter(|mean| mean.item == item).copied().collect()
                };
                let all = Parameter::ALL.iter().copied();
                all.filter_map(|item| mean_of_means(item, &means_of(item), Over::Months, trace)).collect()
            }
        }
    }

    fn means_of_days(&self, site: SiteId, (first, last): (Date, Date), trace: &mut impl Trace) -> Vec<Mean> {
        let mut means: Vec<PeriodMean> = Vec::new();
        let inside = |date: Date| first <= date && date <= last;
        for sample in self.table.samples(site).filter(|sample| inside(sample.stamp.date())) {
            for reading in sample.readings.iter().filter(|_| sample.suspended.is_empty()) {
                of_item(&mut means, reading.item).add(reading.reading);
            }
        }
        means.iter().filter_map(|mean| mean.mean(trace)).collect()
    }

    /// The readings of the means, as rules take them: only items of the chosen set, and those that are graded beside it.
    #[must_use]
    pub fn chosen(&self, means: &[Mean]) -> Vec<(Parameter, Reading)> {
        let wanted = |mean: &&Mean| self.plan.items.takes(mean.item);
        means.iter().filter(wanted).map(|mean| (mean.item, mean.reading)).collect()
    }

    /// The spans that the plan asks for and the data touch, ascending.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        let of_site = |(site, _): (SiteId, &Site)| self.spans_of(site);
        let mut spans: Vec<Span> = self.table.sites().flat_map(of_site).collect();
        crate::sorting::sort_by_key(&mut spans, |span| *span);
        spans.dedup();
        spans
    }

    /// The spans that the plan asks for and the samples of a site touch, ascending.
    #[must_use]
    pub fn spans_of(&self, site: SiteId) -> Vec<Span> {
        match &self.plan.spans {
            super::Spans::Each(kind) => {
                let mut spans: Vec<Span> =
                    self.months(site).iter().map(|month| kind.of(Span::Month(month.month).first())).collect();
                spans.dedup();
                spans
            }
            super::Spans::Of(spans) => spans.iter().copied().filter(|span| self.touches(site, *span)).collect(),
        }
    }

    fn touches(&self, site: SiteId, span: Span) -> bool {
        match span {
            Span::Days(first, last) if !span.is_whole_months() => {
                self.table.samples(site).any(|sample| (first..=last).contains(&sample.stamp.date()))
            }
            _ => self.months_in(site, span).next().is_some(),
        }
    }

    /// A section over a span; `None` where it has no sample there.
    #[must_use]
    pub fn section(&self, site: SiteId, span: Span) -> Option<SectionPeriod> {
        self.section_traced(site, span, &mut Recorder::off())
    }

    /// A section over a span, with its steps told to a trace.
    pub fn section_traced(&self, site: SiteId, span: Span, trace: &mut impl Trace) -> Option<SectionPeriod> {
        self.touches(site, span).then(|| section::evaluate(self, site, span, trace))
    }
}
