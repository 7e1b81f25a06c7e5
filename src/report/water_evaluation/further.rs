//! What wells, sources and own limits show alike: items with their values, samples, readings with their places, choices.

use super::super::evaluation::words as span_words;
use super::super::explain::{reading_of_file, step};
use super::super::view::{Explanation, IssueView, PlaceView, ReadingView};
use super::notes::name;
use crate::assess::{TableSample, WaterEvaluation};
use crate::calendar::{Span, Stamp};
use crate::grade::Verdict;
use crate::observation::{Origin, SiteId};
use crate::quantity::{Amount, Reading, Unit};
use crate::trace::Recorder;
use crate::water::groundwater::Finding;
use crate::water_item::WaterItem;
use crate::words::{Text, Words, view};

view! {
    /// An item with its value.
    pub struct ItemValue {
        /// Key of the item.
        pub key: String,
        /// Its name.
        pub name: Text,
        /// Unit of the value and the limit, as the standard prints it.
        pub unit: String,
        /// The value as it was compared; `<0.02` below detection, 无 or 有.
        pub value: Text,
        /// Class 1 to 5, where the item is graded by itself.
        pub class: Option<u8>,
        /// The limit that it was held against, empty where there is none.
        pub limit: String,
        /// `(C − S) ÷ S` against that limit, empty where it is kept.
        pub multiple: String,
        /// `attained`, `exceeded` or `not-assessable`; empty where it decides nothing.
        pub verdict: String,
        /// Whether the reading shows it: false where the detection limit is too high.
        pub proven: bool,
    }

    /// What was noticed about cells of further items.
    pub struct FurtherIssues {
        /// Issues grouped by cause, worst first.
        pub issues: Vec<IssueView>,
    }

    /// A sample or a month.
    pub struct SampleLine {
        /// Number that the explanation of a sample takes; null for a month.
        pub number: Option<u32>,
        /// `2024-05-01` or `2024-05`.
        pub when: String,
        /// Class 1 to 5, of groundwater.
        pub class: Option<u8>,
        /// `attained`, `exceeded` or `not-assessable`.
        pub verdict: String,
        /// What exceeds, with multiples.
        pub over: Text,
        /// Items that count.
        pub items: u32,
        /// Water withdrawn in 10⁴ m³, empty where it is not known.
        pub withdrawn: String,
    }
}

pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Texts joined as a list.
pub(super) fn joined(texts: &[Text]) -> Text {
    let join = |separator: &str, of: fn(&Text) -> &str| texts.iter().map(of).collect::<Vec<_>>().join(separator);
    Text::new(join("、", |text| &text.zh), join(", ", |text| &text.en))
}

/// `铁(0.2)`, the name alone without a multiple.
pub(super) fn with_multiple(item: WaterItem, times: Option<Amount>) -> Text {
    let name = item.name();
    match times {
        Some(times) => Text::new(format!("{}({times:.1})", name.zh), format!("{} ({times:.1})", name.en)),
        None => name.into(),
    }
}

/// Names of items.
pub(super) fn names(items: &[WaterItem]) -> Vec<Text> {
    items.iter().map(|item| item.name().into()).collect()
}

/// A finding as text in another unit of its dimension.
pub(super) fn value(item: WaterItem, finding: Finding, unit: Unit) -> Text {
    let shown = |amount: Amount| {
        let amount = item.unit().convert(amount, unit).unwrap_or(amount);
        // Means of thirds have no end; four decimals are more than a laboratory writes of what is not minute.
        if amount.magnitude() < Amount::decimal(1, 2) { amount.nearly(9) } else { amount.round(4).to_string() }
    };
    match finding {
        Finding::Absent => Words::new("无", "absent").into(),
        Finding::Present => Words::new("有", "present").into(),
        Finding::Reading(reading) => Text::same(match reading {
            Reading::Value(value) => shown(value),
            Reading::Below(limit) => format!("<{}", shown(limit)),
            Reading::Above(bound) => format!(">{}", shown(bound)),
            Reading::NotDetected => "ND".to_owned(),
            Reading::Missing(_) => String::new(),
        }),
    }
}

/// Most samples that a row lists, the latest of them: a station has thousands.
const MOST_LINES: usize = 200;

/// The latest samples of a period as lines, each with its number among those of its site. `all` are ascending by time, as
/// the samples of the site are.
pub(super) fn sample_lines<S>(
    evaluation: &WaterEvaluation,
    site: SiteId,
    all: &[S],
    place: impl Fn(&S) -> (Stamp, Option<Origin>),
    line: impl Fn(&S) -> SampleLine,
) -> Vec<SampleLine> {
    let mut numbered = (0_u32..).zip(evaluation.table().samples(site));
    let latest = &all[all.len().saturating_sub(MOST_LINES)..];
    let of_sample = |sample: &S| {
        let (stamp, origin) = place(sample);
        let mut found = |origin| numbered.find(|(_, own)| own.stamp == stamp && own.origin == origin);
        SampleLine { number: origin.and_then(&mut found).map(|(number, _)| number), ..line(sample) }
    };
    latest.iter().map(of_sample).collect()
}

/// The sample with a number.
pub(super) fn sample_of(evaluation: &WaterEvaluation, site: SiteId, number: u32) -> Option<TableSample<'_>> {
    evaluation.table().samples(site).nth(number as usize)
}

/// A volume in m³ as 10⁴ m³.
pub(super) fn volume(cubic_metres: Option<Amount>) -> String {
    cubic_metres.and_then(|volume| volume.shift(-4)).map(|volume| volume.nearly(4)).unwrap_or_default()
}

pub(super) fn verdict(verdict: Verdict) -> String {
    verdict.key().to_owned()
}

/// Cells of further items that could not be read, units that were assumed, names that are not known; worst first.
#[must_use]
pub fn further_issues(evaluation: &WaterEvaluation) -> FurtherIssues {
    let issues = evaluation.further_issues();
    let groups = issues.groups().into_iter().map(|(code, group)| IssueView {
        severity: code.severity().key().to_owned(),
        code: code.key().to_owned(),
        message: code.words().into(),
        count: group.count,
        places: group
            .places
            .iter()
            .map(|place| PlaceView {
                file: evaluation.table().file(place.origin.file).to_owned(),
                row: place.origin.row,
                column: place.column.into(),
                header: place.header.clone(),
                text: place.text.clone(),
            })
            .collect(),
    });
    FurtherIssues { issues: groups.collect() }
}

/// Most readings that an explanation lists: enough to find the file again.
const MOST_READINGS: usize = 400;

/// The cells of samples with their places.
fn readings<'a>(evaluation: &WaterEvaluation, samples: impl Iterator<Item = TableSample<'a>>) -> Vec<ReadingView> {
    let of_sample = |sample: TableSample<'a>| {
        let file = evaluation.table().file(sample.origin.file).to_owned();
        let basic = sample.readings.iter().map(|reading| {
            reading_of_file(
                reading.item,
                reading.reading,
                Origin { row: reading.row, ..sample.origin },
                reading.column,
                file.clone(),
            )
        });
        let others = sample.others().map(|cell| ReadingView {
            item: Text::same(cell.name),
            text: cell.text.to_owned(),
            used: String::new(),
            note: Text::same(cell.unit),
            file: file.clone(),
            row: cell.row,
            column: cell.column.into(),
        });
        basic.chain(others).collect::<Vec<_>>()
    };
    samples.flat_map(of_sample).take(MOST_READINGS).collect()
}

/// An explanation of the steps of a period.
pub(super) fn explanation_of_period(
    evaluation: &WaterEvaluation,
    (site, span): (SiteId, Span),
    title: Text,
    steps: Recorder,
    advice: Vec<Text>,
) -> Explanation {
    let (name, period) = (name(evaluation, site), span_words::span(span));
    let samples = evaluation.table().samples(site).filter(|sample| span.contains(sample.stamp.date()));
    Explanation {
        title,
        place: Text::new(format!("{name} {}", period.zh), format!("{name}, {}", period.en)),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: readings(evaluation, samples),
        others: Vec::new(),
        advice,
    }
}

/// An explanation of the steps of a sample.
pub(super) fn explanation_of_sample(
    evaluation: &WaterEvaluation,
    site: SiteId,
    sample: TableSample<'_>,
    title: Text,
    steps: Recorder,
) -> Explanation {
    let name = name(evaluation, site);
    Explanation {
        title,
        place: Text::same(format!("{name} {}", sample.stamp)),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: readings(evaluation, std::iter::once(sample)),
        others: Vec::new(),
        advice: Vec::new(),
    }
}

/// The stretch of a query: the last one when it names none.
pub(super) fn span_of(evaluation: &WaterEvaluation, key: &str) -> Result<Span, String> {
    match key {
        "" => Ok(evaluation.spans().last().copied().unwrap_or(Span::Year(1))),
        key => super::super::evaluation::span(key),
    }
}
