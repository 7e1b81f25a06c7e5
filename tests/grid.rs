//! The whole grid: every concentration that can be reported, in every column of both editions of HJ 633, against the
//! printed tables typed a second time and plain integer fractions, and every daily limit of GB 3095 at the limit and
//! one step beside it. Nothing that computes is shared with the code under test.

#![allow(clippy::unwrap_used)]

use envgrade::air::daily::{self, DayChoices, DayIndex, DayValue, DayValues, OzoneOf2012};
use envgrade::air::realtime::{self, HourRule, HourValues};
use envgrade::air::{IndexRounding, NoAqi, Pollutant, Pollutants, Precision, iaqi, iaqi_by};
use envgrade::assess::Assessor;
use envgrade::calendar::{Date, Hour};
use envgrade::edition::{AirEdition, AirIndex, AirLimits, EditionChoice};
use envgrade::fold::Sink;
use envgrade::grade::Category;
use envgrade::observation::{Averaging, Cell, FileId, Official, Origin, Record, Site, SiteTable, When};
use envgrade::plan::Plan;
use envgrade::quantity::{Amount, Reading};
use envgrade::standard::gb3095::Grade;
use envgrade::standard::hj633::Column;
use envgrade::trace::Off;

/// In place of a breakpoint: the note under the table.
const NOTE: i64 = -1;

/// The first column of both tables.
const IAQI: [i64; 8] = [0, 50, 100, 150, 200, 300, 400, 500];

/// A printed column: pollutant, averaging time, breakpoints of 2012 and of 2026 down the page. CO in mg/m³.
type Printed = (Pollutant, Column, [i64; 8], [i64; 8]);

/// HJ 633-2012 table 1 and HJ 633-2026 table 3.
#[rustfmt::skip]
const TABLES: [Printed; 10] = [
    (Pollutant::So2,  Column::So2Day,       [0, 50, 150, 475, 800, 1600, 2100, 2620],   [0, 50, 150, 475, 800, 1600, 2100, 2620]),
    (Pollutant::So2,  Column::So2Hour,      [0, 150, 500, 650, 800, NOTE, NOTE, NOTE],  [0, 150, 500, 650, 800, NOTE, NOTE, NOTE]),
    (Pollutant::No2,  Column::No2Day,       [0, 40, 80, 180, 280, 565, 750, 940],       [0, 40, 80, 180, 280, 565, 750, 940]),
    (Pollutant::No2,  Column::No2Hour,      [0, 100, 200, 700, 1200, 2340, 3090, 3840], [0, 100, 200, 700, 1200, 2340, 3090, 3840]),
    (Pollutant::Co,   Column::CoDay,        [0, 2, 4, 14, 24, 36, 48, 60],              [0, 2, 4, 14, 24, 36, 48, 60]),
    (Pollutant::Co,   Column::CoHour,       [0, 5, 10, 35, 60, 90, 120, 150],           [0, 5, 10, 35, 60, 90, 120, 150]),
    (Pollutant::O3,   Column::O3EightHours, [0, 100, 160, 215, 265, 800, NOTE, NOTE],   [0, 100, 160, 215, 265, 800, NOTE, NOTE]),
    (Pollutant::O3,   Column::O3Hour,       [0, 160, 200, 300, 400, 800, 1000, 1200],   [0, 160, 200, 300, 400, 800, 1000, 1200]),
    (Pollutant::Pm10, Column::Pm10Day,      [0, 50, 150, 250, 350, 420, 500, 600],      [0, 50, 120, 250, 350, 420, 500, 600]),
    (Pollutant::Pm25, Column::Pm25Day,      [0, 35, 75, 115, 150, 250, 350, 500],       [0, 35, 60, 115, 150, 250, 350, 500]),
];

const EDITIONS: [AirIndex; 2] = [AirIndex::Hj633V2012, AirIndex::Hj633V2026];

fn points((_, _, v2012, v2026): &Printed, index: AirIndex) -> Vec<i64> {
    let column = if index == AirIndex::Hj633V2012 { v2012 } else { v2026 };
    column.iter().copied().filter(|&point| point != NOTE).collect()
}

/// The index of `units` ÷ `scale` by formula (1), as a fraction, or what the notes say; `None` where the other mean
/// has to take its place.
fn fraction(column: &Printed, index: AirIndex, units: i64, scale: i64) -> Option<(i64, i64)> {
    let points = points(column, index);
    for row in 1..points.len() {
        let (low, high) = (points[row - 1], points[row]);
        if units <= high * scale {
            let span = (high - low) * scale;
            let rise = (IAQI[row] - IAQI[row - 1]) * (units - low * scale);
            return Some((rise + IAQI[row - 1] * span, span));
        }
    }
    match (points.len(), index) {
        (8, _) => Some((500, 1)),
        (_, AirIndex::Hj633V2012) => None,
        (5, AirIndex::Hj633V2026) => Some((200, 1)),
        (_, AirIndex::Hj633V2026) => Some((300, 1)),
    }
}

fn up((numerator, denominator): (i64, i64)) -> i64 {
    (numerator + denominator - 1) / denominator
}

fn half_up((numerator, denominator): (i64, i64)) -> i64 {
    (2 * numerator + denominator) / (2 * denominator)
}

/// Half to even, to whole multiples of `step`.
fn half_even(units: i64, step: i64) -> i64 {
    let (below, rest) = (units / step, units % step);
    below + i64::from(2 * rest > step || 2 * rest == step && below % 2 == 1)
}

/// Decimals at which a pollutant is reported: CO one, all others none.
fn decimals(pollutant: Pollutant) -> u32 {
    u32::from(pollutant == Pollutant::Co)
}

/// All units of 10^-`decimals` from zero to 1.2 times the top of a column.
fn grid(column: &Printed, index: AirIndex, decimals: u32) -> impl Iterator<Item = i64> {
    let top = points(column, index).last().copied().unwrap() * 10_i64.pow(decimals);
    0..=top * 12 / 10
}

fn small(index: Option<u16>) -> Option<i64> {
    index.map(i64::from)
}

#[test]
fn every_reported_concentration_has_the_index_of_the_printed_table() {
    let mut compared = 0;
    for index in EDITIONS {
        for column in &TABLES {
            let (pollutant, name, ..) = *column;
            let decimals = decimals(pollutant);
            let mut last = 0;
            for units in grid(column, index, decimals) {
                let own =
                    small(iaqi(pollutant, name, Amount::decimal(units, decimals), index, IndexRounding::Up, &mut Off));
                let printed = fraction(column, index, units, 10_i64.pow(decimals)).map(up);
                assert_eq!(own, printed, "{index:?} {name:?} {units}");
                if let Some(own) = own {
                    assert!(own >= last, "{index:?} {name:?} {units}: the index falls");
                    last = own;
                }
                compared += 1;
            }
            for (row, point) in points(column, index).iter().enumerate() {
                let at = iaqi(pollutant, name, Amount::whole(*point), index, IndexRounding::Up, &mut Off);
                assert_eq!(small(at), Some(IAQI[row]), "{index:?} {name:?} {point}");
            }
            let below = iaqi(pollutant, name, Amount::whole(-1), index, IndexRounding::Up, &mut Off);
            assert_eq!(below, None);
            let far = iaqi(pollutant, name, Amount::whole(1_000_000), index, IndexRounding::Up, &mut Off);
            assert_eq!(small(far), fraction(column, index, 1_000_000, 1).map(up));
        }
    }
    assert!(compared > 30_000, "{compared}");
}

#[test]
fn every_finer_concentration_is_rounded_first_or_taken_as_it_is() {
    for index in EDITIONS {
        for column in &TABLES {
            let (pollutant, name, ..) = *column;
            let finer = decimals(pollutant) + 1;
            let scale = 10_i64.pow(finer);
            for units in grid(column, index, finer) {
                let of = |precision, rounding| {
                    let amount = Amount::decimal(units, finer);
                    small(iaqi_by(pollutant, name, amount, index, precision, rounding, &mut Off))
                };
                let rounded = fraction(column, index, half_even(units, 10), scale / 10);
                assert_eq!(of(Precision::Rounded, IndexRounding::Up), rounded.map(up), "{index:?} {name:?} {units}");
                let exact = fraction(column, index, units, scale);
                assert_eq!(of(Precision::AsMeasured, IndexRounding::Up), exact.map(up), "{index:?} {name:?} {units}");
                let half = of(Precision::AsMeasured, IndexRounding::HalfUp);
                assert_eq!(half, exact.map(half_up), "{index:?} {name:?} {units}");
            }
        }
    }
}

/// The daily columns in the order of the pollutants.
fn day_columns() -> [&'static Printed; 6] {
    [0, 2, 4, 6, 8, 9].map(|at| &TABLES[at])
}

/// What the text says about a day: the six indices and the AQI. In units of the reported decimal.
fn day_by_the_text(
    units: [Option<i64>; 6],
    hour: Option<i64>,
    index: AirIndex,
) -> ([Option<i64>; 6], Result<i64, NoAqi>) {
    let mut iaqi = [None; 6];
    let mut hidden = false;
    for (at, (column, units)) in day_columns().into_iter().zip(units).enumerate() {
        let Some(units) = units else { continue };
        iaqi[at] = fraction(column, index, units, 10_i64.pow(decimals(column.0))).map(up);
        if iaqi[at].is_none() {
            iaqi[at] = hour.and_then(|hour| fraction(&TABLES[7], index, hour, 1)).map(up);
            hidden = iaqi[at].is_none();
        }
    }
    let largest = iaqi.iter().flatten().max().copied();
    let missing = units.iter().any(Option::is_none);
    let aqi = match (largest, index) {
        _ if hidden => Err(NoAqi::OtherMeanMissing),
        (None, _) => Err(NoAqi::NoValues),
        (Some(largest), AirIndex::Hj633V2012) => Ok(largest),
        (Some(largest), AirIndex::Hj633V2026) if missing && largest <= 100 => Err(NoAqi::MissingPollutant),
        (Some(largest), AirIndex::Hj633V2026) => Ok(largest.max(1)),
    };
    (iaqi, aqi)
}

fn amounts(units: [Option<i64>; 6]) -> [Option<Amount>; 6] {
    std::array::from_fn(|at| units[at].map(|units| Amount::decimal(units, decimals(Pollutant::ALL[at]))))
}

fn day(units: [Option<i64>; 6], hour: Option<i64>, edition: AirEdition) -> DayIndex {
    let values = DayValues { ozone_hour: hour.map(Amount::whole), ..DayValues::of(amounts(units)) };
    daily::grade(&values, edition, &DayChoices::default(), &mut Off)
}

const BEFORE: AirEdition = AirEdition { limits: AirLimits::Gb3095V2012, index: AirIndex::Hj633V2012 };
const SINCE: AirEdition = AirEdition { limits: AirLimits::Gb3095V2026Transition, index: AirIndex::Hj633V2026 };
const FINAL: AirEdition = AirEdition { limits: AirLimits::Gb3095V2026Final, index: AirIndex::Hj633V2026 };

#[test]
fn the_index_of_a_day_is_the_largest_of_six_over_the_whole_grid() {
    // The other five pollutants wander through the grid, and one in eight is missing.
    let mut state: u64 = 1;
    let mut wander = |most: i64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let high = i64::try_from(state >> 33).unwrap();
        (high % 8 != 0).then_some(high / 8 % most)
    };
    let mut decided = [0_u32; 6];
    let mut results = [0_u32; 4];
    for edition in [BEFORE, SINCE, FINAL] {
        for (at, column) in day_columns().into_iter().enumerate() {
            for units in grid(column, edition.index, decimals(column.0)) {
                let mut values = [250, 120, 60, 260, 260, 130].map(&mut wander);
                values[at] = Some(units);
                let hour = wander(1_500);
                let own = day(values, hour, edition);
                let (iaqi, aqi) = day_by_the_text(values, hour, edition.index);
                assert_eq!(own.iaqi.map(small), iaqi, "{edition:?} {values:?}");
                assert_eq!(own.aqi.map(i64::from), aqi, "{edition:?} {values:?}");
                let published = aqi.unwrap_or(0);
                for (place, pollutant) in Pollutant::ALL.into_iter().enumerate() {
                    let primary = published > 50 && iaqi[place] == Some(published);
                    assert_eq!(own.primary.contains(pollutant), primary, "{edition:?} {values:?}");
                    assert_eq!(own.missing.contains(pollutant), values[place].is_none());
                    decided[place] += u32::from(primary);
                }
                results[aqi.map_or_else(|why| 1 + why as usize, |_| 0)] += 1;
            }
        }
    }
    assert!(decided.iter().all(|&count| count > 1_000) && results[0] > 10_000, "{decided:?} {results:?}");
    assert!(results[2] > 50 && results[3] > 10, "{results:?}");
}

#[test]
fn every_set_of_missing_pollutants_is_treated_as_the_edition_says() {
    let clean = [12, 38, 9, 142, 96, 52].map(Some);
    let polluted = [12, 38, 9, 142, 130, 80].map(Some);
    for values in [clean, polluted] {
        for there in 0_usize..64 {
            let units: [Option<i64>; 6] = std::array::from_fn(|at| values[at].filter(|_| there >> at & 1 == 1));
            for edition in [BEFORE, SINCE] {
                let (_, aqi) = day_by_the_text(units, None, edition.index);
                assert_eq!(day(units, None, edition).aqi.map(i64::from), aqi, "{units:?}");
            }
            // What is outside the monitoring plan keeps the AQI back unless three clean years are shown (5.3.2).
            let absent = amounts(units).map(|value| value.map_or(DayValue::NotMonitored, DayValue::Concentration));
            let outside: Pollutants =
                Pollutant::ALL.into_iter().filter(|&pollutant| units[pollutant as usize].is_none()).collect();
            let choices = DayChoices { clean_record: outside, ..DayChoices::default() };
            let of = |choices| daily::grade(&DayValues { values: absent, ozone_hour: None }, SINCE, &choices, &mut Off);
            let (iaqi, aqi) = day_by_the_text(units, None, AirIndex::Hj633V2026);
            let largest = iaqi.iter().flatten().max().copied().ok_or(NoAqi::NoValues);
            assert_eq!(of(DayChoices::default()).aqi.map(i64::from), aqi);
            assert_eq!(of(choices).aqi.map(i64::from), largest);
        }
    }
}

#[test]
fn above_800_the_notes_of_each_edition_hold() {
    let ozone = |eight, hour, edition| day([Some(1), Some(1), Some(1), Some(eight), Some(1), Some(1)], hour, edition);
    for eight in 795..=960 {
        for hour in [None, Some(160), Some(799), Some(800), Some(801), Some(1200), Some(1201), Some(2000)] {
            let before = ozone(eight, hour, BEFORE).aqi.map(i64::from);
            let of_hour = hour.and_then(|hour| fraction(&TABLES[7], AirIndex::Hj633V2012, hour, 1)).map(up);
            let eight_hours = fraction(&TABLES[6], AirIndex::Hj633V2012, eight, 1).map(up);
            let expected = eight_hours.or(of_hour).map(|iaqi| iaqi.max(2)).ok_or(NoAqi::OtherMeanMissing);
            assert_eq!(before, expected, "{eight} {hour:?}");
            let since = ozone(eight, hour, SINCE).aqi.map(i64::from);
            assert_eq!(since, if eight > 800 { Ok(300) } else { Ok(eight_hours.unwrap()) });
        }
    }
    // The literal reading of 2012: the larger of 8 h and 1 h.
    let both = DayChoices { ozone: OzoneOf2012::EightHoursAndHour, ..DayChoices::default() };
    for hour in (0..=1_440).step_by(7) {
        let values = DayValues {
            ozone_hour: Some(Amount::whole(hour)),
            ..DayValues::of(amounts([1, 1, 1, 120, 1, 1].map(Some)))
        };
        let of = |edition| daily::grade(&values, edition, &both, &mut Off).aqi.map(i64::from);
        let of_hour = fraction(&TABLES[7], AirIndex::Hj633V2012, hour, 1).map(up).unwrap();
        assert_eq!(of(BEFORE), Ok(of_hour.max(67)));
        assert_eq!(of(SINCE), Ok(67));
    }
    for so2 in 795..=960 {
        for day in [None, Some(40), Some(1600), Some(3000)] {
            let hour = [so2, 1, 1, 1, 1, 1].map(Some);
            let values = HourValues {
                hour: amounts(hour),
                ozone_8h: Some(Amount::whole(1)),
                pm10_24h: Some(Amount::whole(1)),
                pm25_24h: Some(Amount::whole(1)),
                so2_24h: day.map(Amount::whole),
            };
            let of = |index| realtime::grade(&values, index, HourRule::Text, &mut Off).aqi.map(i64::from);
            let own = fraction(&TABLES[1], AirIndex::Hj633V2012, so2, 1).map(up);
            let of_day = day.and_then(|day| fraction(&TABLES[0], AirIndex::Hj633V2012, day, 1)).map(up);
            assert_eq!(of(AirIndex::Hj633V2012), own.or(of_day).ok_or(NoAqi::OtherMeanMissing), "{so2} {day:?}");
            assert_eq!(of(AirIndex::Hj633V2026), Ok(own.unwrap_or(200)), "{so2} {day:?}");
        }
    }
}

#[test]
fn hours_of_2026_are_the_largest_of_six_over_the_whole_grid() {
    let columns: [&Printed; 6] = [1, 3, 5, 7, 8, 9].map(|at| &TABLES[at]);
    for (at, column) in columns.into_iter().enumerate() {
        for units in grid(column, AirIndex::Hj633V2026, decimals(column.0)) {
            let mut values = [Some(90), Some(60), Some(12), Some(95), Some(48), Some(33)];
            values[at] = Some(units);
            let graded = realtime::grade(
                &HourValues { hour: amounts(values), ..HourValues::default() },
                AirIndex::Hj633V2026,
                HourRule::Text,
                &mut Off,
            );
            let expected: Vec<Option<i64>> = columns
                .iter()
                .zip(values)
                .map(|(column, units)| {
                    fraction(column, AirIndex::Hj633V2026, units?, 10_i64.pow(decimals(column.0))).map(up)
                })
                .collect();
            assert_eq!(graded.iaqi.map(small).to_vec(), expected, "{values:?}");
            assert_eq!(graded.aqi.map(i64::from).ok(), expected.iter().flatten().max().copied(), "{values:?}");
        }
    }
}

#[test]
fn categories_change_at_their_borders() {
    let borders = [(0, 50, "优"), (51, 100, "良"), (101, 150, "轻度污染"), (151, 200, "中度污染")];
    let upper = [(201, 300, "重度污染"), (301, 500, "严重污染")];
    let mut next = 0;
    for (first, last, name) in borders.into_iter().chain(upper) {
        assert_eq!(first, next);
        for aqi in first..=last {
            assert_eq!(Category::of(aqi).words().zh, name, "{aqi}");
        }
        next = last + 1;
    }
    // At the breakpoint of each border the day is still in the better category, one step above in the worse one.
    for edition in [BEFORE, SINCE] {
        for (at, column) in day_columns().into_iter().enumerate() {
            let scale = 10_i64.pow(decimals(column.0));
            for (row, point) in points(column, edition.index).iter().enumerate().skip(1).take(5) {
                let of = |units| {
                    let mut values = [Some(0); 6];
                    values[at] = Some(units);
                    day(values, Some(801), edition).category().unwrap().number()
                };
                let number = u8::try_from(row).unwrap();
                assert_eq!(of(point * scale), number, "{edition:?} {point}");
                // The table of ozone ends at 300, where the note of 2026 keeps it.
                let stays = column.0 == Pollutant::O3 && row == 5 && edition.index == AirIndex::Hj633V2026;
                assert_eq!(of(point * scale + 1), number + u8::from(!stays), "{edition:?} {point}");
            }
        }
    }
}

/// Daily limits of GB 3095, grade 1 and grade 2: 2012, 2026 transition, 2026 final.
#[rustfmt::skip]
const LIMITS: [(Pollutant, [[i64; 2]; 3]); 6] = [
    (Pollutant::So2,  [[ 50, 150], [ 50, 150], [ 50,  50]]),
    (Pollutant::No2,  [[ 80,  80], [ 80,  80], [ 50,  50]]),
    (Pollutant::Co,   [[  4,   4], [  4,   4], [  4,   4]]),
    (Pollutant::O3,   [[100, 160], [100, 160], [100, 160]]),
    (Pollutant::Pm10, [[ 50, 150], [ 50, 120], [ 50, 100]]),
    (Pollutant::Pm25, [[ 35,  75], [ 35,  60], [ 25,  50]]),
];

#[test]
fn a_day_exceeds_a_limit_from_one_step_above_it() {
    for (number, edition) in [BEFORE, SINCE, FINAL].into_iter().enumerate() {
        for (pollutant, limits) in LIMITS {
            let scale = 10_i64.pow(decimals(pollutant));
            for (grade, limit) in [Grade::One, Grade::Two].into_iter().zip(limits[number]) {
                assert_eq!(daily::day_limit(edition.limits, pollutant, grade), Some(Amount::whole(limit)));
                let over = |hundredths: i64| {
                    let mut values = [None; 6];
                    values[pollutant as usize] = Some(Amount::decimal(hundredths, 2));
                    daily::grade(&DayValues::of(values), edition, &DayChoices::default(), &mut Off).over(grade)
                };
                let only: Pollutants = [pollutant].into_iter().collect();
                let step = 100 / scale;
                // The concentration is rounded before it is held against the limit; the limits are even.
                for offset in -2 * step..=2 * step {
                    let expected = half_even(limit * 100 + offset, step) > limit * scale;
                    let expected = if expected { only } else { Pollutants::NONE };
                    assert_eq!(over(limit * 100 + offset), expected, "{edition:?} {pollutant:?} {limit} {offset}");
                }
                assert!(over(limit * 100).is_empty() && !over(limit * 100 + step).is_empty());
                // (C − S) ÷ S, two decimals, half to even.
                for units in 1..=400 {
                    let times = daily::multiple(
                        Amount::decimal(limit * scale + units, decimals(pollutant)),
                        Amount::whole(limit),
                    );
                    let expected = half_even(units * 100, limit * scale);
                    assert_eq!(times, Some(Amount::decimal(expected, 2)), "{pollutant:?} {limit} {units}");
                }
                assert_eq!(daily::multiple(Amount::whole(limit), Amount::whole(limit)), None);
            }
        }
    }
}

#[test]
fn the_editions_change_at_midnight() {
    let day_of = |year, month, day| Date::new(year, month, day).unwrap();
    let by_date = |date| EditionChoice::ByDate.air(date);
    for (date, edition) in [
        (day_of(2012, 2, 29), BEFORE),
        (day_of(2026, 2, 28), BEFORE),
        (day_of(2026, 3, 1), SINCE),
        (day_of(2030, 12, 31), SINCE),
        (day_of(2031, 1, 1), FINAL),
        (day_of(2100, 1, 1), FINAL),
    ] {
        assert_eq!(by_date(date), edition, "{date}");
    }
    for days in day_of(2012, 1, 1).days()..day_of(2035, 1, 1).days() {
        let date = Date::from_days(days).unwrap();
        let expected = match date.parts() {
            parts if parts < (2026, 3, 1) => BEFORE,
            parts if parts < (2031, 1, 1) => SINCE,
            _ => FINAL,
        };
        assert_eq!(by_date(date), expected, "{date}");
    }

    // Hours are named by their end: the hour that ends at midnight belongs to the old day and the old edition.
    let mut sites = SiteTable::default();
    let site = sites.intern(b"a", || Site { name: "a".into(), ..Site::default() });
    let mut assessor = Assessor::new(Plan::default());
    for (date, last) in [(day_of(2026, 2, 28), 24), (day_of(2026, 3, 1), 24)] {
        for label in 1..=last {
            let cells = Pollutant::ALL.map(|pollutant| Cell {
                parameter: pollutant.parameter(),
                averaging: Averaging::Hour,
                reading: Reading::Value(Amount::whole(if pollutant == Pollutant::Pm25 { 70 } else { 1 })),
                column: 1,
            });
            let origin = Origin { file: FileId(0), row: 1 };
            let when = When::Hour(Hour { date, label });
            assessor.air(
                &sites,
                &Record {
                    site,
                    when,
                    origin,
                    cells: &cells,
                    others: &[],
                    vertical: "",
                    official: Official::default(),
                    suspended: "",
                },
            );
        }
    }
    let assessment = assessor.finish(sites);
    let days: Vec<_> = (0..assessment.air_len()).map(|number| assessment.air_day(number).unwrap()).collect();
    assert_eq!(days.iter().map(|day| day.edition).collect::<Vec<_>>(), [BEFORE, SINCE]);
    // 2012: 50 + 50 × 35 ÷ 40 = 93.75; 2026: 100 + 50 × 10 ÷ 55 = 109.09…
    assert_eq!(days.iter().map(|day| day.index.aqi).collect::<Vec<_>>(), [Ok(94), Ok(110)]);
    assert_eq!(days.iter().map(|day| day.index.over_grade_2.len()).collect::<Vec<_>>(), [0, 1]);
}
