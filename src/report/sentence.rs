//! Findings: one sentence that says what the data say, made from the numbers.

use crate::air::Pollutant;
use crate::air::goodday::GoodDays;
use crate::assess::{AirTotals, Assessment, WaterTotals};
use crate::calendar::Month;
use crate::grade::Class;
use crate::observation::SiteId;
use crate::trace::Recorder;
use crate::water::region::{self, Denominator};
use crate::words::Text;

/// `338 个优良日，占 363 个有效日的 93.1%`.
fn good_days(good: &GoodDays, unit: (&str, &str)) -> Option<Text> {
    let ratio = good.ratio()?;
    let (good, valid) = (good.good, good.valid);
    Some(Text::new(
        format!("优良 {good} {zh}，占 {valid} 个有效{zh}的 {ratio:.1}%", zh = unit.0),
        format!("{good} of {valid} valid {en} are good or excellent, {ratio:.1} %", en = unit.1),
    ))
}

/// `；超标的 25 天中 21 天的首要污染物是 PM10`.
fn worst_pollutant(by_pollutant: &[u32; 6], polluted: u32, unit: (&str, &str)) -> Text {
    let most = Pollutant::ALL.into_iter().zip(by_pollutant).max_by_key(|(_, count)| **count);
    match most.filter(|(_, count)| **count > 0) {
        Some((pollutant, count)) => Text::new(
            format!("；超过 100 的 {polluted} {}中，{count} {}首要污染物是 {}", unit.0, unit.0, pollutant.symbol()),
            format!("; of the {polluted} {} above 100, {count} are led by {}", unit.1, pollutant.symbol()),
        ),
        None => Text::default(),
    }
}

/// What the air of all sites was like.
#[must_use]
pub fn air_finding(assessment: &Assessment, totals: &AirTotals) -> Text {
    let sites = totals.sites.len();
    let unit = if sites == 1 { ("天", "days") } else { ("站日", "site-days") };
    let place = match totals.sites.as_slice() {
        [only] => {
            let name = assessment.sites().get(only.site).label();
            Text::new(format!("{name}："), format!("{name}: "))
        }
        _ => Text::new(format!("{sites} 个点位："), format!("{sites} sites: ")),
    };
    let Some(mut finding) = good_days(&totals.good, unit) else {
        let hours = assessment.hours_len();
        if hours > 0 {
            let good = (0..hours).filter_map(|n| assessment.hour(n)?.index.highest).filter(|aqi| *aqi <= 100).count();
            return Text::new(
                format!(
                    "{}{hours} 个小时值中 {good} 个 AQI 不大于 100；小时数不足，不能计算日 AQI，以下为小时 AQI。",
                    place.zh
                ),
                format!(
                    "{}{good} of {hours} hourly AQIs are up to 100; the hours are too few for a daily AQI, so hours are shown.",
                    place.en
                ),
            );
        }
        let days: u32 = totals.sites.iter().map(|site| site.days).sum();
        return Text::new(
            format!("{}{days} {}都没有有效的 AQI。", place.zh, unit.0),
            format!("{}none of {days} {} has a valid AQI.", place.en, unit.1),
        );
    };
    let polluted = totals.good.valid - totals.good.good;
    let worst = worst_pollutant(&totals.primary_when_polluted, polluted, unit);
    finding.zh = format!("{}{}{}。", place.zh, finding.zh, worst.zh);
    finding.en = format!("{}{}{}.", place.en, finding.en, worst.en);
    finding
}

/// What the air of one site was like in one year.
#[must_use]
pub fn calendar_finding(assessment: &Assessment, site: SiteId, year: i32) -> Text {
    let mut good = GoodDays::default();
    let mut by_pollutant = [0_u32; 6];
    let mut months = [0_u32; 12];
    let mut days = 0;
    for day in assessment.air_days_in(site, year).filter_map(|number| assessment.air_day(number)) {
        days += 1;
        good.add(&day.index);
        if day.index.aqi.is_ok_and(|aqi| aqi > 100) {
            months[usize::from(day.date.month()) - 1] += 1;
            for pollutant in day.index.primary.iter() {
                by_pollutant[pollutant as usize] += 1;
            }
        }
    }
    let unit = ("天", "days");
    let Some(mut finding) = good_days(&good, unit) else {
        return Text::new(
            format!("{year} 年有数据的 {days} 天都没有有效的 AQI。"),
            format!("None of the {days} days with data in {year} has a valid AQI."),
        );
    };
    let polluted = good.valid - good.good;
    let worst = worst_pollutant(&by_pollutant, polluted, unit);
    finding.zh.push_str(&worst.zh);
    finding.en.push_str(&worst.en);
    if let Some((from, to)) = crowded(&months) {
        finding.zh.push_str(&format!("，集中在 {}", span(from, to, "月")));
        finding.en.push_str(&format!(", mostly in {}", span_en(from, to)));
    }
    let dropped = days - good.valid;
    if dropped > 0 {
        finding.zh.push_str(&format!("；另有 {dropped} 天无有效 AQI"));
        finding.en.push_str(&format!("; {dropped} more days have no valid AQI"));
    }
    finding.zh.push('。');
    finding.en.push('.');
    finding
}

/// The shortest run of at most three months that holds four fifths of five or more days.
fn crowded(months: &[u32; 12]) -> Option<(usize, usize)> {
    let all: u32 = months.iter().sum();
    if all < 5 {
        return None;
    }
    for length in 1..=3 {
        for from in 0..=12 - length {
            if months[from..from + length].iter().sum::<u32>() * 5 >= all * 4 {
                return Some((from + 1, from + length));
            }
        }
    }
    None
}

fn span(from: usize, to: usize, unit: &str) -> String {
    if from == to { format!("{from} {unit}") } else { format!("{from}—{to} {unit}") }
}

fn span_en(from: usize, to: usize) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    if from == to { NAMES[from - 1].to_owned() } else { format!("{} to {}", NAMES[from - 1], NAMES[to - 1]) }
}

/// What the water of all sections was like.
#[must_use]
pub fn water_finding(assessment: &Assessment, totals: &WaterTotals) -> Text {
    let sections = totals.sections.len();
    let graded = totals.shares.count();
    let (Some(good), Some(worst)) = (totals.shares.share_good(), totals.shares.share(Class::WorseThanV)) else {
        return Text::new(
            format!("{sections} 个断面的 {} 个结果都无法评价。", assessment.water_len()),
            format!("None of {} results at {sections} sections can be graded.", assessment.water_len()),
        );
    };
    // One result a section: its sections are counted, otherwise results.
    let single = assessment.water_len() == sections;
    let (zh, en) = if single {
        (format!("{graded} 个断面"), format!("Of {graded} sections"))
    } else if assessment.only_months() {
        (
            format!("{sections} 个断面的 {graded} 个月均值"),
            format!("Of {graded} means of months at {sections} sections"),
        )
    } else {
        (format!("{sections} 个断面的 {graded} 个结果"), format!("Of {graded} results at {sections} sections"))
    };
    let mut finding = Text::new(
        format!("{zh}中，Ⅰ—Ⅲ类 {} 个，占 {good:.1}%；劣Ⅴ类占 {worst:.1}%", totals.shares.good()),
        format!("{en}, {} are class I to III, {good:.1} %; {worst:.1} % are worse than V", totals.shares.good()),
    );
    let main = region::main_pollutants(&totals.shares, Denominator::AllSections, &mut Recorder::off());
    if !main.is_empty() {
        let text = region::text(&main);
        finding.zh.push_str(&format!("；主要污染指标为{}", text.zh));
        finding.en.push_str(&format!("; main pollutants: {}", text.en));
    }
    if totals.with_target > 0 {
        finding.zh.push_str(&format!("；有目标的 {} 个中 {} 个达标", totals.with_target, totals.on_target));
        finding.en.push_str(&format!("; {} of {} with a target attain it", totals.on_target, totals.with_target));
    }
    finding.zh.push('。');
    finding.en.push('.');
    finding
}

/// What the months of all sections were like.
#[must_use]
pub fn matrix_finding(assessment: &Assessment) -> Text {
    let mut classes = [0_u32; 6];
    let mut worst: Option<(Class, SiteId, Month)> = None;
    for month in (0..assessment.months_len()).filter_map(|number| assessment.month(number)) {
        let Some(class) = month.judged.grade.class else { continue };
        classes[usize::from(class.number()) - 1] += 1;
        if worst.is_none_or(|(other, ..)| class > other) {
            worst = Some((class, month.site, month.month));
        }
    }
    let all: u32 = classes.iter().sum();
    let Some((class, site, month)) = worst else {
        return Text::new("没有可以评价的月份。", "No month can be graded.");
    };
    let good: u32 = classes[..3].iter().sum();
    let name = assessment.sites().get(site).label();
    let (zh, en) = (class.words().zh, class.words().en);
    let count = classes[usize::from(class.number()) - 1];
    if good == all {
        return Text::new(
            format!("{all} 个断面月全部为Ⅰ—Ⅲ类，最差为{zh}类（{count} 个）。"),
            format!("All {all} section-months are class I to III; the worst is {en} ({count})."),
        );
    }
    Text::new(
        format!("{all} 个断面月中 {good} 个为Ⅰ—Ⅲ类；最差为{zh}类（{count} 个），如 {name} {month}。"),
        format!(
            "{good} of {all} section-months are class I to III; the worst is {en} ({count}), for example {name} {month}."
        ),
    )
}
