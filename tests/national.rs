//! Cities from the hours of all stations of the country: one day of the national network (2014-06-06), cities of the
//! stations from the network's own feed of 2019, joined by code. Every city value is computed a second time in plain
//! fractions; twelve cities are held against a published table, whose differences docs/agreement.md explains.
//!
//! The data are looked for at `../shared/data` beside the checkout or at `ENVGRADE_DATA`; where they are not, every test
//! here says that it was skipped.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use envgrade::air::Pollutant;
use envgrade::air::city::{Carry, CityValue, city_value};
use envgrade::assess::{Assessment, Assessor};
use envgrade::calendar::Date;
use envgrade::ingest::{ReadOptions, read_path};
use envgrade::observation::{FileId, SiteTable};
use envgrade::plan::Plan;
use envgrade::quantity::Amount;
use envgrade::trace::Off;

const FEED: &str = "air_cn_hourly/cnemc_publish_xml_2019";
const HOURS: &str = "air_cn_hourly/quotsoft_china_sites_wide_full";
const TABLES: &str = "air_cn_daily/aqistudy_2013-2017_header";

fn data() -> Option<PathBuf> {
    let root = std::env::var_os("ENVGRADE_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    if !root.is_dir() {
        println!("skipped: no data at {}", root.display());
        return None;
    }
    Some(root)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn day() -> Date {
    Date::new(2014, 6, 6).unwrap()
}

/// Feed and hours, read by the core.
fn assessed(root: &Path) -> Assessment {
    let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(Plan::default()));
    let paths = [files(&root.join(FEED)).remove(0), files(&root.join(HOURS)).remove(0)];
    for (number, path) in (0..).zip(&paths) {
        read_path(FileId(number), path, &ReadOptions::default(), &mut sites, &mut assessor).unwrap();
    }
    assessor.finish(sites)
}

/// Code and day values of a point.
type Point = (String, [Option<Amount>; 6]);

/// The day values of each city's points, those without a value too.
fn points(assessment: &Assessment) -> BTreeMap<String, Vec<Point>> {
    let mut cities: BTreeMap<String, Vec<Point>> = BTreeMap::new();
    for number in 0..assessment.air_len() {
        let own = assessment.air_day(number).unwrap();
        let site = assessment.sites().get(own.site);
        if own.date == day() && !site.city.is_empty() {
            cities.entry(site.city.clone()).or_default().push((site.code.clone(), own.values));
        }
    }
    cities
}

fn city(points: &[Point], pollutant: Pollutant) -> CityValue {
    let values: Vec<Option<Amount>> = points.iter().map(|(_, values)| values[pollutant as usize]).collect();
    city_value(pollutant, &values, Carry::Reported, &mut Off)
}

/// Hours 0 to 23 of a station as the file writes them, by pollutant, in thousandths.
type Hours = BTreeMap<String, [[Option<i64>; 24]; 6]>;

const KINDS: [&str; 6] = ["SO2", "NO2", "CO", "O3", "PM10", "PM2.5"];

/// The file once more, by a reader that knows nothing but commas.
fn hours(root: &Path) -> Hours {
    let text = std::fs::read_to_string(files(&root.join(HOURS)).remove(0)).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let mut hours = Hours::new();
    for row in lines {
        let Some(kind) = KINDS.iter().position(|kind| *kind == row[2]) else { continue };
        let hour: usize = row[1].parse().unwrap();
        for (code, cell) in header.iter().zip(&row).skip(3).filter(|(_, cell)| !cell.is_empty()) {
            let (whole, behind) = cell.split_once('.').unwrap_or((cell, ""));
            let value: i64 = format!("{whole}{behind:0<3}").parse().unwrap();
            hours.entry((*code).to_owned()).or_default()[kind][hour] = Some(value);
        }
    }
    hours
}

/// Half to even, as a whole number of `divisor`s.
fn half_even(number: i64, divisor: i64) -> i64 {
    let (quotient, rest) = (number.div_euclid(divisor), number.rem_euclid(divisor));
    quotient + i64::from(2 * rest > divisor || 2 * rest == divisor && quotient % 2 == 1)
}

/// Thousandths of one step of the reported value: µg/m³, of CO tenths of mg/m³.
fn step(kind: usize) -> i64 {
    if KINDS[kind] == "CO" { 100 } else { 1000 }
}

/// The value of a natural day in reported steps. Hour 0 belongs to the day before, and the hour 24 is in the next file.
fn day_value(kind: usize, hours: &[Option<i64>; 24]) -> Option<i64> {
    let own = &hours[1..];
    if KINDS[kind] != "O3" {
        let there: Vec<i64> = own.iter().flatten().copied().collect();
        return (there.len() >= 20).then(|| half_even(there.iter().sum(), there.len() as i64 * step(kind)));
    }
    let mut windows = Vec::new();
    // The last window, which ends at hour 24, has only the seven hours that are here.
    for end in 8..=24 {
        let there: Vec<i64> = own[end - 8..end.min(23)].iter().flatten().copied().collect();
        if there.len() >= 6 {
            windows.push(there.iter().sum::<i64>() * (168 / there.len() as i64));
        }
    }
    let largest = half_even(*windows.iter().max()?, 168 * step(kind));
    (windows.len() >= 14 || largest > 160).then_some(largest)
}

#[test]
fn every_city_is_the_mean_of_its_points() {
    let Some(root) = data() else { return };
    let (assessment, raw) = (assessed(&root), hours(&root));
    let cities = points(&assessment);
    let (mut compared, mut valid, mut differ) = (0, 0, Vec::new());
    for (name, points) in &cities {
        for pollutant in Pollutant::ALL {
            let kind = pollutant as usize;
            let own: Vec<Option<i64>> = points.iter().map(|(code, _)| day_value(kind, &raw[code][kind])).collect();
            let there: Vec<i64> = own.iter().flatten().copied().collect();
            let mean = (!there.is_empty()).then(|| half_even(there.iter().sum(), there.len() as i64));
            let share = if own.len() < 4 { 50 } else { 75 };
            let expected = mean.filter(|_| there.len() * 100 >= own.len() * share);
            let ours = city(points, pollutant).valid();
            let expected = expected.map(|steps| Amount::decimal(steps, pollutant.decimals()));
            compared += 1;
            valid += u32::from(ours.is_some());
            if ours != expected {
                differ.push(format!("{name} {pollutant:?}: {ours:?}, by plain fractions {expected:?} of {own:?}"));
            }
        }
    }
    let stations: usize = cities.values().map(Vec::len).sum();
    println!("{stations} stations in {} cities; {valid} of {compared} city values are valid", cities.len());
    assert!(differ.is_empty(), "{differ:#?}");
    assert!(cities.len() > 180 && stations > 800 && valid > 700);
}

/// A row of a published table, in reported steps, in the order of the pollutants.
fn published(root: &Path) -> Vec<(String, [i64; 6])> {
    let names = ["SO2", "NO2", "CO", "O3_8h", "PM10", "PM2.5"];
    let mut rows = Vec::new();
    for path in files(&root.join(TABLES)) {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut lines = text.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect::<Vec<_>>());
        let header: Vec<&str> = lines.next().unwrap().iter().map(|name| name.trim_matches('"')).collect();
        let row = lines.find(|row| row[0] == "2014-06-06").unwrap();
        let values = names.map(|name| {
            let cell: Amount = row[header.iter().position(|h| *h == name).unwrap()].parse().unwrap();
            cell.shift(i32::from(name == "CO")).unwrap().ceiling()
        });
        rows.push((path.file_stem().unwrap().to_string_lossy().into_owned(), values));
    }
    rows
}

/// The middle of the deviations, in thousandths of the published value.
fn median(mut deviations: Vec<i64>) -> i64 {
    deviations.sort_unstable();
    deviations[deviations.len() / 2]
}

#[test]
fn twelve_cities_come_near_a_table_of_collected_hours() {
    let Some(root) = data() else { return };
    let (assessment, raw) = (assessed(&root), hours(&root));
    let cities = points(&assessment);
    // Deviations in thousandths by pollutant: of the city values of HJ 663; of the means of the city's hours from hour
    // `from` on, which is how the table came about; of ozone the largest 8-h mean of the city's hours.
    let mut by_points: [Vec<i64>; 6] = Default::default();
    let mut by_hours: [[Vec<i64>; 6]; 2] = Default::default();
    let mut invalid = 0;
    for (name, table) in published(&root) {
        let (full, points) = cities.iter().find(|(city, _)| city.starts_with(&name)).unwrap();
        print!("{full:<5} ");
        for pollutant in Pollutant::ALL {
            let kind = pollutant as usize;
            let off =
                |thousandths: i64| (thousandths - table[kind] * step(kind)).abs() * 1000 / (table[kind] * step(kind));
            match city(points, pollutant).valid() {
                Some(value) => {
                    let thousandths = value.thousandths().unwrap();
                    print!(" {} {value} ({})", pollutant.symbol(), Amount::decimal(table[kind], pollutant.decimals()));
                    by_points[kind].push(off(thousandths));
                }
                None => {
                    invalid += 1;
                    print!(" {} – ({})", pollutant.symbol(), Amount::decimal(table[kind], pollutant.decimals()));
                }
            }
            for (from, deviations) in [0, 5].into_iter().zip(&mut by_hours) {
                let mean = |values: &[i64]| values.iter().sum::<i64>() / values.len() as i64;
                let means: Vec<Option<i64>> = (from..24)
                    .map(|hour| {
                        let there: Vec<i64> = points.iter().filter_map(|(code, _)| raw[code][kind][hour]).collect();
                        (!there.is_empty()).then(|| mean(&there))
                    })
                    .collect();
                let there = |hours: &[Option<i64>]| hours.iter().flatten().copied().collect::<Vec<i64>>();
                let value = match pollutant {
                    Pollutant::O3 => {
                        let windows = means.windows(8).map(there).filter(|window| window.len() >= 6);
                        windows.map(|window| mean(&window)).max().unwrap()
                    }
                    _ => mean(&there(&means)),
                };
                deviations[kind].push(off(value));
            }
        }
        println!();
    }
    let medians = |of: [Vec<i64>; 6]| of.map(median);
    let points = medians(by_points);
    let [all_day, from_five] = by_hours.map(medians);
    println!("median deviations in thousandths of SO2, NO2, CO, O3, PM10, PM2.5; {invalid} city values are not valid");
    println!("city values of HJ 663           {points:?}");
    println!("means of the city's hours       {all_day:?}");
    println!("the same from hour 5 on         {from_five:?}");
    // The table has the means of the hours that were collected, and those of that night were not.
    assert!(points.iter().all(|&thousandths| thousandths < 100), "{points:?}");
    assert!(from_five.iter().sum::<i64>() * 4 < all_day.iter().sum::<i64>() * 3, "{all_day:?} {from_five:?}");
    // Its ozone is that of the city's hours, not the mean of the points' largest 8-h means.
    assert!(all_day[Pollutant::O3 as usize] * 2 < points[Pollutant::O3 as usize]);
}
