//! `envgrade inspect` over the real files of many publishers. They are looked for at `../shared/data` beside the checkout
//! or at `ENVGRADE_DATA`; where they are not, the test says that it was skipped.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::process::Command;

fn data() -> Option<PathBuf> {
    let root = std::env::var_os("ENVGRADE_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    if !root.is_dir() {
        eprintln!("SKIPPED: the real data are not at {}", root.display());
        return None;
    }
    Some(root)
}

fn inspect(format: &str, path: &Path) -> String {
    let run =
        Command::new(env!("CARGO_BIN_EXE_envgrade")).args(["inspect", "--format", format]).arg(path).output().unwrap();
    String::from_utf8(run.stdout).unwrap()
}

/// The lines of the table of files, their cells without the name, the delimiter and the encoding.
fn lines(table: &str) -> Vec<(String, String, Vec<u32>)> {
    let lines = table.lines().skip(1);
    lines
        .map(|line| {
            let mut cells: Vec<&str> = line.rsplitn(11, ',').collect();
            let rest = cells.pop().unwrap();
            cells.reverse();
            let kind = rest.rsplit("\",\"").next().unwrap();
            let kinds = ["air-daily", "air-hourly", "air-monthly", "water", "soil", "sites", "dust", "unknown"];
            let kind = kinds.into_iter().find(|known| rest.contains(&format!(",{known},"))).unwrap_or(kind);
            (rest.to_owned(), kind.to_owned(), cells.iter().map(|cell| cell.parse().unwrap()).collect())
        })
        .collect()
}

/// Each group with the kind of its tables, the least share of rows that gave a reading in hundredths, and the least share
/// of rows that agree where there are official columns.
#[test]
fn every_real_file_is_understood() {
    let Some(root) = data() else { return };
    #[rustfmt::skip]
    let groups: &[(&str, &str, u32, u32)] = &[
        ("air_beijing_prsa",                                   "air-hourly",  99,  0),
        ("air_cn_daily/aqistudy_2013-2017_header",             "air-daily",   99, 80),
        ("air_cn_daily/aqistudy_2013-2017_noheader",           "air-daily",   99,  0),
        ("air_cn_daily/aqistudy_monthly_noheader",             "air-monthly",  0,  0),
        ("air_cn_daily/tianqihoubao_2025-2026_shifted_header", "air-daily",   99,  0),
        ("air_cn_hourly/cnemc_publish_xml_2019",               "air-hourly",  90, 98),
        ("air_cn_hourly/cnopendata_china_cities_long",         "air-hourly",  90, 90),
        ("air_cn_hourly/pm25in_2014_gbk",                      "air-hourly",  90,  0),
        ("air_cn_hourly/pm25in_station_2020",                  "air-hourly",  90, 98),
        ("air_cn_hourly/quotsoft_beijing_wide",                "air-hourly",  40, 80),
        ("air_cn_hourly/quotsoft_china_sites_wide_full",       "air-hourly",  90, 98),
        ("intl_air/epa_daily_aqi",                             "air-daily",   99,  0),
        ("intl_air/openair_uk_marylebone",                     "air-hourly",  99,  0),
        ("intl_air/openaq/air_quality_pm25_long.csv",          "air-hourly",  99,  0),
        ("intl_air/openaq/addis-ababa-20180202.csv",           "air-hourly",   0,  0),
        ("intl_air/uci_italy",                                 "air-daily",    0,  0),
        ("intl_water/ccme_wqi",                                "water",       99,  0),
        ("intl_water/nerr_swmp",                               "water",       99,  0),
        ("intl_water/wqp",                                     "water",       95,  0),
        ("lakes/ntl_lter",                                     "water",       99,  0),
        ("lakes/sf_bay/sfbay_converted.csv",                   "water",       99,  0),
        ("soil",                                               "soil",         0,  0),
        ("water_cn_auto/cnemc_by_section_2021-04",             "water",       70, 80),
        ("water_cn_auto/cnemc_json_2020-2021",                 "water",       70, 90),
        ("water_cn_other",                                     "water",       99, 95),
    ];
    for (group, kind, least, agreeing) in groups {
        let path = root.join(group);
        let found = lines(&inspect("csv", &path));
        assert!(!found.is_empty(), "{group}");
        let (mut rows, mut used, mut compared, mut same) = (0, 0, 0, 0);
        for (name, of, counts) in &found {
            // Descriptions beside the data are no tables.
            if name.contains(".md,") {
                continue;
            }
            assert_eq!(of, kind, "{group}: {name}");
            let [_, _, all, read, ..] = counts[..] else { panic!("{name}") };
            rows += all;
            used += read;
            compared += counts[8];
            same += counts[9];
        }
        assert!(rows > 0 && used * 100 >= rows * least, "{group}: {used} of {rows} rows are used");
        assert!(*agreeing == 0 || compared > 0, "{group}: nothing was compared");
        assert!(same * 100 >= compared * agreeing, "{group}: {same} of {compared} rows agree");
    }
}

#[test]
fn columns_are_shown_with_units_and_suggestions() {
    let folder = std::env::temp_dir().join(format!("envgrade-inspect-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("a.csv");
    std::fs::write(&path, "断面,采样日期,高锰酸盐指树,氨氮(mg/L)\n甲,2024-03-05,2.1,0.2\n").unwrap();
    let (text, csv, json) = (inspect("text", &path), inspect("csv", &path), inspect("json", &path));
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(text.contains("? 高锰酸盐指数 (codmn)"), "{text}");
    assert!(text.contains("NH3-N · mg/L · 单位取自表头"), "{text}");
    let [(_, kind, counts)] = &lines(&csv)[..] else { panic!("{csv}") };
    assert_eq!((kind.as_str(), &counts[..5]), ("water", &[1, 4, 1, 1, 1][..]));
    assert!(json.contains("\"key\":\"codmn\"") && json.contains("\"sites\":1"), "{json}");
}
