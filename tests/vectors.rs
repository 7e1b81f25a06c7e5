//! The rules against tables of input and expected output, see `tests/vectors/`.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tables;

use envgrade::air::daily::{self, DayChoices, DayIndex, DayValue, DayValues};
use envgrade::air::goodday::GoodDays;
use envgrade::air::hours::{DayHours, day_mean, ozone_day};
use envgrade::air::realtime::{self, HourRule, HourValues};
use envgrade::air::{IndexRounding, NoAqi, Pollutant, Pollutants, iaqi};
use envgrade::edition::{AirEdition, AirIndex, AirLimits};
use envgrade::grade::{Class, Verdict};
use envgrade::parameter::Parameter;
use envgrade::plan::{Body, Rounding};
use envgrade::quantity::{Amount, Reading, read_cell};
use envgrade::standard::gb3095::{self, Grade, Period};
use envgrade::standard::gb3838;
use envgrade::standard::hj633::{self, Column};
use envgrade::statistics::{percent, percentile};
use envgrade::trace::{Off, Steps};
use envgrade::water::mean::PeriodMean;
use envgrade::water::section::{self, Choices, Saturation};
use envgrade::water::{multiple, region, share};
use tables::{Row, table};

fn amount(text: &str) -> Amount {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn class(text: &str) -> Option<Class> {
    Class::read(text)
}

const EDITIONS: [AirIndex; 2] = [AirIndex::Hj633V2012, AirIndex::Hj633V2026];

fn year(index: AirIndex) -> &'static str {
    match index {
        AirIndex::Hj633V2012 => "2012",
        AirIndex::Hj633V2026 => "2026",
    }
}

#[test]
fn limits_of_gb_3095_are_the_printed_ones() {
    let rows = table("gb3095_table_1");
    for row in rows.iter() {
        let item = Parameter::read(row.get("item")).expect("an item");
        let period = match row.get("period") {
            "year" => Period::Year,
            "day" => Period::Day,
            "hour" => Period::Hour,
            "daily max 8h" => Period::DayMax8h,
            other => panic!("{other}"),
        };
        for (edition, name) in [
            (AirLimits::Gb3095V2012, "2012"),
            (AirLimits::Gb3095V2026Transition, "transition"),
            (AirLimits::Gb3095V2026Final, "final"),
        ] {
            for (grade, short) in [(Grade::One, "g1"), (Grade::Two, "g2")] {
                let printed = amount(row.get(&format!("{name}_{short}")));
                assert_eq!(gb3095::limit(edition, item, period, grade), Some(printed), "{item:?} {period:?} {name}");
            }
        }
    }
    assert_eq!(rows.iter().count(), gb3095::TABLE_1.len());
}

#[test]
fn breakpoints_of_hj_633_are_the_printed_ones() {
    let columns = [
        ("SO2_day", Column::So2Day),
        ("SO2_hour", Column::So2Hour),
        ("NO2_day", Column::No2Day),
        ("NO2_hour", Column::No2Hour),
        ("CO_day", Column::CoDay),
        ("CO_hour", Column::CoHour),
        ("O3_8h", Column::O3EightHours),
        ("O3_hour", Column::O3Hour),
        ("PM10_day", Column::Pm10Day),
        ("PM25_day", Column::Pm25Day),
    ];
    for (edition, name) in [(AirIndex::Hj633V2012, "hj633_2012_table_1"), (AirIndex::Hj633V2026, "hj633_2026_table_3")]
    {
        let rows = table(name);
        assert_eq!(rows.names.len(), columns.len() + 1);
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(row.get("IAQI"), hj633::IAQI[at].to_string());
            for (name, column) in columns {
                let given = hj633::breakpoints(edition, column).get(at).map(u16::to_string).unwrap_or_default();
                assert_eq!(given, row.get(name), "{edition:?} {column:?}");
            }
        }
        assert_eq!(rows.iter().count(), hj633::IAQI.len());
    }
}

#[test]
fn limits_of_gb_3838_are_the_printed_ones() {
    let rows = table("gb3838_table_1");
    for row in rows.iter() {
        let item = Parameter::from_key(row.get("item")).expect("an item");
        let (river, lake) = (gb3838::river(item), gb3838::lake(item));
        let bodies = match row.get("body") {
            "river" => vec![river],
            "lake" => vec![lake],
            "both" => vec![river, lake],
            other => panic!("{other}"),
        };
        for limits in bodies {
            let limits = limits.unwrap_or_else(|| panic!("{item:?} has no row"));
            assert_eq!(limits.no.to_string(), row.get("no"));
            let rule = match limits.rule {
                gb3838::Rule::AtMost => "<=",
                gb3838::Rule::AtLeast => ">=",
                gb3838::Rule::Within => "within",
            };
            assert_eq!(rule, row.get("rule"), "{item:?}");
            for (at, name) in ["I", "II", "III", "IV", "V"].iter().enumerate() {
                assert_eq!(limits.printed[at], row.get(name), "{item:?}");
                if rule != "within" {
                    assert_eq!(limits.limit(Class::ALL[at]), Some(amount(row.get(name))), "{item:?}");
                }
            }
            assert_eq!(limits.limit(Class::WorseThanV), None);
        }
    }
    assert_eq!(rows.iter().count(), gb3838::TABLE_1.len());
    assert!(gb3838::river(Parameter::WaterTemperature).is_none());
    assert!(gb3838::river(Parameter::Tn).is_none());
    assert!(gb3838::lake(Parameter::Pm10).is_none());
}

fn pollutant(key: &str) -> Pollutant {
    Pollutant::of(Parameter::from_key(key).expect("an item")).expect("a pollutant")
}

#[test]
fn individual_indices() {
    for row in table("iaqi").iter() {
        let pollutant = pollutant(row.get("pollutant"));
        let column = match row.get("column") {
            "hour" => pollutant.hour_column(),
            _ => pollutant.day_column(),
        };
        for index in EDITIONS {
            let mut steps = Steps::default();
            let given = amount(row.get("concentration"));
            let got = iaqi(pollutant, column, given, index, IndexRounding::Up, &mut steps);
            let wanted = row.get(&format!("iaqi_{}", year(index)));
            assert_eq!(got.map_or("other".to_owned(), |i| i.to_string()), wanted, "{pollutant:?} {given} {index:?}");
            let exact = row.get(&format!("exact_{}", year(index)));
            let formula = &steps.0.last().expect("a step").formula;
            if !exact.is_empty() {
                assert!(
                    formula.contains(&format!("= {exact} → ")) || formula.contains(&format!("≈ {exact} → ")),
                    "{formula} should give {exact}"
                );
            }
        }
    }
}

fn day_values(row: &Row) -> DayValues {
    let values = ["so2", "no2", "co", "o3", "pm10", "pm25"].map(|name| match row.get(name) {
        "NA" => DayValue::Missing,
        "/" => DayValue::NotMonitored,
        text => DayValue::Concentration(amount(text)),
    });
    DayValues { values, ozone_hour: None }
}

fn indices(iaqi: [Option<u16>; 6]) -> String {
    iaqi.map(|i| i.map_or("-".to_owned(), |i| i.to_string())).join(" ")
}

fn grade_day(values: &DayValues, index: AirIndex, choices: &DayChoices) -> DayIndex {
    let limits = match index {
        AirIndex::Hj633V2012 => AirLimits::Gb3095V2012,
        AirIndex::Hj633V2026 => AirLimits::Gb3095V2026Transition,
    };
    daily::grade(values, AirEdition { limits, index }, choices, &mut Off)
}

#[test]
fn daily_indices() {
    for row in table("daily").iter() {
        let clean = row.get("clean").split(' ').filter(|k| !k.is_empty()).map(pollutant).collect();
        let choices = DayChoices { clean_record: clean, ..Default::default() };
        for index in EDITIONS {
            let day = grade_day(&day_values(&row), index, &choices);
            let wanted = |name: &str| row.get(&format!("{name}_{}", year(index))).to_owned();
            let at = format!("{:?} {index:?}", row.cells);
            assert_eq!(indices(day.iaqi), wanted("iaqi"), "{at}");
            assert_eq!(day.aqi.map_or("-".to_owned(), |a| a.to_string()), wanted("aqi"), "{at}");
            assert_eq!(day.primary.join(" "), wanted("primary"), "{at}");
            assert_eq!(day.above_100.join(" "), wanted("over100"), "{at}");
        }
    }
}

#[test]
fn days_say_why_they_have_no_index_and_what_is_missing() {
    let rows = table("daily");
    let find = |aqi: &str, pm25: &str, clean: &str| {
        let row = rows.iter().find(|r| r.get("aqi_2026") == aqi && r.get("pm25") == pm25 && r.get("clean") == clean);
        day_values(&row.expect("the row"))
    };
    let day = grade_day(&find("-", "NA", ""), AirIndex::Hj633V2026, &DayChoices::default());
    assert_eq!((day.aqi, day.highest), (Err(NoAqi::MissingPollutant), Some(85)));
    assert_eq!(day.missing.to_string(), "PM2.5");
    assert_eq!((day.category(), day.primary), (None, Pollutants::NONE));
    let day = grade_day(&find("-", "NA", ""), AirIndex::Hj633V2012, &DayChoices::default());
    assert_eq!((day.aqi, day.incomplete()), (Ok(85), true));
    let nothing = DayValues::default();
    let day = grade_day(&nothing, AirIndex::Hj633V2026, &DayChoices::default());
    assert_eq!(day.aqi, Err(NoAqi::NoValues));
    let mut below_zero = DayValues::of([Some(amount("10")); 6]);
    below_zero.values[5] = DayValue::Concentration(amount("-3"));
    let day = grade_day(&below_zero, AirIndex::Hj633V2012, &DayChoices::default());
    assert_eq!((day.iaqi[5], day.missing.to_string().as_str()), (None, "PM2.5"));
}

#[test]
fn the_hour_of_ozone_takes_over_in_2012_and_not_in_2026() {
    let mut values = DayValues::of(["9", "21", "0.6", "900", "50", "20"].map(|text| Some(amount(text))));
    let choices = DayChoices::default();
    let of = |values: &DayValues, index| grade_day(values, index, &choices);
    assert_eq!(of(&values, AirIndex::Hj633V2012).aqi, Err(NoAqi::OtherMeanMissing));
    assert_eq!(of(&values, AirIndex::Hj633V2026).aqi, Ok(300));
    values.ozone_hour = Some(amount("1000"));
    assert_eq!(of(&values, AirIndex::Hj633V2012).aqi, Ok(400));
    assert_eq!(of(&values, AirIndex::Hj633V2026).aqi, Ok(300));

    let mut values = DayValues::of(["9", "21", "0.6", "150", "50", "20"].map(|text| Some(amount(text))));
    values.ozone_hour = Some(amount("201"));
    assert_eq!(of(&values, AirIndex::Hj633V2012).aqi, Ok(92));
    let literal = DayChoices { ozone: daily::OzoneOf2012::EightHoursAndHour, ..choices };
    assert_eq!(grade_day(&values, AirIndex::Hj633V2012, &literal).aqi, Ok(101));
    assert_eq!(grade_day(&values, AirIndex::Hj633V2026, &literal).aqi, Ok(92));
}

#[test]
fn limits_judge_attainment_and_not_the_index() {
    // From 2031 a day with AQI 100 exceeds four limits.
    let values = DayValues::of(["150", "80", "4", "160", "120", "60"].map(|text| Some(amount(text))));
    let by = |limits| {
        let edition = AirEdition { limits, index: AirIndex::Hj633V2026 };
        daily::grade(&values, edition, &DayChoices::default(), &mut Off)
    };
    let last = by(AirLimits::Gb3095V2026Final);
    assert_eq!((last.aqi, last.over(Grade::Two).to_string().as_str()), (Ok(100), "SO2, NO2, PM10, PM2.5"));
    let transition = by(AirLimits::Gb3095V2026Transition);
    assert_eq!(transition.over(Grade::Two), Pollutants::NONE);
    assert_eq!(transition.over(Grade::One).to_string(), "SO2, O3, PM10, PM2.5");
}

#[test]
fn hourly_indices_by_the_text_of_2026() {
    for row in table("realtime_2026").iter() {
        let hour = ["so2", "no2", "co", "o3", "pm10", "pm25"].map(|name| Some(amount(row.get(name))));
        let values = HourValues { hour, ..Default::default() };
        let graded = realtime::grade(&values, AirIndex::Hj633V2026, HourRule::Text, &mut Off);
        assert_eq!(indices(graded.iaqi), row.get("iaqi"));
        assert_eq!(graded.aqi.map(|a| a.to_string()).as_deref(), Ok(row.get("aqi")));
        assert_eq!(graded.primary.join(" "), row.get("primary"));
    }
}

#[test]
fn hourly_rules_differ_where_the_text_and_the_platform_do() {
    let hour = ["12", "35", "0.8", "70", "", "76"].map(|text| text.parse().ok());
    let values = HourValues { hour, pm25_24h: Some(amount("36")), ..Default::default() };
    let grade = |values: &HourValues, index, rule| realtime::grade(values, index, rule, &mut Off);
    // 2012: particles only as 24-h means.
    let text = grade(&values, AirIndex::Hj633V2012, HourRule::Text);
    assert_eq!((text.iaqi[5], text.aqi, text.primary.to_string().as_str()), (Some(52), Ok(52), "PM2.5"));
    // (76 − 75) × 50 ÷ 40 + 100 = 101.25: up for stations, half up for cities.
    let (v2012, v2026) = (AirIndex::Hj633V2012, AirIndex::Hj633V2026);
    assert_eq!(grade(&values, v2012, HourRule::PlatformStation).aqi, Ok(102));
    assert_eq!(grade(&values, v2012, HourRule::PlatformCity).aqi, Ok(101));
    // 2026: one pollutant is missing, the rest is above 100.
    assert_eq!(grade(&values, v2026, HourRule::Text).aqi, Ok(115));
    let clean = HourValues { hour: ["12", "35", "0.8", "70", "", "20"].map(|text| text.parse().ok()), ..values };
    let graded = grade(&clean, v2026, HourRule::Text);
    assert_eq!((graded.aqi, graded.missing.to_string().as_str()), (Err(NoAqi::MissingPollutant), "PM10"));
    // SO2 above 800: the 24-h mean by the note of 2012, 200 by that of 2026.
    let sulfur = HourValues { hour: [Some(amount("820")), None, None, None, None, None], ..Default::default() };
    assert_eq!(grade(&sulfur, v2012, HourRule::Text).aqi, Err(NoAqi::OtherMeanMissing));
    let sulfur = HourValues { so2_24h: Some(amount("475")), ..sulfur };
    assert_eq!(grade(&sulfur, v2012, HourRule::Text).aqi, Ok(150));
    assert_eq!(grade(&sulfur, v2026, HourRule::PlatformStation).aqi, Ok(200));
    // O3 over 8 h above 800 gives way to the hour.
    let ozone = HourValues { ozone_8h: Some(amount("801")), ..Default::default() };
    assert_eq!(grade(&ozone, v2012, HourRule::Text).aqi, Err(NoAqi::OtherMeanMissing));
    let ozone = HourValues { hour: [None, None, None, Some(amount("1000")), None, None], ..ozone };
    assert_eq!(grade(&ozone, v2012, HourRule::Text).aqi, Ok(400));
}

#[test]
fn multiples_over_limits() {
    for row in table("over_limits").iter() {
        let got = daily::multiple(amount(row.get("concentration")), amount(row.get("limit")));
        assert_eq!(got.map_or("-".to_owned(), |m| format!("{m:.2}")), row.get("multiple"), "{:?}", row.cells);
    }
}

#[test]
fn rates() {
    for row in table("rates").iter() {
        let [part, whole] = ["part", "whole"].map(|name| row.get(name).parse().expect("a count"));
        assert_eq!(percent(part, whole, 1).map(|p| format!("{p:.1}")).as_deref(), Some(row.get("percent")));
    }
    assert_eq!(percent(1, 0, 1), None);
}

#[test]
fn percentiles() {
    for row in table("percentiles").iter() {
        let series: Vec<Amount> = match row.get("series").strip_prefix("1..") {
            Some(last) => (1..=last.parse().unwrap()).map(Amount::whole).collect(),
            None => row.get("series").split(' ').map(amount).collect(),
        };
        let decimals = row.get("decimals").parse().unwrap();
        let got = percentile(&series, row.get("percent").parse().unwrap(), decimals);
        assert_eq!(got, Some(amount(row.get("value"))), "{:?}", row.cells);
    }
    assert_eq!(percentile(&[], 95, 0), None);
    assert_eq!(percentile(&[Amount::ZERO; 3], 101, 0), None);
}

#[test]
fn roundings() {
    for row in table("rounding").iter() {
        let decimals: u32 = row.get("decimals").parse().expect("decimals");
        let value = amount(row.get("value"));
        let rounded =
            if row.get("keep").is_empty() { value.round(decimals) } else { value.round_keeping_a_digit(decimals) };
        assert_eq!(rounded, amount(row.get("rounded")), "{:?}", row.cells);
    }
}

#[test]
fn ozone_days() {
    for row in table("ozone_days").iter() {
        let mut hours: DayHours = [None; 24];
        let given: Vec<_> = row.get("hours").split(' ').collect();
        assert_eq!(given.len(), 24);
        for (hour, text) in hours.iter_mut().zip(given) {
            *hour = text.parse().ok();
        }
        let day = ozone_day(&hours, amount("160"), &mut Off);
        let case = row.get("case");
        assert_eq!(day.windows.to_string(), row.get("windows"), "{case}");
        assert_eq!(day.ends_at.to_string(), row.get("ends_at"), "{case}");
        assert_eq!(day.value.map_or("-".to_owned(), |v| v.to_string()), row.get("value"), "{case}");
        assert_eq!(if day.validity.is_valid() { "yes" } else { "no" }, row.get("valid"), "{case}");
        assert_eq!(day.valid().is_some(), day.validity.is_valid(), "{case}");
    }
}

#[test]
fn day_means() {
    for row in table("day_means").iter() {
        let mut hours: DayHours = [None; 24];
        let mut next = hours.iter_mut();
        for group in row.get("hours").split('+') {
            let (count, value) = group.split_once('x').expect("count x value");
            for _ in 0..count.parse::<usize>().expect("a count") {
                *next.next().expect("24 hours") = Some(amount(value));
            }
        }
        let mean = day_mean(Pollutant::Pm25, &hours, &mut Off);
        assert_eq!(mean.value.map_or("-".to_owned(), |v| v.to_string()), row.get("value"), "{:?}", row.cells);
        assert_eq!(if mean.validity.is_valid() { "yes" } else { "no" }, row.get("valid"), "{:?}", row.cells);
    }
}

#[test]
fn shares_of_good_days() {
    for row in table("good_days").iter() {
        let [good, other, fallen] = ["good", "other", "fallen"].map(|name| row.get(name).parse::<u32>().unwrap());
        let mut days = GoodDays::default();
        (0..good).for_each(|_| days.add_aqi(100));
        (0..other).for_each(|_| days.add_aqi(101));
        (0..fallen).for_each(|_| days.add_fallen_out(NoAqi::MissingPollutant));
        assert_eq!(days.ratio().map_or("-".to_owned(), |r| format!("{r:.1}")), row.get("ratio"));
        assert_eq!((days.valid, days.fallen_out(NoAqi::MissingPollutant)), (good + other, fallen));
    }
}

fn items(text: &str) -> Vec<(Parameter, Reading)> {
    text.split(' ')
        .map(|pair| {
            let (key, value) = pair.split_once('=').expect("key=value");
            let item = Parameter::from_key(key).unwrap_or_else(|| panic!("{key}"));
            (item, read_cell(value.as_bytes()).expect("a reading"))
        })
        .collect()
}

fn body(text: &str) -> Body {
    match text {
        "river" => Body::River,
        "lake" => Body::Lake,
        other => panic!("{other}"),
    }
}

#[test]
fn classes_of_sections() {
    for row in table("water_sections").iter() {
        let rounding = if row.get("rounding") == "evaluation" { Rounding::Evaluation } else { Rounding::Raw };
        let saturation = match row.get("rounding") {
            "measured" => Saturation::Measured,
            "reckoned" => Saturation::FromTemperature,
            _ => Saturation::Ignored,
        };
        let choices = Choices { body: body(row.get("body")), rounding, saturation };
        let items = items(row.get("items"));
        let graded = section::grade(&items, choices, &mut Off);
        let id = row.get("id");
        let classes: Vec<_> = row.get("classes").split(' ').map(class).collect();
        assert_eq!(items.iter().map(|&(item, _)| graded.of(item)).collect::<Vec<_>>(), classes, "{id}");
        assert_eq!(graded.class, class(row.get("class")), "{id}");
        let main = multiple::main_pollutants(&items, choices, &mut Off);
        assert_eq!(multiple::text(&main).zh, row.get("main"), "{id}");
    }
}

#[test]
fn classes_of_the_national_release() {
    for row in table("water_release").iter() {
        let choices = Choices::new(body(row.get("body")), Rounding::Raw);
        let of = |name: &str| section::grade(&items(row.get(name)), choices, &mut Off).class;
        assert_eq!(of("raw"), class(row.get("class")), "{}", row.get("station"));
        assert_eq!(of("displayed"), class(row.get("class_of_displayed")), "{}", row.get("station"));
    }
}

#[test]
fn classes_of_qinghai() {
    let rows = table("water_qinghai");
    for row in rows.iter() {
        let items: Vec<_> = rows
            .names
            .iter()
            .filter_map(|name| Some((Parameter::read(name)?, read_cell(row.get(name).as_bytes()).ok()?)))
            .collect();
        assert_eq!(items.len(), 11);
        let graded = section::grade(&items, Choices::new(body(row.get("body")), Rounding::Raw), &mut Off);
        assert_eq!(graded.class, class(row.get("水质类别")), "{}", row.get("断面名称"));
        assert!(!graded.evaluated.contains(Parameter::Tn));
    }
    assert_eq!(rows.iter().count(), 13);
}

#[test]
fn means_over_a_period() {
    for row in table("water_means").iter() {
        let item = Parameter::from_key(row.get("item")).expect("an item");
        let mut mean = PeriodMean::of(item);
        row.get("readings").split(' ').for_each(|text| mean.add(read_cell(text.as_bytes()).expect("a reading")));
        let value = mean.value().expect("a mean");
        let printed = row.get("mean");
        let decimals = printed.split_once('.').map_or(0, |(_, behind)| behind.len());
        assert_eq!(format!("{value:.decimals$}"), printed, "{:?}", row.cells);
        let evaluated = Choices::new(Body::River, Rounding::Evaluation).compared(item, value);
        assert_eq!(evaluated, amount(row.get("evaluated")), "{:?}", row.cells);
    }
}

#[test]
fn states_of_basins() {
    for row in table("basin_states").iter() {
        let [good, worst, sections] = ["good", "worst", "sections"].map(|name| row.get(name).parse().unwrap());
        let state = share::basin_state(good, worst, sections);
        assert_eq!(state.map_or("-", |s| s.state.words().zh), row.get("state"), "{:?}", row.cells);
        assert_eq!(state.is_some_and(|s| s.unclear), !row.get("unclear").is_empty(), "{:?}", row.cells);
    }
}

#[test]
fn a_basin_of_twenty_four_sections() {
    let mut sections = share::Sections::default();
    for (class, count) in Class::ALL.into_iter().zip([2, 9, 6, 4, 2, 1]) {
        (0..count).for_each(|_| sections.add_class(Some(class)));
    }
    sections.add_class(None);
    let shares: Vec<_> = Class::ALL.into_iter().map(|c| format!("{:.1}", sections.share(c).unwrap())).collect();
    assert_eq!(shares, ["8.3", "37.5", "25.0", "16.7", "8.3", "4.2"]);
    assert_eq!(sections.share_good(), Some(amount("70.8")));
    assert_eq!(sections.state(&mut Off).map(|s| s.state), Some(share::State::Lightly));
    assert_eq!(sections.not_evaluated, 1);
}

#[test]
fn the_items_that_exceed_most_often() {
    // 24 sections: total phosphorus worse than Ⅲ in 7, ammonia in 5, COD in 4, BOD5 in 1.
    let choices = Choices::new(Body::River, Rounding::Raw);
    let mut sections = share::Sections::default();
    for n in 0..24 {
        let worse = |count: i32| n < count;
        let value = |worse: bool, high: &str, low: &str| Reading::Value(amount(if worse { high } else { low }));
        let items = [
            (Parameter::Tp, value(worse(7), "0.25", "0.1")),
            (Parameter::AmmoniaN, value(worse(5), "1.2", "0.4")),
            (Parameter::Cod, value(worse(4), "22", "12")),
            (Parameter::Bod5, value(worse(1), "5", "2")),
        ];
        sections.add(&section::grade(&items, choices, &mut Off));
    }
    assert_eq!(
        region::text(&region::main_pollutants(&sections, region::Denominator::AllSections, &mut Off)).zh,
        "总磷(29.2%)、氨氮(20.8%)、化学需氧量(16.7%)"
    );
    assert_eq!(sections.evaluated(Parameter::Tp), 24);
}

#[test]
fn three_sections_are_averaged() {
    let choices = Choices::new(Body::River, Rounding::Evaluation);
    let of = |item, texts: [&str; 3]| {
        let mut mean = PeriodMean::of(item);
        texts.into_iter().for_each(|text| mean.add(Reading::Value(amount(text))));
        (item, mean.reading(&mut Off).expect("a mean"))
    };
    let items = [
        of(Parameter::CodMn, ["4.2", "6.9", "5.1"]),
        of(Parameter::AmmoniaN, ["0.62", "1.44", "1.31"]),
        of(Parameter::Tp, ["0.12", "0.24", "0.21"]),
        of(Parameter::Do, ["6.3", "4.8", "5.2"]),
    ];
    let graded = section::grade(&items, choices, &mut Off);
    assert_eq!(graded.class, Some(Class::IV));
    assert_eq!(multiple::text(&multiple::main_pollutants(&items, choices, &mut Off)).zh, "氨氮(0.1)");
}

#[test]
fn detection_limits_prove_a_class_or_not() {
    let choices = Choices::new(Body::River, Rounding::Raw);
    let grade = |item, reading| section::grade_item(item, reading, &[], choices, &mut Off);
    // Cu 0.05L: half of it is Ⅱ, and so is 0.05; only Ⅰ would need a finer method.
    let copper = grade(Parameter::Cu, Reading::Below(amount("0.05"))).unwrap();
    assert_eq!((copper.class, copper.proven), (Class::II, true));
    let copper = grade(Parameter::Cu, Reading::Below(amount("0.015"))).unwrap();
    assert_eq!((copper.class, copper.proven), (Class::I, false));
    let mercury = grade(Parameter::Hg, Reading::NotDetected).unwrap();
    assert_eq!((mercury.class, mercury.proven, mercury.compared), (Class::I, false, None));
    let oxygen = grade(Parameter::Do, Reading::NotDetected).unwrap();
    assert_eq!((oxygen.class, oxygen.proven), (Class::WorseThanV, false));
    let coliform = grade(Parameter::FaecalColiform, Reading::Above(amount("24000"))).unwrap();
    assert_eq!((coliform.class, coliform.proven), (Class::V, false));
    assert_eq!(grade(Parameter::Ph, Reading::NotDetected), None);

    let mut mean = PeriodMean::of(Parameter::Petroleum);
    mean.add(Reading::Below(amount("0.06")));
    mean.add(Reading::Below(amount("0.08")));
    assert_eq!(mean.reading(&mut Off), Some(Reading::Below(amount("0.07"))));
    let mut mean = PeriodMean::of(Parameter::Petroleum);
    mean.add(Reading::NotDetected);
    assert_eq!((mean.reading(&mut Off), mean.undetected()), (Some(Reading::NotDetected), 1));
    assert_eq!(PeriodMean::of(Parameter::Ph).reading(&mut Off), None);
}

#[test]
fn the_multiple_of_a_target_is_not_that_of_class_iii() {
    let items = items("tp=0.15 nh3n=0.4");
    let choices = Choices::new(Body::River, Rounding::Raw);
    assert!(multiple::main_pollutants(&items, choices, &mut Off).is_empty());
    let (verdict, over) = multiple::against_target(&items, choices, Class::II, &mut Off);
    assert_eq!((verdict, multiple::text(&over).zh.as_str()), (Verdict::Exceeded, "总磷(0.5)"));
    let graded = section::grade(&items, choices, &mut Off);
    assert_eq!(graded.verdict(Class::II), Verdict::Exceeded);
    assert_eq!(graded.verdict(Class::III), Verdict::Attained);
    let (verdict, over) = multiple::against_target(&[], choices, Class::II, &mut Off);
    assert_eq!((verdict, over.len()), (Verdict::NotAssessable, 0));
    assert_eq!(section::grade(&[], choices, &mut Off).verdict(Class::II), Verdict::NotAssessable);
}
