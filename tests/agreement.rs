//! Our indices against the AQI that publishers print, file by file: `npm run agreement` prints the table that
//! docs/agreement.md explains. No file may agree less than the floors say.
//!
//! The data are looked for at `../shared/data` beside the checkout or at `ENVGRADE_DATA`; where they are not, the test
//! says that it was skipped.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use envgrade::air::realtime::{self, HourRule, HourValues};
use envgrade::assess::{Agreement, Assessor, Cause};
use envgrade::edition::AirIndex;
use envgrade::ingest::{ReadOptions, read_path};
use envgrade::observation::{FileId, SiteTable};
use envgrade::plan::Plan;
use envgrade::quantity::Amount;
use envgrade::trace::Off;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// What one file says, or the two of a day whose particles and gases stand apart.
#[derive(Default)]
struct Line {
    compared: u32,
    same: u32,
    causes: BTreeMap<Cause, u32>,
    not_compared: BTreeMap<Cause, u32>,
    unexplained: Vec<String>,
}

impl Line {
    fn add(&mut self, agreement: &Agreement) {
        self.compared += agreement.compared();
        self.same += agreement.same;
        for (cause, count) in agreement.causes.iter() {
            *self.causes.entry(*cause).or_default() += count;
        }
        for (cause, count) in agreement.not_compared.iter() {
            *self.not_compared.entry(*cause).or_default() += count;
        }
        let unknown = agreement.differences.iter().filter(|difference| difference.cause == Cause::Unknown);
        self.unexplained.extend(unknown.map(|d| format!("{}: {}, published {}", d.place, d.ours, d.official)));
    }

    fn unknown(&self) -> u32 {
        self.causes.get(&Cause::Unknown).copied().unwrap_or(0)
    }

    fn print(&self, name: &str) {
        let told = |causes: &BTreeMap<Cause, u32>| {
            let told: Vec<String> = causes
                .iter()
                .filter(|(cause, _)| **cause != Cause::Unknown)
                .map(|(cause, count)| format!("{} {count}", cause.key()))
                .collect();
            told.join(", ")
        };
        let not_compared = told(&self.not_compared);
        let note = if not_compared.is_empty() { String::new() } else { format!("; not compared: {not_compared}") };
        println!(
            "{name:<70} {:>8} {:>8} {:>8}  {}{note}",
            self.compared,
            self.same,
            self.unknown(),
            told(&self.causes)
        );
    }
}

/// Floors of files by the longest beginning of their path: equal in a thousand at least, unexplained at most, in all
/// files together that begin so.
#[rustfmt::skip]
const FLOORS: [(&str, u32, u32); 29] = [
    // Until July 2015 particles and ozone alone, from unrounded concentrations; 2015-03-27 is a day of its own.
    ("air_cn_daily/aqistudy_2013-2017_header/南宁.csv", 866, 1),
    ("air_cn_daily/aqistudy_2013-2017_header/南昌.csv", 829, 1),
    ("air_cn_daily/aqistudy_2013-2017_header/厦门.csv", 834, 1),
    ("air_cn_daily/aqistudy_2013-2017_header/大连.csv", 830, 0),
    ("air_cn_daily/aqistudy_2013-2017_header/太原.csv", 813, 1),
    ("air_cn_daily/aqistudy_2013-2017_header/杭州.csv", 813, 1),
    ("air_cn_daily/aqistudy_2013-2017_header/沈阳.csv", 816, 1),
    ("air_cn_daily/aqistudy_2013-2017_header/济南.csv", 854, 0),
    ("air_cn_daily/aqistudy_2013-2017_header/福州.csv", 828, 1),
    ("air_cn_daily/aqistudy_2013-2017_header/贵阳.csv", 851, 1),
    ("air_cn_daily/aqistudy_2013-2017_header/郑州.csv", 985, 0),
    ("air_cn_daily/aqistudy_2013-2017_header/长沙.csv", 815, 1),
    // No ozone in the file; the breakpoints of 2012 also after 2026-02-28.
    ("air_cn_daily/tianqihoubao_2025-2026_shifted_header/南宁.csv", 353, 0),
    ("air_cn_daily/tianqihoubao_2025-2026_shifted_header/南昌.csv", 331, 0),
    ("air_cn_daily/tianqihoubao_2025-2026_shifted_header/太原.csv", 467, 0),
    ("air_cn_daily/tianqihoubao_2025-2026_shifted_header/杭州.csv", 370, 0),
    ("air_cn_daily/tianqihoubao_2025-2026_shifted_header/沈阳.csv", 459, 0),
    ("air_cn_daily/tianqihoubao_2025-2026_shifted_header/济南.csv", 401, 1),
    ("air_cn_daily/tianqihoubao_2025-2026_shifted_header/福州.csv", 429, 0),
    ("air_cn_daily/tianqihoubao_2025-2026_shifted_header/贵阳.csv", 299, 0),
    ("air_cn_daily/tianqihoubao_2025-2026_shifted_header/郑州.csv", 418, 0),
    ("air_cn_daily/tianqihoubao_2025-2026_shifted_header/长沙.csv", 423, 0),
    ("air_cn_hourly/cnemc_publish_xml_2019/", 1000, 0),
    ("air_cn_hourly/cnopendata_china_cities_long/", 1000, 0),
    ("air_cn_hourly/pm25in_2014_gbk/", 1000, 0),
    ("air_cn_hourly/pm25in_station_2020/", 1000, 0),
    // Particles and gases of a day stand in two files.
    ("air_cn_hourly/quotsoft_beijing_wide/", 871, 0),
    ("air_cn_hourly/quotsoft_china_sites_wide_full/", 1000, 0),
    // One hour of 2846A.
    ("air_cn_hourly/quotsoft_china_sites_wide_subset/", 999, 0),
];

fn data() -> Option<PathBuf> {
    let root = std::env::var_os("ENVGRADE_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    if !root.is_dir() {
        println!("skipped: no data at {}", root.display());
        return None;
    }
    Some(root)
}

/// The table above compares each row of a file by itself; here particles and gases of an hour are put together.
#[test]
fn stations_of_beijing_round_half_up_in_every_hour() {
    let Some(root) = data() else { return };
    let mut paths = Vec::new();
    files(&root.join("air_cn_hourly/quotsoft_beijing_wide"), &mut paths);
    let mut hours: BTreeMap<(String, String, String), BTreeMap<String, Amount>> = BTreeMap::new();
    for path in &paths {
        let text = std::fs::read_to_string(path).unwrap();
        let mut lines = text.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect::<Vec<_>>());
        let header = lines.next().unwrap();
        for row in lines {
            for (station, cell) in header.iter().zip(&row).skip(3) {
                let Ok(value) = cell.parse() else { continue };
                let hour = (row[0].to_owned(), row[1].to_owned(), (*station).to_owned());
                hours.entry(hour).or_default().insert(row[2].to_owned(), value);
            }
        }
    }
    let (mut same, mut up, mut differ) = (0, 0, Vec::new());
    for (place, cells) in hours {
        let Some(official) = cells.get("AQI") else { continue };
        let hour = ["SO2", "NO2", "CO", "O3", "PM10", "PM2.5"].map(|kind| cells.get(kind).copied());
        let values = HourValues { hour, ..HourValues::default() };
        let aqi = |rule| realtime::grade(&values, AirIndex::Hj633V2012, rule, &mut Off).aqi.ok();
        let is = |aqi: Option<u16>| aqi.is_some_and(|aqi| Amount::whole(aqi.into()) == *official);
        match aqi(HourRule::PlatformCity) {
            None => {}
            own if is(own) => same += 1,
            own => differ.push(format!("{place:?} {hour:?}: {own:?}, published {official}")),
        }
        up += u32::from(is(aqi(HourRule::PlatformStation)));
    }
    println!(
        "stations of Beijing: {same} equal by rounding half up, {up} of them by rounding up, {} others",
        differ.len()
    );
    assert!(differ.is_empty(), "{differ:#?}");
    assert!(same > 24_000 && up < same);
}

#[test]
fn published_indices_of_air() {
    let Some(root) = data() else { return };
    let mut paths = Vec::new();
    for group in std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap()) {
        if group.file_name().to_string_lossy().starts_with("air_") {
            files(&group.path(), &mut paths);
        }
    }
    paths.sort();
    let mut together: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for path in paths {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        together.entry(name.replace("_extra_", "_all_")).or_default().push(path);
    }

    println!("{:<70} {:>8} {:>8} {:>8}  causes", "file", "compared", "equal", "unknown");
    let mut totals: BTreeMap<&str, (u32, u32, u32)> = BTreeMap::new();
    let mut unexplained = Vec::new();
    for (name, paths) in &together {
        let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(Plan::default()));
        for (number, path) in (0..).zip(paths) {
            read_path(FileId(number), path, &ReadOptions::default(), &mut sites, &mut assessor).unwrap();
        }
        let assessment = assessor.finish(sites);
        let totals_of_file = assessment.air_totals();
        let mut line = Line::default();
        for agreement in [&totals_of_file.daily, &totals_of_file.hourly].into_iter().flatten() {
            line.add(agreement);
        }
        line.print(name);
        unexplained.append(&mut line.unexplained);
        let floor = FLOORS.iter().filter(|(start, ..)| name.starts_with(start)).max_by_key(|(start, ..)| start.len());
        let group = floor.map_or("", |(start, ..)| start);
        let total = totals.entry(group).or_default();
        *total = (total.0 + line.compared, total.1 + line.same, total.2 + line.unknown());
    }
    let rest = totals.get("").copied().unwrap_or_default();
    assert_eq!(rest.0, 0, "files without a floor were compared");
    println!("\nunexplained:\n{}", unexplained.join("\n"));
    println!("\nby floor:");
    for (group, (compared, same, unknown)) in &totals {
        println!("{group:<70} {compared:>8} {same:>8} {unknown:>8}");
    }
    for (start, thousandths, most) in FLOORS {
        let &(compared, same, unknown) = totals.get(start).unwrap_or_else(|| panic!("no file begins with {start}"));
        assert!(
            u64::from(same) * 1000 >= u64::from(compared) * u64::from(thousandths),
            "{start}: {same} of {compared}"
        );
        assert!(unknown <= most, "{start}: {unknown} unexplained");
        assert!(compared > 0, "{start}: nothing was compared");
    }
}
