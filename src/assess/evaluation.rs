//! Evaluation over periods: places × spans × editions, plain and with dust deducted.

use super::DayTable;
use super::places::{self, Level, Place};
use crate::air::city::Carry;
use crate::air::composite::{Composite, annex_c, change, composite};
use crate::air::daily::{DayChoices, grade};
use crate::air::dust::{grade_deducted, without_particles};
use crate::air::goodday::GoodDays;
use crate::air::hours::DayHours;
use crate::air::other_items::Percentiles;
use crate::air::period::{
    Coverage, DayRate, Decimals, PlaceDay, Statistic, YearResult, day_rates, days_in, judge_year, statistics,
};
use crate::air::{Pollutant, Pollutants};
use crate::calendar::{Date, Span, SpanKind};
use crate::edition::{AirEdition, EditionChoice};
use crate::grade::Verdict;
use crate::observation::DustPeriod;
use crate::quantity::{Amount, ExactSum};
use crate::standard::gb3095::Grade;
use crate::statistics::ranks;
use crate::trace::{Recorder, Step, Trace};
use crate::words::{Text, Words};

/// Which stretches are evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spans {
    /// All stretches of a kind that the data touch.
    Each(SpanKind),
    /// These.
    Of(Vec<Span>),
}

impl Default for Spans {
    fn default() -> Spans {
        Spans::Each(SpanKind::Year)
    }
}

/// How the values of a region come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RegionMethod {
    /// The mean of its cities' statistics and of their shares of good days, as provinces publish.
    #[default]
    MeanOfCities,
    /// Statistics of the daily means over its cities, and the share over all days of all cities.
    Pooled,
}

/// What was chosen for an evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationPlan {
    /// What is evaluated.
    pub level: Level,
    /// Over which stretches.
    pub spans: Spans,
    /// By which editions, side by side.
    pub editions: Vec<EditionChoice>,
    /// Grade of the limits. Cities are held against grade 2 unless they are class 1 zones.
    pub grade: Grade,
    /// Dust periods; without any nothing is deducted.
    pub dust: Vec<DustPeriod>,
    /// Periods of exceptional events (例外事件). HJ 663-2026 has introduced them; what counts as one, how it is proved and
    /// what follows could not be read, so none is taken unless it is declared here. Their days then take no part at all.
    pub exceptional: Vec<DustPeriod>,
    /// Whether the mean of three years is held against the annual limits beside the year itself. HJ 663-2026 has
    /// introduced a three-year mean; of which numbers and whether it decides could not be read.
    pub three_years: bool,
    /// How regions come about.
    pub region: RegionMethod,
    /// What goes from one mean into the next.
    pub carry: Carry,
    /// Decimals of the concentrations that enter composite indices and the means of regions.
    pub decimals: Decimals,
    /// Whether percentiles of the other items of table 2 are judged.
    pub other_percentiles: Percentiles,
}

impl Default for EvaluationPlan {
    fn default() -> EvaluationPlan {
        EvaluationPlan {
            level: Level::default(),
            spans: Spans::default(),
            editions: vec![EditionChoice::ByDate],
            grade: Grade::Two,
            dust: Vec::new(),
            exceptional: Vec::new(),
            three_years: false,
            region: RegionMethod::default(),
            carry: Carry::default(),
            decimals: Decimals::default(),
            other_percentiles: Percentiles::default(),
        }
    }
}

/// The numbers of a place over a period, with dust or without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    /// Statistics in the order of [`Pollutant::ALL`].
    pub statistics: [Statistic; 6],
    /// Days within the daily limits, by pollutant.
    pub rates: [DayRate; 6],
    /// Days by category, good, valid, fallen out.
    pub good: GoodDays,
    /// Share of good days in per cent; of a region by its method.
    pub good_ratio: Option<Amount>,
    /// The composite index of the rankings.
    pub composite: Composite,
    /// The index of HJ 663-2013 annex C, for years.
    pub annex_c: Option<Composite>,
    /// The annual evaluation, for whole years under one edition.
    pub year: Option<YearResult>,
}

/// Why a result carries no verdict, or which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// The annual evaluation.
    Year(Verdict),
    /// Only years have limits for their means and percentiles.
    NotAYear,
    /// The year has days under two editions, and no edition was chosen for all of it.
    TwoEditions,
}

impl Judgement {
    /// The verdict; not assessable where there is none.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Judgement::Year(verdict) => verdict,
            Judgement::NotAYear | Judgement::TwoEditions => Verdict::NotAssessable,
        }
    }

    /// Why there is no verdict; empty where there is one.
    #[must_use]
    pub fn why_none(self) -> Text {
        match self {
            Judgement::Year(_) => Text::default(),
            Judgement::NotAYear => Text::new(
                "只有年度有均值和百分位数的限值；其他时段只统计，不判定达标",
                "only years have limits for means and percentiles; other periods are described, not judged",
            ),
            Judgement::TwoEditions => Text::new(
                "这一年跨越新旧两版标准，未见如何评价全年的规定：分段统计；选定一版标准后才给出年评价结论",
                "this year spans two editions and no rule is known for the whole of it: it is shown in parts, and gets an \
                 annual verdict only under an edition that you choose",
            ),
        }
    }
}

/// The cities of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CityCounts {
    /// Cities with data in the period.
    pub cities: u32,
    /// Cities with a verdict.
    pub judged: u32,
    /// Cities that attain.
    pub attaining: u32,
}

/// A period, or the part of it that is under one edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The period that was asked for.
    pub span: Span,
    /// The days of it: fewer where the period spans two editions.
    pub days: Span,
    /// What was chosen.
    pub choice: EditionChoice,
    /// What judges these days.
    pub edition: AirEdition,
}

/// A place over a period under an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluated {
    /// Number of the place.
    pub place: usize,
    /// Over which days, by which edition.
    pub part: Part,
    /// All days as they are.
    pub plain: Numbers,
    /// With dust deducted, where any day of the period was declared a dust day.
    pub deducted: Option<Numbers>,
    /// Declared dust days that have data.
    pub dust_days: u32,
    /// Days with any data.
    pub days_with_data: u32,
    /// The verdict on the plain numbers, or why there is none.
    pub judgement: Judgement,
    /// Of a region, its cities.
    pub cities: Option<CityCounts>,
    /// Days that were left out as exceptional.
    pub exceptional_days: u32,
    /// The means of three years up to this one, where the plan asks for them.
    pub three_years: Option<YearResult>,
}

impl Evaluated {
    /// What rankings and communiqués use: particles and the composite index with dust deducted.
    #[must_use]
    pub fn published(&self) -> &Numbers {
        self.deducted.as_ref().unwrap_or(&self.plain)
    }
}

/// A place in a ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// The result behind it.
    pub result: Evaluated,
    /// The composite index.
    pub index: Amount,
    /// Its rank; equal indices share one and the next is skipped.
    pub rank: u32,
    /// Whether every pollutant has enough days.
    pub enough: bool,
    /// Change of the index against the same period a year before, in per cent.
    pub change: Option<Amount>,
    /// Rank by change, the largest improvement first.
    pub change_rank: Option<u32>,
    /// Whether all six pollutants are within grade 2: such a city is not listed among those that got worse (scheme of
    /// 2017).
    pub within_grade_2: bool,
}

/// A ranking of places over a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ranking {
    /// Best first.
    pub places: Vec<Ranked>,
    /// Places that cannot be ranked because pollutants are missing.
    pub left_out: Vec<usize>,
}

/// Daily values under evaluation. Results are computed when they are asked for.
#[derive(Debug)]
pub struct Evaluation {
    table: DayTable,
    plan: EvaluationPlan,
    /// Points, counties or cities; of regions their cities.
    places: Vec<Place>,
    regions: Vec<Region>,
    left_out: Vec<usize>,
}

#[derive(Debug)]
struct Region {
    name: String,
    cities: Vec<usize>,
}

impl Evaluation {
    /// An evaluation of daily values that follows a plan.
    #[must_use]
    pub fn new(table: DayTable, plan: EvaluationPlan) -> Evaluation {
        let (places, left_out) = places::places(&table, plan.level);
        let mut regions: Vec<Region> = Vec::new();
        if plan.level == Level::Region {
            for (number, place) in places.iter().enumerate().filter(|(_, place)| !place.sites.is_empty()) {
                match regions.iter_mut().find(|region| region.name == place.province) {
                    Some(region) => region.cities.push(number),
                    None => regions.push(Region { name: place.province.clone(), cities: vec![number] }),
                }
            }
        }
        Evaluation { table, plan, places, regions, left_out }
    }

    /// The places of the level; of regions their cities.
    pub(super) fn places(&self) -> &[Place] {
        &self.places
    }

    /// The same daily values under another plan.
    #[must_use]
    pub fn replan(self, plan: EvaluationPlan) -> Evaluation {
        Evaluation::new(self.table, plan)
    }

    /// What was chosen.
    #[must_use]
    pub fn plan(&self) -> &EvaluationPlan {
        &self.plan
    }

    /// The daily values.
    #[must_use]
    pub fn table(&self) -> &DayTable {
        &self.table
    }

    /// How many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.plan.level == Level::Region { self.regions.len() } else { self.places.len() }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The name of a place; of all cities together it is empty.
    #[must_use]
    pub fn name(&self, place: usize) -> &str {
        if self.plan.level == Level::Region {
            self.regions.get(place).map_or("", |region| &region.name)
        } else {
            self.places.get(place).map_or("", |place| &place.name)
        }
    }

    /// The names of the sites that make up a place; none of a region.
    pub fn site_names(&self, place: usize) -> impl Iterator<Item = String> + '_ {
        let place = self.places.get(place).filter(|_| self.plan.level != Level::Region);
        place.into_iter().flat_map(|place| &place.sites).map(|&site| self.table.site(site).label())
    }

    /// How many points, or cities of a region, a place has.
    #[must_use]
    pub fn members(&self, place: usize) -> usize {
        if self.plan.level == Level::Region {
            self.regions.get(place).map_or(0, |region| region.cities.len())
        } else {
            self.places.get(place).map_or(0, |place| place.sites.len())
        }
    }

    /// Sites of the table that belong to no place of this level.
    #[must_use]
    pub fn left_out(&self) -> &[usize] {
        &self.left_out
    }

    /// The daily values of a place, ascending: of a city the means of its points, of a region the means of its cities.
    #[must_use]
    pub fn days(&self, place: usize) -> Vec<PlaceDay> {
        if self.plan.level == Level::Region {
            let Some(region) = self.regions.get(place) else { return Vec::new() };
            let cities: Vec<Vec<PlaceDay>> = region.cities.iter().map(|&city| self.place_days(city)).collect();
            return places::pooled(&cities, self.plan.carry);
        }
        self.place_days(place)
    }

    fn place_days(&self, place: usize) -> Vec<PlaceDay> {
        self.places.get(place).map(|place| places::days(&self.table, place, self.plan.carry)).unwrap_or_default()
    }

    /// The hours of a place, ascending by day: of a city the means of its points, with the quota of points that days need.
    /// None where hours were not kept, and for regions.
    #[must_use]
    pub fn hours(&self, place: usize) -> Vec<(Date, [DayHours; 6])> {
        let place = self.places.get(place).filter(|_| self.plan.level != Level::Region);
        place.map(|place| places::hours(&self.table, place, self.plan.carry)).unwrap_or_default()
    }

    /// How the value of a city on a day came from its points, told to a trace; `None` where there is no such day.
    pub fn day_traced(&self, place: usize, date: Date, trace: &mut impl Trace) -> Option<PlaceDay> {
        let place = self.places.get(place).filter(|_| self.plan.level != Level::Region)?;
        let points: Vec<Vec<PlaceDay>> = place.sites.iter().map(|&site| self.table.days(site).collect()).collect();
        let of_day: Vec<Option<&PlaceDay>> = points
            .iter()
            .filter(|days| {
                days.first().is_some_and(|day| day.date <= date) && days.last().is_some_and(|day| day.date >= date)
            })
            .map(|days| days.binary_search_by_key(&date, |day| day.date).ok().map(|at| &days[at]))
            .collect();
        if place.direct {
            return of_day.first().copied().flatten().copied();
        }
        of_day.iter().any(Option::is_some).then(|| places::city_day(date, &of_day, self.plan.carry, trace))
    }

    /// The stretches that the plan asks for and the days touch, ascending.
    #[must_use]
    pub fn spans(&self, days: &[PlaceDay]) -> Vec<Span> {
        match &self.plan.spans {
            Spans::Each(kind) => {
                let mut spans: Vec<Span> = Vec::new();
                for day in days {
                    if spans.last().is_none_or(|span| !span.contains(day.date)) {
                        spans.push(kind.of(day.date));
                    }
                }
                spans
            }
            Spans::Of(spans) => spans.iter().copied().filter(|span| !days_in(days, *span).is_empty()).collect(),
        }
    }

    /// All results, by place, span and edition. Where no pollutant has a valid day there is none.
    #[must_use]
    pub fn all(&self) -> Vec<Evaluated> {
        let mut results = Vec::new();
        for place in 0..self.len() {
            results.extend(self.of(place));
        }
        results
    }

    /// The results of one place. Where no pollutant has a valid day there is none.
    #[must_use]
    pub fn of(&self, place: usize) -> Vec<Evaluated> {
        let subject = self.subject(place);
        let spans = self.spans(&subject.days);
        let mut results = Vec::new();
        for span in spans {
            for &choice in &self.plan.editions {
                results.extend(self.evaluate(&subject, span, choice, &mut Recorder::off()));
            }
        }
        results.retain(|result| result.plain.statistics.iter().any(|statistic| statistic.days > 0));
        results
    }

    /// The results of one place over one period under one choice of edition: one, or one for each part of a period that
    /// spans two editions. The steps are told to a trace.
    pub fn result_traced(
        &self,
        place: usize,
        span: Span,
        choice: EditionChoice,
        trace: &mut impl Trace,
    ) -> Vec<Evaluated> {
        self.evaluate(&self.subject(place), span, choice, trace)
    }

    pub(super) fn subject(&self, place: usize) -> Subject {
        let (days, cities) = match self.regions.get(place).filter(|_| self.plan.level == Level::Region) {
            Some(region) => {
                let cities: Vec<Subject> = region.cities.iter().map(|&city| self.city_subject(city)).collect();
                let series: Vec<Vec<PlaceDay>> = cities.iter().map(|city| city.days.clone()).collect();
                (places::pooled(&series, self.plan.carry), Some(cities))
            }
            None => return self.city_subject(place),
        };
        Subject { place, days, dust: Vec::new(), exceptional: Vec::new(), cities }
    }

    fn city_subject(&self, place: usize) -> Subject {
        let mut days = self.place_days(place);
        let mut exceptional = Vec::new();
        if !self.plan.exceptional.is_empty() {
            let is = |date: Date| self.is_declared(&self.plan.exceptional, place, date);
            exceptional = days.iter().map(|day| day.date).filter(|date| is(*date)).collect();
            days.retain(|day| !is(day.date));
        }
        let dust = days.iter().map(|day| self.is_declared(&self.plan.dust, place, day.date)).collect();
        Subject { place, days, dust, exceptional, cities: None }
    }

    fn is_declared(&self, periods: &[DustPeriod], place: usize, date: Date) -> bool {
        let Some(own) = self.places.get(place) else { return false };
        periods.iter().any(|period| {
            (period.first..=period.last).contains(&date)
                && (period.place.is_empty()
                    || same_place(&period.place, &own.name)
                    || same_place(&period.place, &own.province)
                    || (own.direct
                        && own.sites.first().is_some_and(|&site| {
                            let site = self.table.site(site);
                            [&site.name, &site.code, &site.city].into_iter().any(|name| same_place(&period.place, name))
                        })))
        })
    }

    pub(super) fn evaluate(
        &self,
        subject: &Subject,
        span: Span,
        choice: EditionChoice,
        trace: &mut impl Trace,
    ) -> Vec<Evaluated> {
        let part = |days: Span| Part { span, days, choice, edition: choice.air(days.first()) };
        parts(span, choice).into_iter().filter_map(|days| self.evaluate_part(subject, part(days), trace)).collect()
    }

    /// One part of a period, told to a trace.
    pub fn part_traced(&self, place: usize, part: Part, trace: &mut impl Trace) -> Option<Evaluated> {
        self.evaluate_part(&self.subject(place), part, trace)
    }

    fn evaluate_part(&self, subject: &Subject, part: Part, trace: &mut impl Trace) -> Option<Evaluated> {
        let mut result = match (&subject.cities, self.plan.region) {
            (Some(cities), RegionMethod::MeanOfCities) => self.region(subject.place, cities, part, trace),
            _ => self.single(subject, part, trace),
        }?;
        if part.days != part.span && matches!(part.span, Span::Year(_)) {
            result.judgement = Judgement::TwoEditions;
        }
        if self.plan.three_years
            && let (Span::Year(year), Span::Year(_)) = (part.span, part.days)
        {
            result.three_years = self.three_years(subject, year, part.edition, trace);
        }
        Some(result)
    }

    fn single(&self, subject: &Subject, part: Part, trace: &mut impl Trace) -> Option<Evaluated> {
        let Part { days: within, edition, .. } = part;
        let days = days_in(&subject.days, within);
        if days.is_empty() {
            return None;
        }
        let mut good = GoodDays::default();
        match &subject.cities {
            // All days of all cities, each with its own AQI.
            Some(cities) => cities.iter().for_each(|city| good.merge(&good_days(days_in(&city.days, within), edition))),
            None => good = good_days(days, edition),
        }
        let plain = self.numbers(days, statistics(days, within, trace), good, part, trace);
        let start = subject.days.partition_point(|day| day.date < within.first());
        let dust = subject.dust.get(start..start + days.len()).unwrap_or_default();
        let mut deducted = None;
        let mut dust_days = u32::try_from(dust.iter().filter(|dust| **dust).count()).unwrap_or(u32::MAX);
        if let Some(cities) = &subject.cities {
            let (series, counted, all): (Vec<_>, Vec<u32>, Vec<GoodDays>) = without_dust_of(cities, within, edition);
            dust_days = counted.iter().sum();
            if dust_days > 0 {
                let pooled = places::pooled(&series, self.plan.carry);
                let mut good = GoodDays::default();
                all.iter().for_each(|city| good.merge(city));
                deduction_begins(dust_days, trace);
                let statistics = with_coverage(statistics(&pooled, within, trace), &plain.statistics);
                deducted = Some(self.numbers(&pooled, statistics, good, part, trace));
            }
        } else if dust_days > 0 {
            deduction_begins(dust_days, trace);
            let (left, good) = without_dust(days, dust, edition);
            let statistics = with_coverage(statistics(&left, within, trace), &plain.statistics);
            deducted = Some(self.numbers(&left, statistics, good, part, trace));
        }
        let judgement = plain.year.as_ref().map_or(Judgement::NotAYear, |year| Judgement::Year(year.verdict));
        let cities = subject.cities.as_ref().map(|cities| CityCounts {
            cities: u32::try_from(cities.iter().filter(|city| !days_in(&city.days, within).is_empty()).count())
                .unwrap_or(u32::MAX),
            ..CityCounts::default()
        });
        Some(Evaluated {
            place: subject.place,
            part,
            plain,
            deducted,
            dust_days,
            days_with_data: u32::try_from(days.len()).unwrap_or(u32::MAX),
            judgement,
            cities,
            exceptional_days: count_in(&subject.exceptional, within),
            three_years: None,
        })
    }

    fn numbers(
        &self,
        days: &[PlaceDay],
        statistics: [Statistic; 6],
        good: GoodDays,
        part: Part,
        trace: &mut impl Trace,
    ) -> Numbers {
        let rates = day_rates(days, |_| part.edition, self.plan.grade);
        good.explain(trace);
        self.concluded(statistics, rates, (good, good.ratio()), part, trace)
    }

    fn concluded(
        &self,
        statistics: [Statistic; 6],
        rates: [DayRate; 6],
        (good, good_ratio): (GoodDays, Option<Amount>),
        part: Part,
        trace: &mut impl Trace,
    ) -> Numbers {
        let limits = part.edition.limits;
        let concentrations = Pollutant::ALL.map(|pollutant| {
            let exact = statistics[pollutant as usize].representative(pollutant)?;
            Some(exact.round(self.plan.decimals.of(pollutant)))
        });
        let is_year = matches!(part.days, Span::Year(_));
        Numbers {
            year: is_year.then(|| judge_year(&statistics, limits, self.plan.grade, trace)),
            composite: composite(&concentrations, limits, trace),
            annex_c: is_year.then(|| annex_c(&statistics, limits, trace)),
            statistics,
            rates,
            good,
            good_ratio,
        }
    }

    /// A region as the mean of its cities.
    fn region(&self, place: usize, cities: &[Subject], part: Part, trace: &mut impl Trace) -> Option<Evaluated> {
        let results: Vec<Evaluated> =
            cities.iter().filter_map(|city| self.single(city, part, &mut Recorder::off())).collect();
        if results.is_empty() {
            return None;
        }
        let plain: Vec<&Numbers> = results.iter().map(|city| &city.plain).collect();
        let dust_days = results.iter().map(|city| city.dust_days).sum();
        let published: Vec<&Numbers> = results.iter().map(Evaluated::published).collect();
        let numbers = self.mean_of(&plain, part, trace);
        let count = |counts: &dyn Fn(&Evaluated) -> bool| {
            u32::try_from(results.iter().filter(|city| counts(city)).count()).unwrap_or(u32::MAX)
        };
        let cities = CityCounts {
            cities: count(&|_| true),
            judged: count(&|city| city.judgement.verdict() != Verdict::NotAssessable),
            attaining: count(&|city| city.judgement.verdict() == Verdict::Attained),
        };
        // A region attains when all its cities do.
        let verdict = match cities {
            CityCounts { cities, attaining, .. } if cities == attaining => Verdict::Attained,
            CityCounts { judged, attaining, .. } if judged > attaining => Verdict::Exceeded,
            _ => Verdict::NotAssessable,
        };
        Some(Evaluated {
            place,
            part,
            deducted: (dust_days > 0).then(|| self.mean_of(&published, part, &mut Recorder::off())),
            dust_days,
            days_with_data: results.iter().map(|city| city.days_with_data).sum(),
            judgement: if numbers.year.is_some() { Judgement::Year(verdict) } else { Judgement::NotAYear },
            plain: numbers,
            cities: Some(cities),
            exceptional_days: results.iter().map(|city| city.exceptional_days).sum(),
            three_years: None,
        })
    }

    /// The means of three annual statistics up to a year, held against the limits of that year: a plain reading of what
    /// HJ 663-2026 calls the three-year moving mean. Each year needs enough days; `None` where one has none at all.
    fn three_years(
        &self,
        subject: &Subject,
        year: i32,
        edition: AirEdition,
        trace: &mut impl Trace,
    ) -> Option<YearResult> {
        let annual: Vec<[Statistic; 6]> =
            (year - 2..=year).map(|year| statistics(&subject.days, Span::Year(year), &mut Recorder::off())).collect();
        if annual.iter().any(|year| year.iter().all(|statistic| statistic.days == 0)) {
            return None;
        }
        let means = Pollutant::ALL.map(|pollutant| {
            let decimals = Decimals::Statistics.of(pollutant);
            let of: Vec<&Statistic> = annual.iter().map(|year| &year[pollutant as usize]).collect();
            let mean = |value: &dyn Fn(&Statistic) -> Option<Amount>| {
                let mut sum = ExactSum::default();
                for statistic in &of {
                    sum.add(value(statistic)?.round(decimals));
                }
                sum.exact_mean()
            };
            Statistic {
                days: of.iter().map(|statistic| statistic.days).sum(),
                mean: mean(&|statistic| statistic.mean),
                percentile: mean(&|statistic| statistic.percentile),
                coverage: of
                    .iter()
                    .map(|statistic| statistic.coverage)
                    .find(|coverage| !coverage.is_enough())
                    .unwrap_or(Coverage::Enough),
            }
        });
        trace.step(|| Step {
            label: Words::new("三年滑动平均", "Three-year mean"),
            formula: format!("{} – {year}", year - 2),
            zh: "以下为三个年值的算术平均与限值比较；HJ 663-2026 的细则未能核对，不作为结论".to_owned(),
            en: "what follows holds the mean of three annual values against the limits; the rules of HJ 663-2026 could not \
                 be checked, so it is no verdict"
                .to_owned(),
            clause: "HJ 663-2026",
        });
        Some(judge_year(&means, edition.limits, self.plan.grade, trace))
    }

    fn mean_of(&self, cities: &[&Numbers], part: Part, trace: &mut impl Trace) -> Numbers {
        let statistics = Pollutant::ALL.map(|pollutant| {
            let decimals = self.plan.decimals.of(pollutant);
            let of: Vec<&Statistic> = cities.iter().map(|city| &city.statistics[pollutant as usize]).collect();
            let mean = |value: &dyn Fn(&Statistic) -> Option<Amount>| {
                let mut sum = ExactSum::default();
                for value in of.iter().filter_map(|statistic| value(statistic)) {
                    sum.add(match self.plan.carry {
                        Carry::Reported => value.round(decimals),
                        Carry::Exact => value,
                    });
                }
                sum.exact_mean()
            };
            let coverage = match () {
                () if of.iter().all(|statistic| statistic.days == 0) => Coverage::NoDays,
                () if of.iter().all(|statistic| statistic.coverage.is_enough()) => Coverage::Enough,
                () if of.iter().any(|statistic| statistic.coverage == Coverage::NoMinimum) => Coverage::NoMinimum,
                () => Coverage::ThinPlaces,
            };
            Statistic {
                days: of.iter().map(|statistic| statistic.days).sum(),
                mean: mean(&|statistic| statistic.mean),
                percentile: mean(&|statistic| statistic.percentile),
                coverage,
            }
        });
        let mut rates = [DayRate::default(); 6];
        let mut good = GoodDays::default();
        let mut ratios = ExactSum::default();
        for city in cities {
            for (own, rate) in rates.iter_mut().zip(city.rates) {
                own.attaining += rate.attaining;
                own.valid += rate.valid;
            }
            good.merge(&city.good);
            if let Some(ratio) = city.good_ratio {
                ratios.add(ratio);
            }
        }
        self.concluded(statistics, rates, (good, ratios.mean(1)), part, trace)
    }

    /// Ranks the places over a period by their composite index, best first, and by its change against the same period a
    /// year before. Dust is deducted where it was declared. Both periods are divided by the standards of the later one,
    /// so that the change is one of the air and not of the limits.
    ///
    /// Under [`EditionChoice::ByDate`] the standards are those in force on the first day of the period; which ones hold
    /// after 2026-03-01 is not documented, so a choice of edition makes them explicit.
    #[must_use]
    pub fn ranking(&self, span: Span, choice: EditionChoice) -> Ranking {
        let choice = fixed(choice, span);
        let mut ranking = Ranking::default();
        for place in 0..self.len() {
            let subject = self.subject(place);
            let Some(result) = self.evaluate(&subject, span, choice, &mut Recorder::off()).pop() else { continue };
            let numbers = result.published();
            let Some(index) = numbers.composite.sum else {
                ranking.left_out.push(place);
                continue;
            };
            let before = self.evaluate(&subject, span.a_year_before(), choice, &mut Recorder::off()).pop();
            let before = before.and_then(|result| result.published().composite.sum);
            let judged = judge_year(&numbers.statistics, result.part.edition.limits, Grade::Two, &mut Recorder::off());
            ranking.places.push(Ranked {
                index,
                rank: 0,
                enough: numbers.statistics.iter().all(|statistic| statistic.coverage.is_enough()),
                change: before.and_then(|before| change(index, before)),
                change_rank: None,
                within_grade_2: judged.over.is_empty() && judged.not_assessable.is_empty(),
                result,
            });
        }
        let indices: Vec<Option<Amount>> = ranking.places.iter().map(|place| Some(place.index)).collect();
        let changes: Vec<Option<Amount>> = ranking.places.iter().map(|place| place.change).collect();
        for (place, (rank, change)) in ranking.places.iter_mut().zip(ranks(&indices).into_iter().zip(ranks(&changes))) {
            place.rank = rank.unwrap_or_default();
            place.change_rank = change;
        }
        crate::sorting::sort_by_key(&mut ranking.places, |place| place.rank);
        ranking
    }

    /// The declared dust days of a place that have data.
    #[must_use]
    pub fn dust_days(&self, place: usize) -> Vec<Date> {
        let subject = self.subject(place);
        subject.days.iter().zip(&subject.dust).filter(|(_, dust)| **dust).map(|(day, _)| day.date).collect()
    }
}

/// One choice of edition for a whole period: by date, that of its first day.
fn fixed(choice: EditionChoice, span: Span) -> EditionChoice {
    if choice != EditionChoice::ByDate {
        return choice;
    }
    let first = choice.air(span.first());
    [EditionChoice::V2012, EditionChoice::V2026Transition, EditionChoice::V2026Final]
        .into_iter()
        .find(|choice| choice.air(span.first()) == first)
        .unwrap_or(choice)
}

/// A place with its days, and for each whether it is a dust day.
pub(super) struct Subject {
    place: usize,
    pub(super) days: Vec<PlaceDay>,
    dust: Vec<bool>,
    /// Days that were left out as exceptional.
    exceptional: Vec<Date>,
    /// Of a region.
    cities: Option<Vec<Subject>>,
}

/// A period in the parts that are under one edition each.
pub(super) fn parts(span: Span, choice: EditionChoice) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut first = span.first();
    for start in crate::edition::FIRST_DAYS {
        if choice.air(span.first()) != choice.air(start)
            && choice.air(start.plus_days(-1)) != choice.air(start)
            && (first.plus_days(1)..=span.last()).contains(&start)
        {
            parts.push(Span::Days(first, start.plus_days(-1)));
            first = start;
        }
    }
    if parts.is_empty() {
        return vec![span];
    }
    parts.push(Span::Days(first, span.last()));
    parts
}

fn good_days(days: &[PlaceDay], edition: AirEdition) -> GoodDays {
    let mut good = GoodDays::default();
    days.iter().for_each(|day| good.add(&grade(&day.values, edition, &DayChoices::default(), &mut Recorder::off())));
    good
}

/// The days with the particles of the dust days taken out, and their count of good days.
fn without_dust(days: &[PlaceDay], dust: &[bool], edition: AirEdition) -> (Vec<PlaceDay>, GoodDays) {
    let mut good = GoodDays::default();
    let mut left = Vec::with_capacity(days.len());
    for (day, dust) in days.iter().zip(dust) {
        if *dust {
            good.add(&grade_deducted(&day.values, edition, &mut Recorder::off()));
            left.push(PlaceDay { values: without_particles(&day.values), ..*day });
        } else {
            good.add(&grade(&day.values, edition, &DayChoices::default(), &mut Recorder::off()));
            left.push(*day);
        }
    }
    (left, good)
}

fn without_dust_of(
    cities: &[Subject],
    part: Span,
    edition: AirEdition,
) -> (Vec<Vec<PlaceDay>>, Vec<u32>, Vec<GoodDays>) {
    let mut all = (Vec::new(), Vec::new(), Vec::new());
    for city in cities {
        let days = days_in(&city.days, part);
        let start = city.days.partition_point(|day| day.date < part.first());
        let dust = city.dust.get(start..start + days.len()).unwrap_or_default();
        let (left, good) = without_dust(days, dust, edition);
        all.0.push(left);
        all.1.push(u32::try_from(dust.iter().filter(|dust| **dust).count()).unwrap_or(u32::MAX));
        all.2.push(good);
    }
    all
}

fn count_in(dates: &[Date], span: Span) -> u32 {
    u32::try_from(dates.iter().filter(|date| span.contains(**date)).count()).unwrap_or(u32::MAX)
}

/// What follows is the same without the particles of the dust days.
fn deduction_begins(dust_days: u32, trace: &mut impl Trace) {
    trace.step(|| Step {
        label: Words::new("扣除沙尘", "Dust deducted"),
        formula: String::new(),
        zh: format!("以下不计 {dust_days} 个沙尘日的 PM10 和 PM2.5；有效天数按扣除前检验"),
        en: format!(
            "from here on without PM10 and PM2.5 of {dust_days} dust days; whether days suffice was tested before"
        ),
        clause: "环办监测〔2016〕120号",
    });
}

/// Whether days suffice is tested before dust is taken out; the rule does not say, so this is shown with the result.
fn with_coverage(mut deducted: [Statistic; 6], plain: &[Statistic; 6]) -> [Statistic; 6] {
    for (own, plain) in deducted.iter_mut().zip(plain) {
        if own.days > 0 {
            own.coverage = plain.coverage;
        }
    }
    deducted
}

/// Whether two names are of one place: equal but for what kind of place is said behind the name.
fn same_place(one: &str, other: &str) -> bool {
    let bare = |name: &str| -> String {
        let name = name.trim();
        ["自治州", "地区", "市", "省", "州"]
            .into_iter()
            .find_map(|kind| name.strip_suffix(kind))
            .filter(|bare| bare.chars().count() > 1)
            .unwrap_or(name)
            .to_owned()
    };
    !other.is_empty() && bare(one) == bare(other)
}

/// The pollutants whose statistics stand on too few days.
#[must_use]
pub fn thin(statistics: &[Statistic; 6]) -> Pollutants {
    Pollutant::ALL.into_iter().filter(|pollutant| !statistics[*pollutant as usize].coverage.is_enough()).collect()
}
