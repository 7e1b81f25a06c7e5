//! Cities ranked by their water quality index (环办监测〔2017〕51号).

use super::super::evaluation::view::KeyView;
use super::super::evaluation::words as span_words;
use super::super::explain::step;
use super::super::view::Explanation;
use super::lakes::spans_of_query;
use super::notes::name;
use super::notes::{count, span_key};
use crate::assess::{CityItems, CityRanking, RankedCity, WaterEvaluation};
use crate::calendar::Span;
use crate::parameter::Parameter;
use crate::quantity::Amount;
use crate::trace::Recorder;
use crate::water::Items;
use crate::water::cwqi::{Sign, WeightedPart, Weighting};
use crate::water::section::CLASS_ITEMS;
use crate::words::{Text, Words, view};

view! {
    /// Which ranking to send.
    pub struct CityQuery {
        /// Key of the stretch; empty for the last.
        pub span: String,
        /// Key of the stretch that is compared with; empty for the same a year before.
        pub base: String,
    }

    /// Cities ranked over a period.
    pub struct CityRows {
        /// The finding, in one sentence.
        pub finding: Text,
        /// The stretch.
        pub span: KeyView,
        /// The stretch that is compared with.
        pub base: KeyView,
        /// All stretches that there are, ascending.
        pub spans: Vec<KeyView>,
        /// The cities by their places; those without one at the end.
        pub rows: Vec<CityRow>,
        /// Sites with data that name no city.
        pub without_city: Vec<String>,
        /// What the sign of a change says.
        pub sign: Text,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A city in a ranking.
    pub struct CityRow {
        /// Its name, which `explain_city` takes.
        pub name: String,
        /// River sections with data.
        pub sections: u32,
        /// Points of lakes with data.
        pub points: u32,
        /// Index of its rivers, four decimals; empty without.
        pub rivers: String,
        /// Index of its lakes, four decimals; empty without.
        pub lakes: String,
        /// Index of the city, four decimals; empty without.
        pub index: String,
        /// Its place, ascending: the cleanest is 1.
        pub rank: Option<u32>,
        /// Of the items that are asked for, those that are missing in its rivers or its lakes: it is not ranked then.
        pub missing: Vec<Text>,
        /// Its index in the other period.
        pub base: String,
        /// The change in per cent, two decimals, signed as chosen; empty where there is none.
        pub change: String,
        /// Its place by the change: the one that became cleanest is 1.
        pub change_rank: Option<u32>,
        /// Whether it leaves the ranking by change because all its sections are Ⅱ or better and on target in both periods.
        pub excluded: bool,
        /// The single indices.
        pub single: Vec<CityItem>,
    }

    /// The index of an item in a city.
    pub struct CityItem {
        /// Key of the item.
        pub key: String,
        /// Its name.
        pub name: Text,
        /// In its rivers, four decimals; empty where it is missing.
        pub rivers: String,
        /// In its lakes.
        pub lakes: String,
    }
}

/// Cities ranked over a stretch.
///
/// # Errors
/// When a key is no stretch.
pub fn city_rows(evaluation: &WaterEvaluation, query: &CityQuery) -> Result<CityRows, String> {
    let spans = evaluation.spans();
    let (span, base) = spans_of_query(&query.span, &query.base, &spans)?;
    let ranking = evaluation.city_ranking(span, Some(base));
    let rows: Vec<CityRow> = ranking.cities.iter().map(city_row).collect();
    Ok(CityRows {
        finding: finding(&ranking),
        span: span_key(span),
        base: span_key(base),
        spans: spans.into_iter().map(span_key).collect(),
        without_city: ranking.without_city.iter().map(|site| name(evaluation, *site)).collect(),
        sign: sign(evaluation).into(),
        notices: notices(evaluation, &rows, &ranking),
        rows,
    })
}

fn sign(evaluation: &WaterEvaluation) -> Words {
    match evaluation.plan().cities.sign {
        Sign::FallIsBetter => Words::new("负值表示水质改善", "below zero is better"),
        Sign::RiseIsBetter => Words::new("正值表示水质改善", "above zero is better"),
    }
}

fn finding(ranking: &CityRanking) -> Text {
    let period = span_words::span(ranking.span);
    let with = |rank: u32| -> Vec<&str> {
        ranking.cities.iter().filter(|city| city.rank == Some(rank)).map(|city| city.name.as_str()).collect()
    };
    let last = ranking.cities.iter().filter_map(|city| city.rank).max();
    let Some(last) = last else {
        let cities = ranking.cities.len();
        return Text::new(
            format!("{}，{cities} 个城市均缺少 21 项指标中的部分指标，不能排名。", period.zh),
            format!("{}: none of {cities} cities has all 21 items, so none is ranked.", period.en),
        );
    };
    let ranked = ranking.cities.iter().filter(|city| city.rank.is_some()).count();
    let common = ranking.items != CLASS_ITEMS;
    let by = if common { ("按共有指标，", " by the items that all have") } else { ("", "") };
    let mut text = Text::new(
        format!("{}，{}{ranked} 个城市参加排名，水质指数最低（最好）的是{}", period.zh, by.0, with(1).join("、")),
        format!("{}: of {ranked} cities ranked{} the cleanest is {}", period.en, by.1, with(1).join(", ")),
    );
    if last > 1 {
        text.zh.push_str(&format!("，最高的是{}", with(last).join("、")));
        text.en.push_str(&format!(", the least clean {}", with(last).join(", ")));
    }
    let best = ranking.cities.iter().find(|city| city.change_rank == Some(1));
    if let Some((city, change)) = best.and_then(|city| Some((city, city.change?))) {
        let better = change.percent.is_negative();
        let shown = change.text();
        let (zh, en) =
            if better { ("改善幅度最大", "most improved") } else { ("升幅最小", "worsened least") };
        text.zh.push_str(&format!("；{zh}的是{}，{}", city.name, shown.zh));
        text.en.push_str(&format!("; {en}: {}, {}", city.name, shown.en));
    }
    text.zh.push('。');
    text.en.push('.');
    text
}

fn notices(evaluation: &WaterEvaluation, rows: &[CityRow], ranking: &CityRanking) -> Vec<Text> {
    let plan = evaluation.plan().cities;
    let mut notices = vec![match plan.weighting {
        Weighting::ByPlaces => Text::new(
            "河流与湖库的指数按断面数和点位数加权（据通行做法，未能核对原文；可改为等权）",
            "rivers and lakes are weighted by their sections and points, as is the practice; the text of the rule was not at hand, and equal weights can be chosen",
        ),
        Weighting::Equal => Text::new("河流与湖库的指数等权", "rivers and lakes count the same"),
    }];
    if plan.items == CityItems::Common {
        let (count, items) = (ranking.items.len(), ranking.items);
        notices.push(Text::new(
            format!("只比较各城市共有的 {count} 项：{}。不是 21 项的水质指数，不能与发布的排名比较", items.names_zh()),
            format!("only the {count} items that all cities have are compared: {}. This is not the index of 21 items and not comparable with published rankings", items.names_en()),
        ));
    }
    let incomplete = rows.iter().filter(|row| !row.missing.is_empty()).count();
    if incomplete > 0 {
        notices.push(Text::new(
            format!("{incomplete} 个城市缺少部分指标，指数为已有指标之和，未作折算，不参加排名"),
            format!("{incomplete} cities lack items: their index is the sum of what is there, not scaled up, and has no place"),
        ));
    }
    let excluded = rows.iter().filter(|row| row.excluded).count();
    if excluded > 0 {
        notices.push(Text::new(
            format!("{excluded} 个城市两时段的断面均为Ⅱ类及以上且达标，不参加变化排名"),
            format!("{excluded} cities have only sections of class II or better on target in both periods and leave the ranking by change"),
        ));
    }
    if !ranking.without_city.is_empty() {
        let number = ranking.without_city.len();
        notices.push(Text::new(
            format!("{number} 个断面（点位）没有城市名称，未计入；加“城市”列"),
            format!("{number} sites name no city and are in no index; add a column 城市"),
        ));
    }
    notices.push(Text::new(
        "入境断面不达标时的扣减没有计算；按国家排名的断面清单计算才与发布的结果可比",
        "deductions for sections where dirty water enters are not made; results compare with published ones only over the sections of the national list",
    ));
    notices
}

fn printed(part: Option<&WeightedPart>) -> String {
    index(part.and_then(|part| part.index.printed()))
}

fn index(index: Option<Amount>) -> String {
    index.map_or(String::new(), |index| format!("{index:.4}"))
}

fn missing(city: &RankedCity) -> Items {
    let parts = [&city.rivers, &city.lakes].into_iter().flatten();
    parts.flat_map(|part| part.index.missing.iter()).collect()
}

fn city_row(city: &RankedCity) -> CityRow {
    let single = |part: Option<&WeightedPart>, item: Parameter| {
        let found = part.and_then(|part| part.index.single.iter().find(|single| single.0 == item));
        index(found.and_then(|single| single.1.round(4)))
    };
    let (rivers, lakes) = (city.rivers.as_ref(), city.lakes.as_ref());
    CityRow {
        name: city.name.clone(),
        sections: count(city.sections.len()),
        points: count(city.points.len()),
        rivers: printed(rivers),
        lakes: printed(lakes),
        index: index(city.index.map(|index| index.printed)),
        rank: city.rank,
        missing: missing(city).iter().map(|item| item.name().into()).collect(),
        base: index(city.base.map(|index| index.printed)),
        change: city.change.map_or(String::new(), |change| format!("{:.2}", change.shown())),
        change_rank: city.change_rank,
        excluded: city.excluded,
        single: CLASS_ITEMS
            .iter()
            .map(|item| CityItem {
                key: item.item().key.to_owned(),
                name: item.name().into(),
                rivers: single(rivers, item),
                lakes: single(lakes, item),
            })
            .collect(),
    }
}

/// How the index of a city over a period, and its change, came about; `None` without such a city or data.
#[must_use]
pub fn explain_city(evaluation: &WaterEvaluation, city: &str, span: Span, base: Span) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let result = evaluation.city_traced(city, span, Some(base), &mut steps)?;
    let row = city_row(&result);
    let (period, before) = (span_words::span(span), span_words::span(base));
    let mut advice = Vec::new();
    let missing = missing(&result);
    if !missing.is_empty() {
        advice.push(Text::new(
            format!("缺 {}，不参加排名", missing.names_zh()),
            format!("without {} it is not ranked", missing.names_en()),
        ));
    }
    if result.change.is_some() {
        advice.push(Text::new(format!("与{}比较", before.zh), format!("compared with {}", before.en)));
    }
    Some(Explanation {
        title: Text::new(format!("城市水质指数 {}", row.index), format!("City water quality index {}", row.index)),
        place: Text::new(
            format!("{city} {}（{} 个河流断面，{} 个湖库点位）", period.zh, row.sections, row.points),
            format!("{city}, {} ({} river sections, {} points of lakes)", period.en, row.sections, row.points),
        ),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: Vec::new(),
        others: Vec::new(),
        advice,
    })
}

/// The head of [`cities_table`].
#[must_use]
pub fn cities_head() -> Vec<String> {
    const HEAD: [&str; 14] = [
        "period",
        "rank",
        "city",
        "index",
        "index_of_rivers",
        "index_of_lakes",
        "river_sections",
        "lake_points",
        "missing",
        "index_before",
        "change_percent",
        "sign",
        "change_rank",
        "out_of_change_ranking",
    ];
    let single = CLASS_ITEMS.iter().flat_map(|item| {
        let key = item.item().key.replace('-', "_");
        [format!("river_{key}"), format!("lake_{key}")]
    });
    HEAD.iter().map(|name| (*name).to_owned()).chain(single).collect()
}

/// One row a city of a ranking, in Chinese or English.
#[must_use]
pub fn cities_table(rows: &CityRows, zh: bool) -> Vec<Vec<String>> {
    let said = |text: &Text| if zh { text.zh.clone() } else { text.en.clone() };
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let row = |row: &CityRow| {
        let mut cells = vec![
            rows.span.key.clone(),
            number(row.rank),
            row.name.clone(),
            row.index.clone(),
            row.rivers.clone(),
            row.lakes.clone(),
            row.sections.to_string(),
            row.points.to_string(),
            row.missing.iter().map(said).collect::<Vec<_>>().join(if zh { "、" } else { ", " }),
            row.base.clone(),
            row.change.clone(),
            if row.change.is_empty() { String::new() } else { said(&rows.sign) },
            number(row.change_rank),
            if row.excluded { "yes" } else { "" }.to_owned(),
        ];
        for single in &row.single {
            cells.push(single.rivers.clone());
            cells.push(single.lakes.clone());
        }
        cells
    };
    rows.rows.iter().map(row).collect()
}
