//! A year by several rules side by side, as a table.

use super::super::explain::step;
use super::super::view::Explanation;
use super::rows::fixed;
use super::view::{ComparisonGroup, ComparisonRow, ComparisonView};
use super::words;
use crate::air::Pollutant;
use crate::air::period::{Decimals, Held};
use crate::air::profiles::eu::EuResult;
use crate::air::profiles::us_epa::UsPollutant;
use crate::air::profiles::who::{Standing, WhoResult};
use crate::assess::{Comparison, ComparisonChoices, Evaluation};
use crate::calendar::Span;
use crate::edition::EditionChoice;
use crate::grade::Verdict;
use crate::parameter::Parameter;
use crate::quantity::Amount;
use crate::standard::european_aqi::Band;
use crate::standard::hj663::YEAR_ITEMS;
use crate::standard::us_epa_aqi::UsCategory;
use crate::standard::who_2021::Level;
use crate::standard::{eu_2024_2881, european_aqi, gb3095, us_epa_aqi, who_2021};
use crate::trace::Recorder;
use crate::words::{CountView, Text, Words};

fn symbol(item: Parameter) -> Text {
    Text::same(item.symbol())
}

fn verdict_row(verdict: Verdict) -> (String, Text) {
    (verdict.key().to_owned(), verdict.words().into())
}

/// The Chinese editions: what each item is held against in each of them.
fn chinese(evaluation: &Evaluation, place: usize, year: i32) -> Vec<ComparisonGroup> {
    let choices = [EditionChoice::V2012, EditionChoice::V2026Transition, EditionChoice::V2026Final];
    let mut groups = Vec::new();
    for choice in choices {
        let results = evaluation.result_traced(place, Span::Year(year), choice, &mut Recorder::off());
        let Some(result) = results.first() else { continue };
        let Some(judged) = &result.plain.year else { continue };
        let mut rows = Vec::new();
        for (pollutant, item) in Pollutant::ALL.into_iter().zip(&judged.items) {
            let percent = YEAR_ITEMS[pollutant as usize].percentile;
            let averaging = [
                (item.mean, Text::new("年平均", "annual mean")),
                (item.percentile, Text::new(format!("第 {percent} 百分位数"), format!("P{percent}"))),
            ];
            for (held, averaging) in averaging {
                let Some(Held { value, limit, multiple }) = held else { continue };
                let verdict = match (item.verdict, multiple) {
                    (Verdict::NotAssessable, _) => Verdict::NotAssessable,
                    (_, Some(_)) => Verdict::Exceeded,
                    (_, None) => Verdict::Attained,
                };
                let (key, verdict) = verdict_row(verdict);
                rows.push(ComparisonRow {
                    item: symbol(pollutant.parameter()),
                    averaging,
                    value: fixed(Some(value), Decimals::Judgement.of(pollutant)),
                    unit: pollutant.parameter().item().unit.name().to_owned(),
                    limit: limit.to_string(),
                    verdict: key,
                    verdict_words: verdict,
                    note: Text::same(multiple.map(|times| format!("+{times:.2}")).unwrap_or_default()),
                });
            }
        }
        let grade = judged.grade.words();
        let limits = judged.limits.words();
        groups.push(ComparisonGroup {
            key: choice.key().to_owned(),
            title: Text::new(format!("{}（{}）", limits.zh, grade.zh), format!("{}, {}", limits.en, grade.en)),
            clause: gb3095::clause(judged.limits).to_owned(),
            verdict: result.judgement.verdict().key().to_owned(),
            rows,
            counts: Vec::new(),
        });
    }
    groups
}

fn who_row(result: &WhoResult) -> ComparisonRow {
    let row = result.row;
    let levels: Vec<String> =
        Level::ALL.into_iter().filter_map(|level| row.level(level).map(|value| format!("{value}"))).collect();
    let verdict = match result.standing {
        Standing::Meets(Level::Guideline) => Verdict::Attained,
        Standing::Meets(_) | Standing::AboveAll => Verdict::Exceeded,
        Standing::NotAssessable => Verdict::NotAssessable,
    };
    ComparisonRow {
        item: symbol(row.item),
        averaging: row.averaging.words().into(),
        value: fixed(result.value, 1),
        unit: row.item.item().unit.name().to_owned(),
        limit: levels.join(" / "),
        verdict: verdict.key().to_owned(),
        verdict_words: result.standing.words(),
        note: match (result.days_above, result.season) {
            (Some(days), _) => Text::new(format!("高于准则值 {days} 天"), format!("{days} days above the guideline")),
            (None, Some(month)) => Text::new(format!("{month} 起六个月"), format!("six months from {month}")),
            (None, None) => Text::default(),
        },
    }
}

fn eu_row(result: &EuResult) -> ComparisonRow {
    let row = result.row;
    let own = |amount: Option<Amount>| amount.and_then(|amount| row.item.item().unit.convert(amount, row.unit));
    let (key, verdict) = verdict_row(result.verdict);
    let mean = result.exceedances.is_none();
    ComparisonRow {
        item: symbol(row.item),
        averaging: row.averaging.words().into(),
        value: match result.exceedances {
            Some(count) if result.values > 0 => count.to_string(),
            Some(_) => String::new(),
            None => fixed(own(result.mean), 1),
        },
        unit: if mean { row.unit.name().to_owned() } else { "×".to_owned() },
        limit: if mean { row.printed.to_string() } else { row.allowed.to_string() },
        verdict: key,
        verdict_words: verdict,
        note: match (mean, result.values) {
            (_, 0) => Text::new(
                if row.averaging == eu_2024_2881::Averaging::Hour { "需要小时数据" } else { "没有数据" },
                if row.averaging == eu_2024_2881::Averaging::Hour { "needs hours" } else { "no data" },
            ),
            (true, _) => Text::default(),
            (false, _) => Text::new(
                format!("超过 {} {} 的次数", row.printed, row.unit.name()),
                format!("times above {} {}", row.printed, row.unit.name()),
            ),
        },
    }
}

fn european_union(comparison: &Comparison, choices: ComparisonChoices) -> ComparisonGroup {
    let directive = choices.eu.directive;
    let mut rows: Vec<ComparisonRow> = comparison.eu.iter().map(eu_row).collect();
    let ozone = |averaging: Words, value: String, limit: u16, verdict: Verdict, note: Text| {
        let (key, verdict) = verdict_row(verdict);
        ComparisonRow {
            item: symbol(Parameter::O3),
            averaging: averaging.into(),
            value,
            unit: "d".to_owned(),
            limit: limit.to_string(),
            verdict: key,
            verdict_words: verdict,
            note,
        }
    };
    if let Some(target) = &comparison.ozone_target {
        rows.push(ozone(
            Words::new("目标值：高于 120 的天数", "target value: days above 120"),
            fixed(target.days.round(1), 1),
            directive.ozone_days(),
            target.verdict,
            Text::new(format!("{} 年平均", target.years), format!("mean of {} years", target.years)),
        ));
    }
    let (days, verdict) = comparison.ozone_objective;
    rows.push(ozone(
        Words::new("长期目标：高于 100 的天数", "long-term objective: days above 100"),
        days.to_string(),
        eu_2024_2881::OZONE_OBJECTIVE_DAYS,
        verdict,
        Text::default(),
    ));
    let all = |verdict: &str| rows.iter().all(|row| row.verdict == verdict);
    let any = rows.iter().any(|row| row.verdict == Verdict::Exceeded.key());
    let verdict = if any {
        Verdict::Exceeded
    } else if all(Verdict::Attained.key()) {
        Verdict::Attained
    } else {
        Verdict::NotAssessable
    };
    ComparisonGroup {
        key: "eu".to_owned(),
        title: Text::new("欧盟限值", "Limit values of the European Union"),
        clause: directive.name().to_owned(),
        verdict: verdict.key().to_owned(),
        rows,
        counts: Vec::new(),
    }
}

fn counted(key: &str, title: Words, clause: &str, counts: Vec<CountView>) -> ComparisonGroup {
    ComparisonGroup {
        key: key.to_owned(),
        title: title.into(),
        clause: clause.to_owned(),
        verdict: String::new(),
        rows: Vec::new(),
        counts,
    }
}

fn counts<T: Copy>(all: [T; 6], words: fn(T) -> Words, numbers: [u32; 6]) -> Vec<CountView> {
    (1..)
        .zip(all)
        .zip(numbers)
        .map(|((number, one), count): ((u32, T), u32)| CountView {
            key: number.to_string(),
            label: words(one).into(),
            count,
        })
        .collect()
}

/// A year at a place by the Chinese editions and by the rules of others, side by side; `None` where it has no day.
#[must_use]
pub fn comparison(evaluation: &Evaluation, place: usize, year: i32) -> Option<ComparisonView> {
    let choices = ComparisonChoices::default();
    let comparison = evaluation.comparison(place, year, choices, &mut Recorder::off())?;
    let mut groups = chinese(evaluation, place, year);
    let guideline = comparison.who.iter().filter(|row| row.standing == Standing::Meets(Level::Guideline)).count();
    let assessed = comparison.who.iter().filter(|row| row.standing != Standing::NotAssessable).count();
    groups.push(ComparisonGroup {
        key: "who".to_owned(),
        title: Text::new("世卫组织空气质量准则 2021", "WHO air quality guidelines 2021"),
        clause: who_2021::CLAUSE.to_owned(),
        verdict: match (guideline, assessed) {
            (met, all) if met < all => Verdict::Exceeded,
            (10, _) => Verdict::Attained,
            _ => Verdict::NotAssessable,
        }
        .key()
        .to_owned(),
        rows: comparison.who.iter().map(who_row).collect(),
        counts: Vec::new(),
    });
    groups.push(european_union(&comparison, choices));
    let us = &comparison.us;
    groups.push(counted(
        "us",
        Words::new("美国 AQI（日数）", "US AQI, days"),
        us_epa_aqi::CLAUSE,
        counts(UsCategory::ALL, UsCategory::words, us.categories),
    ));
    if let Some(european) = &comparison.european {
        groups.push(counted(
            "european-aqi",
            Words::new("欧洲空气质量指数（小时数）", "European air quality index, hours"),
            european_aqi::CLAUSE,
            counts(Band::ALL, Band::words, european.bands),
        ));
    }
    let name = words::place(evaluation, place);
    let mut notices = vec![Text::new(
        "国外标准仅供对照，不是达标评价。欧盟限值的气体浓度换算到 293 K；世卫组织短期水平按第 99 百分位数；美国 AQI 的臭氧取我国口径的日最大 8 小时平均",
        "The rules of others are for comparison only. For the European limit values gases are converted to 293 K; the \
         short-term levels of WHO are held against the 99th percentile; the US AQI takes the daily largest 8-hour ozone as \
         counted in China",
    )];
    if !us.by_hours {
        notices.push(Text::new(
            "没有小时数据：欧盟小时限值、欧洲指数不能计算，美国 AQI 只含臭氧和颗粒物",
            "Without hours there are no European limit values of hours and no European index, and the US AQI knows only ozone \
             and particles",
        ));
    }
    if let Some(worst) = worst(us.responsible) {
        notices.push(Text::new(
            format!("美国 AQI 高于 100 的日子多因 {}", worst.symbol()),
            format!("Days above 100 of the US AQI are mostly due to {}", worst.symbol()),
        ));
    }
    let attained: Vec<&ComparisonGroup> =
        groups.iter().filter(|group| group.verdict == Verdict::Attained.key()).collect();
    let list = |zh: bool| {
        let of: Vec<&str> =
            attained.iter().map(|group| if zh { group.title.zh.as_str() } else { group.title.en.as_str() }).collect();
        match (of.is_empty(), zh) {
            (true, true) => "无".to_owned(),
            (true, false) => "none".to_owned(),
            (false, true) => of.join("、"),
            (false, false) => of.join("; "),
        }
    };
    Some(ComparisonView {
        finding: Text::new(
            format!(
                "{} {year} 年达到：{}；世卫组织准则 {assessed} 项中达到 {guideline} 项；美国 AQI 不大于 100 的有 {}/{} 天。",
                name.zh,
                list(true),
                us.categories[0] + us.categories[1],
                us.days
            ),
            format!(
                "{} in {year} attains: {}; {guideline} of {assessed} rows of the WHO guidelines; US AQI up to 100 on {} of {} \
                 days.",
                name.en,
                list(false),
                us.categories[0] + us.categories[1],
                us.days
            ),
        ),
        name,
        year,
        groups,
        notices,
    })
}

fn worst(responsible: [u32; 6]) -> Option<UsPollutant> {
    let most = UsPollutant::ALL.into_iter().zip(responsible).max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| *count > 0).map(|(pollutant, _)| pollutant)
}

/// How a year stands to the rules of others, step by step.
#[must_use]
pub fn explain_comparison(evaluation: &Evaluation, place: usize, year: i32) -> Option<Explanation> {
    let mut steps = Recorder::on();
    evaluation.comparison(place, year, ComparisonChoices::default(), &mut steps)?;
    let view = comparison(evaluation, place, year)?;
    Some(Explanation {
        title: view.finding,
        place: Text::new(format!("{} {year} 年", view.name.zh), format!("{}, {year}", view.name.en)),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: Vec::new(),
        others: Vec::new(),
        advice: view.notices,
    })
}
