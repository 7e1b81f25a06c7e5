//! What holds for any input.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use envgrade::air::daily::{self, DayChoices, DayValue, DayValues};
use envgrade::air::goodday::GoodDays;
use envgrade::air::hours::{DayHours, day_mean, ozone_day};
use envgrade::air::{IndexRounding, NoAqi, Pollutant, Pollutants, Precision, iaqi, iaqi_by};
use envgrade::assess::Assessor;
use envgrade::edition::{AirEdition, AirIndex, AirLimits};
use envgrade::fold::Fold as _;
use envgrade::grade::{Class, Verdict};
use envgrade::ingest::{ReadOptions, read_bytes};
use envgrade::observation::{FileId, SiteId, SiteTable};
use envgrade::parameter::Parameter;
use envgrade::plan::{Body, Plan, Rounding};
use envgrade::quantity::{Amount, ExactSum, Missing, Reading};
use envgrade::standard::gb3838::{self, Rule};
use envgrade::standard::hj633::{self, Column};
use envgrade::statistics::percentile;
use envgrade::trace::{Off, Step, Steps};
use envgrade::water::mean::PeriodMean;
use envgrade::water::multiple;
use envgrade::water::section::{self, Choices};
use envgrade::water::share::Sections;
use proptest::prelude::*;
use proptest::sample::select;

const COLUMNS: [(Pollutant, Column); 10] = [
    (Pollutant::So2, Column::So2Day),
    (Pollutant::So2, Column::So2Hour),
    (Pollutant::No2, Column::No2Day),
    (Pollutant::No2, Column::No2Hour),
    (Pollutant::Co, Column::CoDay),
    (Pollutant::Co, Column::CoHour),
    (Pollutant::O3, Column::O3EightHours),
    (Pollutant::O3, Column::O3Hour),
    (Pollutant::Pm10, Column::Pm10Day),
    (Pollutant::Pm25, Column::Pm25Day),
];

fn any_index() -> impl Strategy<Value = AirIndex> {
    select(vec![AirIndex::Hj633V2012, AirIndex::Hj633V2026])
}

fn any_edition() -> impl Strategy<Value = AirEdition> {
    (select(vec![AirLimits::Gb3095V2012, AirLimits::Gb3095V2026Transition, AirLimits::Gb3095V2026Final]), any_index())
        .prop_map(|(limits, index)| AirEdition { limits, index })
}

/// Concentrations with up to two decimals, mostly within the tables.
fn any_concentration() -> impl Strategy<Value = Amount> {
    prop_oneof![
        (0..4_000_i64).prop_map(|n| Amount::decimal(n, 1)),
        (0..500_000_i64).prop_map(|n| Amount::decimal(n, 2)),
        (0..1_300_i64).prop_map(Amount::whole),
    ]
}

fn any_day() -> impl Strategy<Value = DayValues> {
    let value = prop_oneof![
        6 => any_concentration().prop_map(DayValue::Concentration),
        1 => Just(DayValue::Missing),
        1 => Just(DayValue::NotMonitored),
    ];
    (prop::array::uniform6(value), prop::option::of(any_concentration()))
        .prop_map(|(values, ozone_hour)| DayValues { values, ozone_hour })
}

fn any_reading() -> impl Strategy<Value = Reading> {
    let amount = (0..200_000_i64, 1..6_u32).prop_map(|(n, decimals)| Amount::decimal(n, decimals));
    prop_oneof![
        8 => amount.clone().prop_map(Reading::Value),
        2 => amount.clone().prop_map(Reading::Below),
        1 => amount.prop_map(Reading::Above),
        1 => Just(Reading::NotDetected),
        1 => Just(Reading::Missing(Missing::Blank)),
    ]
}

fn any_sample() -> impl Strategy<Value = Vec<(Parameter, Reading)>> {
    prop::collection::vec((select(Parameter::ALL), any_reading()), 0..12)
}

fn any_choices() -> impl Strategy<Value = Choices> {
    (select(vec![Body::River, Body::Lake]), select(vec![Rounding::Raw, Rounding::Evaluation]))
        .prop_map(|(body, rounding)| Choices::new(body, rounding))
}

/// Rounds a decimal text half to even, digit by digit, without numbers.
fn round_text(text: &str, decimals: usize) -> String {
    let (sign, plain) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, behind) = plain.split_once('.').unwrap_or((plain, ""));
    let (kept, dropped) = behind.split_at(decimals.min(behind.len()));
    let mut digits: Vec<u8> = whole.bytes().chain(kept.bytes()).map(|b| b - b'0').collect();
    let missing = decimals - kept.len();
    digits.extend(std::iter::repeat_n(0, missing));
    let rest = dropped.trim_end_matches('0');
    let last_is_odd = digits.last().is_some_and(|d| d % 2 == 1);
    let up = match rest.as_bytes() {
        [] | [b'0'..=b'4', ..] => false,
        [b'5'] => last_is_odd,
        _ => true,
    };
    if up {
        for at in (0..digits.len()).rev() {
            digits[at] += 1;
            if digits[at] < 10 {
                break;
            }
            digits[at] = 0;
            if at == 0 {
                digits.insert(0, 1);
            }
        }
    }
    let point = digits.len() - decimals;
    let text: String = digits.iter().map(|d| char::from(b'0' + d)).collect();
    if decimals == 0 { format!("{sign}{text}") } else { format!("{sign}{}.{}", &text[..point], &text[point..]) }
}

#[test]
fn the_text_rounding_itself_rounds() {
    for (text, decimals, rounded) in
        [("1.005", 2, "1.00"), ("1.015", 2, "1.02"), ("9.995", 2, "10.00"), ("-0.5", 0, "-0"), ("2.51", 0, "3")]
    {
        assert_eq!(round_text(text, decimals), rounded);
    }
}

#[test]
fn limits_of_gb_3838_never_become_stricter_with_a_worse_class() {
    for row in gb3838::TABLE_1 {
        for pair in Class::ALL[..5].windows(2) {
            let (Some(better), Some(worse)) = (row.limit(pair[0]), row.limit(pair[1])) else { continue };
            match row.rule {
                Rule::AtMost => assert!(better <= worse, "{:?}", row.item),
                Rule::AtLeast => assert!(better >= worse, "{:?}", row.item),
                Rule::Within => unreachable!("a range has no limit"),
            }
        }
    }
}

/// A fraction, to evaluate what an explanation prints without the code that printed it.
#[derive(Clone, Copy)]
struct Fraction(i128, i128);

impl Fraction {
    fn read(text: &str) -> Fraction {
        let (whole, behind) = text.split_once('.').unwrap_or((text, ""));
        Fraction(format!("{whole}{behind}").parse().expect("digits"), 10_i128.pow(behind.len() as u32))
    }

    fn minus(self, other: Fraction) -> Fraction {
        Fraction(self.0 * other.1 - other.0 * self.1, self.1 * other.1)
    }
}

/// `IAQI(X) = (a − b) ÷ (c − d) × (e − f) + g = h → i`: recomputes h and i from a to g.
fn recompute(step: &Step) {
    let numbers: Vec<&str> = step
        .formula
        .split_once(") = ")
        .expect("a formula")
        .1
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .filter(|t| !t.is_empty())
        .collect();
    let [a, b, c, d, e, f, g, printed, index] = numbers[..] else { panic!("{}", step.formula) };
    let difference = |one, other| Fraction::read(one).minus(Fraction::read(other));
    let (rise, span, run, base) = (difference(a, b), difference(c, d), difference(e, f), Fraction::read(g));
    let slope = Fraction(rise.0 * span.1 * run.0, rise.1 * span.0 * run.1);
    let exact = Fraction(slope.0 * base.1 + base.0 * slope.1, slope.1 * base.1);
    let ceiling = exact.0.div_euclid(exact.1) + i128::from(exact.0.rem_euclid(exact.1) != 0);
    assert_eq!(ceiling.to_string(), index, "{}", step.formula);
    let off = exact.minus(Fraction::read(printed));
    assert!(off.0.abs() * 2000 <= off.1.abs(), "{}", step.formula);
    let looks_whole = Fraction::read(printed).0 % Fraction::read(printed).1 == 0;
    assert_eq!(looks_whole, exact.0 % exact.1 == 0, "{}", step.formula);
    assert_eq!(off.0 == 0, !step.formula.contains('≈'), "{}", step.formula);
}

/// Every `(C − S) ÷ S → n` and every chain `a < b ≤ c` of a formula holds for the numbers that it prints.
fn recompute_parts(formula: &str) {
    for part in formula.split("; ") {
        if let Some((quotient, times)) = part.split_once(") ÷ ") {
            let (c, s) = quotient.rsplit_once('(').unwrap().1.split_once(" − ").unwrap();
            let (limit, times) = times.split_once(" → ").unwrap();
            assert_eq!(s, limit, "{part}");
            let decimals = times.split_once('.').unwrap().1.len();
            let printed: Amount = times.parse().unwrap();
            let [c, s]: [Amount; 2] = [c, s].map(|text| text.trim_start_matches("≈ ").parse().unwrap());
            assert!(c > s, "{part}");
            assert_eq!(c.excess_over(s, u32::try_from(decimals).unwrap()), Some(printed), "{part}");
        }
        let chain = part.split_once(": ").map_or(part, |(_, chain)| chain);
        let words: Vec<&str> = chain.split(' ').collect();
        for window in words.windows(3) {
            let [Ok(one), Ok(other)] = [window[0], window[2]].map(str::parse::<Amount>) else { continue };
            match window[1] {
                "<" => assert!(one < other, "{part}"),
                ">" => assert!(one > other, "{part}"),
                "≤" => assert!(one <= other, "{part}"),
                "≥" => assert!(one >= other, "{part}"),
                _ => {}
            }
        }
    }
}

proptest! {
    #[test]
    fn index_grows_with_the_concentration_and_is_the_exact_value_rounded_up(
        (pollutant, column) in select(COLUMNS.to_vec()), index in any_index(),
        low in any_concentration(), high in any_concentration(),
    ) {
        let (low, high) = (low.min(high), low.max(high));
        let of = |c| iaqi(pollutant, column, c, index, IndexRounding::Up, &mut Off);
        if let (Some(low), Some(high)) = (of(low), of(high)) {
            prop_assert!(low <= high);
        }
        let rounded = pollutant.rounded(high);
        let points = hj633::breakpoints(index, column);
        if let (Some(own), Some(at)) = (of(high), points.iter().position(|&p| rounded <= Amount::whole(p.into()))) {
            let at = at.max(1);
            let point = |at: usize| (Amount::whole(points[at].into()), i64::from(hj633::IAQI[at]));
            prop_assert_eq!(i64::from(own), rounded.interpolate_up(point(at - 1), point(at)));
        }
        let half_up = iaqi_by(pollutant, column, high, index, Precision::Rounded, IndexRounding::HalfUp, &mut Off);
        if let (Some(up), Some(half_up)) = (of(high), half_up) {
            prop_assert!(half_up == up || half_up + 1 == up);
        }
        let mut steps = Steps::default();
        iaqi_by(pollutant, column, high, index, Precision::AsMeasured, IndexRounding::Up, &mut steps);
        steps.0.iter().filter(|step| step.formula.contains('÷')).for_each(recompute);
    }

    #[test]
    fn the_index_of_a_day_is_the_largest_and_explains_itself(values in any_day(), edition in any_edition()) {
        let mut steps = Steps::default();
        let day = daily::grade(&values, edition, &DayChoices::default(), &mut steps);
        let silent = daily::grade(&values, edition, &DayChoices::default(), &mut Off);
        prop_assert_eq!(&day, &silent);
        let largest = day.iaqi.iter().flatten().max().copied();
        if edition.index == AirIndex::Hj633V2012 {
            prop_assert_eq!(day.highest, largest);
        } else {
            prop_assert_eq!(day.highest, largest.map(|i| i.max(1)));
        }
        if let Ok(aqi) = day.aqi {
            prop_assert_eq!(day.highest, Some(aqi));
            prop_assert_eq!(day.primary.is_empty(), aqi <= 50);
            for (pollutant, iaqi) in Pollutant::ALL.into_iter().zip(day.iaqi) {
                prop_assert_eq!(day.primary.contains(pollutant), aqi > 50 && iaqi == Some(aqi));
                prop_assert_eq!(day.above_100.contains(pollutant), iaqi.is_some_and(|i| i > 100));
            }
        } else {
            prop_assert!(day.primary.is_empty());
        }
        for step in &steps.0 {
            if step.formula.contains('÷') && step.formula.starts_with("IAQI") {
                recompute(step);
            } else {
                recompute_parts(&step.formula);
            }
        }
    }

    #[test]
    fn the_largest_eight_hours_are_the_largest_of_seventeen(
        hours in prop::collection::vec(prop::option::weighted(0.8, 0..5000_i64), 24),
    ) {
        let mut day: DayHours = [None; 24];
        for (hour, tenths) in day.iter_mut().zip(&hours) {
            *hour = tenths.map(|t| Amount::decimal(t, 1));
        }
        let got = ozone_day(&day, Amount::whole(160), &mut Off);
        // Means over a common multiple of 6, 7 and 8 hours.
        let best = (8..=24).filter_map(|end| {
            let window: Vec<i64> = hours[end - 8..end].iter().flatten().copied().collect();
            (window.len() >= 6).then(|| window.iter().sum::<i64>() * (168 / window.len() as i64))
        }).max();
        let rounded = best.map(|sum| round_text(&decimal_text(sum, 1680), 0));
        prop_assert_eq!(got.value.map(|v| v.to_string()), rounded);
        prop_assert_eq!(usize::from(day_mean(Pollutant::O3, &day, &mut Off).hours), hours.iter().flatten().count());
    }

    #[test]
    fn rounding_is_half_to_even(digits in -1_000_000_000_i64..1_000_000_000, behind in 0..9_u32, decimals in 0..9_u32) {
        let amount = Amount::decimal(digits, behind);
        let rounded: Amount = round_text(&amount.to_string(), decimals as usize).parse().unwrap();
        prop_assert_eq!(amount.round(decimals), rounded);
    }

    #[test]
    fn classes_grow_with_the_concentration(
        item in select(Parameter::ALL), choices in any_choices(), one in 0..400_000_i64, other in 0..400_000_i64,
        decimals in 2..6_u32,
    ) {
        let of = |n| {
            section::grade_item(item, Reading::Value(Amount::decimal(n, decimals)), &[], choices, &mut Off).map(|g| g.class)
        };
        let (low, high) = (of(one.min(other)), of(one.max(other)));
        match choices.row(item).map(|row| row.rule) {
            Some(Rule::AtMost) => prop_assert!(low <= high),
            Some(Rule::AtLeast) => prop_assert!(low >= high),
            Some(Rule::Within) => prop_assert!(low.is_some_and(|c| c == Class::I || c == Class::WorseThanV)),
            None => prop_assert!(low.is_none() && high.is_none()),
        }
    }

    #[test]
    fn the_worst_item_decides_and_nothing_missing_counts(
        sample in any_sample(), extra in select(Parameter::ALL), choices in any_choices(),
    ) {
        let mut steps = Steps::default();
        let graded = section::grade(&sample, choices, &mut steps);
        prop_assert_eq!(&graded, &section::grade(&sample, choices, &mut Off));
        let worst = graded.evaluated.iter().map(|item| graded.of(item).unwrap()).max();
        prop_assert_eq!(graded.class, worst);
        for item in graded.deciding.iter() {
            prop_assert_eq!(graded.of(item), worst);
        }
        let mut longer = sample.clone();
        longer.insert(0, (extra, Reading::Missing(Missing::NotEquipped)));
        prop_assert_eq!(&graded, &section::grade(&longer, choices, &mut Off));

        let main = multiple::main_pollutants(&sample, choices, &mut steps);
        prop_assert_eq!(main.is_empty(), graded.class.is_none_or(|class| class <= Class::III));
        prop_assert!(main.len() <= 3 && main.len() <= graded.worse_than_iii.len());
        for target in Class::ALL {
            let (verdict, over) = multiple::against_target(&sample, choices, target, &mut steps);
            prop_assert_eq!(verdict, graded.verdict(target));
            prop_assert_eq!(over.is_empty(), verdict != Verdict::Exceeded);
        }
        steps.0.iter().for_each(|step| recompute_parts(&step.formula));
    }

    #[test]
    fn sums_do_not_depend_on_order(values in prop::collection::vec((-1_000_000..1_000_000_i64, 0..8_u32), 1..40), cut in 0..40_usize) {
        let amounts: Vec<Amount> = values.iter().map(|&(n, d)| Amount::decimal(n, d)).collect();
        let sum = |amounts: &[Amount]| {
            let mut sum = ExactSum::default();
            amounts.iter().for_each(|&a| sum.add(a));
            sum
        };
        let (front, back) = amounts.split_at(cut.min(amounts.len()));
        let mut merged = sum(back);
        merged.merge(sum(front));
        prop_assert_eq!(merged, sum(&amounts));
    }

    #[test]
    fn means_do_not_depend_on_order_or_on_what_is_missing(
        item in select(vec![Parameter::Ph, Parameter::Tp, Parameter::AmmoniaN]),
        readings in prop::collection::vec(any_reading(), 1..30), cut in 0..30_usize,
    ) {
        let mean = |readings: &mut dyn Iterator<Item = &Reading>| {
            let mut mean = PeriodMean::of(item);
            readings.for_each(|&reading| mean.add(reading));
            mean
        };
        let all = mean(&mut readings.iter());
        prop_assert_eq!(all, mean(&mut readings.iter().rev()));
        let (front, back) = readings.split_at(cut.min(readings.len()));
        let mut merged = mean(&mut back.iter());
        merged.merge(&mean(&mut front.iter()));
        prop_assert_eq!(all, merged);
        prop_assert_eq!(all, mean(&mut readings.iter().filter(|r| !matches!(r, Reading::Missing(_)))));
    }

    #[test]
    fn the_mean_of_one_ph_many_times_is_that_ph(hundredths in 0..1400_i64, times in 1..50) {
        let ph = Amount::decimal(hundredths, 2);
        let mut mean = PeriodMean::of(Parameter::Ph);
        (0..times).for_each(|_| mean.add(Reading::Value(ph)));
        prop_assert_eq!(mean.value(), Some(ph));
    }

    #[test]
    fn counts_merge(days in prop::collection::vec((any_day(), any_edition()), 0..20), cut in 0..20_usize, samples in prop::collection::vec(any_sample(), 0..10)) {
        let count = |days: &[(DayValues, AirEdition)]| {
            let mut counts = GoodDays::default();
            days.iter().for_each(|(values, edition)| counts.add(&daily::grade(values, *edition, &DayChoices::default(), &mut Off)));
            counts
        };
        let (front, back) = days.split_at(cut.min(days.len()));
        let mut merged = count(back);
        merged.merge(&count(front));
        prop_assert_eq!(merged, count(&days));

        let choices = Choices::new(Body::River, Rounding::Raw);
        let sections = |samples: &[Vec<(Parameter, Reading)>]| {
            let mut sections = Sections::default();
            samples.iter().for_each(|sample| sections.add(&section::grade(sample, choices, &mut Off)));
            sections
        };
        let (front, back) = samples.split_at(cut.min(samples.len()));
        let mut merged = sections(back);
        merged.merge(&sections(front));
        prop_assert_eq!(merged, sections(&samples));
    }
}

/// A day of a city as a row of a table: city, day of the year, six concentrations as they are written.
type DailyRow = (usize, i32, [Option<i64>; 6]);

/// A row an hour.
type HourlyRow = (usize, i32, u8, [Option<i64>; 6]);

const CITIES: [&str; 4] = ["甲市", "乙市", "丙市", "丁市"];

fn values_of_a_row() -> impl Strategy<Value = [Option<i64>; 6]> {
    // In steps of the reported decimal: CO in tenths.
    let most = [200_i64, 120, 40, 300, 400, 300];
    let value = |at: usize| prop::option::weighted(0.9, 1..most[at]);
    [value(0), value(1), value(2), value(3), value(4), value(5)]
}

fn any_rows() -> impl Strategy<Value = Vec<DailyRow>> {
    // A year around the change of editions.
    prop::collection::btree_map((0..CITIES.len(), 0..365), values_of_a_row(), 1..40)
        .prop_map(|rows| rows.into_iter().map(|((city, day), values)| (city, day, values)).collect())
}

fn any_hours() -> impl Strategy<Value = Vec<HourlyRow>> {
    // Few days, so that many of them have hours enough.
    prop::collection::btree_map((0..2_usize, 58..60, 1..25_u8), values_of_a_row(), 60..97)
        .prop_map(|rows| rows.into_iter().map(|((city, day, hour), values)| (city, day, hour, values)).collect())
}

fn date(day: i32) -> String {
    envgrade::calendar::Date::new(2026, 1, 1).unwrap().plus_days(day).to_string()
}

fn cells(values: &[Option<i64>; 6]) -> Vec<String> {
    let text = |(at, value): (usize, &Option<i64>)| {
        value.map_or_else(String::new, |units| Amount::decimal(units, u32::from(at == 2)).to_string())
    };
    values.iter().enumerate().map(text).collect()
}

const POLLUTANT_HEADERS: [&str; 6] =
    ["SO2(μg/m³)", "NO2(μg/m³)", "CO(mg/m³)", "O3_8h(μg/m³)", "PM10(μg/m³)", "PM2.5(μg/m³)"];

fn daily_table<'a>(rows: impl IntoIterator<Item = &'a DailyRow>) -> String {
    let mut text = format!("城市,日期,{}\n", POLLUTANT_HEADERS.join(","));
    for (city, day, values) in rows {
        text += &format!("{},{},{}\n", CITIES[*city], date(*day), cells(values).join(","));
    }
    text
}

fn hourly_table<'a>(rows: impl IntoIterator<Item = &'a HourlyRow>) -> String {
    let mut text = format!("城市,日期,小时,{}\n", POLLUTANT_HEADERS.join(",").replace("O3_8h", "O3"));
    for (city, day, hour, values) in rows {
        // Hour 24 is written as hour 0 of the day after.
        let (day, hour) = if *hour == 24 { (day + 1, 0) } else { (*day, *hour) };
        text += &format!("{},{},{hour},{}\n", CITIES[*city], date(day), cells(values).join(","));
    }
    text
}

/// What comes of some files, by city and day; read into one assessor, or each into its own and these merged.
fn outcome(files: &[String], merged: bool) -> Vec<String> {
    let mut sites = SiteTable::default();
    let mut whole = Assessor::new(Plan::default());
    for (number, text) in (0..).zip(files) {
        let mut read = |assessor: &mut Assessor| {
            read_bytes(FileId(number), "x.csv", text.as_bytes(), &ReadOptions::default(), &mut sites, assessor);
        };
        if merged {
            let mut part = Assessor::new(Plan::default());
            read(&mut part);
            let same: Vec<SiteId> = sites.iter().map(|(site, _)| site).collect();
            whole.merge(part, &same);
        } else {
            read(&mut whole);
        }
    }
    let assessment = whole.finish(sites);
    let mut days: Vec<String> = (0..assessment.air_len())
        .map(|number| {
            let day = assessment.air_day(number).unwrap();
            format!("{} {} {:?} {:?}", assessment.sites().get(day.site).label(), day.date, day.values, day.index)
        })
        .collect();
    days.sort();
    days
}

/// Rows dealt to `files` in a shuffled order.
fn dealt<Row: Clone>(rows: &[Row], order: &[usize], files: usize) -> Vec<Vec<Row>> {
    let mut dealt = vec![Vec::new(); files];
    for (turn, &at) in order.iter().enumerate().filter(|(_, at)| **at < rows.len()) {
        dealt[turn * 7 % 11 % files].push(rows[at].clone());
    }
    dealt.retain(|rows| !rows.is_empty());
    dealt
}

proptest! {
    #[test]
    fn percentiles_lie_within_the_series_and_grow(
        digits in prop::collection::vec(0..100_000_i64, 1..400), behind in 0..3_u32, one in 0..=100_u8, other in 0..=100_u8,
        decimals in 0..4_u32,
    ) {
        let mut series: Vec<Amount> = digits.iter().map(|&n| Amount::decimal(n, behind)).collect();
        series.sort();
        let of = |p| percentile(&series, p, decimals).unwrap();
        let (first, last) = (series[0].round(decimals), series[series.len() - 1].round(decimals));
        prop_assert!(first <= of(one) && of(one) <= last);
        prop_assert!(of(one.min(other)) <= of(one.max(other)));
        prop_assert_eq!((of(0), of(100)), (first, last));
        // k = 1 + (n − 1) p; X(s) + (X(s + 1) − X(s)) (k − s), in hundredths of a step of the series.
        let mut sorted = digits.clone();
        sorted.sort_unstable();
        let hundredths = (sorted.len() as i64 - 1) * i64::from(one);
        let at = usize::try_from(hundredths / 100).unwrap();
        let above = sorted.get(at + 1).copied().unwrap_or(sorted[at]);
        let exact = sorted[at] * 100 + (above - sorted[at]) * (hundredths % 100);
        prop_assert_eq!(of(one), round_text(&decimal_text(exact, 100 * 10_i64.pow(behind)), decimals as usize).parse().unwrap());
    }

    #[test]
    fn the_mean_of_a_day_lies_between_its_hours(
        pollutant in select(Pollutant::ALL.to_vec()), hours in prop::array::uniform24(prop::option::weighted(0.9, 0..40_000_i64)),
        behind in 0..4_u32, shift in 0..24_usize,
    ) {
        let hours: DayHours = hours.map(|hour| hour.map(|digits| Amount::decimal(digits, behind)));
        let mean = day_mean(pollutant, &hours, &mut Off);
        let mut turned = hours;
        turned.rotate_left(shift);
        prop_assert_eq!(mean, day_mean(pollutant, &turned, &mut Off));
        let present: Vec<Amount> = hours.iter().flatten().copied().collect();
        prop_assert_eq!(mean.valid().is_some(), present.len() >= 20);
        prop_assert_eq!(mean.value.is_some(), !present.is_empty());
        if let Some(value) = mean.value {
            prop_assert!(pollutant.rounded(*present.iter().min().unwrap()) <= value);
            prop_assert!(value <= pollutant.rounded(*present.iter().max().unwrap()));
        }
        // An hour less never makes a day valid that was not, of ozone neither unless its largest mean is over the limit.
        let mut fewer = hours;
        fewer[shift] = None;
        prop_assert!(mean.valid().is_some() || day_mean(pollutant, &fewer, &mut Off).valid().is_none());
        let (ozone, less) = (ozone_day(&hours, Amount::whole(160), &mut Off), ozone_day(&fewer, Amount::whole(160), &mut Off));
        prop_assert!(less.windows <= ozone.windows);
        prop_assert!(ozone.valid().is_some() || less.valid().is_none_or(|value| value > Amount::whole(160)));
        for window in hours.windows(8).filter(|window| window.iter().flatten().count() >= 6) {
            let mut sum = ExactSum::default();
            window.iter().flatten().for_each(|&hour| sum.add(hour));
            prop_assert!(ozone.value >= sum.mean(0));
        }
    }

    #[test]
    fn a_missing_value_never_makes_a_day_look_better(values in any_day(), edition in any_edition(), lost in 1..64_u8) {
        let grade = |values: &DayValues| daily::grade(values, edition, &DayChoices::default(), &mut Off);
        let whole = grade(&values);
        let mut fewer = values;
        for pollutant in Pollutants::from_bits(lost).iter() {
            fewer.values[pollutant as usize] = DayValue::Missing;
        }
        let less = grade(&fewer);
        prop_assert!(less.highest <= whole.highest);
        prop_assert_eq!(less.over_grade_2, whole.over_grade_2.without(Pollutants::from_bits(lost)));
        match edition.index {
            // Nothing up to 100 is published without the six, so no day becomes a good one by a gap.
            AirIndex::Hj633V2026 => prop_assert!(less.aqi.is_err() || less.aqi.is_ok_and(|aqi| aqi > 100)),
            // The text of 2012 gives the index of what is there; the result says that it is not that of six.
            AirIndex::Hj633V2012 => prop_assert!(less.incomplete() && less.missing.bits() & lost == lost),
        }
        // A gap has no value for any pollutant, however many there are.
        let none = DayValues { values: [DayValue::Missing; 6], ozone_hour: values.ozone_hour };
        prop_assert_eq!(grade(&none).aqi, Err(NoAqi::NoValues));
        let mut good = [GoodDays::default(); 2];
        good[0].add(&whole);
        good[1].add(&less);
        if edition.index == AirIndex::Hj633V2026 {
            prop_assert_eq!(good[1].good, 0);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, ..ProptestConfig::default() })]

    #[test]
    fn days_do_not_depend_on_the_order_of_rows_sites_and_files(
        rows in any_rows(), order in Just((0..40).collect::<Vec<usize>>()).prop_shuffle(), files in 1..5_usize,
    ) {
        let expected = outcome(&[daily_table(&rows)], false);
        prop_assert!(expected.len() >= rows.iter().filter(|(.., values)| *values != [None; 6]).count());
        let mut split: Vec<String> = dealt(&rows, &order, files).iter().map(daily_table).collect();
        for merged in [false, true] {
            prop_assert_eq!(&outcome(&split, merged), &expected);
        }
        split.reverse();
        prop_assert_eq!(&outcome(&split, true), &expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 8, ..ProptestConfig::default() })]

    #[test]
    fn hours_do_not_depend_on_the_order_of_rows_sites_and_files(
        rows in any_hours(), order in Just((0..97).collect::<Vec<usize>>()).prop_shuffle(), files in 1..5_usize,
        gaps in prop::collection::vec((0..2_usize, 58..60, 1..25_u8), 0..10),
    ) {
        let expected = outcome(&[hourly_table(&rows)], false);
        prop_assert!(!expected.is_empty());
        let mut split: Vec<String> = dealt(&rows, &order, files).iter().map(hourly_table).collect();
        // Rows with nothing in them say nothing, wherever they stand.
        let empty: Vec<HourlyRow> = gaps.into_iter().map(|(city, day, hour)| (city, day, hour, [None; 6])).collect();
        for merged in [false, true] {
            prop_assert_eq!(&outcome(&split, merged), &expected);
            let with_gaps: Vec<HourlyRow> = empty.iter().chain(&rows).chain(&empty).copied().collect();
            prop_assert_eq!(&outcome(&[hourly_table(&with_gaps)], merged), &expected);
        }
        split.reverse();
        prop_assert_eq!(&outcome(&split, true), &expected);
    }
}

/// `numerator ÷ denominator` by long division, cut after twelve decimals with a last digit that says whether
/// something follows.
fn decimal_text(numerator: i64, denominator: i64) -> String {
    let mut rest = numerator % denominator;
    let mut text = format!("{}.", numerator / denominator);
    for _ in 0..12 {
        rest *= 10;
        text.push(char::from(b'0' + u8::try_from(rest / denominator).unwrap()));
        rest %= denominator;
    }
    text.push(if rest == 0 { '0' } else { '1' });
    text
}
