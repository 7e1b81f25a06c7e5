//! Names of places, periods and editions, and findings.

use crate::air::Pollutants;
use crate::assess::{Evaluated, Evaluation, Judgement, Level, Numbers, Part};
use crate::calendar::Span;
use crate::edition::{AirEdition, EditionChoice};
use crate::grade::Verdict;
use crate::quantity::Amount;
use crate::standard::hj663::YEAR_ITEMS;
use crate::words::Text;

/// The name of a place; all cities together are called so.
pub(super) fn place(evaluation: &Evaluation, place: usize) -> Text {
    match (evaluation.name(place), evaluation.plan().level) {
        ("", Level::Region) => Text::new("全部城市", "All cities"),
        (name, _) => Text::same(name),
    }
}

/// The name of a stretch.
pub(in crate::report) fn span(span: Span) -> Text {
    const SEASONS: [(&str, &str); 4] = [("春季", "spring"), ("夏季", "summer"), ("秋季", "autumn"), ("冬季", "winter")];
    match span {
        Span::Year(year) => Text::new(format!("{year} 年"), format!("{year}")),
        Span::HalfYear(year, 1) => Text::new(format!("{year} 年上半年"), format!("first half of {year}")),
        Span::HalfYear(year, _) => Text::new(format!("{year} 年下半年"), format!("second half of {year}")),
        Span::Quarter(year, quarter) => Text::new(format!("{year} 年第 {quarter} 季度"), format!("{year} Q{quarter}")),
        Span::Season(year, season) => {
            let (zh, en) = SEASONS[usize::from(season).clamp(1, 4) - 1];
            Text::new(format!("{year} 年{zh}"), format!("{en} {year}"))
        }
        Span::Month(month) => Text::new(format!("{} 年 {} 月", month.year, month.month), month.to_string()),
        Span::Days(first, last) if first == last => Text::same(first.to_string()),
        Span::Days(first, last) => Text::new(format!("{first} 至 {last}"), format!("{first} to {last}")),
    }
}

/// Limits and index.
pub(super) fn edition(edition: AirEdition) -> Text {
    let (limits, index) = (edition.limits.words(), edition.index.name());
    Text::new(format!("{}、{index}", limits.zh), format!("{}, {index}", limits.en))
}

/// The name of a choice of edition.
#[must_use]
pub fn choice(choice: EditionChoice) -> Text {
    match choice {
        EditionChoice::ByDate => Text::new("当时有效的标准", "as at the time"),
        EditionChoice::V2012 => Text::new("全部按 2012 版", "all by the standards of 2012"),
        EditionChoice::V2026Transition => Text::new("全部按 2026 版过渡阶段", "all by 2026, transition limits"),
        EditionChoice::V2026Final => {
            Text::new("全部按 2026 版最终限值（2031 年起）", "all by 2026, final limits (from 2031)")
        }
    }
}

/// The period of a result: the part of it that it is about.
pub(super) fn part(part: &Part) -> Text {
    if part.span == part.days {
        return span(part.span);
    }
    let (whole, days) = (span(part.span), span(part.days));
    Text::new(format!("{}（{}）", whole.zh, days.zh), format!("{} ({})", whole.en, days.en))
}

fn list(pollutants: Pollutants, numbers: &Numbers) -> Text {
    let Some(year) = &numbers.year else { return Text::default() };
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for pollutant in pollutants.iter() {
        let item = &year.items[pollutant as usize];
        let times = |held: Option<crate::air::period::Held>| held.and_then(|held| held.multiple);
        let percent = YEAR_ITEMS[pollutant as usize].percentile;
        let symbol = pollutant.symbol();
        let say = |what: Option<Amount>, zh: &str, en: &str| {
            what.map(|times| (format!("{zh}超标 {times:.2} 倍"), format!("{en} {times:.2} times over")))
        };
        let parts: Vec<(String, String)> = [
            say(times(item.mean), "均值", "mean"),
            say(times(item.percentile), &format!("P{percent} "), &format!("P{percent}")),
        ]
        .into_iter()
        .flatten()
        .collect();
        let join = |parts: Vec<&str>, separator: &str| parts.join(separator);
        zh.push(format!("{symbol}（{}）", join(parts.iter().map(|part| part.0.as_str()).collect(), "、")));
        en.push(format!("{symbol} ({})", join(parts.iter().map(|part| part.1.as_str()).collect(), ", ")));
    }
    Text::new(zh.join("、"), en.join(", "))
}

/// What a result says, in one sentence.
#[must_use]
pub fn result_finding(evaluation: &Evaluation, result: &Evaluated) -> Text {
    let (place, period) = (place(evaluation, result.place), part(&result.part));
    let limits = result.part.edition.limits.words();
    let mut zh = format!("{} {}", place.zh, period.zh);
    let mut en = format!("{}, {}", place.en, period.en);
    match (result.judgement, &result.plain.year) {
        (Judgement::Year(verdict), Some(year)) => {
            let grade = year.grade.words();
            zh.push_str(&format!("按 {} {}年评价", limits.zh, grade.zh));
            en.push_str(&format!(" by {} {}", limits.en, grade.en));
            match (verdict, result.cities) {
                (_, Some(cities)) => {
                    zh.push_str(&format!("：{} 个城市中 {} 个达标", cities.cities, cities.attaining));
                    en.push_str(&format!(": {} of {} cities attain", cities.attaining, cities.cities));
                }
                (Verdict::Attained, None) => {
                    zh.push_str("达标");
                    en.push_str(": attained");
                }
                (Verdict::Exceeded, None) => {
                    let over = list(year.over, &result.plain);
                    zh.push_str(&format!("超标：{}", over.zh));
                    en.push_str(&format!(": exceeded by {}", over.en));
                }
                (Verdict::NotAssessable, None) => {
                    zh.push_str(&format!("无法评价：{} 的有效天数不足", year.not_assessable.join("、")));
                    en.push_str(&format!(": not assessable, too few days of {}", year.not_assessable.join(", ")));
                }
            }
        }
        (Judgement::TwoEditions, _) => {
            zh.push_str("：全年跨越两版标准，不下年评价结论");
            en.push_str(": the year spans two editions, no annual verdict");
        }
        _ => {}
    }
    if let Some(ratio) = result.plain.good_ratio {
        let good = &result.plain.good;
        zh.push_str(&format!("；优良天数比例 {ratio:.1}%（{}/{} 天）", good.good, good.valid));
        en.push_str(&format!("; good days {ratio:.1} % ({}/{})", good.good, good.valid));
        if let Some(deducted) = &result.deducted
            && let Some(ratio) = deducted.good_ratio
        {
            let good = &deducted.good;
            zh.push_str(&format!("，扣除沙尘后 {ratio:.1}%（{}/{} 天）", good.good, good.valid));
            en.push_str(&format!(", with dust deducted {ratio:.1} % ({}/{})", good.good, good.valid));
        }
    }
    zh.push('。');
    en.push('.');
    Text { zh, en }
}
