//! Published tables of groundwater and laboratory reports, recomputed. The data are looked for at `../shared/data` beside the
//! checkout or at `ENVGRADE_DATA`; where they are not, every test here says that it was skipped.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::PathBuf;

use envgrade::assess::{Assessor, SampleTable, WaterEvaluation, WellClass};
use envgrade::calendar::Span;
use envgrade::grade::{Class, Verdict};
use envgrade::ingest::{ReadOptions, read_bytes};
use envgrade::observation::{FileId, SiteId, SiteTable, WaterUse};
use envgrade::plan::Plan;
use envgrade::quantity::{Amount, Reading};
use envgrade::report::water_evaluation as report;
use envgrade::report::water_evaluation::view::WaterChoices;
use envgrade::trace::Off;
use envgrade::water::groundwater::Finding;
use envgrade::water_item::WaterItem;

/// The text of a file of the data, or `None` after saying that the test is skipped.
fn data(name: &str) -> Option<String> {
    let root = std::env::var_os("ENVGRADE_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    let Ok(bytes) = std::fs::read(root.join(name)) else {
        println!("skipped: no data at {}", root.join(name).display());
        return None;
    };
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn evaluation(text: &str, choices: &WaterChoices) -> WaterEvaluation {
    let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(Plan::default()));
    let options = ReadOptions::default();
    let files = read_bytes(FileId(0), "table.csv", text.as_bytes(), &options, &mut sites, &mut assessor);
    let table = assessor.finish(sites).sample_table(&files);
    let table = SampleTable::from_bytes(&table.to_bytes()).unwrap_or_else(|bad| panic!("{bad}"));
    WaterEvaluation::new(table, report::water_plan(choices).unwrap())
}

/// The cells of an HTML table, cells that span rows repeated.
fn html_rows(text: &str) -> Vec<Vec<String>> {
    let mut waiting: Vec<(usize, String)> = Vec::new();
    let mut rows = Vec::new();
    for row in text.split("<tr").skip(1) {
        let mut cells: Vec<String> = Vec::new();
        let mut own = row.split("<td").skip(1).peekable();
        loop {
            let at = cells.len();
            if let Some((left, cell)) = waiting.get_mut(at).filter(|(left, _)| *left > 0) {
                *left -= 1;
                cells.push(cell.clone());
                continue;
            }
            let Some(cell) = own.next() else { break };
            let (attributes, body) = cell.split_once('>').unwrap();
            let span = attributes.split_once("rowspan=\"").and_then(|(_, rest)| rest.split('"').next()?.parse().ok());
            let body = body.split("</td>").next().unwrap_or_default().trim().to_owned();
            if waiting.len() <= at {
                waiting.resize(at + 1, (0, String::new()));
            }
            waiting[at] = (span.unwrap_or(1) - 1, body.clone());
            cells.push(body);
        }
        rows.push(cells);
    }
    rows
}

/// Wells of Changji, 2012 to 2016 (ChinaXiv 202001.00032), and the means that the table prints.
#[test]
fn wells_of_changji() {
    let Some(text) = data("published_tables/ChinaXiv-202001.00032V1_table1.html") else { return };
    let rows = html_rows(&text);
    // The table gives years without months and no units; its text says mg/L. The scan cut the sulfate ion.
    let heads: Vec<String> = rows[0]
        .iter()
        .map(|head| match head.as_str() {
            "年份" => "采样日期".into(),
            "SO-" => "SO42-(mg/L)".into(),
            "pH" | "监测井" => head.clone(),
            other => format!("{other}(mg/L)"),
        })
        .collect();
    let mut csv = heads.join(",") + "\n";
    let (mut printed, mut well, mut number) = (Vec::new(), String::new(), 0);
    for row in rows.iter().skip(1) {
        if row[1] == "2012" {
            number += 1;
            well = format!("第{number}组{}", row[0]);
        }
        if row[1] == "平均值" {
            printed.push(row.clone());
        }
        if row[1].starts_with("20") {
            csv.push_str(&format!("{well},{}-07,{}\n", row[1], row[2..].join(",")));
        }
    }
    assert_eq!(number, 3);
    let mut choices = WaterChoices { spans: "2012-01-01..2016-12-31".into(), ..WaterChoices::default() };
    choices.standards.water_as = "groundwater".into();
    let of = evaluation(&csv, &choices);
    let span = of.spans()[0];
    let classes = |site: u32| -> Vec<u8> {
        let well = of.well(SiteId(site), span).unwrap();
        well.samples.iter().map(|sample| sample.grade.class.unwrap().number()).collect()
    };
    // By hand from the printed cells and table 1: hardness, TDS, sulfate and chloride decide.
    assert_eq!(classes(0), [3, 4, 4, 3, 4]);
    assert_eq!(classes(1), [3, 4, 5, 3, 5]);
    assert_eq!(classes(2), [3, 4, 5, 5, 5]);
    let shares = of.well_shares(span);
    assert_eq!(shares.classes, [0, 0, 0, 1, 2]);
    // Means of the five years as the table prints them, as far as its cells were read without a scanning error.
    let mut compared = 0;
    for (site, printed) in (0..).zip(&printed) {
        for (item, finding) in of.means_of_all(SiteId(site), span, &mut Off) {
            let Some(at) = rows[0]
                .iter()
                .position(|head| WaterItem::read(if head == "SO-" { "SO42-" } else { head }) == Some(item))
            else {
                continue;
            };
            let Ok(expected) = printed[at].replace(' ', "").parse::<Amount>() else { continue };
            let Finding::Reading(Reading::Value(mean)) = finding else { continue };
            let (_, decimals) = expected.parts();
            // pH is printed as an arithmetic mean, ours goes over hydrogen ions and is never above it.
            if item == envgrade::parameter::Parameter::Ph.into() {
                assert!(mean.round(2) <= expected);
                continue;
            }
            let difference = (mean.to_f64() - expected.to_f64()).abs();
            println!("{site} {}: {} printed {expected}", item.symbol(), mean.nearly(3));
            assert!(difference <= 0.5 / 10_f64.powi(i32::try_from(decimals).unwrap()) + 1e-9, "{item:?}");
            compared += 1;
        }
    }
    assert!(compared >= 10, "{compared}");
    let mut plan = of.plan().clone();
    plan.wells.class = WellClass::Mean;
    let of = of.replan(plan);
    assert_eq!(of.well(SiteId(1), span).unwrap().grade.class, Some(Class::IV));
}

/// Statistics of surface and groundwater of the Bayin River at Delingha (ChinaXiv 201810.00173): only pH and TDS have units
/// that can be held against limits, ions are in meq/L.
#[test]
fn groundwater_of_delingha() {
    let Some(text) = data("published_tables/ChinaXiv-201810.00173V1_table0.html") else { return };
    let rows = html_rows(&text);
    let mut csv = String::from("点位名称,采样日期,pH,TDS(mg/L),Cl-(meq/L)\n");
    // The scan calls the means of surface water groundwater, too; the first row of a name stands.
    let mut names: Vec<String> = Vec::new();
    for row in rows.iter().skip(2).filter(|row| row.len() > 5 && !row[2].is_empty()) {
        let name = format!("{}{}", row[0], row[1]);
        if !names.contains(&name) {
            csv.push_str(&format!("{name},2016-07,{},{},{}\n", row[2], row[3], row[10]));
            names.push(name);
        }
    }
    let mut choices = WaterChoices::default();
    choices.standards.water_as = "groundwater".into();
    let of = evaluation(&csv, &choices);
    let class = |name: &str| {
        let (site, _) = of.table().sites().find(|(_, site)| site.name == name).unwrap_or_else(|| panic!("{name}"));
        of.well(site, Span::Year(2016)).unwrap().grade.class.unwrap()
    };
    assert_eq!(class("地下水最大值"), Class::IV); // pH 8.97
    assert_eq!(class("地下水最小值"), Class::I); // TDS 254.96
    assert_eq!(class("泉水平均值"), Class::III); // TDS 615.27
    let codes: Vec<String> = report::further_issues(&of).issues.into_iter().map(|issue| issue.code).collect();
    assert_eq!(codes, ["unknown-unit"]);
}

/// Twenty laboratory reports of 2026: raw water as sources, held against tables 1 and 2, and the limits that the reports
/// print as limits of one's own.
#[test]
fn laboratory_reports() {
    let Some(text) = data("water_cn_other/lab_report_extract_2026/lab_results_extract.csv") else { return };
    let mut choices = WaterChoices { spans: "month".into(), ..WaterChoices::default() };
    choices.standards.water_as = "surface-source".into();
    // The printed limits of the first report, those of several classes and in words left out.
    let mut limits = String::from("项目,限值,单位,方向\n");
    let mut numbers = 0;
    for line in text.lines().skip(1).filter(|line| line.starts_with("L01,")) {
        let cells: Vec<&str> = line.split(',').collect();
        let limit = cells[8].split(['(', '（']).next().unwrap_or_default();
        if limit.trim_start_matches(['≤', '≥']).parse::<Amount>().is_ok() || limit.contains('～') {
            let direction = if limit.starts_with(['≤', '≥']) || limit.contains('～') { "" } else { "≤" };
            limits.push_str(&format!("{},{limit},{},{direction}\n", cells[5], cells[6]));
            numbers += 1;
        }
    }
    choices.standards.limits = limits.clone();
    let of = evaluation(&text, &choices);
    let read = report::own_limits("", &limits);
    println!("{numbers} printed limits, {} read: {:?}", read.limits.len(), read.errors);
    assert!(read.errors.is_empty(), "{:?}", read.errors);
    assert_eq!(read.limits.len(), numbers);
    let sources: Vec<SiteId> = of.sources();
    let judged: Vec<_> =
        sources.iter().filter_map(|site| of.spans().into_iter().find_map(|span| of.source(*site, span))).collect();
    // Treated water goes by another standard and is not held against this one.
    assert_eq!(judged.len(), 14);
    assert!(judged.iter().all(|source| source.whole.measured[1] == 5 || source.whole.measured[1] == 0));
    let own = judged.iter().filter_map(|source| of.own(source.site, source.span)).collect::<Vec<_>>();
    let first = &own[0];
    let evaluated = first.limits.iter().filter(|limit| limit.missing == 0).count();
    assert!(evaluated + 2 >= first.limits.len(), "{evaluated} of {}", first.limits.len());
    // Total nitrogen, 0.826 mg/L, is above what the report prints, 0.5; all else keeps its limit.
    let over: Vec<&str> = first.means.with(Verdict::Exceeded).map(|result| result.limit.item.name().zh).collect();
    assert_eq!(over, ["总氮"]);
    let unknown = report::further_issues(&of).issues;
    println!("{:?}", unknown.iter().map(|issue| (issue.code.as_str(), issue.count)).collect::<Vec<_>>());
    assert!(unknown.iter().all(|issue| issue.code == "unknown-item"), "{unknown:?}");
    assert!(of.table().sites().all(|(site, _)| of.water_use(site) == Some(WaterUse::SurfaceSource)));
}

/// The public test table of CCME WQI programs: no units, its own objectives unknown.
#[test]
fn a_test_table_of_ccme_programs() {
    let Some(text) = data("intl_water/ccme_wqi/ccme_test_data.csv") else { return };
    let mut choices = WaterChoices { spans: "1986-01-01..2020-12-31".into(), ..WaterChoices::default() };
    choices.standards.limits = "item,limit\npH,6.5~9\nDO,>=5\nZn,<=0.03\n".into();
    choices.standards.objectives = "own".into();
    let of = evaluation(&text, &choices);
    let sites = of.table().len();
    println!("{sites} sites, {:?}", of.spans());
    for (site, described) in of.table().sites() {
        for span in of.spans_of(site) {
            if let Some(index) = of.profiles(site, span).and_then(|all| all.ccme) {
                println!(
                    "{} {span}: {} of {} tests fail, {}",
                    described.name, index.failed_tests, index.tests, index.index
                );
                assert!(index.index <= Amount::whole(100));
            }
        }
    }
}
