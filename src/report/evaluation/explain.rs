//! How a result of an evaluation came about.

use super::super::explain::step;
use super::super::view::{Explanation, OtherView};
use super::words;
use crate::assess::{Evaluation, Level};
use crate::calendar::{Date, Span};
use crate::edition::EditionChoice;
use crate::trace::Recorder;
use crate::words::Text;

/// How the result of a place over a period came about: the statistics with their numbers, the limits, the share of good
/// days and the indices, step by step, and what the other editions would say. `None` where there is no such result. Of a
/// period in two parts, `part` says which.
#[must_use]
pub fn explain_evaluation(
    evaluation: &Evaluation,
    place: usize,
    span: Span,
    choice: EditionChoice,
    part: usize,
) -> Option<Explanation> {
    let mut steps = Recorder::on();
    // Parts are traced one by one, so that the steps are those of the part that was asked for.
    let results = evaluation.result_traced(place, span, choice, &mut Recorder::off());
    let result = results.get(part)?;
    evaluation.part_traced(place, result.part, &mut steps);
    let others = EditionChoice::ALL
        .into_iter()
        .filter(|other| *other != EditionChoice::ByDate && *other != choice)
        .filter_map(|other| {
            let judged = evaluation.result_traced(place, span, other, &mut Recorder::off());
            let judged = judged.first()?;
            (judged.part.edition != result.part.edition || results.len() > 1).then(|| OtherView {
                edition: words::edition(judged.part.edition),
                result: words::result_finding(evaluation, judged),
            })
        })
        .collect();
    let name = words::place(evaluation, place);
    let period = words::part(&result.part);
    let mut advice = vec![match (evaluation.plan().level, evaluation.members(place)) {
        (Level::Region, cities) => Text::new(
            format!("由 {cities} 个城市的统计值平均；百分位数不是各点日值的百分位数"),
            format!("the mean of the statistics of {cities} cities, which is no percentile of all their days"),
        ),
        (Level::Point, _) | (_, 1) => Text::new("由该点位（城市）的日值统计", "from the daily values of this place"),
        (_, points) => Text::new(
            format!("由 {points} 个点位每日的城市值统计：先得城市日均值，再求年均值和百分位数"),
            format!("from daily city values over {points} points; the statistics are those of the city's days"),
        ),
    }];
    let why = result.judgement.why_none();
    if !why.zh.is_empty() {
        advice.push(why);
    }
    Some(Explanation {
        title: words::result_finding(evaluation, result),
        place: Text::new(format!("{} {}", name.zh, period.zh), format!("{}, {}", name.en, period.en)),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: Vec::new(),
        others,
        advice,
    })
}

/// How the value of a city on a day came from its points.
#[must_use]
pub fn explain_city_day(evaluation: &Evaluation, place: usize, date: Date) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let day = evaluation.day_traced(place, date, &mut steps)?;
    let edition = EditionChoice::ByDate.air(date);
    let choices = crate::air::daily::DayChoices::default();
    let index = crate::air::daily::grade(&day.values, edition, &choices, &mut steps);
    let name = words::place(evaluation, place);
    Some(Explanation {
        title: match index.aqi {
            Ok(aqi) => Text::new(format!("城市 AQI {aqi}"), format!("City AQI {aqi}")),
            Err(reason) => {
                let words = reason.words();
                Text::new(format!("没有 AQI：{}", words.zh), format!("No AQI: {}", words.en))
            }
        },
        place: Text::new(format!("{} {date}", name.zh), format!("{}, {date}", name.en)),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: Vec::new(),
        others: Vec::new(),
        advice: Vec::new(),
    })
}
