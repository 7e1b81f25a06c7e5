//! The one hall where records and rules meet: records and a plan go in, an assessment comes out.

mod agreement;
mod air;
mod by_hour;
mod comparison;
mod days;
mod evaluation;
mod exclusions;
mod hours;
mod kept;
mod other_days;
mod other_items;
mod part;
mod places;
mod sample_table;
mod samples;
mod screening;
#[cfg(not(target_arch = "wasm32"))]
mod threads;
mod trends;
mod water;
mod water_evaluation;

pub use agreement::{Agreement, Cause, Difference};
pub use air::{AirDay, AirHour, AirSite, AirSource, AirTotals, Dropped};
pub use by_hour::{PlaceHour, PlaceHours};
pub use comparison::{Comparison, ComparisonChoices, EuropeanYear, UsYear};
pub use days::{BadTable, DayTable};
pub use evaluation::{
    CityCounts, Evaluated, Evaluation, EvaluationPlan, Judgement, Numbers, Part, Ranked, Ranking, RegionMethod, Spans,
    thin,
};
pub use exclusions::{Change, Done, EXCLUSIONS_FILE};
pub use other_items::{OtherOutcome, OtherYear, Reference, other_decimals};
pub use part::{RangeReader, absorb};
pub use places::{Level, Members, Place};
pub use sample_table::{MonthMeans, OtherReading, SampleTable, TableReading, TableSample};
pub use samples::Found;
#[cfg(not(target_arch = "wasm32"))]
pub use threads::read_path;
pub use trends::{AnnualNumbers, TrendItem, TrendResult, trend};
pub use water::{Fallen, Judged, MonthResult, SampleResult, Section, WaterTotals};
pub use water_evaluation::{
    AcidRainPlan, BlackOdorousPlan, BlackOdorousPoint, BlackOdorousSample, BlackOdorousWater, ChangeBasis, ChangePlan,
    CityItems, CityPlan, CityRanking, Direction, DocumentedTargets, Enough, Group, GroupBy, GroupChange, GroupPeriod,
    GroupPlan, GroupResult, Groups, ItemSet, Lake, LakeChange, LakeCounts, LakeMonth, LakePeriod, LakePlan, LakePoint,
    LakePoints, LeastMonths, LeftOut, LimitCounts, Objectives, OwnPeriod, OwnSample, PeriodValue, ProfilesPlan,
    Quantity, Rain, RainPlace, RankedCity, RiverOrder, RiverProfile, Rounds, SectionChange, SectionPeriod,
    SectionProfiles, SourceGrade, SourceItems, SourceOver, SourcePeriod, SourceResult, SourcesPlan, Thin, TrendPlan,
    UnsaidUnit, WaterEvaluation, WaterPlan, WaterSeries, WaterTrend, WaterTrendItem, WellClass, WellPeriod, WellSample,
    WellShares, WellsPlan, ZoneCounts, ZonePeriod, ZonePlan, ZoneRound, quantity, water_trend,
};

use crate::calendar::Date;
use crate::exclusion::Exclusion;
use crate::fold::{Fold, Sink};
use crate::ingest::FileReport;
use crate::issue::{Code, Issue, Issues};
use crate::observation::{DustPeriod, Record, SiteId, SiteTable};
use crate::plan::{Plan, Screening};
use crate::trace::{Recorder, Trace};

/// Takes records in, in any order, and becomes an [`Assessment`].
#[derive(Debug)]
pub struct Assessor {
    plan: Plan,
    issues: Issues,
    air: air::AirFold,
    water: samples::Samples,
    dust: Vec<DustPeriod>,
    excluding: exclusions::Excluding,
    /// Reads a part of a file apart from the others.
    apart: bool,
}

impl Assessor {
    /// An assessor that follows a plan.
    #[must_use]
    pub fn new(plan: Plan) -> Assessor {
        Assessor {
            air: air::AirFold::new(&plan),
            water: samples::Samples::new(plan.keep_samples),
            excluding: exclusions::Excluding::new(&plan.exclusions),
            plan,
            issues: Issues::default(),
            dust: Vec::new(),
            apart: false,
        }
    }

    /// Grades everything.
    #[must_use]
    pub fn finish(self, sites: SiteTable) -> Assessment {
        self.seal(sites).finish()
    }

    /// Takes no more records. What is left to do can be done in slices, so that a page without a worker stays alive.
    #[must_use]
    pub fn seal(mut self, sites: SiteTable) -> Counting {
        self.air.seal(self.plan.edition, &mut self.issues);
        self.excluding.seal(&mut self.issues);
        let issues = &mut self.issues;
        self.water.seal(&mut |merged| merged_issue(issues, &merged));
        let assessment = Assessment {
            plan: self.plan,
            sites,
            issues: self.issues,
            air: self.air,
            water: self.water,
            dust: self.dust,
            excluding: self.excluding,
            air_totals: AirTotals::default(),
            water_totals: WaterTotals::default(),
        };
        Counting { assessment, air: air::AirCount::new(), water: water::WaterCount::new() }
    }
}

/// An assessment whose totals are being counted.
#[derive(Debug)]
pub struct Counting {
    assessment: Assessment,
    air: air::AirCount,
    water: water::WaterCount,
}

impl Counting {
    /// Counts at most so many results more; answers whether all are counted.
    pub fn advance(&mut self, most: usize) -> bool {
        let left = self.air.advance(&self.assessment, most);
        self.water.advance(&self.assessment, left) > 0
    }

    /// Counts what is left.
    #[must_use]
    pub fn finish(self) -> Assessment {
        let Counting { mut assessment, air, water } = self;
        let (air_totals, of_air) = air.finish(&assessment);
        let (water_totals, of_water) = water.finish(&assessment);
        (assessment.air_totals, assessment.water_totals) = (air_totals, water_totals);
        assessment.issues.merge(of_air);
        assessment.issues.merge(of_water);
        assessment
    }
}

impl Sink for Assessor {
    #[inline]
    fn air(&mut self, sites: &SiteTable, record: &Record<'_>) {
        if self.excluding.is_idle() {
            self.air.add(record, self.plan.edition, &mut self.issues);
        } else {
            let record = self.excluding.apply(sites, record);
            self.air.add(&record, self.plan.edition, &mut self.issues);
        }
    }

    fn water(&mut self, sites: &SiteTable, record: &Record<'_>) {
        let applied = (!self.excluding.is_idle()).then(|| self.excluding.apply(sites, record));
        let record = applied.as_ref().unwrap_or(record);
        let issues = &mut self.issues;
        self.water.add(record, |cell, added| samples_issue(issues, record.origin, cell.column, added));
    }

    fn issue(&mut self, issue: Issue<'_>) {
        if issue.code.is_screening() && self.plan.screening == Screening::Off {
            return;
        }
        self.issues.add(issue);
    }

    fn dust(&mut self, period: DustPeriod) {
        self.dust.push(period);
    }
}

fn samples_issue(issues: &mut Issues, origin: crate::observation::Origin, column: u16, added: samples::Added) {
    let code = match added {
        samples::Added::Again | samples::Added::Repeated => Code::Duplicate,
        samples::Added::Contradicted => Code::Contradiction,
    };
    issues.add(Issue { code, origin, column, header: "", text: "" });
}

#[cold]
fn merged_issue(issues: &mut Issues, merged: &samples::Merged<'_>) {
    match *merged {
        samples::Merged::Cell(cell, origin, added) => samples_issue(issues, origin, cell.column, added),
        samples::Merged::Month(month, origin, lost) => issues.add(Issue {
            code: if lost { Code::SamplesLost } else { Code::Duplicate },
            origin,
            column: 0,
            header: "",
            text: &month.to_string(),
        }),
    }
}

impl Fold for Assessor {
    fn merge(&mut self, later: Assessor, sites: &[SiteId]) {
        self.issues.merge(later.issues);
        self.dust.extend(later.dust);
        self.excluding.merge(later.excluding, sites);
        self.air.merge(later.air, sites, self.plan.edition, &mut self.issues);
        let (issues, said) = (&mut self.issues, later.apart);
        self.water.merge(later.water, sites, &mut |merged| {
            // What a part of a file had to say was said, and it has nothing in common with what came before.
            if !said {
                merged_issue(issues, &merged);
            }
        });
    }
}

/// A finished assessment. Results are computed when they are asked for, by the code that explains them, from the exact
/// state that was kept; only totals are held ready.
#[derive(Debug)]
pub struct Assessment {
    plan: Plan,
    sites: SiteTable,
    issues: Issues,
    air: air::AirFold,
    water: samples::Samples,
    dust: Vec<DustPeriod>,
    excluding: exclusions::Excluding,
    air_totals: AirTotals,
    water_totals: WaterTotals,
}

impl Assessment {
    /// What was chosen.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// All sites.
    #[must_use]
    pub fn sites(&self) -> &SiteTable {
        &self.sites
    }

    /// What was noticed about the data.
    #[must_use]
    pub fn issues(&self) -> &Issues {
        &self.issues
    }

    /// Periods of sand and dust that the files declare, in the order of the files.
    #[must_use]
    pub fn dust(&self) -> &[DustPeriod] {
        &self.dust
    }

    /// The list of exclusions and corrections, with what each line did.
    pub fn exclusions(&self) -> impl Iterator<Item = (&Exclusion, Done)> {
        self.excluding.lines()
    }

    /// The readings of a site that were excluded or corrected from one day to another, with the line that says why.
    pub fn changes(&self, site: SiteId, first: Date, last: Date) -> impl Iterator<Item = (&Change, &Exclusion)> {
        let changes = self.excluding.between(site, first, last);
        changes.iter().filter_map(|change| Some((change, self.excluding.line(change)?)))
    }

    /// Totals of air.
    #[must_use]
    pub fn air_totals(&self) -> &AirTotals {
        &self.air_totals
    }

    /// Totals of water.
    #[must_use]
    pub fn water_totals(&self) -> &WaterTotals {
        &self.water_totals
    }

    /// Number of site-days of air; they are numbered from 0 in the order of sites and days.
    #[must_use]
    pub fn air_len(&self) -> usize {
        self.air.len()
    }

    /// The numbers of the days of one site.
    #[must_use]
    pub fn air_days_of(&self, site: SiteId) -> std::ops::Range<usize> {
        self.air.days_of(site)
    }

    /// The numbers of the days of one site in one year.
    #[must_use]
    pub fn air_days_in(&self, site: SiteId, year: i32) -> std::ops::Range<usize> {
        self.air.days_in(site, year)
    }

    /// The daily values of all sites with air, other items too, the dust periods that the files declare, and the hours where they are kept.
    #[must_use]
    pub fn day_table(&self) -> DayTable {
        let mut table = DayTable::default();
        let mut others = 0;
        self.dust.iter().for_each(|period| table.add_dust(period));
        for (id, site) in self.sites.iter() {
            let days = self.air_days_of(id);
            let has_others = self.air.site_of_others(others) == Some(id);
            if !days.is_empty() || has_others {
                let days: Vec<_> =
                    days.filter_map(|number| self.air.place_day(id, number, self.plan.edition)).collect();
                table.add(site, days.iter().copied());
                let hours = days.iter().filter_map(|day| Some((day.date, self.hours_of_day(id, day.date)?)));
                if self.plan.keep_hours {
                    table.add_hours(hours);
                }
                if has_others {
                    self.air.others_of(&mut others, &mut |item, day| table.add_other(item, day));
                }
            }
        }
        table
    }

    /// The samples of all sections, with the names of the files that they come from.
    #[must_use]
    pub fn sample_table(&self, files: &[FileReport]) -> SampleTable {
        let mut table = SampleTable::default();
        files.iter().for_each(|file| table.add_file(&file.name));
        for (id, site) in self.sites.iter() {
            let (samples, months) = (self.water.of(id), self.water.months_of(id));
            if months.is_empty() {
                continue;
            }
            table.add_site(site);
            if self.only_months() {
                months.for_each(|month| table.add_month(self.water.month_means(month)));
            }
            for number in samples {
                let sample = self.water.get(number);
                let readings = self.water.items(number, &mut Recorder::off()).into_iter();
                let others = self.water.others(number);
                let others = others.iter().map(|found| OtherReading {
                    name: found.cell.name,
                    unit: found.cell.unit,
                    text: found.cell.text,
                    column: found.cell.column,
                    row: found.origin.row,
                });
                let (suspended, class) = (self.water.suspended(number), self.water.official_class(number));
                table.add_sample((sample.stamp, sample.origin), suspended, class, readings, others);
            }
        }
        table
    }

    /// How many series of daily values of other items than the six there are, one a site and item: they are evaluated by
    /// years ([`Evaluation::other_items`]).
    #[must_use]
    pub fn other_items_len(&self) -> usize {
        self.air.others_len()
    }

    /// Number of single hours that are results of their own: where no day has enough hours for a daily AQI and the
    /// hours are few. Otherwise none.
    #[must_use]
    pub fn hours_len(&self) -> usize {
        if self.air_totals.good.valid > 0 { 0 } else { self.air.hours_len() }
    }

    /// One of these hours.
    #[must_use]
    pub fn hour(&self, number: usize) -> Option<AirHour> {
        self.hour_traced(number, &mut Recorder::off())
    }

    /// One of these hours, with its steps told to a trace.
    pub fn hour_traced(&self, number: usize, trace: &mut impl Trace) -> Option<AirHour> {
        if number < self.hours_len() { self.air.hour(number, self.plan.edition, trace) } else { None }
    }

    /// One day at one site, `None` where there is no such number.
    #[must_use]
    pub fn air_day(&self, number: usize) -> Option<AirDay> {
        self.air_day_traced(number, &mut Recorder::off())
    }

    /// One day at one site, with its steps told to a trace.
    pub fn air_day_traced(&self, number: usize, trace: &mut impl Trace) -> Option<AirDay> {
        self.air.day(number, self.plan.edition, trace)
    }

    /// The largest hour of ozone of a day from a table that has it.
    fn ozone_hour(&self, day: &AirDay) -> Option<crate::quantity::Amount> {
        self.air.place_day(day.site, day.number, self.plan.edition)?.values.ozone_hour
    }

    /// The same day under another edition.
    #[must_use]
    pub fn air_day_under(&self, number: usize, edition: crate::edition::EditionChoice) -> Option<AirDay> {
        self.air.day(number, edition, &mut Recorder::off())
    }

    /// Number of results of water: samples, or section-months where only these are kept. They are numbered from 0 in the
    /// order of sections and times.
    #[must_use]
    pub fn water_len(&self) -> usize {
        if self.only_months() { self.months_len() } else { self.water.len() }
    }

    /// The numbers of the results of one section, or of all.
    #[must_use]
    pub fn water_of(&self, site: Option<SiteId>) -> std::ops::Range<usize> {
        match site {
            Some(site) if !self.only_months() => self.water.of(site),
            Some(site) => self.months_of(Some(site)),
            None => 0..self.water_len(),
        }
    }

    /// One sample, or the month that is kept in the place of samples.
    #[must_use]
    pub fn sample(&self, number: usize) -> Option<SampleResult> {
        self.sample_traced(number, &mut Recorder::off())
    }

    /// One sample, with its steps told to a trace.
    pub fn sample_traced(&self, number: usize, trace: &mut impl Trace) -> Option<SampleResult> {
        (number < self.water_len()).then(|| water::sample(self, number, trace))
    }

    /// Whether there were too many samples of water to keep them one by one (see [`Plan::keep_samples`]). Months stand in
    /// their place then, and a publisher's classes of samples are not compared.
    #[must_use]
    pub fn only_months(&self) -> bool {
        self.water.only_months()
    }

    /// Number of section-months; they are numbered from 0 in the order of sections and months.
    #[must_use]
    pub fn months_len(&self) -> usize {
        self.water.months().len()
    }

    /// The numbers of the months of one section, or of all.
    #[must_use]
    pub fn months_of(&self, site: Option<SiteId>) -> std::ops::Range<usize> {
        site.map_or(0..self.months_len(), |site| self.water.months_of(site))
    }

    /// The means of one month at one section, not rounded.
    #[must_use]
    pub fn month_means(&self, number: usize) -> Option<MonthMeans> {
        (number < self.months_len()).then(|| self.water.month_means(number))
    }

    /// One month at one section.
    #[must_use]
    pub fn month(&self, number: usize) -> Option<MonthResult> {
        self.month_traced(number, &mut Recorder::off())
    }

    /// One month at one section, with its steps told to a trace.
    pub fn month_traced(&self, number: usize, trace: &mut impl Trace) -> Option<MonthResult> {
        (number < self.months_len()).then(|| water::month(self, number, trace))
    }

    /// Readings of a sample with their places; none where only months are kept.
    pub fn readings(&self, sample: usize) -> impl Iterator<Item = Found> {
        self.water.readings(sample)
    }
}
