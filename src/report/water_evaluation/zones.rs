//! Water function zones over periods (SL 395-2007).

use super::super::evaluation::view::KeyView;
use super::super::evaluation::words as span_words;
use super::super::explain::step;
use super::super::rows::body_key;
use super::super::view::Explanation;
use super::lakes::spans_of_query;
use super::notes::name;
use super::notes::{count, span_key};
use crate::assess::{Rounds, WaterEvaluation, ZoneCounts, ZonePeriod};
use crate::calendar::Span;
use crate::grade::Class;
use crate::statistics::percent;
use crate::trace::Recorder;
use crate::water::function_zone::ZoneYear;
use crate::words::{Text, view};

view! {
    /// Function zones over a period.
    pub struct ZoneRows {
        /// The finding, in one sentence.
        pub finding: Text,
        /// The stretch.
        pub span: KeyView,
        /// All stretches that there are, ascending.
        pub spans: Vec<KeyView>,
        /// The zones.
        pub rows: Vec<ZoneRow>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A function zone over a period.
    pub struct ZoneRow {
        /// Number that `explain_zone` takes.
        pub zone: u32,
        /// Its name.
        pub name: String,
        /// Whether the data name the zone; otherwise a section stands for one.
        pub named: bool,
        /// Its sections with data.
        pub sections: Vec<String>,
        /// `river` or `lake`.
        pub body: String,
        /// Target class; without one nothing is said.
        pub target: Option<u8>,
        /// By the two items.
        pub two: ZoneMode,
        /// By all items.
        pub all: ZoneMode,
        /// The rounds.
        pub rounds: Vec<ZoneRoundView>,
        /// Trophic index EI of a lake with two decimals; empty without.
        pub ei: String,
        /// Trophic state by EI.
        pub ei_state: Text,
        /// Items that EI stands on, of five.
        pub ei_items: u32,
    }

    /// A zone by one mode.
    pub struct ZoneMode {
        /// Complying rounds.
        pub complying: u32,
        /// Rounds that could be evaluated.
        pub rounds: u32,
        /// Their share in per cent, one decimal; empty without a round.
        pub rate: String,
        /// `attained`, `exceeded` or `not-assessable`.
        pub verdict: String,
    }

    /// A round of a zone.
    pub struct ZoneRoundView {
        /// `2024-05` or `2024-05-03`.
        pub when: String,
        /// `attained`, `exceeded` or `not-assessable` by two items.
        pub two: String,
        /// The same by all items.
        pub all: String,
    }
}

/// The zones of a stretch; an empty key is the last.
///
/// # Errors
/// When the key is no stretch.
pub fn zone_rows(evaluation: &WaterEvaluation, span: &str) -> Result<ZoneRows, String> {
    let spans = evaluation.spans();
    let (span, _) = spans_of_query(span, "", &spans)?;
    let zones = evaluation.zone_periods(span);
    Ok(ZoneRows {
        finding: finding(span, &zones),
        span: span_key(span),
        spans: spans.into_iter().map(span_key).collect(),
        notices: notices(evaluation, &zones),
        rows: zones.iter().map(|zone| zone_row(evaluation, zone)).collect(),
    })
}

fn finding(span: Span, zones: &[ZonePeriod]) -> Text {
    let (counts, period) = (ZoneCounts::of(zones), span_words::span(span));
    let rate = |(attained, assessed): (u32, u32)| percent(attained, assessed, 1).unwrap_or_default();
    if counts.two.1 == 0 && counts.all.1 == 0 {
        return Text::new(
            format!("{}没有可以评价的水功能区：需要水质目标，以及高锰酸盐指数（或化学需氧量）和氨氮。", period.zh),
            format!(
                "{}: no zone can be assessed; a target class, CODMn (or COD) and ammonia nitrogen are needed.",
                period.en
            ),
        );
    }
    let ((two, of_two), (all, of_all)) = (counts.two, counts.all);
    Text::new(
        format!(
            "{}，双指标评价 {of_two} 个水功能区，达标 {two} 个（{:.1}%）；全指标评价 {of_all} 个，达标 {all} 个（{:.1}%）。",
            period.zh,
            rate(counts.two),
            rate(counts.all)
        ),
        format!(
            "{}: by two items {two} of {of_two} function zones attain ({:.1} %), by all items {all} of {of_all} ({:.1} %).",
            period.en,
            rate(counts.two),
            rate(counts.all)
        ),
    )
}

fn notices(evaluation: &WaterEvaluation, zones: &[ZonePeriod]) -> Vec<Text> {
    let mut notices = vec![match evaluation.plan().zones.rounds {
        Rounds::Months => Text::new(
            "以月均值为一个测次；达标测次不低于 80 % 为达标",
            "a round is the mean of a month; a zone attains with 80 % of its rounds or more",
        ),
        Rounds::Days => Text::new(
            "以同一日的样品为一个测次，数值不修约；达标测次不低于 80 % 为达标",
            "a round is the samples of a day, compared as they stand; a zone attains with 80 % of its rounds or more",
        ),
    }];
    notices.push(Text::new(
        "按水利行业 SL 395-2007 的通行做法（未能核对原文）：双指标为高锰酸盐指数（缺时用化学需氧量）和氨氮；全指标为参与类别评价的各项，总氮、粪大肠菌群、水温不参与",
        "as SL 395-2007 of the water authorities is known from practice, not read in a print: two items are CODMn (COD where it is missing) and ammonia nitrogen, all items those that make a class, without total nitrogen, faecal coliform and temperature",
    ));
    let alone = zones.iter().filter(|zone| !zone.named).count();
    if alone > 0 {
        notices.push(Text::new(
            format!("{alone} 个断面没有写明水功能区，各自作为一个；加“水功能区”列"),
            format!("{alone} sections do not name their zone and stand for one each; add a column 水功能区"),
        ));
    }
    let summed = |zone: &&ZonePeriod| {
        zone.target.is_some() && zone.rounds.is_empty() && evaluation.plan().zones.rounds == Rounds::Days
    };
    let summed = zones.iter().filter(summed).count();
    if summed > 0 {
        notices.push(Text::new(
            format!("{summed} 个断面数据过多，只保留了月均值，没有逐日的测次；请改用月均值为测次"),
            format!("of {summed} sections only monthly means are kept, because the data are so many: choose months as rounds"),
        ));
    }
    let without = zones.iter().filter(|zone| zone.target.is_none()).count();
    if without > 0 {
        notices.push(Text::new(
            format!("{without} 个没有水质目标，不评价；加“水质目标”列或在选项中填写"),
            format!(
                "{without} have no target and are not assessed; add a column 水质目标 or state targets in the choices"
            ),
        ));
    }
    notices
}

fn mode(year: &ZoneYear) -> ZoneMode {
    ZoneMode {
        complying: year.complying,
        rounds: year.rounds,
        rate: year.rate().map_or(String::new(), |rate| format!("{rate:.1}")),
        verdict: year.verdict.key().to_owned(),
    }
}

fn zone_row(evaluation: &WaterEvaluation, zone: &ZonePeriod) -> ZoneRow {
    let round = |round: &crate::assess::ZoneRound| ZoneRoundView {
        when: round.when.to_string(),
        two: round.two.key().to_owned(),
        all: round.all.key().to_owned(),
    };
    ZoneRow {
        zone: count(zone.zone),
        name: zone.name.clone(),
        named: zone.named,
        sections: zone.sites.iter().map(|site| name(evaluation, *site)).collect(),
        body: body_key(zone.body).to_owned(),
        target: zone.target.map(Class::number),
        two: mode(&zone.two),
        all: mode(&zone.all),
        rounds: zone.rounds.iter().map(round).collect(),
        ei: zone.ei.and_then(|ei| ei.printed()).map_or(String::new(), |ei| format!("{ei:.2}")),
        ei_state: zone.ei.and_then(|ei| ei.state).map(|state| state.words().into()).unwrap_or_default(),
        ei_items: zone.ei.map_or(0, |ei| count(ei.items())),
    }
}

/// How the verdicts of a zone over a period came about; `None` where it has nothing there.
#[must_use]
pub fn explain_zone(evaluation: &WaterEvaluation, zone: usize, span: Span) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let result = evaluation.zone_traced(zone, span, &mut steps)?;
    let (two, all, period) = (result.two.verdict.words(), result.all.verdict.words(), span_words::span(span));
    let row = zone_row(evaluation, &result);
    let target = result.target.map(Class::words);
    Some(Explanation {
        title: Text::new(
            format!("双指标{}，全指标{}", two.zh, all.zh),
            format!("two items: {}; all items: {}", two.en, all.en),
        ),
        place: Text::new(
            format!(
                "{} {}（目标{}；断面：{}）",
                result.name,
                period.zh,
                target.map_or("未知".to_owned(), |target| format!("{}类", target.zh)),
                row.sections.join("、")
            ),
            format!(
                "{}, {} (target {}; sections {})",
                result.name,
                period.en,
                target.map_or("unknown", |target| target.en),
                row.sections.join(", ")
            ),
        ),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: Vec::new(),
        others: Vec::new(),
        advice: Vec::new(),
    })
}

/// The head of [`zones_table`].
#[must_use]
pub fn zones_head() -> Vec<String> {
    const HEAD: [&str; 16] = [
        "period",
        "zone",
        "sections",
        "body",
        "target",
        "two_items_complying",
        "two_items_rounds",
        "two_items_rate",
        "two_items_verdict",
        "all_items_complying",
        "all_items_rounds",
        "all_items_rate",
        "all_items_verdict",
        "ei",
        "ei_state",
        "ei_items",
    ];
    HEAD.iter().map(|name| (*name).to_owned()).collect()
}

/// One row a zone of a stretch, in Chinese or English.
#[must_use]
pub fn zones_table(rows: &ZoneRows, zh: bool) -> Vec<Vec<String>> {
    let said = |text: &Text| if zh { text.zh.clone() } else { text.en.clone() };
    let row = |row: &ZoneRow| {
        let target = row.target.and_then(Class::from_number).map(|class| said(&class.words().into()));
        let mode = |mode: &ZoneMode| {
            [mode.complying.to_string(), mode.rounds.to_string(), mode.rate.clone(), mode.verdict.clone()]
        };
        let mut cells = vec![
            rows.span.key.clone(),
            row.name.clone(),
            row.sections.join(if zh { "、" } else { ", " }),
            row.body.clone(),
            target.unwrap_or_default(),
        ];
        cells.extend(mode(&row.two));
        cells.extend(mode(&row.all));
        let items = if row.ei_items == 0 { String::new() } else { row.ei_items.to_string() };
        cells.extend([row.ei.clone(), said(&row.ei_state), items]);
        cells
    };
    rows.rows.iter().map(row).collect()
}
