//! Real files of many publishers. They are looked for at `../shared/data` beside the checkout or at `ENVGRADE_DATA`;
//! where they are not, every test here says that it was skipped.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use envgrade::fold::Sink;
use envgrade::ingest::{FileReport, ReadOptions, read_bytes, read_path};
use envgrade::issue::{Code, Issue, Issues, Severity};
use envgrade::observation::{Averaging, FileId, Record, SiteId, SiteTable};
use envgrade::parameter::Parameter;
use envgrade::quantity::Reading;

#[derive(Default)]
struct Tally {
    air: usize,
    water: usize,
    values: BTreeMap<(Parameter, Averaging), usize>,
    aqi: usize,
    category: usize,
    class: usize,
    suspended: usize,
    sites: BTreeSet<SiteId>,
    issues: Issues,
}

impl Tally {
    fn record(&mut self, record: &Record<'_>) {
        self.sites.insert(record.site);
        self.aqi += usize::from(record.official.aqi.is_some());
        self.category += usize::from(!record.official.category.is_empty());
        self.class += usize::from(!record.official.class.is_empty());
        self.suspended += usize::from(!record.suspended.is_empty());
        for cell in record.cells {
            if !matches!(cell.reading, Reading::Missing(_)) {
                *self.values.entry((cell.parameter, cell.averaging)).or_default() += 1;
            }
        }
    }

    fn errors(&self) -> Vec<(Code, u32)> {
        let groups = self.issues.groups();
        groups.iter().filter(|(code, _)| code.severity() == Severity::Error).map(|(code, g)| (*code, g.count)).collect()
    }
}

impl Sink for Tally {
    fn air(&mut self, _: &SiteTable, record: &Record<'_>) {
        self.air += 1;
        self.record(record);
    }
    fn water(&mut self, _: &SiteTable, record: &Record<'_>) {
        self.water += 1;
        self.record(record);
    }
    fn issue(&mut self, issue: Issue<'_>) {
        self.issues.add(issue);
    }
}

fn data() -> Option<PathBuf> {
    let root = std::env::var_os("ENVGRADE_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    if !root.is_dir() {
        eprintln!("SKIPPED: the real data are not at {}", root.display());
        return None;
    }
    Some(root)
}

fn files(root: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// Reads all files of a group.
fn read(group: &str) -> Option<(Tally, Vec<FileReport>)> {
    let root = data()?.join(group);
    let mut paths = Vec::new();
    if root.is_dir() {
        files(&root, &mut paths)
    } else {
        paths.push(root)
    }
    let (mut tally, mut sites) = (Tally::default(), SiteTable::default());
    let mut reports = Vec::new();
    for path in paths {
        let next = FileId(u16::try_from(reports.len()).unwrap());
        reports.append(&mut read_path(next, &path, &ReadOptions::default(), &mut sites, &mut tally).unwrap());
    }
    Some((tally, reports))
}

/// What every group yields, for a person to read: `cargo test --test ingest_real -- --ignored --nocapture`.
#[test]
#[ignore = "prints, asserts nothing"]
fn overview() {
    let Some(root) = data() else { return };
    let mut groups: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    let mut all = Vec::new();
    files(&root, &mut all);
    for path in all {
        let parent = path
            .strip_prefix(&root)
            .unwrap()
            .components()
            .take(2)
            .map(|c| c.as_os_str().to_string_lossy().into_owned())
            .collect::<Vec<_>>()
            .join("/");
        groups.entry(parent).or_default().push(path);
    }
    for (group, paths) in groups {
        if std::env::var("GROUP").is_ok_and(|wanted| !group.contains(&wanted)) {
            continue;
        }
        let (mut tally, mut sites) = (Tally::default(), SiteTable::default());
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        let mut said = String::new();
        let (mut rows, mut used) = (0, 0);
        for (n, path) in (0..).zip(&paths) {
            let reports = read_path(FileId(n), path, &ReadOptions::default(), &mut sites, &mut tally).unwrap();
            let report = &reports[0];
            *kinds
                .entry(format!("{} {} {:?}", report.kind.key(), report.encoding.label(), report.delimiter))
                .or_default() += 1;
            rows += report.rows;
            used += report.used;
            if n == 0 || std::env::var("GROUP").is_ok() {
                said = format!("{}\n   {}", report.understood.zh, report.understood.en);
                if std::env::var("COLUMNS").is_ok() {
                    for c in &report.columns {
                        println!(
                            "     {} [{}] {} | {} | {} | {}",
                            c.column, c.header, c.role.zh, c.unit, c.note.zh, c.used
                        );
                    }
                }
            }
        }
        println!(
            "== {group}: {} files {kinds:?}\n   {said}\n   rows {rows} used {used} air {} water {} sites {} aqi {} cat {} class {} susp {}",
            paths.len(),
            tally.air,
            tally.water,
            tally.sites.len(),
            tally.aqi,
            tally.category,
            tally.class,
            tally.suspended
        );
        println!(
            "   {:?}",
            tally.values.iter().map(|((p, a), n)| format!("{}/{a:?}:{n}", p.symbol())).collect::<Vec<_>>().join(" ")
        );
        for (code, group) in tally.issues.groups() {
            println!(
                "   {} {} {:?}",
                code.key(),
                group.count,
                group
                    .places
                    .iter()
                    .take(3)
                    .map(|p| format!(
                        "{}:{}:{} {:?} {:?}",
                        paths[p.origin.file.0 as usize].file_name().unwrap().to_string_lossy(),
                        p.origin.row,
                        p.column,
                        p.header.chars().take(20).collect::<String>(),
                        p.text.chars().take(30).collect::<String>()
                    ))
                    .collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn daily_city_tables() {
    let Some((tally, reports)) = read("air_cn_daily/aqistudy_2013-2017_header") else { return };
    assert_eq!(tally.errors(), []);
    assert!(reports.iter().all(|report| report.kind.key() == "air-daily" && report.rows == report.used));
    assert_eq!((tally.air, tally.aqi, tally.category, tally.sites.len()), (15_304, 15_304, 15_304, 12));
    assert_eq!(tally.values[&(Parameter::O3, Averaging::DayMax8h)], 15_304);

    let Some((tally, _)) = read("air_cn_daily/aqistudy_2013-2017_noheader") else { return };
    assert_eq!(tally.errors(), []);
    assert_eq!((tally.air, tally.sites.len()), (16_162, 15));
    assert!(tally.issues.count(Code::ZeroAsMissing) > 0);

    let Some((tally, reports)) = read("air_cn_daily/aqistudy_monthly_noheader") else { return };
    assert_eq!(tally.errors(), [(Code::MonthlyAir, 15)]);
    assert!(tally.air == 0 && reports.iter().all(|report| report.kind.key() == "air-monthly"));
}

#[test]
fn a_header_that_does_not_fit_is_mended() {
    let Some((tally, _)) = read("air_cn_daily/tianqihoubao_2025-2026_shifted_header") else { return };
    assert_eq!(tally.errors(), []);
    assert_eq!(tally.issues.count(Code::HeaderContradicted), 10);
    assert_eq!(tally.values.keys().filter(|key| key.0 == Parameter::O3).count(), 0);
    assert_eq!(tally.values[&(Parameter::Pm25, Averaging::Day)], 5_230);
}

#[test]
fn hourly_long_tables() {
    let Some((tally, _)) = read("air_cn_hourly/cnopendata_china_cities_long") else { return };
    assert_eq!(tally.errors(), []);
    assert_eq!((tally.air, tally.sites.len()), (17_040, 366));
    let Some((tally, _)) = read("air_cn_hourly/pm25in_station_2020") else { return };
    assert_eq!(tally.errors(), []);
    assert_eq!(tally.air, 3_934);
    let Some((tally, _)) = read("air_beijing_prsa") else { return };
    assert_eq!(tally.errors(), []);
    assert_eq!((tally.air, tally.issues.count(Code::UnitSuspect)), (35_064, 1));
}

#[test]
fn the_national_release_of_surface_water() {
    let Some((tally, reports)) = read("water_cn_auto/cnemc_json_2020-2021") else { return };
    assert_eq!(tally.errors(), []);
    assert_eq!(reports.iter().map(|report| report.rows).sum::<u32>(), 3_861);
    assert!(tally.class > 2_700 && tally.suspended > 700);
    let Some((tally, _)) = read("water_cn_auto/cnemc_by_section_2021-04") else { return };
    assert_eq!(tally.errors(), []);
    assert_eq!(tally.water, 1_349);
}

#[test]
fn laboratory_reports() {
    let Some((tally, _)) = read("water_cn_other/lab_report_extract_2026") else { return };
    assert_eq!(tally.errors(), []);
    // Every result of the reports, those of items beyond the register included.
    assert_eq!(tally.water, 664);
    let Some((tally, _)) = read("water_cn_other/suzhou_source_water_2021") else { return };
    assert_eq!(tally.errors(), []);
    assert_eq!(tally.water, 175);
}

#[test]
fn archives_with_a_column_a_site() {
    let Some((tally, _)) = read("air_cn_hourly/quotsoft_beijing_wide") else { return };
    assert_eq!(tally.errors(), []);
    assert_eq!((tally.sites.len(), tally.values[&(Parameter::Pm25, Averaging::Hour)]), (34, 24_613));
    let Some((tally, _)) = read("air_cn_hourly/quotsoft_china_sites_wide_full") else { return };
    assert_eq!(tally.errors(), []);
    assert_eq!((tally.sites.len(), tally.aqi), (936, 20_544));
    let Some((tally, _)) = read("air_cn_hourly/quotsoft_china_sites_wide_subset") else { return };
    assert_eq!(tally.errors(), []);
    assert_eq!((tally.sites.len(), tally.aqi), (21, 44_288));
}

#[test]
fn feeds_of_the_air_network() {
    let Some((tally, _)) = read("air_cn_hourly/cnemc_publish_xml_2019") else { return };
    assert_eq!(tally.errors(), []);
    assert_eq!((tally.air, tally.sites.len(), tally.issues.count(Code::HeaderContradicted)), (1_499, 1_499, 2));
    let Some((tally, reports)) = read("air_cn_hourly/pm25in_2014_gbk") else { return };
    // Eight rows of this file begin with their last column.
    assert_eq!(tally.errors(), [(Code::BadDate, 8)]);
    assert_eq!((tally.air, reports[0].encoding.label()), (962, "GB18030"));
}

/// Turns the columns of a table without quotation marks around.
fn turned(text: &str) -> String {
    let turn = |line: &str| line.trim_end_matches('\r').split(',').rev().collect::<Vec<_>>().join(",");
    text.trim_start_matches('\u{feff}').lines().map(|line| turn(line) + "\n").collect()
}

#[test]
fn names_and_orders_of_columns_do_not_matter() {
    let Some(root) = data() else { return };
    for group in [
        "air_cn_daily/tianqihoubao_2025-2026_shifted_header",
        "air_cn_hourly/cnopendata_china_cities_long",
        "air_cn_hourly/quotsoft_china_sites_wide_subset",
        "water_cn_auto/cnemc_by_section_2021-04",
        "water_cn_other/suzhou_source_water_2021",
    ] {
        let mut paths = Vec::new();
        files(&root.join(group), &mut paths);
        let options = ReadOptions { year: Some(2021), ..ReadOptions::default() };
        let (mut straight, mut sites) = (Sums::default(), SiteTable::default());
        let (mut other, mut other_sites) = (Sums::default(), SiteTable::default());
        for (n, path) in (0..).zip(&paths) {
            let text = std::fs::read_to_string(path).unwrap();
            read_bytes(FileId(n), "a.csv", text.as_bytes(), &options, &mut sites, &mut straight);
            read_bytes(FileId(n), "export (2).txt", turned(&text).as_bytes(), &options, &mut other_sites, &mut other);
        }
        assert!(!straight.0.is_empty(), "{group}");
        assert_eq!(straight, other, "{group}");
    }
}

/// Sums by site, time and item.
#[derive(Default, Debug, PartialEq)]
struct Sums(BTreeMap<(String, String, Parameter, Averaging), Vec<String>>);

impl Sums {
    fn add(&mut self, sites: &SiteTable, record: &Record<'_>) {
        for cell in record.cells {
            let key = (sites.get(record.site).label(), format!("{:?}", record.when), cell.parameter, cell.averaging);
            let official = (record.official.aqi, record.official.class, record.suspended);
            self.0.entry(key).or_default().push(format!("{:?} {official:?}", cell.reading));
        }
    }
}

impl Sink for Sums {
    fn air(&mut self, sites: &SiteTable, record: &Record<'_>) {
        self.add(sites, record);
    }
    fn water(&mut self, sites: &SiteTable, record: &Record<'_>) {
        self.add(sites, record);
    }
    fn issue(&mut self, _: Issue<'_>) {}
}

/// The feed names the stations whose codes the archive of hours has in its header, whichever is read first.
#[test]
fn the_feed_tells_the_cities_of_the_archive() {
    let Some(root) = data() else { return };
    let feed = root.join("air_cn_hourly/cnemc_publish_xml_2019/201907181429_data.xml");
    let wide = root.join("air_cn_hourly/quotsoft_china_sites_wide_subset/china_sites_20240601.csv");
    for paths in [[&feed, &wide], [&wide, &feed]] {
        let (mut tally, mut sites) = (Tally::default(), SiteTable::default());
        for (n, path) in (0..).zip(paths) {
            read_path(FileId(n), path, &ReadOptions::default(), &mut sites, &mut tally).unwrap();
        }
        let xining: Vec<_> = sites.iter().filter(|(_, site)| site.code == "1480A").collect();
        assert_eq!(xining.len(), 1);
        assert_eq!(xining[0].1.city, "西宁市");
        let header = std::fs::read_to_string(&wide).unwrap();
        let codes: Vec<&str> = header.lines().next().unwrap().split(',').skip(3).map(str::trim).collect();
        // Stations that were set up after 2019 are not in the feed.
        let told = codes.iter().filter(|code| {
            sites.iter().any(|(_, site)| site.code == ***code && !site.city.is_empty() && !site.name.is_empty())
        });
        let (told, older) = (told.count(), codes.iter().filter(|code| **code < "3200A").count());
        assert_eq!((told, codes.len()), (older, 21));
    }
}
