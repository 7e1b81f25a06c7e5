//! `envgrade hours` and `dust-hours`.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use super::arguments::{Lang, Request};
use super::assess::told;
use super::{Read, read, written};
use envgrade::air::dust_hours::DustRule;
use envgrade::air::realtime::HourRule;
use envgrade::assess::Assessment;
use envgrade::calendar::Hour;
use envgrade::observation::SiteId;
use envgrade::report;

/// The files read with every hour kept.
fn kept(request: &Request) -> Read {
    let mut request = request.clone();
    request.plan.keep_hours = true;
    read(&request)
}

/// The sites that were asked for and have hours, with their names.
fn sites<'a>(
    assessment: &'a Assessment,
    request: &'a Request,
) -> impl Iterator<Item = (SiteId, String, Hour, Hour)> + 'a {
    assessment.sites().iter().filter_map(move |(id, site)| {
        let (first, last) = assessment.hours_of(id)?;
        let label = site.label();
        let asked = request.site.as_ref().is_none_or(|name| *name == label || *name == site.code || *name == site.name);
        asked.then_some((id, label.replace(',', " "), first, last))
    })
}

pub fn hours(request: &Request) -> Result<ExitCode, String> {
    let rule = match &request.rule {
        None => HourRule::Text,
        Some(key) => HourRule::from_key(key)
            .ok_or_else(|| format!("--rule {key}: expected text, platform-station or platform-city"))?,
    };
    let Read { assessment, unreadable, .. } = kept(request);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut result = writeln!(
        out,
        "site,hour,edition,aqi,category,primary,missing,iaqi_so2,iaqi_no2,iaqi_co,iaqi_o3,iaqi_pm10,iaqi_pm25"
    );
    for (site, name, first, last) in sites(&assessment, request) {
        let mut hour = first;
        while hour <= last && result.is_ok() {
            if let Some(index) = report::real_time(&assessment, site, hour, rule) {
                let edition = assessment.plan().edition.air(hour.date).index.name();
                let category =
                    index.category().map_or("", |c| if request.lang == Lang::Zh { c.words().zh } else { c.words().en });
                let iaqi: Vec<String> =
                    index.iaqi.iter().map(|iaqi| iaqi.map(|iaqi| iaqi.to_string()).unwrap_or_default()).collect();
                result = writeln!(
                    out,
                    "{name},{}T{:02}:00,{edition},{},{category},{},{},{}",
                    hour.date,
                    hour.label,
                    index.aqi.map(|aqi| aqi.to_string()).unwrap_or_default(),
                    index.primary.join(" "),
                    index.missing.join(" "),
                    iaqi.join(",")
                );
                if request.explain
                    && let Some(explanation) = report::explain_real_time(&assessment, site, hour, rule)
                {
                    result = result.and_then(|()| out.write_all(told(&explanation, request.lang).as_bytes()));
                }
            }
            hour = hour.plus_hours(1);
        }
    }
    written(result.and_then(|()| out.flush()), unreadable)
}

pub fn dust_hours(request: &Request) -> Result<ExitCode, String> {
    let Read { assessment, unreadable, .. } = kept(request);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut result = writeln!(out, "place,start,end,first_day,last_day,pm10_before,pm10_highest,pm10_back");
    for (site, name, ..) in sites(&assessment, request) {
        for found in assessment.dust_suggestions(site, DustRule::default(), &mut envgrade::trace::Off) {
            let (first, last) = found.days();
            let hour = |hour: Hour| format!("{}T{:02}:00", hour.date, hour.label);
            result = result.and_then(|()| {
                writeln!(
                    out,
                    "{name},{},{},{first},{last},{},{},{}",
                    hour(found.first),
                    hour(found.last),
                    found.before,
                    found.highest,
                    found.back.map(hour).unwrap_or_default()
                )
            });
            if request.explain
                && let Some(explanation) = report::explain_dust_hours(&assessment, site)
            {
                result = result.and_then(|()| out.write_all(told(&explanation, request.lang).as_bytes()));
            }
        }
    }
    eprintln!(
        "{}",
        if request.lang == Lang::Zh {
            "以上仅为按 PM10 小时值给出的提示；沙尘时段由国家总站认定（环办监测〔2016〕120号）。可核对后用 --dust 或沙尘时段表扣除。"
        } else {
            "These are suggestions by the hours of PM10; dust periods are decided by the national centre. Once checked, deduct \
             them with --dust or a table of dust periods."
        }
    );
    written(result.and_then(|()| out.flush()), unreadable)
}
