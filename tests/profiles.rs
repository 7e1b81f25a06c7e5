//! The rules of other countries against tables of input and expected output, and in their order.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::air::profiles::eu::{self, Comparison, EuChoices, EuYear, OzoneYear};
use envgrade::air::profiles::eu_alert::{self, AlertChoices, Warning, day_episodes, hour_episodes};
use envgrade::air::profiles::us_epa::{self, NoIndex, UsPollutant, UsValues};
use envgrade::air::profiles::who::{self, Season, Standing, WhoChoices};
use envgrade::air::profiles::{DaySeries, european_aqi};
use envgrade::air::reference_state::{State, mass_per_part};
use envgrade::air::{Pollutant, Pollutants};
use envgrade::calendar::{Date, Hour, Month};
use envgrade::grade::Verdict;
use envgrade::parameter::{Medium, Parameter};
use envgrade::quantity::{Amount, Ratio, Unit};
use envgrade::standard::eu_2024_2881::{self as directives, Directive};
use envgrade::standard::european_aqi as bands;
use envgrade::standard::us_epa_aqi::{self, Column};
use envgrade::standard::who_2021::{self, Level};
use envgrade::trace::{Off, Steps};
use proptest::prelude::*;
use proptest::sample::select;
use tables::table;

fn amount(text: &str) -> Amount {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn optional(text: &str) -> Option<Amount> {
    (!text.is_empty() && text != "-").then(|| amount(text))
}

fn item(text: &str) -> Parameter {
    Parameter::read_in(text, Medium::Air).unwrap_or_else(|| panic!("{text}"))
}

/// `3x201 8757x20`.
fn runs(text: &str) -> Vec<Amount> {
    let run = |run: &str| {
        let (count, value) = run.split_once('x').unwrap();
        std::iter::repeat_n(amount(value), count.parse().unwrap())
    };
    text.split_whitespace().flat_map(run).collect()
}

fn from_january(year: i32, values: Vec<Amount>) -> Vec<(Date, Amount)> {
    let first = Date::new(year, 1, 1).unwrap();
    (0..).zip(values).map(|(n, value)| (first.plus_days(n), value)).collect()
}

const COLUMNS: [(&str, Column); 8] = [
    ("o3_8h", Column::O3EightHours),
    ("o3_1h", Column::O3Hour),
    ("pm25", Column::Pm25),
    ("pm10", Column::Pm10),
    ("co", Column::Co),
    ("so2_1h", Column::So2Hour),
    ("so2_24h", Column::So2Day),
    ("no2", Column::No2),
];

fn column(name: &str) -> Column {
    COLUMNS.into_iter().find(|column| column.0 == name).unwrap_or_else(|| panic!("{name}")).1
}

fn reason(reason: NoIndex) -> &'static str {
    match reason {
        NoIndex::NoValue => "no-value",
        NoIndex::BelowZero => "below-zero",
        NoIndex::NeedsHour => "needs-hour",
        NoIndex::NeedsEightHours => "needs-eight-hours",
        NoIndex::NeedsDay => "needs-day",
    }
}

fn index_or_reason(index: Result<u32, NoIndex>) -> String {
    index.map_or_else(|none| reason(none).to_owned(), |index| index.to_string())
}

#[test]
fn breakpoints_of_the_us_epa_are_the_printed_ones() {
    let table = table("us_epa_breakpoints");
    let rows: Vec<_> = table.iter().collect();
    assert_eq!(rows.len(), us_epa_aqi::TABLE.len());
    for (row, printed) in rows.iter().zip(&us_epa_aqi::TABLE) {
        assert_eq!(printed.index.0.to_string(), row.get("low"));
        assert_eq!(printed.index.1.to_string(), row.get("high"));
        for (name, column) in COLUMNS {
            let range = row.get(name).split_once(' ').map(|(low, high)| (amount(low), amount(high)));
            assert_eq!(printed.range(column), range, "{name} {}", row.get("low"));
        }
    }
}

#[test]
fn us_ranges_follow_one_another_by_the_last_decimal() {
    for column in Column::ALL {
        let ranges: Vec<_> = us_epa_aqi::TABLE.iter().filter_map(|row| row.range(column)).collect();
        let step = Ratio::of(Amount::decimal(1, column.decimals()));
        for pair in ranges.windows(2) {
            assert_eq!(Ratio::of(pair[1].0).minus(Ratio::of(pair[0].1)), Some(step), "{column:?} {pair:?}");
        }
    }
}

#[test]
fn us_indices_follow_the_table() {
    for row in table("us_epa_indices").iter() {
        let mut steps = Steps::default();
        let index = us_epa::index(column(row.get("column")), Some(amount(row.get("value"))), &mut steps);
        let context = format!("{} {}", row.get("column"), row.get("value"));
        assert_eq!(index_or_reason(index), row.get("index"), "{context}");
        if let Some(exact) = optional(row.get("exact")) {
            let formula = &steps.0[0].formula;
            assert!(formula.ends_with(&format!("{exact} → {}", row.get("index"))), "{context}: {formula}");
        }
    }
}

#[test]
fn us_places_follow_the_table() {
    for row in table("us_epa_places").iter() {
        let mut values = UsValues::default();
        for given in row.get("values").split_whitespace() {
            let (name, value) = given.split_once('=').unwrap();
            let place = match column(name) {
                Column::O3EightHours => &mut values.o3_eight_hours,
                Column::O3Hour => &mut values.o3_hour,
                Column::Pm25 => &mut values.pm25,
                Column::Pm10 => &mut values.pm10,
                Column::Co => &mut values.co,
                Column::So2Hour => &mut values.so2_hour,
                Column::So2Day => &mut values.so2_day,
                Column::No2 => &mut values.no2,
            };
            *place = Some(amount(value));
        }
        let mut steps = Steps::default();
        let index = us_epa::grade(&values, &mut steps);
        let context = row.get("values");
        assert_eq!(index_or_reason(index.indices[UsPollutant::O3 as usize]), row.get("o3"), "{context}");
        assert_eq!(index_or_reason(index.indices[UsPollutant::So2 as usize]), row.get("so2"), "{context}");
        assert_eq!(index.aqi.map_or(String::new(), |aqi| aqi.to_string()), row.get("aqi"), "{context}");
        assert_eq!(index.category().map_or("", |category| category.words().en), row.get("category"), "{context}");
        let responsible: Vec<_> = index.responsible().map(UsPollutant::symbol).collect();
        assert_eq!(responsible.join(" "), row.get("responsible"), "{context}");
        let last = &steps.0.last().unwrap().formula;
        assert!(index.aqi.is_none_or(|aqi| last.ends_with(&format!("= {aqi}"))), "{context}: {last}");
    }
}

#[test]
fn concentrations_are_cut_off_after_their_conversion() {
    let of = |column, text: &str| us_epa::in_unit_of(column, amount(text), State::REFERENCE);
    // 0.070 ppm of ozone are 137.3311 µg/m³: just above and just below.
    let edge = Ratio::of(amount("70")).times(mass_per_part(Parameter::O3, State::REFERENCE).unwrap()).unwrap();
    let (below, step) = (edge.truncate(9).unwrap(), Ratio::of(amount("0.000000001")));
    let above = Ratio::of(below).plus(step).unwrap().round(9).unwrap();
    assert_eq!(below.round(4), amount("137.3311"));
    assert_eq!(us_epa::in_unit_of(Column::O3Hour, below, State::REFERENCE), Some(amount("0.069")));
    assert_eq!(us_epa::in_unit_of(Column::O3Hour, above, State::REFERENCE), Some(amount("0.070")));
    assert_eq!(of(Column::Pm25, "35.49"), Some(amount("35.4")));
    assert_eq!(of(Column::Co, "11.5"), Some(amount("10.0")));
    assert_eq!(of(Column::So2Hour, "200"), Some(amount("76")));
    assert_eq!(of(Column::No2, "200"), Some(amount("106")));
}

fn twelve(text: &str) -> [Option<Amount>; 12] {
    let hours: Vec<_> = text.split_whitespace().map(optional).collect();
    hours.try_into().unwrap()
}

#[test]
fn nowcasts_follow_the_table() {
    for row in table("us_epa_nowcasts").iter() {
        let column = column(row.get("column"));
        let mut steps = Steps::default();
        let nowcast = us_epa::nowcast(column, &twelve(row.get("hours")), &mut steps);
        let context = row.get("hours");
        let Some(nowcast) = nowcast else {
            assert_eq!(row.get("value"), "none", "{context}");
            continue;
        };
        assert_eq!(nowcast.value, amount(row.get("value")), "{context}");
        assert_eq!(nowcast.weight.round(4), Some(amount(row.get("weight"))), "{context}");
        let formula = &steps.0[0].formula;
        assert!(formula.ends_with(&format!("{} → {}", row.get("exact"), row.get("value"))), "{context}: {formula}");
        let index = us_epa::index(column, Some(nowcast.value), &mut Off);
        assert_eq!(index_or_reason(index), row.get("index"), "{context}");
    }
}

#[test]
fn levels_of_who_are_the_printed_ones() {
    let table = table("who_2021");
    let rows: Vec<_> = table.iter().collect();
    assert_eq!(rows.len(), who_2021::TABLE.len());
    for (row, printed) in rows.iter().zip(&who_2021::TABLE) {
        assert_eq!(printed.item, item(row.get("item")));
        assert_eq!(averaging_of_who(printed.averaging), row.get("averaging"));
        for (level, name) in Level::ALL.into_iter().zip(["it1", "it2", "it3", "it4", "aqg"]) {
            assert_eq!(printed.level(level), optional(row.get(name)), "{:?} {name}", printed.item);
        }
    }
}

fn averaging_of_who(averaging: who_2021::Averaging) -> &'static str {
    match averaging {
        who_2021::Averaging::Year => "year",
        who_2021::Averaging::Day => "day",
        who_2021::Averaging::DayMax8h => "day max 8h",
        who_2021::Averaging::PeakSeason => "peak season",
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Meets(level) => ["IT-1", "IT-2", "IT-3", "IT-4", "AQG"][level as usize],
        Standing::AboveAll => "above",
        Standing::NotAssessable => "not assessable",
    }
}

#[test]
fn years_against_who_follow_the_table() {
    for row in table("who_years").iter() {
        let item = item(row.get("item"));
        let days = from_january(2025, runs(row.get("days")));
        let mut series = DaySeries::default();
        series.values[Pollutant::of(item).unwrap() as usize] = &days;
        let mut steps = Steps::default();
        let results = who::assess(&series, 2025, WhoChoices::default(), &mut steps);
        let at = who_2021::TABLE
            .iter()
            .position(|printed| printed.item == item && averaging_of_who(printed.averaging) == row.get("averaging"));
        let result = results[at.unwrap()];
        let context = format!("{} {} {}", row.get("item"), row.get("averaging"), row.get("days"));
        assert_eq!(result.value, optional(row.get("value")), "{context}");
        if let Some(above) = optional(row.get("days_above")) {
            assert_eq!(result.days_above.map(i64::from).map(Amount::whole), Some(above), "{context}");
        }
        assert_eq!(standing(result.standing), row.get("standing"), "{context}");
        assert_eq!(steps.0.len(), results.len(), "{context}");
        assert!(steps.0[at.unwrap()].en.contains(&result.standing.words().en), "{context}");
    }
}

#[test]
fn a_peak_season_may_lie_across_the_turn_of_the_year_when_it_is_chosen() {
    // A southern summer: October 2024 to March 2025 at 120, the rest at 40.
    let first = Date::new(2024, 1, 1).unwrap();
    let days: Vec<(Date, Amount)> = (0..731)
        .map(|n| first.plus_days(n))
        .map(|date| (date, Amount::whole(if matches!(date.month(), 10..=12 | 1..=3) { 120 } else { 40 })))
        .collect();
    let row = who_2021::TABLE.iter().find(|row| row.averaging == who_2021::Averaging::PeakSeason).unwrap();
    let with = |season| who::hold(row, &days, 2025, WhoChoices { season, ..WhoChoices::default() }, &mut Off);
    let across = with(Season::EndingInTheYear);
    assert_eq!((across.value, across.season), (Some(Amount::whole(120)), Some(Month { year: 2024, month: 10 })));
    let within = with(Season::WithinTheYear);
    assert_eq!(within.season, Some(Month { year: 2025, month: 7 }));
    // 92 of the 184 days from July to December are at 120.
    assert_eq!(within.value, Some(Amount::whole(80)));
}

fn averaging_of_eu(averaging: directives::Averaging) -> &'static str {
    match averaging {
        directives::Averaging::Hour => "hour",
        directives::Averaging::Day => "day",
        directives::Averaging::DayMax8h => "day max 8h",
        directives::Averaging::Year => "year",
    }
}

fn directive(text: &str) -> Directive {
    match text {
        "2008" => Directive::V2008,
        "2024" => Directive::V2024,
        other => panic!("{other}"),
    }
}

#[test]
fn limit_values_of_the_directives_are_the_printed_ones() {
    let table = table("eu_limits");
    let mut rows = table.iter();
    for printed_in in [Directive::V2024, Directive::V2008] {
        for printed in printed_in.limits() {
            let row = rows.next().unwrap();
            let context = format!("{} {} {}", row.get("directive"), row.get("item"), row.get("averaging"));
            assert_eq!(directive(row.get("directive")), printed_in, "{context}");
            assert_eq!(printed.item, item(row.get("item")), "{context}");
            assert_eq!(averaging_of_eu(printed.averaging), row.get("averaging"), "{context}");
            assert_eq!(printed.printed, amount(row.get("value")), "{context}");
            assert_eq!(Some(printed.unit), Unit::read(row.get("unit")), "{context}");
            assert_eq!(printed.allowed.to_string(), row.get("allowed"), "{context}");
        }
    }
    assert!(rows.next().is_none());
}

#[test]
fn years_against_the_directives_follow_the_table() {
    for row in table("eu_years").iter() {
        let directive = directive(row.get("directive"));
        let comparison = if row.get("comparison") == "rounded" { Comparison::Rounded } else { Comparison::Exact };
        let choices = EuChoices { directive, comparison, ..EuChoices::default() };
        let item = item(row.get("item"));
        let limit = directive
            .limits()
            .iter()
            .find(|limit| limit.item == item && averaging_of_eu(limit.averaging) == row.get("averaging"))
            .unwrap();
        let mut steps = Steps::default();
        let result = eu::hold(limit, &runs(row.get("values")), 2030, choices, &mut steps);
        let context = format!("{} {} {}", row.get("item"), row.get("averaging"), row.get("values"));
        let counted = match result.exceedances {
            Some(times) => Some(Amount::whole(times.into())),
            None => result.mean.map(|mean| mean.round(9)),
        };
        assert_eq!(counted, optional(row.get("counted")), "{context}");
        assert_eq!(result.verdict.key(), row.get("verdict"), "{context}");
        assert!(steps.0[0].en.ends_with(result.verdict.words().en), "{context}");
    }
}

#[test]
fn a_year_is_held_against_every_limit_value_of_the_six_pollutants() {
    let days = from_january(2030, runs("365x1"));
    let hours = runs("8760x1");
    let year =
        EuYear { days: DaySeries { values: [&days; 6] }, co_eight_hours: &days, no2_hours: &hours, so2_hours: &hours };
    for (directive, rows) in [(Directive::V2024, 12), (Directive::V2008, 8)] {
        let results = eu::assess(&year, 2030, EuChoices { directive, ..EuChoices::default() }, &mut Off);
        assert_eq!(results.len(), rows);
        assert!(results.iter().all(|result| result.verdict == Verdict::Attained));
        let none = eu::assess(&EuYear::default(), 2030, EuChoices { directive, ..EuChoices::default() }, &mut Off);
        assert!(none.iter().all(|result| result.verdict == Verdict::NotAssessable));
    }
}

#[test]
fn ozone_targets_follow_the_table() {
    for row in table("eu_ozone_targets").iter() {
        let year = |text: &str| {
            let (year, counts) = text.split_once(':').unwrap();
            let (above, days) = counts.split_once('/').unwrap();
            OzoneYear { year: year.parse().unwrap(), days_above: above.parse().unwrap(), days: days.parse().unwrap() }
        };
        let years: Vec<OzoneYear> = row.get("years").split_whitespace().map(year).collect();
        let choices = EuChoices { directive: directive(row.get("directive")), ..EuChoices::default() };
        let target = eu::ozone_target(&years, choices, &mut Off);
        let context = row.get("years");
        assert_eq!(target.and_then(|target| target.days.round(2)), optional(row.get("mean")), "{context}");
        assert_eq!(target.map_or(String::new(), |target| target.years.to_string()), row.get("counted"), "{context}");
        assert_eq!(target.map_or("", |target| target.verdict.key()), row.get("verdict"), "{context}");
    }
}

#[test]
fn days_of_ozone_are_counted_within_their_year() {
    let mut days = from_january(2030, runs("4x121 10x120 351x100.5"));
    days.push((Date::new(2031, 1, 1).unwrap(), Amount::whole(300)));
    let year = eu::ozone_year(&days, 2030, Comparison::Exact);
    assert_eq!((year.days_above, year.days), (4, 365));
    assert_eq!(eu::ozone_objective(&days, 2030, EuChoices::default(), &mut Off), (365, Verdict::Exceeded));
    let rounded = EuChoices { comparison: Comparison::Rounded, ..EuChoices::default() };
    assert_eq!(eu::ozone_objective(&days, 2030, rounded, &mut Off).0, 365, "100.5 rounds up");
    let three = from_january(2030, runs("3x101 362x100"));
    assert_eq!(eu::ozone_objective(&three, 2030, EuChoices::default(), &mut Off), (3, Verdict::Attained));
    assert_eq!(eu::ozone_objective(&three[..200], 2030, EuChoices::default(), &mut Off).1, Verdict::NotAssessable);
}

#[test]
fn eight_hours_of_the_directives_reach_into_the_day_before() {
    let hours = |values: [i64; 24]| values.map(|value| Some(Amount::whole(value)));
    let mut evening = [0; 24];
    evening[17..].fill(160);
    let mut day = [0; 24];
    day[0] = 160;
    let both = eu::max_daily_eight_hours(&hours(evening), &hours(day), &mut Off);
    assert_eq!((both.valid(), both.ends_at, both.windows), (Some(Amount::whole(160)), 1, 24));
    let alone = eu::max_daily_eight_hours(&[None; 24], &hours(day), &mut Off);
    // Means that end from 06:00 on have six hours: nineteen of them.
    assert_eq!((alone.windows, alone.ends_at), (19, 6));
    assert_eq!(alone.valid().map(|value| value.round(3)), Some(Amount::decimal(26_667, 3)));
    let mut gaps = hours(day);
    gaps[10..13].fill(None);
    let thin = eu::max_daily_eight_hours(&[None; 24], &gaps, &mut Off);
    assert!(thin.value.is_some() && thin.windows < 18 && thin.valid().is_none(), "{thin:?}");
}

#[test]
fn episodes_above_the_thresholds_follow_the_table() {
    for row in table("eu_alerts").iter() {
        let item = Parameter::read(row.get("item")).unwrap();
        let start = Date::new(2030, 1, 1).unwrap();
        let values = row.get("values").split_whitespace().enumerate();
        // A dash is an hour or day without a value.
        let values: Vec<(i32, Amount)> =
            values.filter(|(_, text)| *text != "-").map(|(n, text)| (n as i32, text.parse().unwrap())).collect();
        let mut steps = Steps::default();
        let place = |warning: Warning, first: i32, last: i32, highest: Amount| {
            let short = if warning == Warning::Alert { "alert" } else { "information" };
            format!("{short} {first}-{last} {highest}")
        };
        let found: Vec<String> = if row.get("averaging") == "hour" {
            let first = Hour { date: start, label: 1 };
            let hours: Vec<_> = values.iter().map(|(n, value)| (first.plus_hours(*n), *value)).collect();
            let episodes = hour_episodes(item, &hours, &mut steps);
            let place = |episode: &eu_alert::Episode<Hour>| {
                place(
                    episode.warning,
                    episode.first.hours_since(first),
                    episode.last.hours_since(first),
                    episode.highest,
                )
            };
            episodes.iter().map(place).collect()
        } else {
            let days: Vec<_> = values.iter().map(|(n, value)| (start.plus_days(*n), *value)).collect();
            let choices = AlertChoices { particle_days: row.get("consecutive").parse().unwrap() };
            let since = |date: Date| date.days() - start.days();
            let episodes = day_episodes(item, &days, choices, &mut steps);
            episodes
                .iter()
                .map(|episode| place(episode.warning, since(episode.first), since(episode.last), episode.highest))
                .collect()
        };
        assert_eq!(found.join("; "), row.get("episodes"), "{} {}", row.get("item"), row.get("values"));
        assert_eq!(steps.0.len(), found.len());
    }
    // Hours of particles and days of gases have no threshold.
    let hour = Hour { date: Date::new(2030, 1, 1).unwrap(), label: 1 };
    assert!(hour_episodes(Parameter::Pm25, &[(hour, Amount::whole(900))], &mut Off).is_empty());
    assert!(
        day_episodes(Parameter::So2, &[(hour.date, Amount::whole(900))], AlertChoices::default(), &mut Off).is_empty()
    );
}

#[test]
fn bands_of_the_european_index_are_the_printed_ones() {
    let table = table("european_aqi");
    let rows: Vec<_> = table.iter().collect();
    assert_eq!(rows.len(), bands::TABLE.len());
    for (row, (printed, ends)) in rows.iter().zip(bands::TABLE) {
        assert_eq!(printed, item(row.get("item")));
        let names = ["good", "fair", "moderate", "poor", "very_poor"];
        assert_eq!(ends.map(|end| end.to_string()), names.map(|name| row.get(name).to_owned()));
    }
}

#[test]
fn hours_of_the_european_index_follow_the_table() {
    for row in table("european_aqi_hours").iter() {
        let hour = ["so2", "no2", "", "o3", "pm10", "pm25"]
            .map(|name| optional(if name.is_empty() { "" } else { row.get(name) }));
        let mut steps = Steps::default();
        let index = european_aqi::grade(&hour, &mut steps);
        assert_eq!(index.index.map_or("", |band| band.words().en), row.get("index"), "{hour:?}");
        assert_eq!(index.worst.join(" "), row.get("worst"), "{hour:?}");
        assert!(steps.0[0].en.starts_with(row.get("index")), "{:?}", steps.0[0]);
    }
}

fn any_column() -> impl Strategy<Value = Column> {
    select(Column::ALL.to_vec())
}

fn any_hours() -> impl Strategy<Value = [Option<Amount>; 12]> {
    let hour = (0_i64..5_000, 0_u32..3).prop_map(|(digits, decimals)| Amount::decimal(digits, decimals));
    prop::collection::vec(prop::option::weighted(0.8, hour), 12).prop_map(|hours| hours.try_into().unwrap())
}

proptest! {
    #[test]
    fn the_us_index_grows_with_the_concentration(column in any_column(), one in 0_i64..3_000_000, other in 0_i64..3_000_000) {
        let (low, high) = (one.min(other), one.max(other));
        let decimals = if matches!(column, Column::O3EightHours | Column::O3Hour) { 6 } else { 3 };
        let index = |digits| us_epa::index(column, Some(Amount::decimal(digits, decimals)), &mut Off);
        if let (Ok(low), Ok(high)) = (index(low), index(high)) {
            prop_assert!(low <= high);
        }
        // What is cut off never matters.
        let cut = Ratio::of(Amount::decimal(high, decimals)).truncate(column.decimals());
        prop_assert_eq!(index(high), us_epa::index(column, cut, &mut Off));
    }

    #[test]
    fn a_nowcast_lies_between_its_hours_and_follows_the_weights(hours in any_hours()) {
        let nowcast = us_epa::nowcast(Column::Pm25, &hours, &mut Off);
        prop_assert_eq!(nowcast.is_some(), hours[..3].iter().flatten().count() >= 2);
        let Some(nowcast) = nowcast else { return Ok(()) };
        let (least, most) = (*hours.iter().flatten().min().unwrap(), *hours.iter().flatten().max().unwrap());
        prop_assert!(nowcast.value <= most);
        prop_assert!(Ratio::of(nowcast.value) > Ratio::of(least).minus(Ratio::new(1, 10).unwrap()).unwrap());
        prop_assert!(nowcast.weight >= Ratio::new(1, 2).unwrap() && nowcast.weight <= Ratio::new(1, 1).unwrap());
        // The same in binary floats, which may cut at the other side of a tenth.
        let weight = nowcast.weight.to_f64();
        let powers = (0..12).map(|i| weight.powi(i));
        let sums = powers.zip(hours).filter_map(|(power, hour)| Some((power * hour?.to_f64(), power)));
        let (sum, weights) = sums.fold((0.0, 0.0), |(a, b), (c, d)| (a + c, b + d));
        let distance = sum / weights - nowcast.value.to_f64();
        prop_assert!((-1e-9..0.1 + 1e-9).contains(&distance), "{distance}");
    }

    #[test]
    fn cleaner_air_never_stands_worse_with_who(
        row in 0_usize..10, values in prop::collection::vec(0_i64..2_000, 365), less in 0_i64..2_000, at in 0_usize..365,
    ) {
        let row = &who_2021::TABLE[row];
        let hold = |values: &[i64]| {
            let days = from_january(2025, values.iter().map(|&tenths| Amount::decimal(tenths, 1)).collect());
            who::hold(row, &days, 2025, WhoChoices::default(), &mut Off).standing
        };
        let rank = |standing| match standing {
            Standing::Meets(level) => 1 + level as i32,
            Standing::AboveAll => 0,
            Standing::NotAssessable => -1,
        };
        let mut cleaner = values.clone();
        cleaner[at] = (cleaner[at] - less).max(0);
        prop_assert!(rank(hold(&cleaner)) >= rank(hold(&values)));
        prop_assert!(rank(hold(&values)) >= 0);
    }

    #[test]
    fn more_pollution_never_attains_a_limit_value_that_less_exceeds(
        row in select(directives::LIMITS_2024.iter().chain(&directives::LIMITS_2008).collect::<Vec<_>>()),
        values in prop::collection::vec(0_i64..800, 365), more in 0_i64..2_000, at in 0_usize..365,
        comparison in select(vec![Comparison::Exact, Comparison::Rounded]),
    ) {
        let choices = EuChoices { comparison, least_data: 0, ..EuChoices::default() };
        // Around the limit value: 0 to 2 times it.
        let hold = |values: &[i64]| {
            let of = |&part: &i64| Ratio::of(row.limit()).times(Ratio::new(part.into(), 400).unwrap()).unwrap().round(9).unwrap();
            let values: Vec<Amount> = values.iter().map(of).collect();
            eu::hold(row, &values, 2030, choices, &mut Off).verdict
        };
        let mut worse = values.clone();
        worse[at] += more;
        prop_assert!(hold(&values) != Verdict::Exceeded || hold(&worse) == Verdict::Exceeded);
    }

    #[test]
    fn the_european_index_is_the_worst_of_its_bands(hour in prop::array::uniform6(prop::option::of(0_i64..4_000)), more in 0_i64..2_000) {
        let of = |more| hour.map(|value| value.map(|tenths| Amount::decimal(tenths + more, 1)));
        let (index, worse) = (european_aqi::grade(&of(0), &mut Off), european_aqi::grade(&of(more), &mut Off));
        prop_assert!(index.index <= worse.index);
        prop_assert_eq!(index.index, index.bands.iter().flatten().max().copied());
        prop_assert_eq!(index.bands[Pollutant::Co as usize], None);
        let worst: Pollutants = Pollutant::ALL.into_iter().filter(|&p| index.index.is_some() && index.bands[p as usize] == index.index).collect();
        prop_assert_eq!(index.worst, worst);
    }
}
