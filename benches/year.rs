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
use envgrade::air::columns::{self, DayColumns, IndexColumns};
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
    let (mut times, mut results) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        results = year(&columns, sites);
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let sum = data::checksum(results.iter().map(|&value| value.cast_unsigned()));
    println!("[{{\"name\":\"year\",\"hours\":{hours},\"ms\":{times:?},\"sums\":[\"{sum}\"]}}]");
}

/// A site after the other: its good days, then for each pollutant valid days, mean and percentile in hundredths, days
/// above the limit.
fn year(columns: &[Vec<i16>], sites: usize) -> Vec<i64> {
    let mut results = Vec::with_capacity(sites * 25);
    let mut days: [Vec<i32>; 6] = Default::default();
    let mut sorted: Vec<Amount> = Vec::with_capacity(DAYS);
    let mut indices = IndexColumns::default();
    let limits = Pollutant::ALL.map(|p| day_limit(LIMITS, p, Grade::Two).unwrap_or_default());
    for site in 0..sites {
        let mut statistics = Vec::with_capacity(24);
        for pollutant in Pollutant::ALL {
            let at = pollutant as usize;
            let decimals = pollutant.decimals();
            let (days, limit) = (&mut days[at], limits[at]);
            days.clear();
            sorted.clear();
            let mut sum = ExactSum::default();
            let mut over = 0;
            let own = &columns[at][site * DAYS * 24..(site + 1) * DAYS * 24];
            for hours in own.chunks_exact(24) {
                let hours: DayHours = std::array::from_fn(|hour| {
                    (hours[hour] >= 0).then(|| Amount::decimal(hours[hour].into(), decimals))
                });
                let value = match pollutant {
                    Pollutant::O3 => ozone_day(&hours, limit, &mut Off).valid(),
                    _ => day_mean(pollutant, &hours, &mut Off).valid(),
                };
                days.push(value.map_or(-1, |value| steps(value, decimals)));
                if let Some(value) = value {
                    sum.add(value);
                    sorted.push(value);
                    over += i64::from(value > limit);
                }
            }
            sorted.sort_unstable();
            let hundredths = |value: Option<Amount>| value.map_or(-1, |value| i64::from(steps(value, decimals + 2)));
            statistics.extend([
                sorted.len() as i64,
                hundredths(sum.mean(decimals + 2)),
                hundredths(percentile(&sorted, PERCENT[at], decimals + 2)),
                over,
            ]);
        }
        let values = std::array::from_fn(|at| Some(&days[at][..]));
        let day_columns = DayColumns { values, ozone_hour: None };
        let graded = columns::grade(&day_columns, AirIndex::Hj633V2012, &DayChoices::default(), &mut indices);
        assert!(graded.is_ok());
        results.push(indices.aqi.iter().filter(|aqi| **aqi <= 100).count() as i64);
        results.extend(statistics);
    }
    results
}

/// The number of steps of 10^-`decimals`.
fn steps(value: Amount, decimals: u32) -> i32 {
    value.shift(decimals as i32).map_or(-1, |value| i32::try_from(value.ceiling()).unwrap_or(i32::MAX))
}
