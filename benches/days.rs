//! The daily index of ten million site-days in memory, one thread. `benches/native.mjs` runs it beside numpy.
//!
//! Prints one line of JSON: milliseconds of each round and check sums of the AQI and the six individual indices.

mod data;

use std::time::Instant;

use envgrade::air::columns::{self, DayColumns, IndexColumns, NO_INDEX};
use envgrade::air::daily::{self, DayChoices, DayValues};
use envgrade::edition::{AirEdition, AirIndex, AirLimits};
use envgrade::quantity::Amount;
use envgrade::trace::Off;

/// 1.2 times the last breakpoint of SO2, NO2, CO (tenths), O3, PM10, PM2.5.
const MOST: [u64; 6] = [3_144, 1_128, 720, 960, 720, 600];
const ROUNDS: usize = 5;

fn main() {
    // Cargo passes --bench; a number is the number of days.
    let days: usize = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(10_000_000);
    let columns: Vec<Vec<i32>> = (0..6)
        .map(|at| (0..days).map(|day| data::concentration(day as u64 * 8 + at as u64, MOST[at])).collect())
        .collect();
    let mut results = Vec::new();
    for (name, index) in [("2012", AirIndex::Hj633V2012), ("2026", AirIndex::Hj633V2026)] {
        let mut indices = IndexColumns::default();
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let values = std::array::from_fn(|at| Some(&columns[at][..]));
            let graded =
                columns::grade(&DayColumns { values, ozone_hour: None }, index, &DayChoices::default(), &mut indices);
            times.push(start.elapsed().as_secs_f64() * 1e3);
            assert!(graded.is_ok());
        }
        results.push(line(&format!("columns {name}"), days, &times, &sums(&indices)));

        let mut singly = IndexColumns { aqi: vec![0; days], iaqi: std::array::from_fn(|_| vec![0; days]) };
        let start = Instant::now();
        one_by_one(&columns, index, &mut singly);
        results.push(line(
            &format!("single days {name}"),
            days,
            &[start.elapsed().as_secs_f64() * 1e3],
            &sums(&singly),
        ));
        assert!(singly == indices, "single days and columns differ");
    }
    println!("[{}]", results.join(","));
}

/// The function that the page and the command line call for each day, with its limits, primary pollutants and reasons.
fn one_by_one(columns: &[Vec<i32>], index: AirIndex, into: &mut IndexColumns) {
    let edition = AirEdition { limits: AirLimits::Gb3095V2026Transition, index };
    for day in 0..into.aqi.len() {
        let values: [Option<Amount>; 6] = std::array::from_fn(|at| {
            let step = columns[at][day];
            (step >= 0).then(|| Amount::decimal(step.into(), u32::from(at == 2)))
        });
        let graded = daily::grade(&DayValues::of(values), edition, &DayChoices::default(), &mut Off);
        into.aqi[day] = graded.aqi.unwrap_or(NO_INDEX);
        for (column, iaqi) in into.iaqi.iter_mut().zip(graded.iaqi) {
            column[day] = iaqi.unwrap_or(NO_INDEX);
        }
    }
}

fn sums(indices: &IndexColumns) -> Vec<u64> {
    std::iter::once(&indices.aqi)
        .chain(&indices.iaqi)
        .map(|column| data::checksum(column.iter().map(|&index| index.into())))
        .collect()
}

fn line(name: &str, days: usize, times: &[f64], sums: &[u64]) -> String {
    let sums: Vec<String> = sums.iter().map(|sum| format!("\"{sum}\"")).collect();
    format!("{{\"name\":\"{name}\",\"days\":{days},\"ms\":{times:?},\"sums\":[{}]}}", sums.join(","))
}
