//! Tables of results, a page at a time.

use super::view::{AirRow, AirRows, Query, WaterRow, WaterRows};
use crate::air::Pollutants;
use crate::assess::{AirDay, AirHour, AirSource, Assessment, SampleResult};
use crate::grade::Category;
use crate::issue::Code;
use crate::observation::{Origin, SiteId, When};
use crate::plan::Body;
use crate::words::Text;

/// Most rows that one call sends.
const MOST_ROWS: usize = 100_000;

/// The days of air that a query asks for.
#[must_use]
pub fn air_rows(assessment: &Assessment, query: &Query) -> AirRows {
    let wanted = wanted(assessment, query);
    if assessment.hours_len() > 0 {
        let at_site = |number: &usize| {
            query.site.is_none_or(|site| assessment.hour(*number).is_some_and(|hour| hour.site == SiteId(site)))
        };
        let numbers: Vec<usize> = (0..assessment.hours_len()).filter(at_site).collect();
        let (total, rows) = page(0..numbers.len(), query, |place| {
            let number = *numbers.get(place)?;
            let hour = assessment.hour(number)?;
            is_wanted(&wanted, hour.origin, hour.origin).then_some(())?;
            Some((hour.index.highest.map_or(0, |aqi| Category::of(aqi).number()), hour_row(assessment, number, &hour)))
        });
        return AirRows { total, rows };
    }
    let range = query.site.map_or(0..assessment.air_len(), |site| assessment.air_days_of(SiteId(site)));
    let (total, rows) = page(range, query, |number| {
        let day = assessment.air_day(number)?;
        let (first, last) = match day.source {
            AirSource::Row { origin, .. } => (origin, origin),
            AirSource::Hours { first, last, .. } => (first, last),
        };
        is_wanted(&wanted, first, last).then_some(())?;
        Some((day.index.category().map_or(0, |category| category.number()), day))
    });
    AirRows { total, rows: rows.iter().map(|day| air_row(assessment, day)).collect() }
}

/// The water results that a query asks for.
#[must_use]
pub fn water_rows(assessment: &Assessment, query: &Query) -> WaterRows {
    let wanted = wanted(assessment, query);
    let (total, rows) = page(assessment.water_of(query.site.map(SiteId)), query, |number| {
        let sample = assessment.sample(number)?;
        if wanted.is_some() {
            // Rows of one item each stand below one another, and the one that was refused gave no reading.
            let rows = assessment.readings(number).map(|found| found.origin);
            let last = rows.filter(|row| row.file == sample.origin.file).max().unwrap_or(sample.origin);
            is_wanted(&wanted, sample.origin, last).then_some(())?;
        }
        Some((sample.judged.grade.class.map_or(0, |class| class.number()), sample))
    });
    WaterRows { total, rows: rows.iter().map(|sample| water_row(assessment, sample)).collect() }
}

/// The rows of the issue that a query asks for.
fn wanted(assessment: &Assessment, query: &Query) -> Option<Vec<Origin>> {
    let code = Code::ALL.iter().find(|code| code.key() == query.issue)?;
    Some(assessment.issues().rows_of(*code))
}

/// Whether one of the wanted rows is among these.
fn is_wanted(wanted: &Option<Vec<Origin>>, first: Origin, last: Origin) -> bool {
    let Some(wanted) = wanted else { return true };
    wanted.get(wanted.partition_point(|row| *row < first)).is_some_and(|row| *row <= last)
}

/// The page of the numbers in `range` that have one of the grades asked for, and how many have.
fn page<T>(range: std::ops::Range<usize>, query: &Query, result: impl Fn(usize) -> Option<(u8, T)>) -> (u32, Vec<T>) {
    let (offset, limit) = (query.offset as usize, (query.limit as usize).min(MOST_ROWS));
    if query.grades.is_empty() && query.issue.is_empty() {
        // Nothing is filtered: only the page itself is computed.
        let total = range.len();
        let rows = range.skip(offset).take(limit).filter_map(|number| result(number).map(|(_, row)| row)).collect();
        return (u32::try_from(total).unwrap_or(u32::MAX), rows);
    }
    let mut total = 0;
    let mut rows = Vec::new();
    for (grade, row) in range.filter_map(result) {
        if query.grades.is_empty() || query.grades.contains(&grade) {
            if total >= offset && rows.len() < limit {
                rows.push(row);
            }
            total += 1;
        }
    }
    (u32::try_from(total).unwrap_or(u32::MAX), rows)
}

pub(super) fn symbols(pollutants: Pollutants) -> Vec<String> {
    pollutants.iter().map(|pollutant| pollutant.symbol().to_owned()).collect()
}

pub(super) fn air_row(assessment: &Assessment, day: &AirDay) -> AirRow {
    AirRow {
        id: u32::try_from(day.number).unwrap_or(u32::MAX),
        site: assessment.sites().get(day.site).label(),
        period: day.date.to_string(),
        edition: day.edition.index.name().to_owned(),
        aqi: day.index.aqi.ok(),
        category: day.index.category().map(|category| category.number()),
        primary: symbols(day.index.primary),
        over: symbols(day.index.over_grade_2),
        values: day.index.concentrations.iter().map(|value| value.map(|value| value.to_string())).collect(),
        iaqi: day.index.iaqi.to_vec(),
        official_aqi: day.official_aqi.map(|aqi| aqi.to_string()),
        official_category: day.official_category.map(|category| category.words().zh.to_owned()),
        excluded: super::exclusions::count_of_day(assessment, day.site, day.date),
        why_not: why_no_aqi(day),
    }
}

/// Numbers from here on are hours, see [`Assessment::hours_len`].
pub(super) const FIRST_HOUR: u32 = 1 << 31;

pub(super) fn hour_row(assessment: &Assessment, number: usize, hour: &AirHour) -> AirRow {
    AirRow {
        id: FIRST_HOUR + u32::try_from(number).unwrap_or(0),
        site: assessment.sites().get(hour.site).label(),
        period: format!("{}T{:02}:00", hour.hour.date, hour.hour.label),
        edition: hour.edition.name().to_owned(),
        aqi: hour.index.highest,
        category: hour.index.highest.map(|aqi| Category::of(aqi).number()),
        primary: symbols(hour.index.primary),
        over: Vec::new(),
        values: hour.values.iter().map(|value| value.map(|value| value.to_string())).collect(),
        iaqi: hour.index.iaqi.to_vec(),
        official_aqi: hour.official_aqi.map(|aqi| aqi.to_string()),
        official_category: None,
        excluded: super::exclusions::count(assessment, hour.site, When::Hour(hour.hour)),
        why_not: hour.index.highest.is_none().then(|| crate::air::NoAqi::NoValues.words().into()),
    }
}

/// Why a day has no AQI, with the pollutants that are missing.
pub(super) fn why_no_aqi(day: &AirDay) -> Option<Text> {
    let reason = day.dropped()?.words();
    let missing = day.index.missing;
    Some(if missing.is_empty() {
        reason.into()
    } else {
        Text::new(
            format!("{}；缺 {}", reason.zh, missing.join("、")),
            format!("{}; missing: {}", reason.en, missing.join(", ")),
        )
    })
}

pub(super) const fn body_key(body: Body) -> &'static str {
    match body {
        Body::River => "river",
        Body::Lake => "lake",
    }
}

pub(super) fn water_row(assessment: &Assessment, sample: &SampleResult) -> WaterRow {
    let judged = &sample.judged;
    WaterRow {
        id: u32::try_from(sample.number).unwrap_or(u32::MAX),
        site: assessment.sites().get(sample.site).label(),
        period: sample.stamp.to_string(),
        edition: judged.edition.name().to_owned(),
        class: judged.grade.class.map(|class| class.number()),
        state: judged.grade.state().map(Text::from).unwrap_or_default(),
        deciding: judged.grade.deciding.iter().map(|item| item.name().into()).collect(),
        main: crate::water::multiple::text(&judged.main),
        indicators: u32::try_from(judged.grade.evaluated.len()).unwrap_or(0),
        body: body_key(judged.choices.body).to_owned(),
        target: judged.target.map(|(target, _)| target.number()),
        verdict: judged.target.map(|(_, verdict)| verdict.key().to_owned()),
        excluded: super::exclusions::count(assessment, sample.site, When::Stamp(sample.stamp)),
        official_class: (!sample.official_class.is_empty()).then(|| sample.official_class.clone()),
        why_not: judged.fallen.map(|reason| {
            let mut text = Text::from(reason.words());
            if !sample.suspended.is_empty() {
                text.zh = format!("{}（{}）", text.zh, sample.suspended);
                text.en = format!("{} ({})", text.en, sample.suspended);
            }
            text
        }),
    }
}
