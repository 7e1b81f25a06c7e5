//! Hours of air that are kept: their values, the real-time index of any of them, and what looks like dust.

#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeMap;

use envgrade::air::Pollutant;
use envgrade::air::dust_hours::{DustRule, suggest};
use envgrade::air::hours::Validity;
use envgrade::air::realtime::HourRule;
use envgrade::assess::{AirSource, Assessment, Assessor};
use envgrade::calendar::{Date, Hour};
use envgrade::fold::{Fold, Sink};
use envgrade::issue::Code;
use envgrade::observation::{Averaging, Cell, FileId, Official, Origin, Record, Site, SiteId, SiteTable, When};
use envgrade::parameter::Parameter::{self, Co, No2, O3, Pm10, Pm25, So2};
use envgrade::plan::{DataState, Plan};
use envgrade::quantity::{Amount, Reading};
use envgrade::trace::{Off, Steps};
use proptest::prelude::*;

const POLLUTANTS: [Parameter; 6] = [So2, No2, Co, O3, Pm10, Pm25];
const SITE: SiteId = SiteId(0);

fn day(year: i32, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap()
}

fn keeping() -> Plan {
    Plan { keep_hours: true, ..Plan::default() }
}

fn sites() -> SiteTable {
    let mut sites = SiteTable::default();
    sites.intern(b"a", || Site { name: "甲".to_owned(), ..Site::default() });
    sites
}

type Row = (Hour, Parameter, Amount);

fn assessor(plan: &Plan, rows: &[Row]) -> Assessor {
    let mut assessor = Assessor::new(plan.clone());
    for (row, (hour, parameter, value)) in (1..).zip(rows) {
        let cell =
            Cell { parameter: *parameter, averaging: Averaging::Hour, reading: Reading::Value(*value), column: 1 };
        let record = Record {
            site: SITE,
            when: When::Hour(*hour),
            origin: Origin { file: FileId(0), row },
            cells: &[cell],
            others: &[],
            vertical: "",
            official: Official::default(),
            suspended: "",
        };
        assessor.air(&sites(), &record);
    }
    assessor
}

fn assess(plan: &Plan, rows: &[Row]) -> Assessment {
    assessor(plan, rows).finish(sites())
}

/// The same values in each hour of these labels.
fn hours(date: Date, labels: impl IntoIterator<Item = u8>, values: [&str; 6]) -> Vec<Row> {
    let labels: Vec<u8> = labels.into_iter().collect();
    let row = |label: u8| {
        let pairs = POLLUTANTS.into_iter().zip(values).filter(|(_, value)| !value.is_empty());
        pairs.map(move |(parameter, value)| (Hour { date, label }, parameter, value.parse().unwrap()))
    };
    labels.into_iter().flat_map(row).collect()
}

fn said(assessment: &Assessment) -> String {
    let mut csv = Vec::new();
    envgrade::report::write_csv(assessment, &mut csv).unwrap();
    String::from_utf8(csv).unwrap()
}

#[test]
fn hours_are_there_only_on_request() {
    let rows = hours(day(2024, 6, 1), 3..=9, ["5", "30", "0.763", "88", "120", "60"]);
    let plain = assess(&Plan::default(), &rows);
    assert_eq!((plain.hours_of(SITE), plain.hours_of_day(SITE, day(2024, 6, 1))), (None, None));
    let kept = assess(&keeping(), &rows);
    let hour = |label| Hour { date: day(2024, 6, 1), label };
    assert_eq!(kept.hours_of(SITE), Some((hour(3), hour(9))));
    let of_day = kept.hours_of_day(SITE, day(2024, 6, 1)).unwrap();
    assert_eq!(of_day[Pollutant::Co as usize][2], Some(Amount::decimal(763, 3)));
    assert_eq!(of_day[Pollutant::Co as usize][9], None);
    assert!(kept.real_time(SITE, hour(10), HourRule::Text, &mut Off).is_none());
    assert!(kept.real_time(SITE, Hour { label: 0, ..hour(3) }, HourRule::Text, &mut Off).is_none());
    assert_eq!(said(&kept), said(&plain));
}

#[test]
fn a_second_value_of_an_hour_is_the_same_or_a_contradiction() {
    let mut rows = hours(day(2024, 6, 1), 1..=24, ["5", "30", "0.763", "88", "120", "60"]);
    let count = |assessment: &Assessment| {
        (assessment.issues().count(Code::Duplicate), assessment.issues().count(Code::Contradiction))
    };
    // A day with twenty-five hours: the clock was put back.
    let mut again = hours(day(2024, 6, 1), 2..=2, ["5", "30", "0.763", "89", "121", "60.0"]);
    rows.append(&mut again);
    let kept = assess(&keeping(), &rows);
    assert_eq!(count(&kept), (4, 2));
    assert_eq!(kept.hours_of_day(SITE, day(2024, 6, 1)).unwrap()[3][1], Some(Amount::whole(88)));
    // Only sums are kept, and every hour of ozone.
    let plain = assess(&Plan::default(), &rows);
    assert_eq!(count(&plain), (5, 1));
    assert_eq!(said(&kept), said(&plain));
    let (first, later) = rows.split_at(100);
    let mut parts = assessor(&keeping(), first);
    parts.merge(assessor(&keeping(), later), &[SITE]);
    assert_eq!(count(&parts.finish(sites())), (4, 2));
}

#[test]
fn the_index_of_any_hour() {
    let hour = |date, label| Hour { date, label };
    // HJ 633-2026: the six 1-hour means. air.md §4.3.
    let date = day(2026, 5, 1);
    for (values, aqi, primary) in [
        (["820", "90", "1.2", "60", "80", "45"], 200, "SO2"),
        (["20", "60", "2.2", "238", "95", "58"], 119, "O3"),
        (["12", "35", "0.8", "70", "6450", "462"], 500, "PM10"),
    ] {
        let assessment = assess(&keeping(), &hours(date, 8..=8, values));
        let graded = assessment.real_time(SITE, hour(date, 8), HourRule::Text, &mut Off).unwrap();
        assert_eq!((graded.aqi, graded.primary.to_string().as_str()), (Ok(aqi), primary));
    }
    // HJ 633-2012: particles by their moving mean of 24 hours, which reaches into the day before.
    let (before, date) = (day(2024, 5, 1), day(2024, 5, 2));
    let mut rows = hours(before, 13..=24, ["5", "20", "0.5", "90", "50", "75"]);
    rows.extend(hours(date, 1..=12, ["5", "20", "0.5", "90", "50", "115"]));
    let at = |rows: &[Row], plan: &Plan, rule| {
        let assessment = assess(plan, rows);
        let mut steps = Steps::default();
        let graded = assessment.real_time(SITE, hour(date, 12), rule, &mut steps).unwrap();
        (graded.iaqi[Pollutant::Pm25 as usize], graded.highest, steps)
    };
    // (12 × 75 + 12 × 115) ÷ 24 = 95 → 50 ÷ 40 × (95 − 75) + 100 = 125.
    let (iaqi, highest, steps) = at(&rows, &keeping(), HourRule::Text);
    assert_eq!((iaqi, highest), (Some(125), Some(125)));
    assert!(steps.0.iter().any(|step| step.formula == "PM2.5: 2280 ÷ 24 → 95"), "{:?}", steps.0);
    // The platform puts the hour itself on the daily breakpoints.
    assert_eq!(at(&rows, &keeping(), HourRule::PlatformStation).0, Some(150));
    // Twenty hours are enough and nineteen are not, unless one chooses so.
    let without = |count: usize| -> Vec<Row> { rows[6 * count..].to_vec() };
    assert_eq!(at(&without(4), &keeping(), HourRule::Text).0, Some(130));
    assert_eq!(at(&without(5), &keeping(), HourRule::Text).0, None);
    let eighteen = Plan { moving_day_hours: Some(18), ..keeping() };
    assert_eq!(at(&without(5), &eighteen, HourRule::Text).0, Some(132));
    // Ozone: eight hours across midnight, of which six are needed.
    let mut rows = hours(before, 22..=24, ["", "", "", "100", "", ""]);
    rows.extend(hours(date, 1..=3, ["", "", "", "160", "", ""]));
    let ozone = |rows: &[Row]| assess(&keeping(), rows).hour_values(SITE, hour(date, 3), &mut Off).unwrap().ozone_8h;
    assert_eq!((ozone(&rows), ozone(&rows[1..])), (Some(Amount::whole(130)), None));
    // SO2 above 800 takes the index of its 24-hour mean: 50 ÷ 325 × (413 − 150) + 100 = 140.5.
    let mut rows = hours(before, 13..=24, ["5", "", "", "", "", ""]);
    rows.extend(hours(date, 1..=12, ["820", "", "", "", "", ""]));
    let assessment = assess(&keeping(), &rows);
    let graded = assessment.real_time(SITE, hour(date, 12), HourRule::Text, &mut Off).unwrap();
    assert_eq!(graded.iaqi[Pollutant::So2 as usize], Some(141));
}

#[test]
fn hours_are_graded_in_the_state_that_the_standard_asks_for() {
    let rows = hours(day(2016, 6, 1), 1..=9, ["", "", "", "160", "", "80"]);
    let hour = Hour { date: day(2016, 6, 1), label: 9 };
    let at = |data_state| {
        let assessment = assess(&Plan { data_state, ..keeping() }, &rows);
        let values = assessment.hour_values(SITE, hour, &mut Off).unwrap();
        assert_eq!(assessment.hours_of_day(SITE, hour.date).unwrap()[3][8], Some(Amount::whole(160)));
        let single = assessment.hour(8).unwrap().index.iaqi[Pollutant::O3 as usize];
        let of_rule = assessment.real_time(SITE, hour, HourRule::PlatformStation, &mut Off).unwrap();
        assert_eq!(single, of_rule.iaqi[Pollutant::O3 as usize]);
        (values.hour[3].unwrap().round(3), values.ozone_8h, values.hour[5], single)
    };
    let (particles, same) = (Some(Amount::whole(80)), Some(Amount::whole(160)));
    assert_eq!(at(DataState::AsRequired), (Amount::whole(160), same, particles, Some(50)));
    let converted = (Amount::decimal(146_503, 3), Some(Amount::whole(147)), particles, Some(46));
    assert_eq!(at(DataState::Standard), converted);
}

#[test]
fn the_limit_of_the_ozone_exception_is_a_choice() {
    // Case B of air.md §9: eleven windows, the largest 153.667.
    let ozone =
        [40, 38, 35, 33, 30, 28, 30, 36, 50, 72, 98, 121, 140, 155, 166, 172, 168, 158, 140, 118, 96, 80, 68, 60];
    let rows: Vec<Row> = (1..)
        .zip(ozone)
        .filter(|(label, _)| !(12..=14).contains(label))
        .map(|(label, value)| (Hour { date: day(2024, 6, 1), label }, O3, Amount::whole(value)))
        .collect();
    let validity = |plan: &Plan| match assess(plan, &rows).air_day(0).unwrap().source {
        AirSource::Hours { ozone, .. } => (ozone.value, ozone.validity),
        AirSource::Row { .. } => panic!("not from hours"),
    };
    let value = Some(Amount::whole(154));
    assert_eq!(validity(&Plan::default()), (value, Validity::TooFewWindows));
    let limit = |limit| Plan { ozone_exception_limit: Some(Amount::whole(limit)), ..Plan::default() };
    assert_eq!(validity(&limit(100)), (value, Validity::ValidAboveLimit));
    assert_eq!(validity(&limit(154)), (value, Validity::TooFewWindows));
}

fn pm10(values: &[&str]) -> Vec<Option<Amount>> {
    values.iter().map(|value| value.parse().ok()).collect()
}

#[test]
fn hours_that_look_like_dust() {
    let first = Hour { date: day(2024, 3, 27), label: 10 };
    let found = |values: &[&str]| -> Vec<String> {
        let rule = DustRule::default();
        let found = suggest(first, &pm10(values), rule, &mut Off).into_iter().map(|period| {
            let name = |hour: Hour| format!("{}h{}", hour.date.parts().2, hour.label);
            let back = period.back.map_or("open".to_owned(), name);
            format!("{}..{} {back} {} {}", name(period.first), name(period.last), period.before, period.highest)
        });
        found.collect()
    };
    fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
        [&["100"; 6][..], more].concat()
    }
    // Twice is enough, and less by a tenth is not.
    assert_eq!(found(&with(&["200", "500", "111", "110"])), ["27h16..27h18 27h19 100 500"]);
    assert_eq!(found(&with(&["199.9", "150"])), Vec::<String>::new());
    // 150 itself is not above 150, however low the hours before.
    assert_eq!(found(&["10", "10", "10", "10", "10", "10", "150", "12"]), Vec::<String>::new());
    assert_eq!(found(&["10", "10", "10", "10", "10", "10", "150.1", "11"]), ["27h16..27h16 27h17 10 150.1"]);
    // An hour without a value ends nothing; a period may run into the next day, and be open at the end of the data.
    let long = [&["600"; 5][..], &["-", "400", "300", "250", "240"]].concat();
    assert_eq!(found(&with(&long)), ["27h16..28h1 open 100 600"]);
    // Four of the six hours before are needed.
    assert_eq!(found(&["100", "100", "-", "-", "-", "100", "500", "100"]), Vec::<String>::new());
    assert_eq!(found(&["100", "100", "-", "-", "100", "100", "500", "100"]), ["27h16..27h16 27h17 100 500"]);
    // The mean of 100, 100, 101 ... is compared exactly: 2 × 601 ÷ 6 = 200.33.
    let calm = ["100", "100", "101", "100", "100", "100"];
    assert_eq!(found(&[&calm[..], &["200.3", "100"]].concat()), Vec::<String>::new());
    assert_eq!(found(&[&calm[..], &["200.4", "100"]].concat()).len(), 1);
}

#[test]
fn dust_is_suggested_from_kept_hours_only() {
    let mut rows = hours(day(2024, 3, 27), 1..=20, ["", "", "", "", "80", ""]);
    rows.extend(hours(day(2024, 3, 27), 21..=24, ["", "", "", "", "900", ""]));
    rows.extend(hours(day(2024, 3, 28), 1..=3, ["", "", "", "", "500", ""]));
    rows.extend(hours(day(2024, 3, 28), 4..=9, ["", "", "", "", "85", ""]));
    let suggestions = |plan: &Plan| assess(plan, &rows).dust_suggestions(SITE, DustRule::default(), &mut Off);
    assert_eq!(suggestions(&Plan::default()), []);
    let found = suggestions(&keeping());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].days(), (day(2024, 3, 27), day(2024, 3, 28)));
    let mut steps = Steps::default();
    assess(&keeping(), &rows).dust_suggestions(SITE, DustRule::default(), &mut steps);
    assert!(steps.0[0].zh.contains("仅为提示") && steps.0[0].en.contains("Only a suggestion"));
    assert_eq!(steps.0[0].formula, "900 ≥ 2 × 480 ÷ 6，900 > 150");
}

prop_compose! {
    fn row()(days in 0_i32..3, label in 1_u8..=24, which in 0_usize..6, value in 0_i64..200_000, decimals in 0_u32..5)
        -> Row {
        let hour = Hour { date: day(2024, 6, 1).plus_days(days), label };
        (hour, POLLUTANTS[which], Amount::decimal(value, decimals))
    }
}

proptest! {
    #[test]
    fn kept_hours_are_what_was_read_in_any_order_and_split(
        rows in prop::collection::vec(row(), 0..300), cut in 0_usize..300, turn in any::<bool>(),
    ) {
        // No hour twice: of a repeated hour the first stands, which is a matter of order.
        let mut known: BTreeMap<(Hour, String), Amount> = BTreeMap::new();
        let mut rows = rows;
        rows.retain(|(hour, parameter, value)| known.insert((*hour, format!("{parameter:?}")), *value).is_none());
        let mut known: BTreeMap<(Hour, usize), Amount> = BTreeMap::new();
        for (hour, parameter, value) in &rows {
            known.insert((*hour, POLLUTANTS.iter().position(|p| p == parameter).unwrap()), *value);
        }
        let plain = assess(&Plan::default(), &rows);
        if turn {
            rows.reverse();
        }
        let (first, later) = rows.split_at(cut.min(rows.len()));
        let mut parts = assessor(&keeping(), first);
        parts.merge(assessor(&keeping(), later), &[SITE]);
        let kept = parts.finish(sites());
        prop_assert_eq!(kept.hours_of(SITE).map(|(first, _)| first), known.keys().map(|(hour, _)| *hour).next());
        prop_assert_eq!(kept.hours_of(SITE).map(|(_, last)| last), known.keys().map(|(hour, _)| *hour).next_back());
        for days in 0..3 {
            let date = day(2024, 6, 1).plus_days(days);
            let of_day = kept.hours_of_day(SITE, date).unwrap_or_default();
            for (which, hours) in of_day.iter().enumerate() {
                for (label, value) in (1..).zip(hours) {
                    prop_assert_eq!(*value, known.get(&(Hour { date, label }, which)).copied());
                }
            }
        }
        // Daily values are the same whether hours are kept or not.
        prop_assert_eq!(plain.air_len(), kept.air_len());
        for (one, other) in (0..plain.air_len()).map(|n| (plain.air_day(n).unwrap(), kept.air_day(n).unwrap())) {
            prop_assert_eq!((one.date, one.values, one.index.aqi), (other.date, other.values, other.index.aqi));
        }
    }
}
