//! A result as a whole: files, issues, totals, agreement.

use std::collections::BTreeMap;

use crate::sorted::SortedMap;

use super::rows::body_key;
use super::sentence::{air_finding, water_finding};
use super::view::{
    AgreementView, AirSiteView, AirView, ColumnView, DifferenceView, FileView, IssueView, PlaceView, RegisterItem,
    ResultView, SectionView, SuggestionView, WaterView,
};
use crate::assess::{Agreement, AirTotals, Assessment, Cause, WaterTotals};
use crate::edition::{AirIndex, EditionChoice};
use crate::grade::{Category, Class, Verdict};
use crate::ingest::{FileReport, role_key};
use crate::issue::Issues;
use crate::parameter::{Medium, Parameter};
use crate::plan::DataState;
use crate::plan::RoundingChoice;
use crate::schema::{Role, Span, name_and_unit};
use crate::water_item::WaterItem;
use crate::words::{CountView, Text};

/// A whole result.
#[must_use]
pub fn result(assessment: &Assessment, files: &[FileReport]) -> ResultView {
    let (air, water) = (assessment.air_totals(), assessment.water_totals());
    ResultView {
        files: files.iter().map(file).collect(),
        issues: issues(assessment.issues(), files),
        air: (!air.sites.is_empty() || air.hourly.is_some()).then(|| air_view(assessment, air)),
        water: (!water.sections.is_empty()).then(|| water_view(assessment, water)),
        other_items: u32::try_from(assessment.other_items_len()).unwrap_or(u32::MAX),
        exclusions: super::exclusions::lines(assessment),
    }
}

/// How a file was read.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn file(report: &FileReport) -> FileView {
    FileView {
        name: report.name.clone(),
        kind: report.kind.key().to_owned(),
        understood: report.understood.clone(),
        encoding: report.encoding.label().to_owned(),
        bytes: report.bytes as f64,
        rows: report.rows,
        used: report.used,
        columns: report
            .columns
            .iter()
            .map(|column| ColumnView {
                column: column.column,
                header: column.header.clone(),
                role: column.role.clone(),
                unit: column.unit.clone(),
                note: column.note.clone(),
                used: column.used,
                role_key: column.role_key.clone(),
                asks: column.asks,
            })
            .collect(),
        signature: report.signature.clone(),
        header_row: report.header_row,
        first_row: report.first_row,
        sample: report.sample.clone(),
        mapped: report.mapped,
    }
}

/// Items whose names are near a header that nothing knows, in a file of this kind: for a person to choose from, never
/// used by themselves. Empty for a header that is known.
#[must_use]
pub fn suggestions(header: &str, kind: &str) -> Vec<SuggestionView> {
    let medium = match kind {
        "water" => Some(Medium::Water),
        _ if kind.starts_with("air") => Some(Medium::Air),
        _ => None,
    };
    if crate::schema::read_header_in(header, medium).is_some() || is_water_item(header) && medium != Some(Medium::Air) {
        return Vec::new();
    }
    let found = crate::schema::suggestions(header, medium).into_iter();
    found.map(|(key, name)| SuggestionView { key: key.to_owned(), name: name.into() }).collect()
}

/// Whether a header or an item of rows names an item of water of any standard, those of wells and sources too.
#[must_use]
pub fn is_water_item(header: &str) -> bool {
    WaterItem::read(name_and_unit(header).0).is_some()
}

/// All items of the register, as what a column can hold.
#[must_use]
pub fn register() -> Vec<RegisterItem> {
    let item = |parameter: &Parameter| {
        let item = parameter.item();
        RegisterItem {
            role: role_key(Role::Reading(*parameter, Span::Unsaid)),
            symbol: item.symbol.to_owned(),
            name: item.name.into(),
            medium: if item.medium == Medium::Air { "air" } else { "water" }.to_owned(),
            unit: item.unit.name().to_owned(),
        }
    };
    Parameter::ALL.iter().map(item).collect()
}

pub(super) fn issues(issues: &Issues, files: &[FileReport]) -> Vec<IssueView> {
    let name = |file: u16| match files.get(usize::from(file)) {
        Some(file) => file.name.clone(),
        None if file == crate::assess::EXCLUSIONS_FILE.0 => super::exclusions::NAME.to_owned(),
        None => String::new(),
    };
    issues
        .groups()
        .into_iter()
        .map(|(code, group)| IssueView {
            severity: code.severity().key().to_owned(),
            code: code.key().to_owned(),
            message: code.words().into(),
            count: group.count,
            places: group
                .places
                .iter()
                .map(|place| PlaceView {
                    file: name(place.origin.file.0),
                    row: place.origin.row,
                    column: place.column.into(),
                    header: place.header.clone(),
                    text: place.text.clone(),
                })
                .collect(),
        })
        .collect()
}

/// The air sites of an assessment.
#[must_use]
pub fn air_sites(assessment: &Assessment) -> Vec<AirSiteView> {
    let view = assessment.air_totals().sites.iter().map(|site| AirSiteView {
        site: site.site.0,
        name: assessment.sites().get(site.site).label(),
        years: site.years.iter().map(|(year, _)| *year).collect(),
        first_shown: first_shown(&site.years),
        days: site.days,
        valid: site.good.valid,
        good: site.good.good,
        good_ratio: site.good.ratio().map(|ratio| format!("{ratio:.1}")).unwrap_or_default(),
        first: site.first.to_string(),
        last: site.last.to_string(),
    });
    view.collect()
}

/// The latest year with at least 300 days, otherwise the latest of those with the most.
fn first_shown(years: &[(i32, u32)]) -> i32 {
    let whole = years.iter().rev().find(|(_, days)| *days >= 300);
    whole.or_else(|| years.iter().max_by_key(|(_, days)| *days)).map_or(0, |(year, _)| *year)
}

fn air_view(assessment: &Assessment, totals: &AirTotals) -> AirView {
    let editions = totals.editions.iter().map(|e| format!("{} · {}", e.index.name(), e.limits.words().en)).collect();
    AirView {
        finding: air_finding(assessment, totals),
        sites: air_sites(assessment),
        categories: Category::ALL
            .into_iter()
            .zip(totals.categories)
            .map(|(category, count)| counted(category.number().to_string(), category.words().into(), count))
            .collect(),
        fallen_out: totals
            .dropped
            .iter()
            .map(|(reason, count)| counted(reason.key(), reason.words().into(), *count))
            .collect(),
        agreement: [&totals.daily, &totals.hourly, &totals.category].into_iter().flatten().map(agreement).collect(),
        editions,
        notices: air_notices(assessment, totals),
    }
}

fn air_notices(assessment: &Assessment, totals: &AirTotals) -> Vec<Text> {
    let mut notices = Vec::new();
    notices.extend(super::exclusions::notice(assessment));
    let plan = assessment.plan();
    if plan.data_state != DataState::AsRequired {
        let particles = match (plan.data_state, plan.site_air) {
            (DataState::Monitored(_), _) => ("保持监测时状态", "stay as monitored"),
            (_, Some(_)) => ("换算到监测点的温度和气压", "are converted to the air at the sites"),
            (_, None) => ("没有现场温度和气压，未换算", "are not converted, since the air at the sites is not known"),
        };
        notices.push(Text::new(
            format!("按所选状态换算：气体到 298.15 K、1013.25 hPa；颗粒物{}。逐步见每日的计算过程", particles.0),
            format!(
                "Converted as chosen: gases to 298.15 K and 1013.25 hPa; particles {}. The steps are in each day's explanation",
                particles.1
            ),
        ));
    }
    match assessment.plan().edition {
        EditionChoice::ByDate if totals.editions.len() > 1 => notices.push(Text::new(
            "数据跨越标准更替日，每天按当日有效的标准评价；可以改选同一版标准以便比较",
            "The data span a change of standard; each day is judged by the standard in force. Choose one edition to compare",
        )),
        EditionChoice::ByDate => {}
        _ => notices.push(Text::new(
            "全部日期按所选的同一版标准评价，不一定是当日有效的标准",
            "All days are judged by the one edition that was chosen, which may not have been in force",
        )),
    }
    if totals.incomplete > 0 {
        notices.push(Text::new(
            format!("{} 个有效日的 AQI 由不足六项污染物得出", totals.incomplete),
            format!("{} valid days have an AQI of fewer than six pollutants", totals.incomplete),
        ));
    }
    if totals.good.incomplete_above_100 > 0 && totals.editions.iter().any(|e| e.index == AirIndex::Hj633V2026) {
        notices.push(Text::new(
            "按 HJ 633-2026，缺项且 AQI 不大于 100 的日子不计入有效日，缺项但大于 100 的仍计入，优良比例可能偏低",
            "By HJ 633-2026 days with missing pollutants fall out up to AQI 100 and stay above it, so the share of good days may be too low",
        ));
    }
    notices
}

fn water_view(assessment: &Assessment, totals: &WaterTotals) -> WaterView {
    WaterView {
        finding: water_finding(assessment, totals),
        sections: totals
            .sections
            .iter()
            .map(|section| {
                let site = assessment.sites().get(section.site);
                SectionView {
                    site: section.site.0,
                    name: site.label(),
                    basin: if site.basin.is_empty() { site.river.clone() } else { site.basin.clone() },
                    body: body_key(section.body).to_owned(),
                    body_known: section.body_known,
                    results: section.results,
                    target: section.target.map(Class::number),
                    fits_other_body: section.fits_other_body,
                }
            })
            .collect(),
        classes: Class::ALL
            .into_iter()
            .zip(totals.classes)
            .map(|(class, count)| counted(class.number().to_string(), class.words().into(), count))
            .collect(),
        fallen_out: totals
            .fallen
            .iter()
            .map(|(reason, count)| counted(reason.key(), reason.words().into(), *count))
            .collect(),
        share_good: totals.shares.share_good().map(|share| format!("{share:.1}")).unwrap_or_default(),
        agreement: totals.agreement.as_ref().map(agreement),
        editions: vec!["GB 3838-2002".to_owned()],
        notices: water_notices(assessment, totals),
    }
}

fn water_notices(assessment: &Assessment, totals: &WaterTotals) -> Vec<Text> {
    let mut notices = Vec::new();
    notices.extend(super::exclusions::notice(assessment));
    if assessment.only_months() {
        notices.push(Text::new(
            "样品很多，未逐次保留：以下结果是各断面的月均值，精确无误；官方类别不作比对。要看逐次结果，请一次少打开一些文件",
            "There are too many samples to keep them one by one: results are the means of months, exact; official classes are not compared. To see single samples, open fewer files at once",
        ));
    }
    notices.push(match assessment.plan().rounding {
        RoundingChoice::Auto => Text::new(
            "单次监测值不修约直接比较；月均值先修约到评价小数位",
            "Single samples are compared as they stand, means of a month are rounded first",
        ),
        RoundingChoice::Always(crate::plan::Rounding::Raw) => {
            Text::new("数值不修约，直接与限值比较", "Values are compared as they stand")
        }
        RoundingChoice::Always(crate::plan::Rounding::Evaluation) => Text::new(
            "数值先修约到评价小数位，再与限值比较",
            "Values are rounded to the decimals of an evaluation first",
        ),
    });
    if totals.unproven > 0 {
        notices.push(Text::new(
            format!("{} 个结果含检出限不足以证明类别的指标", totals.unproven),
            format!("{} results have items whose detection limit does not prove the class", totals.unproven),
        ));
    }
    notices
}

fn counted(key: impl Into<String>, label: Text, count: u32) -> CountView {
    CountView { key: key.into(), label, count }
}

fn agreement(agreement: &Agreement) -> AgreementView {
    let counts = |counts: &SortedMap<Cause, u32>| {
        counts.iter().map(|(cause, count)| counted(cause.key(), cause.words().into(), *count)).collect()
    };
    AgreementView {
        what: agreement.what.into(),
        compared: agreement.compared(),
        same: agreement.same,
        not_compared: counts(&agreement.not_compared),
        causes: counts(&agreement.causes),
        differences: agreement
            .differences
            .iter()
            .map(|difference| DifferenceView {
                place: difference.place.clone(),
                ours: difference.ours.clone(),
                official: difference.official.clone(),
                cause: (difference.cause != Cause::Unknown).then(|| difference.cause.words().into()),
            })
            .collect(),
    }
}

/// Words of the domain by key, for a page: categories, classes, states, verdicts.
#[must_use]
pub fn words() -> BTreeMap<String, Text> {
    let categories = Category::ALL.into_iter().map(|c| (format!("category.{}", c.number()), c.words()));
    let classes = Class::ALL.into_iter().map(|c| (format!("class.{}", c.number()), c.words()));
    let states = Class::ALL.into_iter().map(|c| (format!("state.{}", c.number()), c.state()));
    let verdicts = [Verdict::Attained, Verdict::Exceeded, Verdict::NotAssessable]
        .into_iter()
        .map(|v| (format!("verdict.{}", v.key()), v.words()));
    // One by one: collecting would bring in another sort.
    let mut all = BTreeMap::new();
    for (key, words) in categories.chain(classes).chain(states).chain(verdicts) {
        all.insert(key, words.into());
    }
    all
}
