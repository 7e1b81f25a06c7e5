//! What a person excluded or corrected, for readers.

use super::view::{ExclusionView, Explanation, ReadingView};
use crate::assess::{Assessment, Change};
use crate::calendar::Date;
use crate::exclusion::{Action, Exclusion};
use crate::ingest::FileReport;
use crate::observation::{SiteId, When};
use crate::quantity::Reading;
use crate::words::Text;

/// Name of the list where an issue is in it.
pub(super) const NAME: &str = "剔除清单 exclusions.csv";
/// Changes that an explanation lists.
const LISTED: usize = 200;

/// The lines of the list and what they did.
pub(super) fn lines(assessment: &Assessment) -> Vec<ExclusionView> {
    let view = |(line, done): (&Exclusion, crate::assess::Done)| ExclusionView {
        row: line.row,
        site: line.site.clone(),
        text: why(line),
        readings: done.readings,
    };
    assessment.exclusions().map(view).collect()
}

/// How many readings were excluded and corrected, and the reasons.
pub(super) fn notice(assessment: &Assessment) -> Option<Text> {
    let (mut excluded, mut corrected) = (0, 0);
    let mut reasons: Vec<(&str, u32)> = Vec::new();
    for (line, done) in assessment.exclusions().filter(|(_, done)| done.readings > 0) {
        *(if line.action == Action::Exclude { &mut excluded } else { &mut corrected }) += done.readings;
        match reasons.iter_mut().find(|(reason, _)| *reason == line.reason) {
            Some((_, readings)) => *readings += done.readings,
            None => reasons.push((&line.reason, done.readings)),
        }
    }
    if reasons.is_empty() {
        return None;
    }
    let more = if reasons.len() > 5 { " …" } else { "" };
    let listed: Vec<String> = reasons.iter().take(5).map(|(reason, readings)| format!("{reason} {readings}")).collect();
    Some(Text::new(
        format!("人工剔除监测值 {excluded} 个、更正 {corrected} 个，未按原值评价。原因：{}{more}", listed.join("、")),
        format!(
            "{excluded} readings were excluded and {corrected} corrected by hand and do not count as they were. Reasons: {}{more}",
            listed.join(", ")
        ),
    ))
}

/// How many readings of a day at a site were changed.
pub(super) fn count_of_day(assessment: &Assessment, site: SiteId, day: Date) -> u32 {
    u32::try_from(assessment.changes(site, day, day).count()).unwrap_or(u32::MAX)
}

/// How many readings of a time at a site were changed.
pub(super) fn count(assessment: &Assessment, site: SiteId, when: When) -> u32 {
    let day = match when {
        When::Hour(hour) => hour.date,
        When::Stamp(stamp) => stamp.date(),
    };
    let of_time = assessment.changes(site, day, day).filter(|(change, _)| change.when == when);
    u32::try_from(of_time.count()).unwrap_or(u32::MAX)
}

/// The readings of a time at a site that were changed, in one cell of a table.
pub(super) fn cell(assessment: &Assessment, site: SiteId, day: Date, is_of: impl Fn(&Change) -> bool) -> String {
    let mut cell = String::new();
    for (change, line) in assessment.changes(site, day, day).filter(|(change, _)| is_of(change)).take(LISTED) {
        if !cell.is_empty() {
            cell.push_str("; ");
        }
        let file = String::new;
        let view = |reading| super::explain::reading_of_file(change.parameter, reading, change.origin, 0, file());
        cell.push_str(&format!("{} {}", change.parameter.symbol(), view(change.reading).text));
        if let Action::Correct(reading) = line.action {
            cell.push_str(&format!(" → {}", view(reading).text));
        }
        cell.push_str(&format!("（{}）", why(line).zh));
    }
    cell
}

/// What was done by a line, why and by whom.
fn why(line: &Exclusion) -> Text {
    let by =
        |open: &str, close: &str| if line.by.is_empty() { String::new() } else { format!("{open}{}{close}", line.by) };
    match line.action {
        Action::Exclude => Text::new(
            format!("剔除：{}{}", line.reason, by("（", "）")),
            format!("excluded: {}{}", line.reason, by(" (", ")")),
        ),
        Action::Correct(_) => Text::new(
            format!("更正：{}{}", line.reason, by("（", "）")),
            format!("corrected: {}{}", line.reason, by(" (", ")")),
        ),
    }
}

/// Puts what was changed of a result into its explanation: the readings as they were, what they are taken as, and why.
pub(super) fn tell(
    explanation: &mut Explanation,
    assessment: &Assessment,
    files: &[FileReport],
    site: SiteId,
    first: Date,
    last: Date,
    is_of: impl Fn(&Change) -> bool,
) {
    let mut told = 0;
    for (change, line) in assessment.changes(site, first, last).filter(|(change, _)| is_of(change)) {
        told += 1;
        if told > LISTED {
            continue;
        }
        let view = |reading: Reading| {
            super::explain::reading_view(change.parameter, reading, change.origin, change.column, files)
        };
        let original = view(change.reading);
        let used = match line.action {
            Action::Exclude => String::new(),
            Action::Correct(reading) => view(reading).used,
        };
        let told = ReadingView { used, note: why(line), ..original };
        // The reading stands in the list already where it was read from one cell.
        let same = |own: &&mut ReadingView| {
            (&own.file, own.row, own.column, &own.item.zh) == (&told.file, told.row, told.column, &told.item.zh)
        };
        match explanation.readings.iter_mut().find(same) {
            Some(own) => *own = told,
            None => explanation.readings.push(told),
        }
    }
    if told > 0 {
        explanation.advice.push(Text::new(
            format!("本结果中人工剔除或更正的监测值：{told} 个，原值和原因见监测值列表"),
            format!(
                "Readings of this result that were excluded or corrected by hand: {told}; see the list of readings"
            ),
        ));
    }
}
