//! The composite index (环境空气质量综合指数) of the ministry's city rankings (环办监测〔2018〕19号), and beside it the
//! index of HJ 663-2013 annex C, which is another thing.

use super::daily::day_limit;
use super::period::{Decimals, Statistic};
use super::{Pollutant, Pollutants};
use crate::edition::AirLimits;
use crate::quantity::{Amount, ExactSum};
use crate::standard::gb3095::{self, Grade, Period};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// A composite index; larger is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Composite {
    /// The single indices, two decimals, in the order of [`Pollutant::ALL`].
    pub single: [Option<Amount>; 6],
    /// Their sum; `None` when one is missing.
    pub sum: Option<Amount>,
    /// The pollutants with the largest single index.
    pub main: Pollutants,
}

/// What a concentration is divided by in the ranking: the annual limit of grade 2, of CO and O3 that of the daily value.
#[must_use]
pub fn ranking_standard(limits: AirLimits, pollutant: Pollutant) -> Option<Amount> {
    gb3095::limit(limits, pollutant.parameter(), Period::Year, Grade::Two)
        .or_else(|| day_limit(limits, pollutant, Grade::Two))
}

/// The composite index of the rankings: the sum of `C ÷ S` over the six pollutants, each rounded half to even to two
/// decimals **before** the sum. `C` are the means of the period, of CO the 95th and of O3 the 90th percentile.
///
/// The standards `S` do not depend on the length of the period. Which ones hold after 2026-03-01 is not documented, so
/// the edition is the caller's choice.
///
/// ```
/// use envgrade::air::composite::composite;
/// use envgrade::edition::AirLimits;
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// // SO2, NO2, CO, O3, PM10, PM2.5
/// let city = ["16", "44", "1.2", "80", "89", "42"].map(|text| text.parse().ok());
/// let index = composite(&city, AirLimits::Gb3095V2012, &mut Off);
/// assert_eq!(index.sum, Some(Amount::decimal(464, 2)));
/// assert_eq!(index.main.to_string(), "PM10");
/// ```
pub fn composite(concentrations: &[Option<Amount>; 6], limits: AirLimits, trace: &mut impl Trace) -> Composite {
    let single = Pollutant::ALL.map(|pollutant| {
        let standard = ranking_standard(limits, pollutant)?;
        ratio(concentrations[pollutant as usize]?, standard)
    });
    let index = summed(single);
    trace.step(|| {
        let terms: Vec<String> = Pollutant::ALL
            .into_iter()
            .filter_map(|pollutant| {
                let (c, s) = (concentrations[pollutant as usize]?, ranking_standard(limits, pollutant)?);
                Some(format!("{} {c} ÷ {s} → {:.2}", pollutant.symbol(), single[pollutant as usize]?))
            })
            .collect();
        step(Words::new("综合指数", "Composite index"), terms, &index, "环办监测〔2018〕19号")
    });
    index
}

/// The index of HJ 663-2013 annex C (informative): the single index is the larger of annual mean ÷ annual limit and
/// percentile ÷ daily limit. Not the index of the rankings.
pub fn annex_c(statistics: &[Statistic; 6], limits: AirLimits, trace: &mut impl Trace) -> Composite {
    let ratios = |pollutant: Pollutant| {
        let statistic = &statistics[pollutant as usize];
        let judged = move |exact: Amount| exact.round(Decimals::Judgement.of(pollutant));
        let annual = gb3095::limit(limits, pollutant.parameter(), Period::Year, Grade::Two);
        let day = day_limit(limits, pollutant, Grade::Two);
        [(statistic.mean, annual), (statistic.percentile, day)]
            .into_iter()
            .filter_map(move |(value, limit)| Some((judged(value?), limit?)))
    };
    let single =
        Pollutant::ALL.map(|pollutant| ratios(pollutant).filter_map(|(value, limit)| ratio(value, limit)).max());
    let index = summed(single);
    trace.step(|| {
        let terms: Vec<String> = Pollutant::ALL
            .into_iter()
            .filter_map(|pollutant| {
                let parts: Vec<String> = ratios(pollutant).map(|(c, s)| format!("{c} ÷ {s}")).collect();
                Some(format!("{} max({}) → {:.2}", pollutant.symbol(), parts.join(", "), single[pollutant as usize]?))
            })
            .collect();
        step(
            Words::new("综合指数（HJ 663-2013 附录C）", "Index of HJ 663-2013 annex C"),
            terms,
            &index,
            "HJ 663-2013 附录C",
        )
    });
    index
}

/// `C ÷ S`, two decimals, half to even from the exact quotient.
fn ratio(concentration: Amount, standard: Amount) -> Option<Amount> {
    let mut sum = ExactSum::default();
    sum.add(concentration.excess_over(standard, 2)?);
    sum.add(Amount::whole(1));
    Some(sum.total().round(2))
}

fn summed(single: [Option<Amount>; 6]) -> Composite {
    let mut sum = ExactSum::default();
    single.iter().flatten().for_each(|&index| sum.add(index));
    let most = single.iter().flatten().max().copied();
    let main =
        Pollutant::ALL.into_iter().filter(|pollutant| single[*pollutant as usize].is_some_and(|i| Some(i) == most));
    Composite { single, sum: (sum.count() == 6).then(|| sum.total().round(2)), main: main.collect() }
}

fn step(label: Words, terms: Vec<String>, index: &Composite, clause: &'static str) -> Step {
    let sum: Vec<String> = index.single.iter().flatten().map(|single| format!("{single:.2}")).collect();
    let main = (index.main.join("、"), index.main.join(", "));
    let (zh, en) = match index.sum {
        Some(_) => (format!("主要污染物 {}", main.0), format!("main pollutant {}", main.1)),
        None => (
            "六项污染物不全，没有综合指数".to_owned(),
            "not all six pollutants are there, so there is no composite index".to_owned(),
        ),
    };
    let mut formula = terms.join("; ");
    if let Some(total) = index.sum {
        formula.push_str(&format!("; {} = {total:.2}", sum.join(" + ")));
    }
    Step { label, formula, zh, en, clause }
}

/// The change against the same period a year before, `(now − before) ÷ before`, in per cent with one decimal; below zero
/// is better.
///
/// ```
/// use envgrade::air::composite::change;
/// use envgrade::quantity::Amount;
/// assert_eq!(change(Amount::decimal(464, 2), Amount::decimal(490, 2)), Some(Amount::decimal(-53, 1)));
/// ```
#[must_use]
pub fn change(now: Amount, before: Amount) -> Option<Amount> {
    now.excess_over(before, 3)?.shift(2)
}
