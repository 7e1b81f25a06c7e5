//! Hours of a place, and hours that look like dust, as tables and explanations.

use super::super::explain::step;
use super::super::rows::symbols;
use super::super::view::Explanation;
use super::rows::fixed;
use super::view::{DustSuggestionRow, DustSuggestionsView, HourRow, HoursView};
use super::words;
use crate::air::dust_hours::DustRule;
use crate::air::realtime::HourRule;
use crate::assess::{Evaluation, PlaceHour};
use crate::calendar::{Date, Hour};
use crate::edition::EditionChoice;
use crate::grade::Category;
use crate::standard::european_aqi::Band;
use crate::trace::Recorder;
use crate::words::Text;

/// The hours of a place on a day by a rule.
#[must_use]
pub fn hours(evaluation: &Evaluation, place: usize, date: Date, rule: HourRule, choice: EditionChoice) -> HoursView {
    let hours = evaluation.place_hours(place);
    let (first, last) = match hours.days() {
        Some((first, last)) => (first.to_string(), last.to_string()),
        None => Default::default(),
    };
    let rows = (1..=24).filter_map(|label| hours.hour(date, label, rule, choice, &mut Recorder::off()));
    HoursView {
        name: words::place(evaluation, place),
        date: date.to_string(),
        first,
        last,
        rule: rule.words().into(),
        rows: rows.map(|hour| row(&hour)).collect(),
        notices: vec![Text::new(
            "小时 AQI 不是日报。HJ 633-2012 文本用颗粒物 24 小时滑动平均（至少 20 个小时值，文本未规定个数）；发布平台用 1 小时浓度。美国 AQI 为颗粒物 NowCast",
            "An hourly AQI is no daily report. The text of HJ 633-2012 takes moving 24-hour particles (of at least 20 hours, a \
             number that it does not give); the platform takes 1-hour means. The US AQI is that of particles by NowCast",
        )],
    }
}

fn row(hour: &PlaceHour) -> HourRow {
    let aqi = hour.index.aqi.ok();
    HourRow {
        label: hour.label,
        values: hour.values.iter().map(|value| value.map(|value| value.to_string())).collect(),
        iaqi: hour.index.iaqi.to_vec(),
        aqi,
        category: aqi.map(|aqi| Category::of(aqi).number()),
        primary: symbols(hour.index.primary),
        why_not: hour.index.aqi.err().map(|reason| reason.words().into()),
        european: hour.european.index.and_then(|band| {
            let at = Band::ALL.iter().position(|own| *own == band)?;
            u8::try_from(at + 1).ok()
        }),
        us: hour.us.aqi,
    }
}

/// How the index of an hour of a place came about.
#[must_use]
pub fn explain_hour(
    evaluation: &Evaluation,
    place: usize,
    hour: Hour,
    rule: HourRule,
    choice: EditionChoice,
) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let graded = evaluation.place_hours(place).hour(hour.date, hour.label, rule, choice, &mut steps)?;
    let name = words::place(evaluation, place);
    let when = format!("{} {:02}:00", hour.date, hour.label);
    let rule = rule.words();
    Some(Explanation {
        title: match graded.index.aqi {
            Ok(aqi) => Text::new(format!("小时 AQI {aqi}（{}）", rule.zh), format!("Hourly AQI {aqi} ({})", rule.en)),
            Err(reason) => {
                let why = reason.words();
                Text::new(format!("没有小时 AQI：{}", why.zh), format!("No hourly AQI: {}", why.en))
            }
        },
        place: Text::new(format!("{} {when}", name.zh), format!("{}, {when}", name.en)),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: Vec::new(),
        others: Vec::new(),
        advice: Vec::new(),
    })
}

/// Hours of a place that look like dust.
#[must_use]
pub fn dust_suggestions(evaluation: &Evaluation, place: usize) -> DustSuggestionsView {
    let hours = evaluation.place_hours(place);
    let found = hours.dust_suggestions(DustRule::default(), &mut Recorder::off());
    let has_hours = hours.days().is_some();
    let finding = match (has_hours, found.len()) {
        (false, _) => Text::new(
            "没有保留小时数据，不能提示沙尘时段。",
            "No hours were kept, so no hours of dust can be suggested.",
        ),
        (true, 0) => Text::new("PM10 小时值没有疑似沙尘的时段。", "No hours of PM10 look like dust."),
        (true, count) => Text::new(
            format!(
                "{count} 段时间疑似沙尘，仅为提示：沙尘时段由国家总站认定（环办监测〔2016〕120号，附件未能核对）。"
            ),
            format!(
                "{count} periods look like dust. This is a suggestion: dust periods are decided by the national centre (the \
                 annex to notice 120 of 2016 could not be checked)."
            ),
        ),
    };
    let hour = |hour: Hour| format!("{}T{:02}:00", hour.date, hour.label);
    DustSuggestionsView {
        finding,
        has_hours,
        rows: found
            .iter()
            .map(|period| DustSuggestionRow {
                start: hour(period.first),
                end: hour(period.last),
                first: period.days().0.to_string(),
                last: period.days().1.to_string(),
                before: fixed(Some(period.before), 1),
                highest: fixed(Some(period.highest), 0),
            })
            .collect(),
    }
}
