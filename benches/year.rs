//! From the hours of 1,700 sites in one year to annual statistics, one thread: `benches/native.mjs` runs it beside
//! numpy, pandas and DuckDB.
//!
//! In memory are six columns of 14.9 million hours, site by site and hour by hour, in whole µg/m³ (CO in tenths of
//! mg/m³), −1 where there is none. Wanted are for every site and pollutant the valid days, the annual mean, the
//! percentile of HJ 663 and the days above the limit of grade 2, and the days with an AQI up to 100. The functions are
//! those that the page and the command line call. Prints one line of JSON.

mod data;

use std::time::Instant;

use envgrade::air::Pollutant;
use envgrade::air::columns::{self, DayColumns, IndexColumns, day_means, ozone_days};
use envgrade::air::daily::{DayChoices, day_limit};
use envgrade::air::hours::{DayHours, day_mean, ozone_day};
use envgrade::edition::{AirIndex, AirLimits};
use envgrade::quantity::{Amount, ExactSum};
use envgrade::standard::gb3095::Grade;
use envgrade::statistics::percentile;
use envgrade::trace::Off;

const MOST: [u64; 6] = [400, 500, 240, 900, 1_200, 700];
/// HJ 663: 98 % of SO2 and NO2, 95 % of CO, PM10 and PM2.5, 90 % of O3.
const PERCENT: [u8; 6] = [98, 98, 95, 90, 95, 95];
const LIMITS: AirLimits = AirLimits::Gb3095V2012;
const DAYS: usize = 365;
const ROUNDS: usize = 5;

fn main() {
    let sites: usize = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1_700);
    let hours = sites * DAYS * 24;
    let columns: Vec<Vec<i16>> = (0..6)
        .map(|at| {
            let value = |hour| data::concentration(hour as u64 * 8 + at as u64, MOST[at]);
            (0..hours).map(|hour| i16::try_from(value(hour)).unwrap_or(-1)).collect()
        })
        .collect();
    let ways: [(&str, DayValuesOf); 2] = [("columns", in_columns), ("single days", one_by_one)];
    let mut lines = Vec::new();
    for (name, day_values) in ways {
        let (mut times, mut results) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let start = Instant::now();
            results = year(&columns, sites, day_values);
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        let sum = data::checksum(results.iter().map(|&value| value.cast_unsigned()));
        lines.push(format!("{{\"name\":\"{name}\",\"hours\":{hours},\"ms\":{times:?},\"sums\":[\"{sum}\"]}}"));
    }
    println!("[{}]", lines.join(","));
}

/// From hours to day values, −1 where there is none.
type DayValuesOf = fn(Pollutant, &[i16], Amount, &mut Vec<i32>);

/// By the functions for columns.
fn in_columns(pollutant: Pollutant, hours: &[i16], limit: Amount, days: &mut Vec<i32>) {
    match pollutant {
        Pollutant::O3 => ozone_days(hours, steps(limit, 0), days),
        _ => day_means(hours, days),
    }
}

/// By the functions for one day, which tell their steps to explanations.
fn one_by_one(pollutant: Pollutant, hours: &[i16], limit: Amount, days: &mut Vec<i32>) {
    let decimals = pollutant.decimals();
    days.clear();
    days.extend(hours.chunks_exact(24).map(|hours| {
        let hours: DayHours =
            std::array::from_fn(|hour| (hours[hour] >= 0).then(|| Amount::decimal(hours[hour].into(), decimals)));
        let value = match pollutant {
            Pollutant::O3 => ozone_day(&hours, limit, &mut Off).valid(),
            _ => day_mean(pollutant, &hours, &mut Off).valid(),
        };
        value.map_or(-1, |value| steps(value, decimals))
    }));
}

/// For each site its good days, then for each pollutant valid days, mean and percentile in hundredths, days above the
/// limit.
fn year(columns: &[Vec<i16>], sites: usize, day_values: DayValuesOf) -> Vec<i64> {
    let limits = Pollutant::ALL.map(|p| day_limit(LIMITS, p, Grade::Two).unwrap_or_default());
    let mut days: [Vec<i32>; 6] = Default::default();
    for pollutant in Pollutant::ALL {
        let at = pollutant as usize;
        day_values(pollutant, &columns[at], limits[at], &mut days[at]);
    }
    let values = std::array::from_fn(|at| Some(&days[at][..]));
    let mut indices = IndexColumns::default();
    let day_columns = DayColumns { values, ozone_hour: None };
    assert!(columns::grade(&day_columns, AirIndex::Hj633V2012, &DayChoices::default(), &mut indices).is_ok());

    let mut results = Vec::with_capacity(sites * 25);
    let mut sorted: Vec<i32> = Vec::with_capacity(DAYS);
    let mut amounts: Vec<Amount> = Vec::with_capacity(DAYS);
    for site in 0..sites {
        let own = site * DAYS..(site + 1) * DAYS;
        results.push(indices.aqi[own.clone()].iter().filter(|aqi| **aqi <= 100).count() as i64);
        for pollutant in Pollutant::ALL {
            let (at, decimals) = (pollutant as usize, pollutant.decimals());
            sorted.clear();
            sorted.extend(days[at][own.clone()].iter().filter(|value| **value >= 0));
            sorted.sort_unstable();
            amounts.clear();
            amounts.extend(sorted.iter().map(|&value| Amount::decimal(value.into(), decimals)));
            let mut sum = ExactSum::default();
            amounts.iter().for_each(|&value| sum.add(value));
            let limit = steps(limits[at], decimals);
            let hundredths = |value: Option<Amount>| value.map_or(-1, |value| i64::from(steps(value, decimals + 2)));
            results.extend([
                sorted.len() as i64,
                hundredths(sum.mean(decimals + 2)),
                hundredths(percentile(&amounts, PERCENT[at], decimals + 2)),
                sorted.iter().filter(|value| **value > limit).count() as i64,
            ]);
        }
    }
    results
}

/// The number of steps of 10^-`decimals`.
fn steps(value: Amount, decimals: u32) -> i32 {
    value.shift(decimals as i32).map_or(-1, |value| i32::try_from(value.ceiling()).unwrap_or(i32::MAX))
}
