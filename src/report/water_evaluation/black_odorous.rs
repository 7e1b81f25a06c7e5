//! Urban black and odorous water over periods.

use super::super::evaluation::view::KeyView;
use super::super::evaluation::words as span_words;
use super::super::explain::step;
use super::super::view::Explanation;
use super::lakes::spans_of_query;
use super::notes::name;
use super::notes::span_key;
use crate::assess::{BlackOdorousSample, BlackOdorousWater, WaterEvaluation};
use crate::calendar::Span;
use crate::observation::SiteId;
use crate::quantity::Amount;
use crate::standard::black_odorous::{CLAUSE, Indicator};
use crate::trace::Recorder;
use crate::water::black_odorous::{Degree, End, Shallow};
use crate::words::{Text, view};

view! {
    /// Black and odorous water over a period.
    pub struct BlackOdorousRows {
        /// The finding, in one sentence.
        pub finding: Text,
        /// The stretch.
        pub span: KeyView,
        /// All stretches that there are, ascending.
        pub spans: Vec<KeyView>,
        /// The waters.
        pub waters: Vec<BlackOdorousWaterView>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A water with its points.
    pub struct BlackOdorousWaterView {
        /// Its name.
        pub name: String,
        /// 0 not, 1 lightly, 2 heavily black and odorous.
        pub degree: Option<u8>,
        /// The degree in words.
        pub words: Text,
        /// Its points.
        pub points: Vec<BlackOdorousPointView>,
    }

    /// A point with its samples.
    pub struct BlackOdorousPointView {
        /// Number that `explain_black_odorous` takes.
        pub site: u32,
        /// Its name.
        pub name: String,
        /// 0 not, 1 lightly, 2 heavily black and odorous.
        pub degree: Option<u8>,
        /// The degree in words.
        pub words: Text,
        /// Its samples in order of time.
        pub samples: Vec<BlackOdorousSampleView>,
    }

    /// A sample.
    pub struct BlackOdorousSampleView {
        /// When.
        pub when: String,
        /// Transparency (cm), oxygen (mg/L), potential (mV), ammonia (mg/L); empty where there is none.
        pub values: Vec<String>,
        /// Depth of the water in cm; empty where it is not known.
        pub depth: String,
        /// The degree of each value.
        pub degrees: Vec<Option<u8>>,
        /// The worst of them.
        pub degree: Option<u8>,
    }
}

fn words(degree: Option<Degree>) -> Text {
    degree.map(|degree| degree.words().into()).unwrap_or_default()
}

fn number(degree: Option<Degree>) -> Option<u8> {
    degree.map(|degree| degree as u8)
}

/// The waters of a stretch; an empty key is the last.
///
/// # Errors
/// When the key is no stretch.
pub fn black_odorous_rows(evaluation: &WaterEvaluation, span: &str) -> Result<BlackOdorousRows, String> {
    let spans = evaluation.spans();
    let (span, _) = spans_of_query(span, "", &spans)?;
    let waters = evaluation.black_odorous(span);
    Ok(BlackOdorousRows {
        finding: finding(span, &waters),
        span: span_key(span),
        spans: spans.into_iter().map(span_key).collect(),
        waters: waters.iter().map(|water| water_view(evaluation, water)).collect(),
        notices: notices(evaluation),
    })
}

fn finding(span: Span, waters: &[BlackOdorousWater]) -> Text {
    let period = span_words::span(span);
    let with = |degree: Degree| -> Vec<&str> {
        waters.iter().filter(|water| water.degree == Some(degree)).map(|water| water.name.as_str()).collect()
    };
    let (heavy, light, all) = (with(Degree::Heavily), with(Degree::Lightly), waters.len());
    if all == 0 {
        return Text::new(
            format!("{}没有黑臭评价的数据（透明度、溶解氧、氧化还原电位、氨氮）。", period.zh),
            format!("{}: no data of transparency, oxygen, oxidation reduction potential or ammonia.", period.en),
        );
    }
    let named = |names: &[&str], separator: &str, open: &str, close: &str| {
        if names.is_empty() { String::new() } else { format!("{open}{}{close}", names.join(separator)) }
    };
    Text::new(
        format!(
            "{}，评价 {all} 个水体：重度黑臭 {} 个{}，轻度黑臭 {} 个{}。",
            period.zh,
            heavy.len(),
            named(&heavy, "、", "（", "）"),
            light.len(),
            named(&light, "、", "（", "）")
        ),
        format!(
            "{}: of {all} waters {} are heavily{} and {} lightly black and odorous{}.",
            period.en,
            heavy.len(),
            named(&heavy, ", ", " (", ")"),
            light.len(),
            named(&light, ", ", " (", ")")
        ),
    )
}

fn notices(evaluation: &WaterEvaluation) -> Vec<Text> {
    let choices = evaluation.plan().black_odorous.choices;
    vec![
        Text::new(
            format!("按{CLAUSE}；样品取最重的指标。点位和水体的判定（60 %、30 %）据通行做法，未能核对原文"),
            format!(
                "by {CLAUSE}, the worst indicator of a sample decides; the shares of 60 % and 30 % for points and waters are known from practice, not read in a print"
            ),
        ),
        match choices.end {
            End::Inside => Text::new(
                "等于界值（25 cm、2.0 mg/L、50 mV、8.0 mg/L）为轻度",
                "a value that equals the end of the range is lightly",
            ),
            End::Outside => Text::new(
                "等于界值（25 cm、2.0 mg/L、50 mV、8.0 mg/L）不算黑臭",
                "a value that equals the end of the range is not black and odorous",
            ),
        },
        match choices.shallow {
            Shallow::LightEnd => Text::new(
                "水深不足 25 cm 时，透明度低于水深的 40 % 为轻度",
                "in less than 25 cm of water a transparency below 40 % of the depth is lightly",
            ),
            Shallow::HeavyEnd => Text::new(
                "水深不足 25 cm 时，透明度低于水深的 40 % 为重度",
                "in less than 25 cm of water a transparency below 40 % of the depth is heavily",
            ),
        },
    ]
}

fn water_view(evaluation: &WaterEvaluation, water: &BlackOdorousWater) -> BlackOdorousWaterView {
    let points = water.points.iter().map(|point| BlackOdorousPointView {
        site: point.site.0,
        name: name(evaluation, point.site),
        degree: number(point.degree),
        words: words(point.degree),
        samples: point.samples.iter().map(sample_view).collect(),
    });
    BlackOdorousWaterView {
        name: water.name.clone(),
        degree: number(water.degree),
        words: words(water.degree),
        points: points.collect(),
    }
}

fn sample_view(sample: &BlackOdorousSample) -> BlackOdorousSampleView {
    let text = |amount: Option<Amount>| amount.map(Amount::written).unwrap_or_default();
    BlackOdorousSampleView {
        when: sample.stamp.to_string(),
        values: Indicator::ALL.iter().map(|indicator| text(sample.sample.of(*indicator))).collect(),
        depth: text(sample.sample.depth),
        degrees: sample.degrees.single.iter().map(|degree| number(*degree)).collect(),
        degree: number(sample.degrees.degree),
    }
}

/// How the degree of a point over a period came about; `None` where no sample of it has an indicator there.
#[must_use]
pub fn explain_black_odorous(evaluation: &WaterEvaluation, site: SiteId, span: Span) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let point = evaluation.black_odorous_point(site, span, &mut steps)?;
    let (period, samples) = (span_words::span(span), point.samples.len());
    let name = name(evaluation, site);
    Some(Explanation {
        title: words(point.degree),
        place: Text::new(
            format!("{name} {}（{samples} 个样品）", period.zh),
            format!("{name}, {} ({samples} samples)", period.en),
        ),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: super::explain::readings(evaluation, site, Span::Days(span.first(), span.last())),
        others: Vec::new(),
        advice: Vec::new(),
    })
}

/// The head of [`black_odorous_table`].
#[must_use]
pub fn black_odorous_head() -> Vec<String> {
    const HEAD: [&str; 12] = [
        "period",
        "water",
        "degree_of_water",
        "point",
        "degree_of_point",
        "time",
        "transparency_cm",
        "oxygen_mg_l",
        "potential_mv",
        "ammonia_mg_l",
        "depth_cm",
        "degree_of_sample",
    ];
    HEAD.iter().map(|name| (*name).to_owned()).collect()
}

/// One row a sample of a stretch, in Chinese or English.
#[must_use]
pub fn black_odorous_table(rows: &BlackOdorousRows, zh: bool) -> Vec<Vec<String>> {
    let said = |text: &Text| if zh { text.zh.clone() } else { text.en.clone() };
    let of = |degree: Option<u8>| {
        let degrees = [Degree::None, Degree::Lightly, Degree::Heavily];
        said(&words(degree.and_then(|degree| degrees.get(usize::from(degree)).copied())))
    };
    let mut table = Vec::new();
    for water in &rows.waters {
        for point in &water.points {
            for sample in &point.samples {
                let mut cells = vec![
                    rows.span.key.clone(),
                    water.name.clone(),
                    said(&water.words),
                    point.name.clone(),
                    said(&point.words),
                    sample.when.clone(),
                ];
                cells.extend(sample.values.iter().cloned());
                cells.extend([sample.depth.clone(), of(sample.degree)]);
                table.push(cells);
            }
        }
    }
    table
}
