//! How a number came about, from the same code path that computed it.

use super::exclusions::tell;
use super::view::{Explanation, OtherView, ReadingView, StepView};
use crate::air::Pollutant;
use crate::air::advice::{advice, health_effect, sensitive_groups};
use crate::air::dust_hours::DustRule;
use crate::air::realtime::{HourIndex, HourRule};
use crate::assess::{AirDay, AirSource, Assessment, Found, Judged};
use crate::calendar::{Date, Hour, Month, days_in_month};
use crate::edition::EditionChoice;
use crate::grade::Category;
use crate::ingest::FileReport;
use crate::observation::{Origin, SiteId, When};
use crate::parameter::Parameter;
use crate::plan::Rounding;
use crate::quantity::{Missing, Reading};
use crate::trace::{Recorder, Step};
use crate::words::{Text, Words};

/// How the result of a day came about; `None` where there is no such number.
#[must_use]
pub fn explain_air(assessment: &Assessment, files: &[FileReport], number: usize) -> Option<Explanation> {
    if let Some(hour) = number.checked_sub(super::rows::FIRST_HOUR as usize) {
        return explain_hour(assessment, files, hour);
    }
    let mut steps = Recorder::on();
    let day = assessment.air_day_traced(number, &mut steps)?;
    let place = format!("{} {}", assessment.sites().get(day.site).label(), day.date);
    let mut explanation = Explanation {
        title: air_title(&day),
        place: Text::same(place),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: air_readings(&day, files),
        others: other_editions(assessment, &day),
        advice: air_advice(assessment, &day),
    };
    tell(&mut explanation, assessment, files, day.site, day.date, day.date, |_| true);
    Some(explanation)
}

fn explain_hour(assessment: &Assessment, files: &[FileReport], number: usize) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let hour = assessment.hour_traced(number, &mut steps)?;
    let rule = hour.rule.words();
    let mut title = match hour.index.highest {
        Some(aqi) => {
            let words = Category::of(aqi).words();
            Text::new(format!("小时 AQI {aqi}，{}", words.zh), format!("Hourly AQI {aqi}, {}", words.en))
        }
        None => Text::new("没有小时 AQI", "No hourly AQI"),
    };
    if !hour.index.primary.is_empty() {
        title.zh.push_str(&format!("，首要污染物 {}", hour.index.primary.join("、")));
        title.en.push_str(&format!(", primary pollutant {}", hour.index.primary.join(", ")));
    }
    let place = format!("{} {} {:02}:00", assessment.sites().get(hour.site).label(), hour.hour.date, hour.hour.label);
    let readings = Pollutant::ALL.into_iter().zip(hour.values).filter_map(|(pollutant, value)| {
        Some(reading_view(pollutant.parameter(), Reading::Value(value?), hour.origin, 0, files))
    });
    Some(Explanation {
        title,
        place: Text::same(place),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: readings.collect(),
        others: Vec::new(),
        advice: vec![Text::new(
            format!("{}：颗粒物的 1 小时浓度使用 24 小时的浓度限值；不是日报", rule.zh),
            format!("{}: 1-hour particles are put on the 24-hour breakpoints; this is not a daily report", rule.en),
        )],
    })
}

/// The index of an hour of a site by a rule, where the plan keeps hours.
#[must_use]
pub fn real_time(assessment: &Assessment, site: SiteId, hour: Hour, rule: HourRule) -> Option<HourIndex> {
    assessment.real_time(site, hour, rule, &mut Recorder::off())
}

/// How the index of an hour of a site by a rule came about, where the plan keeps hours.
#[must_use]
pub fn explain_real_time(assessment: &Assessment, site: SiteId, hour: Hour, rule: HourRule) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let index = assessment.real_time(site, hour, rule, &mut steps)?;
    let rule = rule.words();
    Some(Explanation {
        title: match index.aqi {
            Ok(aqi) => Text::new(format!("小时 AQI {aqi}"), format!("Hourly AQI {aqi}")),
            Err(reason) => Text::new(
                format!("没有小时 AQI：{}", reason.words().zh),
                format!("No hourly AQI: {}", reason.words().en),
            ),
        },
        place: Text::same(format!("{} {} {:02}:00", assessment.sites().get(site).label(), hour.date, hour.label)),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: Vec::new(),
        others: Vec::new(),
        advice: vec![rule.into()],
    })
}

/// How the hours of a site that look like dust were found, where the plan keeps hours; `None` without any.
#[must_use]
pub fn explain_dust_hours(assessment: &Assessment, site: SiteId) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let found = assessment.dust_suggestions(site, DustRule::default(), &mut steps);
    if found.is_empty() {
        return None;
    }
    Some(Explanation {
        title: Text::new(
            format!("{} 段时间疑似沙尘（提示，非认定）", found.len()),
            format!("{} periods look like dust; a suggestion, no decision", found.len()),
        ),
        place: Text::same(assessment.sites().get(site).label()),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: Vec::new(),
        others: Vec::new(),
        advice: Vec::new(),
    })
}

fn air_title(day: &AirDay) -> Text {
    match (day.index.aqi, day.index.category()) {
        (Ok(aqi), Some(category)) => {
            let words = category.words();
            let (mut zh, mut en) = (format!("AQI {aqi}，{}", words.zh), format!("AQI {aqi}, {}", words.en));
            if !day.index.primary.is_empty() {
                zh.push_str(&format!("，首要污染物 {}", day.index.primary.join("、")));
                en.push_str(&format!(", primary pollutant {}", day.index.primary.join(", ")));
            }
            Text { zh, en }
        }
        _ => {
            let why = super::rows::why_no_aqi(day).unwrap_or_default();
            Text::new(format!("没有 AQI：{}", why.zh), format!("No AQI: {}", why.en))
        }
    }
}

fn air_readings(day: &AirDay, files: &[FileReport]) -> Vec<ReadingView> {
    match &day.source {
        AirSource::Row { origin, readings, columns } => Pollutant::ALL
            .into_iter()
            .zip(readings)
            .zip(columns)
            .filter(|(_, column)| **column > 0)
            .map(|((pollutant, reading), column)| {
                reading_view(pollutant.parameter(), *reading, *origin, *column, files)
            })
            .collect(),
        AirSource::Hours { first, last, means, ozone } => Pollutant::ALL
            .into_iter()
            .zip(means)
            .map(|(pollutant, mean)| {
                let (hours, validity) = if pollutant == Pollutant::O3 {
                    (ozone.hours, ozone.validity)
                } else {
                    (mean.hours, mean.validity)
                };
                let value = if pollutant == Pollutant::O3 { ozone.value } else { mean.value };
                let unit = pollutant.parameter().item().unit.name();
                ReadingView {
                    item: Text::same(pollutant.symbol()),
                    text: format!("{hours} h"),
                    used: value.filter(|_| validity.is_valid()).map(|v| format!("{v} {unit}")).unwrap_or_default(),
                    note: Text::new(
                        format!("{}；第 {} 至 {} 行", validity.words().zh, first.row, last.row),
                        format!("{}; rows {} to {}", validity.words().en, first.row, last.row),
                    ),
                    file: file_name(*first, files),
                    row: first.row,
                    column: 0,
                }
            })
            .collect(),
    }
}

fn other_editions(assessment: &Assessment, day: &AirDay) -> Vec<OtherView> {
    [EditionChoice::V2012, EditionChoice::V2026Transition, EditionChoice::V2026Final]
        .into_iter()
        .filter_map(|choice| {
            let other = assessment.air_day_under(day.number, choice)?;
            if other.edition == day.edition {
                return None;
            }
            let over = |day: &AirDay| {
                let over = day.index.over_grade_2;
                if over.is_empty() {
                    Text::new("均不超过二级限值", "nothing above the grade 2 limits")
                } else {
                    Text::new(
                        format!("超过二级限值：{}", over.join("、")),
                        format!("above the grade 2 limits: {}", over.join(", ")),
                    )
                }
            };
            let limits = other.edition.limits.words();
            let index = other.edition.index.name();
            let (title, over) = (air_title(&other), over(&other));
            Some(OtherView {
                edition: Text::new(format!("{index}、{}", limits.zh), format!("{index}, {}", limits.en)),
                result: Text::new(format!("{}；{}", title.zh, over.zh), format!("{}; {}", title.en, over.en)),
            })
        })
        .collect()
}

fn air_advice(assessment: &Assessment, day: &AirDay) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    if let Some(category) = day.index.category() {
        texts.push(health_effect(category).into());
        texts.push(advice(category, day.edition.index).into());
        if category > Category::Good {
            for pollutant in day.index.above_100.iter() {
                let groups = sensitive_groups(pollutant);
                texts.push(Text::new(
                    format!("{} 的敏感人群：{}", pollutant.symbol(), groups.zh),
                    format!("Sensitive to {}: {}", pollutant.symbol(), groups.en),
                ));
            }
        }
        if day.index.incomplete() {
            let missing = day.index.missing.union(day.index.not_monitored);
            texts.push(Text::new(
                format!("注意：缺 {}，AQI 由其余污染物得出，可能偏低", missing.join("、")),
                format!("Note: {} missing; the AQI stands on the others and may be too low", missing.join(", ")),
            ));
        }
    }
    if assessment.plan().edition == EditionChoice::ByDate && day.edition.index == crate::edition::AirIndex::Hj633V2012 {
        texts.push(Text::new(
            "浓度先按 GB/T 8170 修约为整数（CO 一位小数）；HJ 633-2012 未规定，采用通行做法",
            "Concentrations are first rounded by GB/T 8170 to integers (CO to one decimal); HJ 633-2012 does not say so, practice does",
        ));
    }
    texts
}

/// How the result of a sample, or of the month in its place, came about; `None` where there is no such number.
#[must_use]
pub fn explain_water(assessment: &Assessment, files: &[FileReport], number: usize) -> Option<Explanation> {
    if assessment.only_months() {
        return explain_month(assessment, files, number);
    }
    let mut steps = Recorder::on();
    let sample = assessment.sample_traced(number, &mut steps)?;
    let place = format!("{} {}", assessment.sites().get(sample.site).label(), sample.stamp);
    let mut explanation = Explanation {
        title: water_title(&sample.judged),
        place: Text::same(place),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: assessment.readings(number).map(|found| found_view(found, files)).collect(),
        others: Vec::new(),
        advice: water_notes(&sample.judged),
    };
    let (day, when) = (sample.stamp.date(), When::Stamp(sample.stamp));
    tell(&mut explanation, assessment, files, sample.site, day, day, |change| change.when == when);
    Some(explanation)
}

/// How the result of a section's month came about; `None` where there is no such number.
#[must_use]
pub fn explain_month(assessment: &Assessment, files: &[FileReport], number: usize) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let month = assessment.month_traced(number, &mut steps)?;
    let place = format!("{} {}", assessment.sites().get(month.site).label(), month.month);
    let count = month.used + month.suspended;
    // A month of four-hourly samples has many readings; the first are enough to find the file again.
    let readings =
        month.samples.clone().flat_map(|sample| assessment.readings(sample)).take(400).map(|f| found_view(f, files));
    let mut explanation = Explanation {
        title: water_title(&month.judged),
        place: Text::new(
            format!("{place}（{} 次监测中的 {} 次）", count, month.used),
            format!("{place} ({} of {count} samples)", month.used),
        ),
        readings: readings.collect(),
        steps: steps.into_steps().into_iter().map(step).collect(),
        others: Vec::new(),
        advice: water_notes(&month.judged),
    };
    let Month { year, month: number } = month.month;
    let first = Date::of(year, number, 1);
    let last = Date::of(year, number, days_in_month(year, number));
    tell(&mut explanation, assessment, files, month.site, first, last, |_| true);
    Some(explanation)
}

pub(super) fn water_title(judged: &Judged) -> Text {
    let Some(class) = judged.grade.class else {
        let why = judged.fallen.map_or(Words::same(""), |fallen| fallen.words());
        return Text::new(format!("未评价：{}", why.zh), format!("Not graded: {}", why.en));
    };
    let (words, state, deciding) = (class.words(), class.state(), judged.grade.deciding);
    let (mut zh, mut en) = (format!("{}类，{}", words.zh, state.zh), format!("Class {}, {}", words.en, state.en));
    if !deciding.is_empty() {
        zh.push_str(&format!("，定类指标 {}", deciding.names_zh()));
        en.push_str(&format!(", decided by {}", deciding.names_en()));
    }
    Text { zh, en }
}

pub(super) fn water_notes(judged: &Judged) -> Vec<Text> {
    let mut notes = vec![match judged.choices.rounding {
        Rounding::Raw => Text::new(
            "数值不修约，直接与限值比较（与国家实时发布系统一致）",
            "Values are compared as they stand, as the national real-time release does",
        ),
        Rounding::Evaluation => Text::new(
            "数值先按评价小数位修约（四舍六入五成双），再与限值比较",
            "Values are rounded half to even to the decimals of an evaluation before they are compared",
        ),
    }];
    if !judged.body_known && judged.grade.evaluated.contains(Parameter::Tp) {
        notes.push(Text::new(
            "数据没有说明水体类型，总磷按默认的水体类型（可更改）评价",
            "The data do not say which body of water this is; total phosphorus is graded by the default, which can be changed",
        ));
    }
    if !judged.grade.unproven.is_empty() {
        notes.push(Text::new(
            format!("检出限不足以证明类别的指标：{}", judged.grade.unproven.names_zh()),
            format!("The detection limit does not prove the class of: {}", judged.grade.unproven.names_en()),
        ));
    }
    notes
}

fn found_view(found: Found, files: &[FileReport]) -> ReadingView {
    reading_view(found.parameter, found.reading, found.origin, found.column, files)
}

pub(super) fn reading_view(
    parameter: Parameter,
    reading: Reading,
    origin: Origin,
    column: u16,
    files: &[FileReport],
) -> ReadingView {
    reading_of_file(parameter, reading, origin, column, file_name(origin, files))
}

pub(super) fn reading_of_file(
    parameter: Parameter,
    reading: Reading,
    origin: Origin,
    column: u16,
    file: String,
) -> ReadingView {
    let unit = parameter.item().unit.name();
    let with_unit = |amount: crate::quantity::Amount| format!("{} {unit}", amount.written()).trim_end().to_owned();
    let (text, used, note) = match reading {
        Reading::Value(amount) => (amount.written(), with_unit(amount), Words::same("")),
        Reading::Below(limit) => (
            format!("<{}", limit.written()),
            with_unit(limit.half()),
            Words::new("低于检出限，按检出限的一半", "below detection, half the limit"),
        ),
        Reading::NotDetected => ("ND".to_owned(), String::new(), Words::new("未检出", "not detected")),
        Reading::Above(bound) => (
            format!(">{}", bound.written()),
            with_unit(bound),
            Words::new("高于测定上限", "above the range of the method"),
        ),
        Reading::Missing(missing) => (String::new(), String::new(), missing_words(missing)),
    };
    let item = if parameter.item().medium == crate::parameter::Medium::Air {
        Text::same(parameter.symbol())
    } else {
        parameter.name().into()
    };
    ReadingView { item, text, used, note: note.into(), file, row: origin.row, column: column.into() }
}

const fn missing_words(missing: Missing) -> Words {
    match missing {
        Missing::Blank => Words::new("空白", "empty"),
        Missing::NoData => Words::new("无数据", "no data"),
        Missing::NotEquipped => Words::new("未配备仪器", "not equipped"),
        Missing::NotSampled => Words::new("未能采样", "not sampled"),
        Missing::Excluded => Words::new("已剔除", "excluded"),
        Missing::Sentinel => Words::new("表示缺测的数字", "the number that stands for missing"),
    }
}

fn file_name(origin: Origin, files: &[FileReport]) -> String {
    files.get(usize::from(origin.file.0)).map_or_else(String::new, |file| file.name.clone())
}

pub(super) fn step(step: Step) -> StepView {
    StepView {
        label: step.label.into(),
        // A number that goes on behind what is shown is nearly equal, not equal.
        formula: step.formula.replace("= ≈", "≈"),
        words: Text { zh: step.zh, en: step.en },
        clause: step.clause.to_owned(),
    }
}

/// The explanations of all results, days of air first.
pub fn explanations<'a>(assessment: &'a Assessment, files: &'a [FileReport]) -> impl Iterator<Item = Explanation> + 'a {
    (0..assessment.air_len())
        .filter_map(move |number| explain_air(assessment, files, number))
        .chain((0..assessment.water_len()).filter_map(move |number| explain_water(assessment, files, number)))
}
