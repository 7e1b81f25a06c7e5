//! The European air quality index of an hour.

use crate::air::{Pollutant, Pollutants};
use crate::quantity::Amount;
use crate::standard::european_aqi::{Band, CLAUSE, band};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// The index of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EuropeanIndex {
    /// The band of each pollutant in the order of [`Pollutant::ALL`]; CO is not in the index.
    pub bands: [Option<Band>; 6],
    /// The worst band; `None` without any value.
    pub index: Option<Band>,
    /// The pollutants in the worst band.
    pub worst: Pollutants,
}

/// The index: the worst band of the hourly means, in µg/m³ and the order of [`Pollutant::ALL`]. All pollutants are taken
/// by the hour; values below zero count as missing.
///
/// The index says nothing about how many pollutants it stands on; which of them a station has to measure is not judged.
///
/// ```
/// use envgrade::air::profiles::european_aqi::grade;
/// use envgrade::quantity::Amount;
/// use envgrade::standard::european_aqi::Band;
/// use envgrade::trace::Off;
/// let hour = [Some(10), Some(101), None, Some(100), Some(120), Some(51)].map(|value| value.map(Amount::whole));
/// let index = grade(&hour, &mut Off);
/// assert_eq!(index.index, Some(Band::VeryPoor));
/// assert_eq!(index.worst.to_string(), "NO2");
/// ```
pub fn grade(hour: &[Option<Amount>; 6], trace: &mut impl Trace) -> EuropeanIndex {
    let bands = Pollutant::ALL.map(|pollutant| band(pollutant.parameter(), hour[pollutant as usize]?));
    let index = bands.iter().flatten().max().copied();
    let worst = Pollutant::ALL.into_iter().filter(|&p| index.is_some() && bands[p as usize] == index).collect();
    let result = EuropeanIndex { bands, index, worst };
    trace.step(|| {
        let told = |words: fn(Words) -> &'static str| -> String {
            let each = Pollutant::ALL.into_iter().zip(bands).filter_map(|(p, band)| Some((p, band?)));
            let each: Vec<String> = each.map(|(p, band)| format!("{} {}", p.symbol(), words(band.words()))).collect();
            match index {
                Some(index) => format!("{}: {}", words(index.words()), each.join(", ")),
                None => String::new(),
            }
        };
        let values = Pollutant::ALL.into_iter().zip(hour).filter(|(p, _)| bands[*p as usize].is_some());
        let values = values.filter_map(|(p, value)| Some(format!("{} {}", p.symbol(), (*value)?)));
        Step {
            label: Words::new("欧洲空气质量指数", "European air quality index"),
            formula: values.collect::<Vec<_>>().join("; "),
            zh: told(|words| words.zh),
            en: told(|words| words.en),
            clause: CLAUSE,
        }
    });
    result
}
