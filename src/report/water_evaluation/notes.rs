//! What a reader must know beside the numbers, and names of sites.

use super::super::evaluation::view::KeyView;
use super::super::evaluation::words as span_words;
use crate::assess::{Enough, ItemSet, WaterEvaluation};
use crate::calendar::Span;
use crate::observation::{Site, SiteId};
use crate::plan::{Rounding, RoundingChoice};
use crate::water::section::Saturation;
use crate::words::Text;

/// A stretch with its name.
pub(super) fn span_key(span: Span) -> KeyView {
    KeyView { key: span.to_string(), words: span_words::span(span) }
}

pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The name of a site.
pub(super) fn name(evaluation: &WaterEvaluation, site: SiteId) -> String {
    evaluation.table().site(site).label()
}

/// Basin, city and province as far as they are known.
pub(super) fn whereabouts(site: &Site) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in [&site.province, &site.city, &site.county, &site.basin] {
        if !part.is_empty() && !parts.contains(&part.as_str()) {
            parts.push(part);
        }
    }
    parts.join(" · ")
}

/// That a period has fewer months than it needs; empty where it has enough.
pub(super) fn thin(enough: Enough) -> Text {
    match enough {
        Enough::Yes => Text::default(),
        Enough::No { months, least } => Text::new(
            format!("只有 {months} 个月有数据，少于要求的 {least} 个月，仅供参考"),
            format!("only {months} months with data of at least {least}, for information"),
        ),
    }
}

/// What was chosen or assumed, as far as it can change a class.
pub(super) fn notices(evaluation: &WaterEvaluation) -> Vec<Text> {
    let plan = evaluation.plan();
    let mut notices = Vec::new();
    let unknown = evaluation.surface_sites().into_iter().filter(|site| !evaluation.body(*site).1).count();
    if unknown > 0 {
        let (zh, en) = match plan.body {
            crate::plan::Body::River => ("河流", "rivers"),
            crate::plan::Body::Lake => ("湖库", "lakes or reservoirs"),
        };
        notices.push(Text::new(
            format!("{unknown} 个断面（点位）的数据没有说明水体类型，按{zh}评价；总磷限值因此不同，可在选项或“水体类型”列中改"),
            format!("{unknown} sites are not said to be river or lake and are graded as {en}, which matters for total phosphorus; change it in the choices or in a column 水体类型"),
        ));
    }
    notices.push(match plan.rounding {
        RoundingChoice::Auto | RoundingChoice::Always(Rounding::Evaluation) => Text::new(
            "均值先按评价小数位修约（四舍六入五成双，pH 取整数），再与限值比较",
            "means are rounded half to even to the decimals of an evaluation (pH to an integer) before they are compared",
        ),
        RoundingChoice::Always(Rounding::Raw) => {
            Text::new("均值不修约，直接与限值比较", "means are compared with the limits as they stand")
        }
    });
    if plan.mean_of_samples {
        notices.push(Text::new(
            "季、年均值由全部监测值平均（不是 22 号文的月均值平均）",
            "means of quarters and years are those of all samples, not of monthly means as in 环办〔2011〕22号",
        ));
    }
    match plan.items {
        ItemSet::Present => {}
        ItemSet::Five => notices.push(Text::new(
            "只用五项指标（pH、溶解氧、高锰酸盐指数、氨氮、总磷）定类",
            "the class is made by five items only: pH, DO, CODMn, NH3-N, TP",
        )),
        ItemSet::FivePlus(more) => notices.push(Text::new(
            format!("“5+X”定类，X 为{}", more.names_zh()),
            format!("\"5 + X\" makes the class; X is {}", more.names_en()),
        )),
    }
    if plan.saturation != Saturation::Ignored {
        notices.push(Text::new(
            "溶解氧饱和率达到 90 % 也算符合Ⅰ类（国家发布不采用）",
            "90 % saturation of oxygen also reaches class I, which the national release does not apply",
        ));
    }
    notices
}
