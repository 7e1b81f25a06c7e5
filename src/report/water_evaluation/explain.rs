//! How a result of an evaluation of water came about.

use super::super::evaluation::words as span_words;
use super::super::explain::{reading_of_file, step, water_notes, water_title};
use super::super::view::{Explanation, OtherView, ReadingView};
use super::notes::{name, thin};
use super::sections::value;
use crate::assess::WaterEvaluation;
use crate::calendar::Span;
use crate::observation::SiteId;
use crate::plan::Body;
use crate::trace::Recorder;
use crate::water::section::{Choices, grade};
use crate::words::Text;

/// Most readings that an explanation lists: enough to find the file again.
const MOST_READINGS: usize = 400;

/// How the class of a section over a period came about: the means with their numbers, the limits, the decision, and the
/// target; `None` where the section has nothing there.
#[must_use]
pub fn explain_section(evaluation: &WaterEvaluation, site: SiteId, span: Span) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let result = evaluation.section_traced(site, span, &mut steps)?;
    let (name, period) = (name(evaluation, site), span_words::span(span));
    let mut advice = water_notes(&result.judged);
    let short = thin(result.enough);
    if !short.zh.is_empty() {
        advice.push(short);
    }
    if let (_, judged @ 1..) = result.months_on_target() {
        let met = result.months_on_target().0;
        advice.push(Text::new(
            format!("逐月评价：{judged} 个月中 {met} 个月达到目标；全年类别由均值评价，不由月份数决定"),
            format!("by single months {met} of {judged} meet the target; the class of the period is that of its means"),
        ));
    }
    Some(Explanation {
        title: water_title(&result.judged),
        place: Text::new(
            format!("{name} {}（{} 次监测）", period.zh, result.samples),
            format!("{name}, {} ({} samples)", period.en, result.samples),
        ),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: readings(evaluation, site, span),
        others: other_body(evaluation, &result).into_iter().collect(),
        advice,
    })
}

/// The samples behind a month or a stretch of days, the monthly means behind a longer period.
pub(super) fn readings(evaluation: &WaterEvaluation, site: SiteId, span: Span) -> Vec<ReadingView> {
    let table = evaluation.table();
    if matches!(span, Span::Month(_)) || !span.is_whole_months() || evaluation.plan().mean_of_samples {
        let samples = table.samples(site).filter(|sample| span.contains(sample.stamp.date()));
        return samples
            .flat_map(|sample| {
                let file = table.file(sample.origin.file);
                sample.readings.iter().map(move |reading| {
                    let column = reading.column;
                    let origin = crate::observation::Origin { row: reading.row, ..sample.origin };
                    reading_of_file(reading.item, reading.reading, origin, column, file.to_owned())
                })
            })
            .take(MOST_READINGS)
            .collect();
    }
    let of_month = |month: &crate::assess::MonthMeans| {
        let (when, used) = (month.month, month.used);
        let view = move |mean: crate::water::mean::Mean| ReadingView {
            item: mean.item.name().into(),
            text: when.to_string(),
            used: format!("{} {}", value(&mean), mean.item.item().unit.name()).trim_end().to_owned(),
            note: Text::new(format!("{used} 次监测的月均值"), format!("mean of {used} samples")),
            file: String::new(),
            row: 0,
            column: 0,
        };
        month.means().into_iter().map(view)
    };
    evaluation.months_in(site, span).flat_map(of_month).take(MOST_READINGS).collect()
}

/// What the limits of the other body of water would say, where nobody said which it is.
fn other_body(evaluation: &WaterEvaluation, result: &crate::assess::SectionPeriod) -> Option<OtherView> {
    let choices = result.judged.choices;
    let (body, words) = match choices.body {
        Body::River => (Body::Lake, Text::new("按湖库的总磷限值", "by the phosphorus limits of lakes")),
        Body::Lake => (Body::River, Text::new("按河流的总磷限值", "by the phosphorus limits of rivers")),
    };
    let other = grade(&evaluation.chosen(&result.means), Choices { body, ..choices }, &mut Recorder::off());
    let class = other.class.filter(|class| !result.judged.body_known && Some(*class) != result.judged.grade.class)?;
    let (class, state) = (class.words(), class.state());
    Some(OtherView {
        edition: words,
        result: Text::new(format!("{}类，{}", class.zh, state.zh), format!("Class {}, {}", class.en, state.en)),
    })
}
