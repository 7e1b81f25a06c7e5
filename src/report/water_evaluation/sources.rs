//! Drinking-water sources over periods.

use super::super::evaluation::view::KeyView;
use super::super::evaluation::words as span_words;
use super::super::view::Explanation;
use super::further::{
    SampleLine, count, explanation_of_period, explanation_of_sample, joined, names, sample_lines, sample_of, span_of,
    verdict, volume, with_multiple,
};
use super::notes::span_key;
use super::notes::{name, whereabouts};
use super::view::SectionQuery;
use crate::assess::{SourceGrade, SourceItems, SourceOver, SourcePeriod, SourceResult, WaterEvaluation};
use crate::calendar::Span;
use crate::grade::{Class, Verdict};
use crate::observation::SiteId;
use crate::quantity::Amount;
use crate::trace::Recorder;
use crate::water::source::Sources;
use crate::words::{Text, view};

view! {
    /// Sources over a period.
    pub struct SourceRows {
        /// The finding, in one sentence.
        pub finding: Text,
        /// The stretch.
        pub span: KeyView,
        /// Sources that comply.
        pub complying: u32,
        /// Sources that were assessed.
        pub assessed: u32,
        /// 水源达标率 in per cent, one decimal; empty without an assessed source.
        pub share_of_sources: String,
        /// 水量达标率 in per cent, two decimals; empty while a withdrawal is unknown.
        pub share_of_water: String,
        /// Assessed sources whose withdrawal is unknown.
        pub without_volume: u32,
        /// The rows.
        pub rows: Vec<SourceRow>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A source over a period.
    pub struct SourceRow {
        /// Number that `explain_source` takes.
        pub site: u32,
        /// Its name.
        pub name: String,
        /// River or basin, city and province as far as they are known.
        pub whereabouts: String,
        /// Key of the stretch.
        pub span: String,
        /// Whether it is groundwater, held against Ⅲ of GB/T 14848-2017.
        pub groundwater: bool,
        /// `attained`, `exceeded` or `not-assessable`.
        pub verdict: String,
        /// Months (or samples) that comply.
        pub attained: u32,
        /// Months (or samples) that do not.
        pub exceeded: u32,
        /// What exceeds anywhere in the period, with the largest multiples.
        pub over: Text,
        /// Items with a reading, reference items too: of surface water of tables 1, 2 and 3, of groundwater routine and others.
        pub measured: Vec<u32>,
        /// Items that the monthly monitoring asks for: 61, of groundwater 39.
        pub monthly_items: u32,
        /// Items of the full analysis of a year: 109, of groundwater 93.
        pub yearly_items: u32,
        /// Items that their reading does not show to comply, or not to.
        pub unproven: Vec<Text>,
        /// Reference items with the class each has by itself: total nitrogen, faecal coliform, COD where it does not count.
        pub beside: Text,
        /// Water withdrawn in 10⁴ m³, empty where it is not known.
        pub withdrawn: String,
        /// That of it which complies.
        pub complying: String,
        /// The months by their means.
        pub months: Vec<SampleLine>,
        /// Samples that were assessed.
        pub all_samples: u32,
        /// The latest of them.
        pub samples: Vec<SampleLine>,
    }
}

/// The sources that a query asks for.
///
/// # Errors
/// When the stretch is not one.
pub fn source_rows(evaluation: &WaterEvaluation, query: &SectionQuery) -> Result<SourceRows, String> {
    let span = span_of(evaluation, &query.span)?;
    let wanted = |site: &SiteId| query.site.is_none_or(|only| only == site.0);
    let all = evaluation.sources().into_iter().filter(wanted).filter_map(|site| evaluation.source(site, span));
    let (mut sources, mut rows) = (Sources::default(), Vec::new());
    for (number, period) in (0..).zip(all) {
        sources.add_parts(period.verdict, period.withdrawn.zip(period.complying));
        if number >= query.offset && rows.len() < query.limit as usize {
            rows.push(row(evaluation, &period));
        }
    }
    let of_water = sources.share_of_water(&mut Recorder::off());
    let percent = |share: Option<Amount>, decimals: usize| share.map(|share| format!("{share:.decimals$}"));
    Ok(SourceRows {
        finding: finding(span, &sources, of_water),
        span: span_key(span),
        complying: sources.count.attained,
        assessed: sources.count.attained + sources.count.exceeded,
        share_of_sources: percent(sources.share_of_sources(), 1).unwrap_or_default(),
        share_of_water: percent(of_water, 2).unwrap_or_default(),
        without_volume: sources.without_volume,
        rows,
        notices: notices(evaluation),
    })
}

fn finding(span: Span, sources: &Sources, of_water: Option<Amount>) -> Text {
    let span = span_words::span(span);
    let all = sources.count.attained + sources.count.exceeded;
    let Some(share) = sources.share_of_sources() else {
        return Text::new(
            format!("{}没有可以评价的饮用水水源。", span.zh),
            format!("{}: no drinking-water source can be evaluated.", span.en),
        );
    };
    let mut text = Text::new(
        format!("{}，参评的 {all} 个饮用水水源中 {} 个达标，水源达标率 {share:.1}%", span.zh, sources.count.attained),
        format!(
            "{}: {} of {all} drinking-water sources evaluated comply ({share:.1} %)",
            span.en, sources.count.attained
        ),
    );
    match of_water {
        Some(water) => {
            text.zh.push_str(&format!("，水量达标率 {water:.2}%。"));
            text.en.push_str(&format!("; {water:.2} % of the water withdrawn complies."));
        }
        None => {
            text.zh.push_str(&format!("；{} 个水源没有取水量，未计算水量达标率。", sources.without_volume));
            text.en.push_str(&format!(
                "; the share of water is not given, because the withdrawal of {} is unknown.",
                sources.without_volume
            ));
        }
    }
    text
}

fn notices(evaluation: &WaterEvaluation) -> Vec<Text> {
    let plan = &evaluation.plan().sources;
    let mut notices = vec![match plan.over {
        SourceOver::EveryMonth => Text::new(
            "逐月评价（月均值），时段内每个月都达标才算达标",
            "by months (their means): a source complies when every month does",
        ),
        SourceOver::EverySample => {
            Text::new("逐次评价，时段内每个样品都达标才算达标", "by samples: a source complies when every sample does")
        }
        SourceOver::Means => Text::new("按时段均值评价", "by the means over the period"),
    }];
    notices.push(match plan.items {
        SourceItems::ByPeriod => Text::new(
            "化学需氧量在月监测中不参评（另列），年均值评价时参评",
            "COD does not count in months, where it is shown beside, and counts in the means of a year",
        ),
        SourceItems::Monthly => Text::new("化学需氧量不参评（另列）", "COD does not count and is shown beside"),
        SourceItems::Yearly => Text::new("化学需氧量参评", "COD counts"),
    });
    notices.push(Text::new(
        "水温、总氮、粪大肠菌群不参评，单独列出；未监测的项目不等于达标",
        "water temperature, total nitrogen and faecal coliform are shown beside; an item that is not there has not passed",
    ));
    notices
}

/// `总氮 Ⅳ类、粪大肠菌群 Ⅲ类`.
fn beside(grade: &SourceGrade) -> Text {
    let SourceGrade::Surface(sample) = grade else { return Text::default() };
    let each = sample.beside.iter().map(|(item, class)| {
        let (name, class) = (item.name(), class.words());
        Text::new(format!("{} {}类", name.zh, class.zh), format!("{} class {}", name.en, class.en))
    });
    joined(&each.collect::<Vec<_>>())
}

fn row(evaluation: &WaterEvaluation, period: &SourcePeriod) -> SourceRow {
    let (monthly_items, yearly_items) = if period.groundwater { (39, 93) } else { (61, 109) };
    let over = period.over(evaluation.plan().sources.over);
    let tables = if period.groundwater { 2 } else { 3 };
    SourceRow {
        site: period.site.0,
        name: name(evaluation, period.site),
        whereabouts: whereabouts(evaluation.table().site(period.site)),
        span: period.span.to_string(),
        groundwater: period.groundwater,
        verdict: verdict(period.verdict),
        attained: period.counts.attained,
        exceeded: period.counts.exceeded,
        over: joined(&over.iter().map(|(item, times, _)| with_multiple(*item, *times)).collect::<Vec<_>>()),
        measured: period.whole.measured[..tables].to_vec(),
        monthly_items,
        yearly_items,
        unproven: names(&period.whole.grade.unproven()),
        beside: beside(&period.whole.grade),
        withdrawn: volume(period.withdrawn),
        complying: volume(period.complying),
        months: period.months.iter().map(line).collect(),
        all_samples: count(period.samples.len()),
        samples: sample_lines(evaluation, period.site, &period.samples, |sample| (sample.stamp, sample.origin), line),
    }
}

fn line(result: &SourceResult) -> SampleLine {
    let over = result.grade.over();
    let (class, items) = match &result.grade {
        SourceGrade::Surface(sample) => (None, sample.evaluated.iter().sum()),
        SourceGrade::Groundwater(grade) => (grade.class.map(Class::number), grade.items.len()),
    };
    SampleLine {
        number: None,
        when: result.stamp.to_string(),
        class,
        verdict: verdict(result.grade.verdict()),
        over: joined(&over.iter().map(|(item, times)| with_multiple(*item, *times)).collect::<Vec<_>>()),
        items: count(items),
        withdrawn: volume(result.withdrawn),
    }
}

fn title(result: Verdict, over: &Text) -> Text {
    let words = match result {
        Verdict::Attained => Text::new("水源达标", "The source complies"),
        Verdict::Exceeded => Text::new("水源不达标", "The source does not comply"),
        Verdict::NotAssessable => Text::new("没有参与评价的项目，无法评价", "no item that counts, not assessable"),
    };
    if over.zh.is_empty() {
        return words;
    }
    Text::new(format!("{}：{}", words.zh, over.zh), format!("{}: {}", words.en, over.en))
}

/// How the verdict on a source over a period came about; `None` where it has no sample there.
#[must_use]
pub fn explain_source(evaluation: &WaterEvaluation, site: SiteId, span: Span) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let period = evaluation.source_traced(site, span, &mut steps)?;
    let over = row(evaluation, &period).over;
    let title = title(period.verdict, &over);
    Some(explanation_of_period(evaluation, (site, span), title, steps, notices(evaluation)))
}

/// How the verdict on a sample came about; `None` where there is no such sample.
#[must_use]
pub fn explain_source_sample(evaluation: &WaterEvaluation, site: SiteId, number: u32) -> Option<Explanation> {
    let sample = sample_of(evaluation, site, number)?;
    let mut steps = Recorder::on();
    let result = evaluation.source_sample(site, &sample, &mut steps);
    let over = line(&result).over;
    let title = title(result.grade.verdict(), &over);
    Some(explanation_of_sample(evaluation, site, sample, title, steps))
}

/// The head of [`sources_table`].
#[must_use]
pub fn sources_head() -> Vec<String> {
    const HEAD: [&str; 17] = [
        "source",
        "whereabouts",
        "kind",
        "period",
        "line",
        "when",
        "verdict",
        "over",
        "items_evaluated",
        "measured_table_1",
        "measured_table_2",
        "measured_table_3",
        "unproven",
        "beside",
        "withdrawn_10e4_m3",
        "complying_10e4_m3",
        "class",
    ];
    HEAD.map(str::to_owned).to_vec()
}

/// One row a source and period, and one a month and a sample below it, in Chinese or English.
#[must_use]
pub fn sources_table(evaluation: &WaterEvaluation, zh: bool) -> Vec<Vec<String>> {
    let said = |text: &Text| if zh { text.zh.clone() } else { text.en.clone() };
    let mut rows = Vec::new();
    for site in evaluation.sources() {
        for period in evaluation.spans_of(site).into_iter().filter_map(|span| evaluation.source(site, span)) {
            let of_period = row(evaluation, &period);
            let kind = if period.groundwater { "groundwater-source" } else { "surface-source" };
            let begin = |line: &str, when: &str| {
                let name = of_period.name.clone();
                let place = [of_period.whereabouts.as_str(), kind, of_period.span.as_str(), line, when];
                std::iter::once(name).chain(place.map(str::to_owned)).collect::<Vec<_>>()
            };
            let measured = |of: &[u32; 3]| of.map(|number| number.to_string());
            let mut cells = begin("period", "");
            cells.extend([of_period.verdict.clone(), said(&of_period.over), String::new()]);
            cells.extend(measured(&period.whole.measured));
            cells.extend([
                said(&joined(&of_period.unproven)),
                said(&of_period.beside),
                of_period.withdrawn.clone(),
                of_period.complying.clone(),
                String::new(),
            ]);
            rows.push(cells);
            let parts = [("month", &period.months), ("sample", &period.samples)];
            for (what, result) in parts.into_iter().flat_map(|(what, all)| all.iter().map(move |one| (what, one))) {
                let line = line(result);
                let mut cells = begin(what, &line.when);
                cells.extend([line.verdict, said(&line.over), line.items.to_string()]);
                cells.extend(measured(&result.measured));
                cells.extend([
                    said(&joined(&names(&result.grade.unproven()))),
                    said(&beside(&result.grade)),
                    line.withdrawn,
                    String::new(),
                    line.class.and_then(Class::from_number).map_or("", |class| class.words().zh).to_owned(),
                ]);
                rows.push(cells);
            }
        }
    }
    rows
}
