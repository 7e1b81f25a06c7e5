//! Results as files: CSV, one row a site and period, and JSON.

use std::io::{self, Write};

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::line::Line;
use super::rows::{air_row, body_key, hour_row, water_row};
use super::view::ResultView;
use crate::air::Pollutant;
use crate::assess::{AirDay, AirHour, Assessment, Change, SampleResult};
use crate::grade::Category;
use crate::ingest::FileReport;
use crate::observation::When;

const HEAD: [&str; 4] = ["domain", "site", "period", "edition"];
const AIR: [&str; 21] = [
    "aqi",
    "category",
    "primary",
    "official_aqi",
    "official_category",
    "limits",
    "over_grade_2",
    "missing",
    "reason",
    "so2_ug_m3",
    "no2_ug_m3",
    "co_mg_m3",
    "o3_8h_ug_m3",
    "pm10_ug_m3",
    "pm25_ug_m3",
    "iaqi_so2",
    "iaqi_no2",
    "iaqi_co",
    "iaqi_o3_8h",
    "iaqi_pm10",
    "iaqi_pm25",
];
const WATER: [&str; 14] = [
    "class",
    "deciding",
    "target",
    "verdict",
    "official_class",
    "state",
    "main_pollutants",
    "over_target",
    "indicators",
    "items",
    "body",
    "body_stated",
    "unproven",
    "not_graded",
];

/// Writes all results as CSV in UTF-8. Files with air have the columns of air, files with water those of water, files
/// with both have all of them.
///
/// Names from files that a spreadsheet would take for a formula get an apostrophe in front.
///
/// # Errors
/// What the writer returns.
pub fn write_csv(assessment: &Assessment, out: &mut impl Write) -> io::Result<()> {
    let (air, water) = (assessment.air_len() > 0, assessment.water_len() > 0);
    let mut line = Line::default();
    HEAD.iter().for_each(|name| line.cell(name));
    if air || !water {
        // Where hours are the results, ozone is the mean of one hour.
        let hours = assessment.hours_len() > 0;
        AIR.iter().for_each(|name| match (*name, hours) {
            ("o3_8h_ug_m3", true) => line.cell("o3_1h_ug_m3"),
            ("iaqi_o3_8h", true) => line.cell("iaqi_o3_1h"),
            (name, _) => line.cell(name),
        });
    }
    if water {
        WATER.iter().for_each(|name| line.cell(name));
    }
    // What was excluded or corrected by hand has a column of its own where there is anything.
    let changed = assessment.exclusions().next().is_some();
    if changed {
        line.cell("excluded_or_corrected");
    }
    line.end(out)?;
    for hour in (0..assessment.hours_len()).filter_map(|number| assessment.hour(number)) {
        hour_cells(assessment, &hour, &mut line);
        if water {
            WATER.iter().for_each(|_| line.cell(""));
        }
        if changed {
            let is_of = |change: &Change| change.when == When::Hour(hour.hour);
            line.text(&super::exclusions::cell(assessment, hour.site, hour.hour.date, is_of));
        }
        line.end(out)?;
    }
    let days = if assessment.hours_len() > 0 { 0 } else { assessment.air_len() };
    for day in (0..days).filter_map(|number| assessment.air_day(number)) {
        air_cells(assessment, &day, &mut line);
        if water {
            WATER.iter().for_each(|_| line.cell(""));
        }
        if changed {
            line.text(&super::exclusions::cell(assessment, day.site, day.date, |_| true));
        }
        line.end(out)?;
    }
    for sample in (0..assessment.water_len()).filter_map(|number| assessment.sample(number)) {
        water_cells(assessment, &sample, air, &mut line);
        if changed {
            let is_of = |change: &Change| change.when == When::Stamp(sample.stamp);
            line.text(&super::exclusions::cell(assessment, sample.site, sample.stamp.date(), is_of));
        }
        line.end(out)?;
    }
    Ok(())
}

fn air_cells(assessment: &Assessment, day: &AirDay, line: &mut Line) {
    line.cell("air");
    line.text(&assessment.sites().get(day.site).label());
    line.show(day.date);
    line.cell(day.edition.index.name());
    line.option(day.index.aqi.ok());
    line.cell(day.index.category().map_or("", |category| category.words().zh));
    line.show(day.index.primary);
    line.option(day.official_aqi);
    line.cell(day.official_category.map_or("", |category| category.words().zh));
    line.cell(day.edition.limits.words().en);
    line.show(day.index.over_grade_2);
    line.show(day.index.missing);
    line.cell(day.dropped().map_or("", |dropped| dropped.key()));
    day.index.concentrations.iter().for_each(|value| line.option(*value));
    day.index.iaqi.iter().for_each(|iaqi| line.option(*iaqi));
}

/// An hour has no daily limits, so those columns stay empty.
fn hour_cells(assessment: &Assessment, hour: &AirHour, line: &mut Line) {
    line.cell("air");
    line.text(&assessment.sites().get(hour.site).label());
    line.show(format_args!("{}T{:02}:00", hour.hour.date, hour.hour.label));
    line.cell(hour.edition.name());
    line.option(hour.index.highest);
    line.cell(hour.index.highest.map_or("", |aqi| Category::of(aqi).words().zh));
    line.show(hour.index.primary);
    line.option(hour.official_aqi);
    (0..3).for_each(|_| line.cell(""));
    line.show(hour.index.missing);
    line.cell("");
    hour.values.iter().for_each(|value| line.option(*value));
    hour.index.iaqi.iter().for_each(|iaqi| line.option(*iaqi));
}

fn water_cells(assessment: &Assessment, sample: &SampleResult, with_air: bool, line: &mut Line) {
    let judged = &sample.judged;
    line.cell("water");
    line.text(&assessment.sites().get(sample.site).label());
    line.show(sample.stamp);
    line.cell(judged.edition.name());
    if with_air {
        AIR.iter().for_each(|_| line.cell(""));
    }
    line.cell(judged.grade.class.map_or("", |class| class.words().zh));
    line.show(judged.grade.deciding);
    line.cell(judged.target.map_or("", |(target, _)| target.words().zh));
    line.cell(judged.target.map_or("", |(_, verdict)| verdict.key()));
    line.text(&sample.official_class);
    line.cell(judged.grade.state().map_or("", |state| state.zh));
    line.cell(&crate::water::multiple::text(&judged.main).zh);
    line.cell(&crate::water::multiple::text(&judged.over_target).zh);
    line.show(judged.grade.evaluated.len());
    line.show(judged.grade.evaluated);
    line.cell(body_key(judged.choices.body));
    line.cell(if judged.body_known { "yes" } else { "no" });
    line.show(judged.grade.unproven);
    line.cell(judged.fallen.map_or("", |fallen| fallen.key()));
}

/// All results, to be written as one JSON object: `tool`, `notice`, `result` (files, issues, totals), `air` and `water`
/// (one object a row), with `explain` also `explanations`. Rows are made as they are written.
#[derive(Debug, Clone, Copy)]
pub struct Whole<'a> {
    /// The assessment.
    pub assessment: &'a Assessment,
    /// Its overview.
    pub view: &'a ResultView,
    /// The files.
    pub files: &'a [FileReport],
    /// Whether every result is explained.
    pub explain: bool,
}

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Whole { assessment, view, files, explain } = *self;
        let mut object = serializer.serialize_struct("Whole", 6)?;
        object.serialize_field("tool", concat!("envgrade ", env!("CARGO_PKG_VERSION")))?;
        object.serialize_field("notice", "参考结果，非官方发布")?;
        object.serialize_field("result", view)?;
        object.serialize_field(
            "air",
            &Rows(|| {
                let (hours, days) = (assessment.hours_len(), assessment.air_len());
                let hour = |n| assessment.hour(n).map(|hour| hour_row(assessment, n, &hour));
                let day = |n| assessment.air_day(n).map(|day| air_row(assessment, &day));
                (0..hours).filter_map(hour).chain((0..if hours > 0 { 0 } else { days }).filter_map(day))
            }),
        )?;
        object.serialize_field(
            "water",
            &Rows(|| {
                (0..assessment.water_len()).filter_map(|n| assessment.sample(n)).map(|s| water_row(assessment, &s))
            }),
        )?;
        if explain {
            object.serialize_field("explanations", &Rows(|| super::explanations(assessment, files)))?;
        }
        object.end()
    }
}

/// Rows that are made one by one while they are written.
struct Rows<F>(F);

impl<I: Iterator<Item: Serialize>, F: Fn() -> I> Serialize for Rows<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0())
    }
}

const _: () = assert!(AIR.len() == 9 + 2 * Pollutant::ALL.len());
