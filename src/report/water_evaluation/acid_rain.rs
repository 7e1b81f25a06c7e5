//! Acid rain over periods.

use super::super::evaluation::view::KeyView;
use super::super::evaluation::words as span_words;
use super::super::explain::step;
use super::super::view::Explanation;
use super::lakes::spans_of_query;
use super::notes::name;
use super::notes::{count, span_key};
use crate::assess::{Rain, RainPlace, WaterEvaluation};
use crate::calendar::Span;
use crate::observation::SiteId;
use crate::quantity::Amount;
use crate::trace::Recorder;
use crate::water::acid_rain::Weighting;
use crate::words::{Text, view};

view! {
    /// Precipitation over a period.
    pub struct RainRows {
        /// The finding, in one sentence.
        pub finding: Text,
        /// The stretch.
        pub span: KeyView,
        /// All stretches with precipitation, ascending.
        pub spans: Vec<KeyView>,
        /// Sites, then cities, then all together.
        pub rows: Vec<RainRow>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// Precipitation of a place.
    pub struct RainRow {
        /// Key that `explain_rain` takes: `site:3`, `city:西宁市` or `all`.
        pub key: String,
        /// `site`, `city` or `all`.
        pub kind: String,
        /// Its name.
        pub name: Text,
        /// Sites with samples.
        pub sites: u32,
        /// Samples with a pH.
        pub samples: u32,
        /// Samples below pH 5.6.
        pub acid: u32,
        /// Frequency of acid rain in per cent, one decimal.
        pub frequency: String,
        /// Mean pH, two decimals; empty where no sample has a weight.
        pub mean: String,
        /// The lowest pH.
        pub lowest: String,
        /// The highest pH.
        pub highest: String,
        /// The degree of the mean in words.
        pub degree: Text,
        /// Key of the degree: 0 not acid, 1 acid, 2 rather severe, 3 severe.
        pub grade: Option<u8>,
        /// Samples without an amount of precipitation, which are not in a mean weighted by it.
        pub without_amount: u32,
    }
}

/// The key of a place, and the place of a key.
fn key(place: &RainPlace) -> String {
    match place {
        RainPlace::Site(site) => format!("site:{}", site.0),
        RainPlace::City(city) => format!("city:{city}"),
        RainPlace::All => "all".to_owned(),
    }
}

fn place(key: &str) -> Option<RainPlace> {
    match key.split_once(':') {
        None => (key == "all").then_some(RainPlace::All),
        Some(("site", number)) => number.parse().ok().map(|number| RainPlace::Site(SiteId(number))),
        Some(("city", city)) => Some(RainPlace::City(city.to_owned())),
        Some(_) => None,
    }
}

fn place_name(evaluation: &WaterEvaluation, place: &RainPlace) -> Text {
    match place {
        RainPlace::Site(site) => Text::same(name(evaluation, *site)),
        RainPlace::City(city) => Text::same(city.as_str()),
        RainPlace::All => Text::new("全部点位", "All sites"),
    }
}

/// Precipitation of a stretch; an empty key is the last.
///
/// # Errors
/// When the key is no stretch.
pub fn rain_rows(evaluation: &WaterEvaluation, span: &str) -> Result<RainRows, String> {
    let spans = evaluation.rain_spans();
    let (span, _) = spans_of_query(span, "", &spans)?;
    let rain = evaluation.rain(span);
    Ok(RainRows {
        finding: finding(evaluation, span, &rain),
        span: span_key(span),
        spans: spans.into_iter().map(span_key).collect(),
        rows: rain.iter().map(|rain| rain_row(evaluation, rain)).collect(),
        notices: notices(evaluation, &rain),
    })
}

fn finding(evaluation: &WaterEvaluation, span: Span, rain: &[Rain]) -> Text {
    let period = span_words::span(span);
    let sites: Vec<&Rain> = rain.iter().filter(|rain| matches!(rain.place, RainPlace::Site(_))).collect();
    let whole = rain.iter().find(|rain| rain.place == RainPlace::All).or(sites.first().copied());
    let Some(whole) = whole else {
        return Text::new(
            format!("{}没有降水 pH 数据。", period.zh),
            format!("{}: no pH of precipitation.", period.en),
        );
    };
    let (lowest, highest) = whole.precipitation.range().unwrap_or_default();
    let (number, acid) = (sites.len(), whole.precipitation.acid());
    let mut text = Text::new(
        format!("{}，{number} 个降水监测点 pH 范围为 {lowest}～{highest}", period.zh),
        format!("{}: pH of precipitation at {number} sites is {lowest} to {highest}", period.en),
    );
    if let Some(mean) = whole.precipitation.mean(&mut Recorder::off()) {
        text.zh.push_str(&format!("，平均 {mean:.2}"));
        text.en.push_str(&format!(", in the mean {mean:.2}"));
    }
    if acid == 0 {
        text.zh.push_str("，未出现酸雨。");
        text.en.push_str("; no acid rain.");
        return text;
    }
    let frequency = whole.precipitation.frequency().unwrap_or_default();
    let with_acid: Vec<Text> = sites
        .iter()
        .filter(|site| site.precipitation.acid() > 0)
        .map(|site| place_name(evaluation, &site.place))
        .collect();
    let join = |separator: &str, of: fn(&Text) -> &str| with_acid.iter().map(of).collect::<Vec<_>>().join(separator);
    text.zh.push_str(&format!("，酸雨频率 {frequency:.1}%，出现酸雨的点位：{}。", join("、", |text| &text.zh)));
    text.en.push_str(&format!("; {frequency:.1} % of samples are acid, at {}.", join(", ", |text| &text.en)));
    text
}

fn notices(evaluation: &WaterEvaluation, rain: &[Rain]) -> Vec<Text> {
    let mut notices = vec![match evaluation.plan().acid_rain.weighting {
        Weighting::ByAmount => Text::new(
            "pH 均值由氢离子浓度按降水量加权；酸雨频率为 pH < 5.6 的样品比例（据通行做法）",
            "the mean pH is that of hydrogen ions weighted by the amount of precipitation; the frequency is the share of samples below pH 5.6, as is the practice",
        ),
        Weighting::Equal => Text::new(
            "pH 均值由氢离子浓度等权平均；酸雨频率为 pH < 5.6 的样品比例（据通行做法）",
            "the mean pH is that of hydrogen ions with equal weights; the frequency is the share of samples below pH 5.6, as is the practice",
        ),
    }];
    let sites = rain.iter().filter(|rain| matches!(rain.place, RainPlace::Site(_)));
    let without: u32 = sites.map(|rain| rain.without_amount).sum();
    if without > 0 && evaluation.plan().acid_rain.weighting == Weighting::ByAmount {
        notices.push(Text::new(
            format!("{without} 个样品没有降水量，未计入 pH 均值（计入频率和范围）；可选择等权平均"),
            format!("{without} samples without an amount are not in the mean pH, but in frequency and range; equal weights can be chosen"),
        ));
    }
    notices
}

fn rain_row(evaluation: &WaterEvaluation, rain: &Rain) -> RainRow {
    let of = &rain.precipitation;
    let text = |amount: Option<Amount>| amount.map(Amount::written).unwrap_or_default();
    let kind = match rain.place {
        RainPlace::Site(_) => "site",
        RainPlace::City(_) => "city",
        RainPlace::All => "all",
    };
    RainRow {
        key: key(&rain.place),
        kind: kind.to_owned(),
        name: place_name(evaluation, &rain.place),
        sites: count(rain.sites.len()),
        samples: of.samples(),
        acid: of.acid(),
        frequency: of.frequency().map_or(String::new(), |rate| format!("{rate:.1}")),
        mean: of.mean(&mut Recorder::off()).map_or(String::new(), |mean| format!("{mean:.2}")),
        lowest: text(of.range().map(|range| range.0)),
        highest: text(of.range().map(|range| range.1)),
        degree: of.degree().map(|degree| degree.words().into()).unwrap_or_default(),
        grade: of.degree().map(|degree| degree as u8),
        without_amount: rain.without_amount,
    }
}

/// How the mean pH and the frequency of a place came about; `None` for a key of no place, and without samples.
#[must_use]
pub fn explain_rain(evaluation: &WaterEvaluation, key: &str, span: Span) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let rain = evaluation.rain_traced(place(key)?, span, &mut steps)?;
    let (row, period) = (rain_row(evaluation, &rain), span_words::span(span));
    let mean = if row.mean.is_empty() { "—" } else { &row.mean };
    let days = Span::Days(span.first(), span.last());
    Some(Explanation {
        title: Text::new(
            format!("降水 pH 均值 {mean}，酸雨频率 {} %", row.frequency),
            format!("mean pH {mean}, {} % of samples are acid", row.frequency),
        ),
        place: Text::new(
            format!("{} {}（{} 个样品）", row.name.zh, period.zh, row.samples),
            format!("{}, {} ({} samples)", row.name.en, period.en, row.samples),
        ),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: match rain.sites.as_slice() {
            [site] => super::explain::readings(evaluation, *site, days),
            _ => Vec::new(),
        },
        others: Vec::new(),
        advice: Vec::new(),
    })
}

/// The head of [`rain_table`].
#[must_use]
pub fn rain_head() -> Vec<String> {
    const HEAD: [&str; 12] = [
        "period",
        "kind",
        "place",
        "sites",
        "samples",
        "acid_samples",
        "frequency_percent",
        "mean_ph",
        "lowest_ph",
        "highest_ph",
        "degree",
        "samples_without_amount",
    ];
    HEAD.iter().map(|name| (*name).to_owned()).collect()
}

/// One row a place of a stretch, in Chinese or English.
#[must_use]
pub fn rain_table(rows: &RainRows, zh: bool) -> Vec<Vec<String>> {
    let said = |text: &Text| if zh { text.zh.clone() } else { text.en.clone() };
    let row = |row: &RainRow| {
        vec![
            rows.span.key.clone(),
            row.kind.clone(),
            said(&row.name),
            row.sites.to_string(),
            row.samples.to_string(),
            row.acid.to_string(),
            row.frequency.clone(),
            row.mean.clone(),
            row.lowest.clone(),
            row.highest.clone(),
            said(&row.degree),
            row.without_amount.to_string(),
        ]
    };
    rows.rows.iter().map(row).collect()
}
