//! The hall: what becomes of records, whatever their order and however they are split.

#![allow(clippy::unwrap_used)]

use envgrade::air::realtime::HourRule;
use envgrade::assess::{AirSource, Assessment, Assessor, DayTable, Evaluation, EvaluationPlan};
use envgrade::calendar::{Date, Hour, Month, Stamp};
use envgrade::edition::EditionChoice;
use envgrade::fold::{Fold, Sink};
use envgrade::grade::{Class, Verdict};
use envgrade::ingest::{ReadOptions, read_bytes};
use envgrade::issue::Code;
use envgrade::observation::{Averaging, Cell, FileId, Official, Origin, Record, Site, SiteId, SiteTable, When};
use envgrade::parameter::Parameter::{self, AmmoniaN, Co, Do, No2, O3, Ph, Pm10, Pm25, So2, Tp};
use envgrade::plan::{AirState, DataState, Plan};
use envgrade::quantity::{Amount, Reading};
use envgrade::standard::european_aqi::Band;
use envgrade::trace::{Off, Steps};
use proptest::prelude::*;

const POLLUTANTS: [Parameter; 6] = [So2, No2, Co, O3, Pm10, Pm25];

fn day(text: &str) -> Date {
    let parts: Vec<i32> = text.split('-').map(|part| part.parse().unwrap()).collect();
    Date::new(parts[0], u8::try_from(parts[1]).unwrap(), u8::try_from(parts[2]).unwrap()).unwrap()
}

fn sites(names: &[&str]) -> SiteTable {
    let mut sites = SiteTable::default();
    for name in names {
        sites.intern(name.as_bytes(), || Site { name: (*name).to_owned(), ..Site::default() });
    }
    sites
}

fn cell(parameter: Parameter, averaging: Averaging, value: &str) -> Cell {
    Cell { parameter, averaging, reading: Reading::Value(value.parse().unwrap()), column: 1 }
}

fn origin(row: u32) -> Origin {
    Origin { file: FileId(0), row }
}

fn record<'a>(site: u32, when: When, row: u32, cells: &'a [Cell]) -> Record<'a> {
    Record {
        site: SiteId(site),
        when,
        origin: origin(row),
        cells,
        others: &[],
        vertical: "",
        official: Official::default(),
        suspended: "",
    }
}

fn assess(sites: SiteTable, records: impl IntoIterator<Item = (u32, When, Vec<Cell>)>) -> Assessment {
    assess_by(Plan::default(), sites, records)
}

fn assess_by(plan: Plan, sites: SiteTable, records: impl IntoIterator<Item = (u32, When, Vec<Cell>)>) -> Assessment {
    let mut assessor = Assessor::new(plan);
    for (row, (site, when, cells)) in (1..).zip(records) {
        match when {
            When::Hour(_) => assessor.air(&sites, &record(site, when, row, &cells)),
            When::Stamp(_) if cells.iter().any(|c| c.averaging == Averaging::Sample) => {
                assessor.water(&sites, &record(site, when, row, &cells));
            }
            When::Stamp(_) => assessor.air(&sites, &record(site, when, row, &cells)),
        }
    }
    assessor.finish(sites)
}

fn daily(values: [&str; 6]) -> Vec<Cell> {
    let averaging = |p| if p == O3 { Averaging::DayMax8h } else { Averaging::Day };
    POLLUTANTS.iter().zip(values).filter(|(_, v)| !v.is_empty()).map(|(p, v)| cell(*p, averaging(*p), v)).collect()
}

#[test]
fn the_standard_in_force_on_the_day_judges_it() {
    let values = ["8", "30", "0.7", "88", "120", "60"];
    let when = |text| When::Stamp(Stamp::Day(day(text)));
    let assessment =
        assess(sites(&["甲"]), [(0, when("2026-02-28"), daily(values)), (0, when("2026-03-01"), daily(values))]);
    let aqi: Vec<_> = (0..2).map(|n| assessment.air_day(n).unwrap().index.aqi.unwrap()).collect();
    assert_eq!(aqi, [85, 100]);
    assert_eq!(assessment.air_totals().editions.len(), 2);
    assert_eq!(assessment.air_totals().good.good, 2);
}

#[test]
fn rows_with_one_pollutant_each_make_one_day() {
    let when = When::Stamp(Stamp::Day(day("2024-05-01")));
    let rows = daily(["8", "30", "0.7", "88", "120", "60"]).into_iter().map(|cell| (0, when, vec![cell]));
    let assessment = assess(sites(&["甲"]), rows);
    assert_eq!(assessment.air_len(), 1);
    assert_eq!(assessment.air_day(0).unwrap().index.aqi, Ok(85));
    assert_eq!(assessment.issues().count(Code::Duplicate), 0);
}

#[test]
fn a_second_value_is_reported_and_not_used() {
    let when = When::Stamp(Stamp::Day(day("2024-05-01")));
    let rows = [
        (0, when, daily(["8", "30", "0.7", "88", "120", "60"])),
        (0, when, daily(["8", "30", "0.7", "88", "120", "61"])),
    ];
    let assessment = assess(sites(&["甲"]), rows);
    assert_eq!(assessment.air_len(), 1);
    assert_eq!(assessment.air_day(0).unwrap().values[5], Some(Amount::whole(60)));
    assert_eq!(assessment.issues().count(Code::Duplicate), 5);
    assert_eq!(assessment.issues().count(Code::Contradiction), 1);
}

/// Case A of air.md §9: the ozone of a complete day.
const OZONE: [u32; 24] =
    [40, 38, 35, 33, 30, 28, 30, 36, 50, 72, 98, 121, 140, 155, 166, 172, 168, 158, 140, 118, 96, 80, 68, 60];

fn hours(date: Date, left_out: &[u8]) -> Vec<(u32, When, Vec<Cell>)> {
    (1..=24)
        .filter(|label| !left_out.contains(label))
        .map(|label| {
            let cells = POLLUTANTS
                .iter()
                .map(|&p| {
                    let value = if p == O3 { OZONE[usize::from(label) - 1].to_string() } else { "30".to_owned() };
                    cell(p, Averaging::Hour, if p == Co { "0.763" } else { &value })
                })
                .collect();
            (0, When::Hour(Hour { date, label }), cells)
        })
        .collect()
}

#[test]
fn hours_become_a_day() {
    let assessment = assess(sites(&["甲"]), hours(day("2024-06-01"), &[]));
    let graded = assessment.air_day(0).unwrap();
    assert_eq!(graded.values[3], Some(Amount::whole(152)));
    assert_eq!(graded.values[2], Some(Amount::decimal(8, 1)));
    assert_eq!(graded.values[5], Some(Amount::whole(30)));
    let AirSource::Hours { first, last, ozone, .. } = graded.source else { panic!("not from hours") };
    assert_eq!((first.row, last.row, ozone.windows, ozone.ends_at), (1, 24, 17, 19));
}

#[test]
fn too_few_hours_are_said_and_not_graded() {
    let assessment = assess(sites(&["甲"]), hours(day("2024-06-01"), &[1, 2, 3, 4, 5, 12, 13, 14]));
    let graded = assessment.air_day(0).unwrap();
    assert!(graded.index.aqi.is_err());
    assert_eq!(graded.dropped().unwrap().key(), "too-few-hours");
    assert_eq!(assessment.air_totals().good.valid, 0);
}

#[test]
fn hours_too_few_for_any_day_are_results_of_their_own() {
    let assessment = assess(sites(&["甲"]), hours(day("2024-06-01"), &[]).into_iter().skip(14).take(2));
    assert_eq!((assessment.air_totals().good.valid, assessment.hours_len()), (0, 2));
    let hour = assessment.hour(0).unwrap();
    // The hour that ends at 15 has 166 µg/m³ of ozone: 50 ÷ 40 × (166 − 160) + 50 = 57.5.
    assert_eq!((hour.hour.label, hour.index.highest), (15, Some(58)));
    let csv = said(&assessment);
    assert!(csv.contains("2024-06-01T15:00,HJ 633-2012,58,良,O3,"), "{csv}");
    // With a day that counts, hours are not results.
    assert_eq!(assess(sites(&["甲"]), hours(day("2024-06-01"), &[])).hours_len(), 0);
}

#[test]
fn a_section_is_graded_against_its_target_and_by_its_month() {
    let mut sites = sites(&["断面一"]);
    sites.get_mut(SiteId(0)).target = Some(Class::III);
    let sample = |text, ammonia| {
        let cells = [(Ph, "8.1"), (Do, "8.0"), (AmmoniaN, ammonia), (Tp, "0.06")];
        let cells = cells.map(|(p, v)| cell(p, Averaging::Sample, v)).to_vec();
        (0, When::Stamp(Stamp::Day(day(text))), cells)
    };
    let assessment = assess(sites, [sample("2024-05-20", "1.24"), sample("2024-05-03", "0.70")]);
    // Sorted by time, whatever the order of the rows.
    let classes: Vec<_> = (0..2).map(|n| assessment.sample(n).unwrap().judged.grade.class).collect();
    assert_eq!(classes, [Some(Class::III), Some(Class::IV)]);
    assert_eq!(assessment.sample(1).unwrap().judged.target, Some((Class::III, Verdict::Exceeded)));
    assert_eq!(assessment.months_len(), 1);
    let month = assessment.month(0).unwrap();
    assert_eq!(month.month, Month { year: 2024, month: 5 });
    // The mean 0.97 is class Ⅲ.
    assert_eq!(month.judged.grade.class, Some(Class::III));
    assert_eq!((month.used, assessment.water_totals().on_target, assessment.water_totals().with_target), (2, 1, 2));
}

/// Everything a result says, as text.
fn said(assessment: &Assessment) -> String {
    let mut csv = Vec::new();
    envgrade::report::write_csv(assessment, &mut csv).unwrap();
    String::from_utf8(csv).unwrap()
}

prop_compose! {
    fn hour_row()(site in 0_u32..3, days in 0_i32..3, label in 1_u8..=24, which in 0_usize..6, value in 0_i64..200_000, decimals in 0_u32..5)
        -> (u32, When, Vec<Cell>) {
        let reading = Reading::Value(Amount::decimal(value, decimals));
        let cell = Cell { parameter: POLLUTANTS[which], averaging: Averaging::Hour, reading, column: 1 };
        (site, When::Hour(Hour { date: day("2024-06-01").plus_days(days), label }), vec![cell])
    }
}

proptest! {
    #[test]
    fn parts_merged_in_order_are_the_whole(rows in prop::collection::vec(hour_row(), 0..400), cut in 0_usize..400) {
        // No hour twice: a repeated hour is an issue of its own.
        let mut seen = std::collections::HashSet::new();
        let rows: Vec<_> = rows
            .into_iter()
            .filter(|(site, when, cells)| seen.insert(format!("{site} {when:?} {:?}", cells[0].parameter)))
            .collect();
        let names = ["甲", "乙", "丙"];
        let whole = assess(sites(&names), rows.clone());
        let cut = cut.min(rows.len());
        let mut parts = [&rows[..cut], &rows[cut..]].map(|part| {
            let sites = sites(&names);
            let mut assessor = Assessor::new(Plan::default());
            for (row, (site, when, cells)) in (1..).zip(part) {
                assessor.air(&sites, &record(*site, *when, row, cells));
            }
            assessor
        }).into_iter();
        let mut first = parts.next().unwrap();
        first.merge(parts.next().unwrap(), &[SiteId(0), SiteId(1), SiteId(2)]);
        prop_assert_eq!(said(&first.finish(sites(&names))), said(&whole));
    }

    #[test]
    fn the_order_of_rows_does_not_matter(rows in prop::collection::vec(hour_row(), 0..300), seed in any::<u64>()) {
        let mut seen = std::collections::HashSet::new();
        let rows: Vec<_> = rows
            .into_iter()
            .filter(|(site, when, cells)| seen.insert(format!("{site} {when:?} {:?}", cells[0].parameter)))
            .collect();
        let mut turned = rows.clone();
        let by = |n: usize| (n as u64).wrapping_mul(6_364_136_223_846_793_005).wrapping_add(seed).rotate_left(17);
        let mut keys: Vec<_> = (0..turned.len()).collect();
        keys.sort_by_key(|n| by(*n));
        turned = keys.into_iter().map(|n| turned[n].clone()).collect();
        let names = ["甲", "乙", "丙"];
        prop_assert_eq!(said(&assess(sites(&names), turned)), said(&assess(sites(&names), rows)));
    }
}

#[test]
fn concentrations_of_another_state_are_converted_before_they_are_graded() {
    let date = day("2017-06-01");
    let air = |kelvin: &str, pressure: &str| AirState {
        kelvin: kelvin.parse().unwrap(),
        hectopascals: pressure.parse().unwrap(),
    };
    let values = daily(["100", "80", "4", "160", "100", "60"]);
    let graded = |plan: Plan| {
        let mut steps = Steps::default();
        let assessment = assess_by(plan, sites(&["甲"]), [(0, When::Stamp(Stamp::Day(date)), values.clone())]);
        let day = assessment.air_day_traced(0, &mut steps).unwrap();
        (day.index.concentrations.map(|value| value.unwrap().to_string()), steps.0)
    };
    // 160 µg/m³ at 273 K are 146.503 at 298.15 K; particles stay while nobody knows the air at the site.
    let (values_now, steps) = graded(Plan { data_state: DataState::Standard, ..Plan::default() });
    assert_eq!(values_now, ["92", "73", "3.7", "147", "100", "60"]);
    assert!(steps.iter().any(|step| step.formula.starts_with("160 × (273 ÷ 298.15) × (1013.25 ÷ 1013.25) = ≈ 146.5")));
    let site_air = Some(air("303.15", "1000"));
    let (values_now, _) = graded(Plan { data_state: DataState::Standard, site_air, ..Plan::default() });
    assert_eq!(values_now, ["92", "73", "3.7", "147", "89", "53"]);
    // A plateau: 15 °C, 850 hPa. Particles are asked for as monitored.
    let monitored = DataState::Monitored(air("288.15", "850"));
    let (values_now, _) = graded(Plan { data_state: monitored, ..Plan::default() });
    assert_eq!(values_now, ["115", "92", "4.6", "184", "100", "60"]);
    // Days of hours: the exact mean is converted, then rounded once. 20 × 30 and 4 × 31 are 30.17, and 27.62 after.
    let hours = (1..=24).map(|label| {
        let value = if label <= 4 { "31" } else { "30" };
        (0, When::Hour(Hour { date, label }), vec![cell(So2, Averaging::Hour, value), cell(O3, Averaging::Hour, "160")])
    });
    let plan = Plan { data_state: DataState::Standard, ..Plan::default() };
    let assessment = assess_by(plan, sites(&["甲"]), hours);
    let index = assessment.air_day(0).unwrap().index;
    assert_eq!(index.concentrations[0], Some(Amount::whole(28)));
    assert_eq!(index.concentrations[3], Some(Amount::whole(147)));
}

#[test]
fn kept_hours_are_graded_alike_by_the_run_and_by_the_evaluation() {
    let plan = Plan { keep_hours: true, ..Plan::default() };
    let hours = (0..48_i32).flat_map(|n| {
        let date = day("2025-03-01").plus_days(n / 24);
        let hour = Hour { date, label: u8::try_from(n % 24).unwrap() + 1 };
        POLLUTANTS.map(|p| (0, When::Hour(hour), vec![cell(p, Averaging::Hour, &(n % 7 + 1).to_string())]))
    });
    let mut table = SiteTable::default();
    table.intern(b"1A", || Site { name: "甲城".into(), ..Site::default() });
    let assessment = assess_by(plan, table, hours);
    let evaluation = Evaluation::new(
        DayTable::from_bytes(assessment.day_table().bytes().to_vec()).unwrap(),
        EvaluationPlan::default(),
    );
    let place = evaluation.place_hours(0);
    assert_eq!(place.days(), Some((day("2025-03-01"), day("2025-03-02"))));
    for rule in HourRule::ALL {
        for (date, label) in [("2025-03-01", 1), ("2025-03-01", 24), ("2025-03-02", 9)] {
            let hour = Hour { date: day(date), label };
            let own = assessment.real_time(SiteId(0), hour, rule, &mut Off).unwrap();
            let theirs = place.hour(hour.date, label, rule, EditionChoice::ByDate, &mut Off).unwrap();
            assert_eq!(own, theirs.index, "{date} {label}");
        }
    }
    // The text of 2012 has no particles before twenty hours are there.
    let first = place.hour(day("2025-03-01"), 1, HourRule::Text, EditionChoice::ByDate, &mut Off).unwrap();
    assert_eq!(first.index.iaqi[5], None);
    // European bands and NowCast stand beside it; a NowCast needs two of the newest three hours.
    assert_eq!((first.european.index, first.us.aqi), (Some(Band::Good), None));
    let later = place.hour(day("2025-03-02"), 9, HourRule::Text, EditionChoice::ByDate, &mut Off).unwrap();
    assert!(later.us.aqi.is_some());
}

#[test]
fn wells_and_rain_are_not_graded_as_surface_water() {
    let text =
        "点位名称,水体类型,采样日期,pH,氨氮(mg/L)\n1号井,地下水,2024-05-10,7.4,3.5\n民和桥,河流,2024-05-10,7.4,3.5\n";
    let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(Plan::default()));
    read_bytes(FileId(0), "x.csv", text.as_bytes(), &ReadOptions::default(), &mut sites, &mut assessor);
    let assessment = assessor.finish(sites);
    let well = assessment.sample(0).unwrap();
    assert_eq!((well.judged.grade.class, well.judged.fallen.map(|why| why.key())), (None, Some("not-surface-water")));
    assert_eq!(assessment.sample(1).unwrap().judged.grade.class, Some(Class::WorseThanV));
    assert_eq!(assessment.month(0).unwrap().judged.grade.class, None);
}
