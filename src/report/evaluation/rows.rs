//! Tables of an evaluation.

use super::super::rows::symbols;
use super::view::{
    ChangeRow, ChangeView, CityCountsView, EvaluationRow, EvaluationView, IndexView, ItemView, KeyView, NumbersView,
    PlaceOption, RankingRow, RankingView, ThreeYearsView,
};
use super::words;
use crate::air::composite::{Composite, change};
use crate::air::period::{Decimals, Held, Statistic, YearItemResult};
use crate::air::{NoAqi, Pollutant};
use crate::assess::{Evaluated, Evaluation, Judgement, Numbers};
use crate::calendar::Span;
use crate::edition::{AirIndex, AirLimits, EditionChoice};
use crate::grade::Verdict;
use crate::quantity::{Amount, ExactSum};
use crate::standard::hj663::YEAR_ITEMS;
use crate::words::{CountView, Text};

/// The whole of an evaluation as a table.
#[must_use]
pub fn evaluation(evaluation: &Evaluation) -> EvaluationView {
    let results = evaluation.all();
    let mut spans: Vec<Span> = results.iter().map(|result| result.part.span).collect();
    crate::sorting::sort_by_key(&mut spans, |span| *span);
    spans.dedup();
    EvaluationView {
        finding: finding(evaluation, &results),
        good_finding: good_finding(evaluation, &results),
        places: (0..evaluation.len())
            .map(|place| PlaceOption {
                place: number(place),
                name: words::place(evaluation, place),
                members: number(evaluation.members(place)),
                sites: evaluation.site_names(place).collect(),
            })
            .collect(),
        spans: spans.into_iter().map(|span| KeyView { key: span.to_string(), words: words::span(span) }).collect(),
        editions: evaluation
            .plan()
            .editions
            .iter()
            .map(|&choice| KeyView { key: choice.key().to_owned(), words: words::choice(choice) })
            .collect(),
        left_out: evaluation.left_out().iter().map(|&site| evaluation.table().site(site).label()).collect(),
        notices: notices(evaluation, &results),
        rows: results.iter().map(|result| row(evaluation, result)).collect(),
    }
}

pub(super) fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// One result: itself in a sentence. Several: how many places attain in the last year that can be judged.
fn finding(evaluation: &Evaluation, results: &[Evaluated]) -> Text {
    match results {
        [] => Text::new("没有可以评价的日均值。", "There are no daily values to evaluate."),
        [only] => words::result_finding(evaluation, only),
        _ => {
            let judged = |result: &&Evaluated| matches!(result.judgement, Judgement::Year(verdict) if verdict != Verdict::NotAssessable);
            let Some(last) = results.iter().filter(judged).map(|result| result.part.span).max() else {
                return described(evaluation, results);
            };
            let of_last: Vec<&Evaluated> =
                results.iter().filter(judged).filter(|result| result.part.span == last).collect();
            if let [only] = of_last.as_slice() {
                return words::result_finding(evaluation, only);
            }
            let (mut zh, mut en) = (Vec::new(), Vec::new());
            let mut told = Vec::new();
            for &choice in &evaluation.plan().editions {
                let own: Vec<&&Evaluated> = of_last.iter().filter(|result| result.part.choice == choice).collect();
                let Some(first) = own.first() else { continue };
                // By date is one of the others in most years.
                if told.contains(&first.part.edition) {
                    continue;
                }
                told.push(first.part.edition);
                let attaining =
                    own.iter().filter(|result| result.judgement == Judgement::Year(Verdict::Attained)).count();
                let limits = first.part.edition.limits.words();
                zh.push(format!("按 {} 有 {attaining}/{} 个达标", limits.zh, own.len()));
                en.push(format!("{attaining} of {} places attain {}", own.len(), limits.en));
            }
            let period = words::span(last);
            Text::new(format!("{}：{}。", period.zh, zh.join("；")), format!("{}: {}.", period.en, en.join("; ")))
        }
    }
}

/// The shares of good days of the last period, by the edition that was chosen first: its own of one place, the highest and
/// the lowest of several.
fn good_finding(evaluation: &Evaluation, results: &[Evaluated]) -> Text {
    let known = |result: &&Evaluated| result.plain.good_ratio.is_some();
    let Some(last) = results.iter().filter(known).map(|result| result.part.span).max() else {
        return Text::new("没有有效天，优良天数比例无从计算。", "No valid days, so no share of good days.");
    };
    let first = evaluation.plan().editions.first().copied().unwrap_or_default();
    let mut of_last: Vec<&Evaluated> =
        results.iter().filter(known).filter(|result| result.part.span == last && result.part.choice == first).collect();
    crate::sorting::sort_by(&mut of_last, |one, other| other.plain.good_ratio.cmp(&one.plain.good_ratio));
    let period = words::span(last);
    let told = |result: &Evaluated| {
        let name = words::place(evaluation, result.place);
        let (ratio, good) = (fixed(result.plain.good_ratio, 1), &result.plain.good);
        let deducted = result.deducted.as_ref().map(|numbers| fixed(numbers.good_ratio, 1));
        let (mut zh, mut en) = (
            format!("{} {ratio}%（{}/{} 天）", name.zh, good.good, good.valid),
            format!("{} {ratio} % ({}/{} days)", name.en, good.good, good.valid),
        );
        if let Some(deducted) = deducted {
            zh.push_str(&format!("，扣除沙尘后 {deducted}%"));
            en.push_str(&format!(", {deducted} % with dust deducted"));
        }
        Text { zh, en }
    };
    match of_last.as_slice() {
        [highest, .., lowest] => {
            let (highest, lowest) = (told(highest), told(lowest));
            Text::new(
                format!("{}优良天数比例：最高 {}；最低 {}。", period.zh, highest.zh, lowest.zh),
                format!("Good days in {}: highest {}; lowest {}.", period.en, highest.en, lowest.en),
            )
        }
        _ => {
            let only = of_last.first().map(|only| told(only)).unwrap_or_default();
            Text::new(
                format!("{}优良天数比例：{}。", period.zh, only.zh),
                format!("Good days in {}: {}.", period.en, only.en),
            )
        }
    }
}

/// Periods that nobody judges: the places with the largest and the smallest share of good days in the last of them.
fn described(evaluation: &Evaluation, results: &[Evaluated]) -> Text {
    let Some(last) = results.iter().map(|result| result.part.span).max() else { return Text::default() };
    let of_last = || {
        let in_last = results.iter().filter(|result| result.part.span == last);
        in_last.filter_map(|result| Some((result.plain.good_ratio?, result)))
    };
    let (Some(best), Some(worst)) =
        (of_last().max_by_key(|(ratio, _)| *ratio), of_last().min_by_key(|(ratio, _)| *ratio))
    else {
        return results.last().map(|last| words::result_finding(evaluation, last)).unwrap_or_default();
    };
    if best.1.place == worst.1.place {
        return words::result_finding(evaluation, worst.1);
    }
    let (period, high, low) =
        (words::span(last), words::place(evaluation, best.1.place), words::place(evaluation, worst.1.place));
    Text::new(
        format!("{}：优良天数比例 {} 最高（{:.1}%），{} 最低（{:.1}%）。", period.zh, high.zh, best.0, low.zh, worst.0),
        format!(
            "{}: the share of good days is highest in {} ({:.1} %) and lowest in {} ({:.1} %).",
            period.en, high.en, best.0, low.en, worst.0
        ),
    )
}

fn notices(evaluation: &Evaluation, results: &[Evaluated]) -> Vec<Text> {
    let mut notices = Vec::new();
    let any = |what: &dyn Fn(&Evaluated) -> bool| results.iter().any(what);
    if any(&|result| result.judgement == Judgement::TwoEditions) {
        notices.push(Judgement::TwoEditions.why_none());
    }
    if any(&|result| result.part.edition.limits != AirLimits::Gb3095V2012) {
        notices.push(Text::new(
            "HJ 663-2026 全文未能核对：三年滑动平均、例外事件和百分位数的有效性要求未知，这里沿用 2013 版的做法（324 天，每月 27 天，2 月 25 天；75 % 点位）",
            "The text of HJ 663-2026 could not be checked: its three-year average, exceptional events and the validity of \
             percentiles are unknown; the minimums of 2013 are used (324 days, 27 a month, 25 in February; 75 % of the \
             points)",
        ));
    }
    if any(&|result| result.part.edition.limits == AirLimits::Gb3095V2026Final) {
        notices.push(Text::new(
            "2031 年起 AQI 不大于 100 不再等于达标：HJ 633-2026 的分级没有随最终限值改变",
            "From 2031 an AQI up to 100 no longer means attainment: the breakpoints of HJ 633-2026 do not follow the final \
             limits",
        ));
    }
    if any(&|result| {
        result.part.edition.index == AirIndex::Hj633V2026 && result.plain.good.fallen_out(NoAqi::MissingPollutant) > 0
    }) {
        notices.push(Text::new(
            "HJ 633-2026 5.3.1：缺项且其余不大于 100 的天没有 AQI，不计入有效天数；缺项而大于 100 的天仍计入，缺测多时优良比例偏低",
            "HJ 633-2026 5.3.1: days with a missing pollutant have no AQI unless the others exceed 100, which then count; \
             with many gaps the share of good days comes out low",
        ));
    }
    if any(&|result| result.dust_days > 0) {
        notices.push(Text::new(
            "沙尘日由用户给出：PM10 和 PM2.5 当日整体不参加统计，超过 100 的天由其余污染物重新计算 AQI；有效天数按扣除前检验。官方由国家组织审核扣除",
            "Dust days are the user's: PM10 and PM2.5 of the whole day are left out, days above 100 are graded again by the \
             other pollutants; whether days suffice is tested before. Officially the national centre decides",
        ));
    }
    if any(&|result| result.exceptional_days > 0) {
        notices.push(Text::new(
            "例外事件由用户声明，当日全部污染物不参加统计；HJ 663-2026 对例外事件的认定和天数影响未能核对",
            "Exceptional events are declared by the user and their days take no part; what HJ 663-2026 says of them could not \
             be checked",
        ));
    }
    if any(&|result| result.three_years.is_some()) {
        notices.push(Text::new(
            "三年滑动平均按字面取三个年值的平均，只供对照；HJ 663-2026 如何使用它未能核对",
            "The three-year mean is the plain mean of three annual values, for comparison only; how HJ 663-2026 uses it could \
             not be checked",
        ));
    }
    let with_results = |place: usize| results.iter().any(|result| result.place == place);
    let empty = (0..evaluation.len()).filter(|&place| !with_results(place)).count();
    if empty > 0 {
        notices.push(Text::new(
            format!("{empty} 个地方没有任何污染物的有效日值，未列出"),
            format!("{empty} places have no valid daily value of any pollutant and are not listed"),
        ));
    }
    if !evaluation.left_out().is_empty() {
        let count = evaluation.left_out().len();
        notices.push(Text::new(
            format!("{count} 个点位没有所属城市或不是城市点，不参加城市统计；可加入点位表（编码、名称、城市）"),
            format!(
                "{count} sites have no city, or are no city points, and enter no city; add a table of sites (code, name, \
                 city) to the files"
            ),
        ));
    }
    notices
}

/// One result as a row.
#[must_use]
pub fn row(evaluation: &Evaluation, result: &Evaluated) -> EvaluationRow {
    let part = &result.part;
    EvaluationRow {
        place: number(result.place),
        name: words::place(evaluation, result.place),
        span: part.span.to_string(),
        span_words: words::span(part.span),
        part: if part.span == part.days { String::new() } else { part.days.to_string() },
        choice: part.choice.key().to_owned(),
        edition: words::edition(part.edition),
        verdict: result.judgement.verdict().key().to_owned(),
        why: match (result.judgement, &result.plain.year) {
            (Judgement::Year(Verdict::NotAssessable), Some(year)) if result.cities.is_none() => Text::new(
                format!("{} 的有效天数不足", year.not_assessable.join("、")),
                format!("too few valid days of {}", year.not_assessable.join(", ")),
            ),
            (Judgement::Year(Verdict::NotAssessable), _) => {
                Text::new("部分城市无法评价", "some cities cannot be assessed")
            }
            (judgement, _) => judgement.why_none(),
        },
        over: result.plain.year.as_ref().map(|year| symbols(year.over)).unwrap_or_default(),
        calendar_days: part.days.days(),
        days_with_data: result.days_with_data,
        plain: numbers(&result.plain),
        deducted: result.deducted.as_ref().map(numbers),
        dust_days: result.dust_days,
        cities: result.cities.map(|counts| CityCountsView {
            cities: counts.cities,
            judged: counts.judged,
            attaining: counts.attaining,
        }),
        exceptional_days: result.exceptional_days,
        three_years: result.three_years.as_ref().map(|years| {
            let shown = |of: fn(&YearItemResult) -> Option<Held>| {
                let printed = |(pollutant, item): (Pollutant, &YearItemResult)| {
                    fixed(of(item).map(|held| held.value), Decimals::Judgement.of(pollutant))
                };
                Pollutant::ALL.into_iter().zip(&years.items).map(printed).collect()
            };
            ThreeYearsView {
                verdict: years.verdict.key().to_owned(),
                over: symbols(years.over),
                means: shown(|item| item.mean),
                percentiles: shown(|item| item.percentile),
            }
        }),
    }
}

fn numbers(numbers: &Numbers) -> NumbersView {
    let good = &numbers.good;
    NumbersView {
        verdict: numbers.year.as_ref().map(|year| year.verdict.key().to_owned()).unwrap_or_default(),
        over: numbers.year.as_ref().map(|year| symbols(year.over)).unwrap_or_default(),
        items: Pollutant::ALL.into_iter().map(|pollutant| item(numbers, pollutant)).collect(),
        good_ratio: fixed(numbers.good_ratio, 1),
        good: good.good,
        valid: good.valid,
        categories: good.categories.to_vec(),
        heavy: good.heavy(),
        fallen_out: NoAqi::ALL
            .into_iter()
            .filter(|reason| good.fallen_out(*reason) > 0)
            .map(|reason| CountView {
                key: reason.key().to_owned(),
                label: reason.words().into(),
                count: good.fallen_out(reason),
            })
            .collect(),
        incomplete_above_100: good.incomplete_above_100,
        composite: index(&numbers.composite),
        annex_c: numbers.annex_c.as_ref().map(index),
    }
}

fn item(numbers: &Numbers, pollutant: Pollutant) -> ItemView {
    let statistic = &numbers.statistics[pollutant as usize];
    let judged = numbers.year.as_ref().map(|year| &year.items[pollutant as usize]);
    let limit = |held: Option<Held>| held.map(|held| held.limit.to_string()).unwrap_or_default();
    let multiple = |held: Option<Held>| fixed(held.and_then(|held| held.multiple), 2);
    let (mean, percentile) = (judged.and_then(|item| item.mean), judged.and_then(|item| item.percentile));
    let rate = numbers.rates[pollutant as usize];
    ItemView {
        symbol: pollutant.symbol().to_owned(),
        unit: pollutant.parameter().item().unit.name().to_owned(),
        days: statistic.days,
        coverage: statistic.coverage.key().to_owned(),
        coverage_words: statistic.coverage.words(),
        mean: printed(pollutant, statistic.mean),
        mean_limit: limit(mean),
        mean_multiple: multiple(mean),
        percent: YEAR_ITEMS[pollutant as usize].percentile,
        percentile: printed(pollutant, statistic.percentile),
        percentile_limit: limit(percentile),
        percentile_multiple: multiple(percentile),
        verdict: judged.map(|item| item.verdict.key().to_owned()).unwrap_or_default(),
        rate: fixed(rate.rate(), 1),
        attaining_days: rate.attaining,
    }
}

fn printed(pollutant: Pollutant, exact: Option<Amount>) -> String {
    fixed(exact, Decimals::Statistics.of(pollutant))
}

pub(super) fn fixed(amount: Option<Amount>, decimals: u32) -> String {
    amount.map(|amount| format!("{:.*}", decimals as usize, amount.round(decimals))).unwrap_or_default()
}

fn index(index: &Composite) -> IndexView {
    IndexView {
        sum: fixed(index.sum, 2),
        single: index.single.iter().map(|single| fixed(*single, 2)).collect(),
        main: symbols(index.main),
    }
}

/// The ranking of all places over a period.
#[must_use]
pub fn ranking(evaluation: &Evaluation, span: Span, choice: EditionChoice) -> RankingView {
    let ranking = evaluation.ranking(span, choice);
    let decimals = evaluation.plan().decimals;
    let rows: Vec<RankingRow> = ranking
        .places
        .iter()
        .map(|ranked| {
            let numbers = ranked.result.published();
            RankingRow {
                place: number(ranked.result.place),
                name: words::place(evaluation, ranked.result.place),
                rank: ranked.rank,
                index: index(&numbers.composite),
                concentrations: Pollutant::ALL
                    .into_iter()
                    .map(|pollutant| {
                        fixed(numbers.statistics[pollutant as usize].representative(pollutant), decimals.of(pollutant))
                    })
                    .collect(),
                change: fixed(ranked.change, 1),
                change_rank: ranked.change_rank,
                enough: ranked.enough,
                deducted: ranked.result.deducted.is_some(),
                within_grade_2: ranked.within_grade_2,
            }
        })
        .collect();
    let period = words::span(span);
    let finding = match (rows.first(), rows.last()) {
        (Some(best), Some(worst)) if rows.len() > 1 => Text::new(
            format!(
                "{}：{} 个城市中 {} 综合指数最低（{}），{} 最高（{}，主要污染物 {}）。",
                period.zh,
                rows.len(),
                best.name.zh,
                best.index.sum,
                worst.name.zh,
                worst.index.sum,
                worst.index.main.join("、")
            ),
            format!(
                "{}: of {} places {} has the lowest composite index ({}), {} the highest ({}, main pollutant {}).",
                period.en,
                rows.len(),
                best.name.en,
                best.index.sum,
                worst.name.en,
                worst.index.sum,
                worst.index.main.join(", ")
            ),
        ),
        (Some(only), _) => Text::new(
            format!("{}：{} 综合指数 {}。", period.zh, only.name.zh, only.index.sum),
            format!("{}: the composite index of {} is {}.", period.en, only.name.en, only.index.sum),
        ),
        _ => Text::new(
            format!("{}：没有六项污染物齐全的地方，不能排名。", period.zh),
            format!("{}: no place has all six pollutants, so there is no ranking.", period.en),
        ),
    };
    let edition = ranking.places.first().map(|ranked| words::edition(ranked.result.part.edition)).unwrap_or_default();
    let mut notices = vec![Text::new(
        "单项指数先修约到两位小数再相加；综合指数越大污染越重。2026-03-01 以后使用哪一版的标准值未见规定，以所选版本为准",
        "Each single index is rounded to two decimals before the sum; larger is worse. Which standards hold after \
         2026-03-01 is not documented; those of the chosen edition are used",
    )];
    if rows.iter().any(|row| !row.enough) {
        notices.push(Text::new(
            "标注的地方有污染物的有效天数不足，规则未说明如何处理，这里列出而不排除",
            "Marked places have too few valid days of a pollutant; the rule does not say what follows, so they stay listed",
        ));
    }
    let choice = ranking.places.first().map(|ranked| ranked.result.part.choice.key().to_owned()).unwrap_or_default();
    RankingView {
        finding,
        span: period,
        edition,
        choice,
        rows,
        left_out: ranking.left_out.iter().map(|&place| words::place(evaluation, place)).collect(),
        notices,
    }
}

/// One period of a place against another, under one edition.
#[must_use]
pub fn changes(
    evaluation: &Evaluation,
    place: usize,
    before: Span,
    now: Span,
    choice: EditionChoice,
) -> Option<ChangeView> {
    let last = |span: Span| evaluation.result_traced(place, span, choice, &mut crate::trace::Recorder::off()).pop();
    let (earlier, later) = (last(before)?, last(now)?);
    let mut rows = Vec::new();
    for pollutant in Pollutant::ALL {
        let decimals = Decimals::Statistics.of(pollutant);
        let of = |result: &Evaluated| {
            let statistic: &Statistic = &result.published().statistics[pollutant as usize];
            statistic.representative(pollutant).map(|exact| exact.round(decimals))
        };
        let item = YEAR_ITEMS[pollutant as usize];
        let what = if item.mean {
            Text::same(pollutant.symbol())
        } else {
            Text::same(format!("{} P{}", pollutant.symbol(), item.percentile))
        };
        let unit = pollutant.parameter().item().unit.name();
        rows.push(change_row(what, unit, (of(&earlier), of(&later)), decimals, false));
    }
    let composite = |result: &Evaluated| result.published().composite.sum;
    rows.push(change_row(
        Text::new("综合指数", "Composite index"),
        "",
        (composite(&earlier), composite(&later)),
        2,
        false,
    ));
    let deducted = earlier.deducted.is_some() || later.deducted.is_some();
    if deducted {
        let ratio = |result: &Evaluated| result.published().good_ratio;
        rows.push(change_row(
            Text::new("优良天数比例（扣除沙尘）", "Share of good days, dust deducted"),
            "%",
            (ratio(&earlier), ratio(&later)),
            1,
            true,
        ));
    }
    let ratio = |result: &Evaluated| result.plain.good_ratio;
    rows.push(change_row(
        Text::new("优良天数比例", "Share of good days"),
        "%",
        (ratio(&earlier), ratio(&later)),
        1,
        true,
    ));
    let (name, was, is) = (words::place(evaluation, place), words::span(before), words::span(now));
    let named = |direction: &str, zh: bool| {
        let of: Vec<&str> = rows
            .iter()
            .filter(|row| row.direction == direction)
            .map(|row| if zh { row.label.zh.as_str() } else { row.label.en.as_str() })
            .collect();
        match (of.is_empty(), zh) {
            (true, true) => "无".to_owned(),
            (true, false) => "none".to_owned(),
            (false, true) => of.join("、"),
            (false, false) => of.join(", "),
        }
    };
    Some(ChangeView {
        finding: Text::new(
            format!(
                "{} {} 与 {} 相比：改善 {}；变差 {}。",
                name.zh,
                is.zh,
                was.zh,
                named("better", true),
                named("worse", true)
            ),
            format!(
                "{}, {} against {}: better {}; worse {}.",
                name.en,
                is.en,
                was.en,
                named("better", false),
                named("worse", false)
            ),
        ),
        before: was,
        now: is,
        rows,
        deducted,
    })
}

fn change_row(
    label: Text,
    unit: &str,
    (before, now): (Option<Amount>, Option<Amount>),
    decimals: u32,
    more_is_better: bool,
) -> ChangeRow {
    let difference = before.zip(now).map(|(before, now)| {
        let mut sum = ExactSum::default();
        sum.add(now);
        let (digits, places) = before.parts();
        sum.add(Amount::decimal(-digits, places));
        sum.total().round(decimals)
    });
    let direction = match difference {
        None => "",
        Some(difference) if difference == Amount::ZERO => "same",
        Some(difference) if difference.is_negative() != more_is_better => "better",
        Some(_) => "worse",
    };
    ChangeRow {
        label,
        unit: unit.to_owned(),
        before: fixed(before, decimals),
        now: fixed(now, decimals),
        difference: fixed(difference, decimals),
        percent: if more_is_better {
            String::new()
        } else {
            fixed(before.zip(now).and_then(|(before, now)| change(now, before)), 1)
        },
        direction: direction.to_owned(),
    }
}
