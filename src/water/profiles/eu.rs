//! Status of surface water by the Water Framework Directive: one out, all out; and chemical status with its treatment of
//! values below the limit of quantification. Known from practice, not read in a print; the lists of substances and their
//! standards are the user's.

use crate::quantity::{Amount, ExactSum, Reading};
use crate::standard::eu_water::{CLAUSE, CLAUSE_QUANTIFICATION, ChemicalStatus, Status};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// Ecological status: the worst of the biological elements; physico-chemical elements can lower it to moderate at most.
/// `None` without a biological element.
///
/// ```
/// use envgrade::standard::eu_water::Status::{Bad, Good, High, Moderate, Poor};
/// use envgrade::trace::Off;
/// use envgrade::water::profiles::eu::ecological;
/// assert_eq!(ecological(&[High, Good], &[Bad], &mut Off), Some(Moderate));
/// assert_eq!(ecological(&[Poor], &[High], &mut Off), Some(Poor));
/// ```
pub fn ecological(biological: &[Status], physico_chemical: &[Status], trace: &mut impl Trace) -> Option<Status> {
    let worst = biological.iter().max().copied()?;
    let lowered = physico_chemical.iter().max().map_or(Status::High, |&status| status.min(Status::Moderate));
    let status = worst.max(lowered);
    trace.step(|| {
        let (words, colour) = (status.words(), status.colour());
        Step {
            label: Words::new("生态状况", "Ecological status"),
            formula: format!("max({}, {})", worst.words().en, lowered.words().en),
            zh: format!("{}（{}色）；最差的生物要素决定，理化要素最多降到中等", words.zh, colour.zh),
            en: format!(
                "{} ({}); the worst biological element decides, physico-chemical ones lower it to moderate at most",
                words.en, colour.en
            ),
            clause: CLAUSE,
        }
    });
    Some(status)
}

/// The annual mean of a substance: half the limit of quantification stands for what is below it, and a mean below the
/// (highest) limit is reported as "less than" it. `None` without readings.
///
/// ```
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::water::profiles::eu::annual_mean;
/// let (below, value) = (Reading::Below(Amount::decimal(2, 2)), Reading::Value(Amount::decimal(24, 3)));
/// assert_eq!(annual_mean(&[below, value]), Some(Reading::Below(Amount::decimal(2, 2)))); // 0.017 < 0.02
/// assert_eq!(annual_mean(&[value, value]), Some(value));
/// ```
#[must_use]
pub fn annual_mean(readings: &[Reading]) -> Option<Reading> {
    let (mut sum, mut highest) = (ExactSum::default(), None);
    for reading in readings {
        if let Reading::Below(limit) = *reading {
            highest = Some(highest.map_or(limit, |highest: Amount| highest.max(limit)));
        }
        if let Some(number) = reading.number() {
            sum.add(number);
        }
    }
    let mean = sum.exact_mean()?;
    Some(match highest {
        Some(limit) if mean < limit => Reading::Below(limit),
        _ => Reading::Value(mean),
    })
}

/// The sum of a group of substances, such as isomers, in one sample: what is below the limit of quantification counts as
/// zero. `None` without readings.
#[must_use]
pub fn group_sum(readings: &[Reading]) -> Option<Amount> {
    let mut sum = ExactSum::default();
    for reading in readings {
        match *reading {
            Reading::Value(value) | Reading::Above(value) => sum.add(value),
            Reading::Below(_) | Reading::NotDetected => sum.add(Amount::ZERO),
            Reading::Missing(_) => {}
        }
    }
    (sum.count() > 0).then(|| sum.total())
}

/// The standards of a substance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standards {
    /// AA-EQS, for the annual mean.
    pub annual: Option<Amount>,
    /// MAC-EQS, for every value.
    pub maximum: Option<Amount>,
}

/// Chemical status of one substance over a year: the annual mean must not be above the AA-EQS, no value above the MAC-EQS.
/// `None` without readings or without a standard, and when the limit of quantification is above the AA-EQS and the mean
/// below that limit, so that nothing can be said (2009/90/EC art. 5).
pub fn chemical(readings: &[Reading], standards: Standards, trace: &mut impl Trace) -> Option<ChemicalStatus> {
    let mean = annual_mean(readings)?;
    let most = readings.iter().filter_map(|reading| match reading {
        Reading::Value(value) | Reading::Above(value) => Some(*value),
        _ => None,
    });
    let most = most.max();
    let by_mean = standards.annual.map(|limit| match mean {
        Reading::Below(quantified) => (quantified <= limit).then_some(true),
        mean => mean.number().map(|mean| mean <= limit),
    });
    let by_maximum = standards.maximum.map(|limit| most.is_none_or(|most| most <= limit));
    let status = match (by_mean, by_maximum) {
        (Some(Some(false)), _) | (_, Some(false)) => ChemicalStatus::Failing,
        (Some(None), _) | (None, None) => return None,
        _ => ChemicalStatus::Good,
    };
    trace.step(|| {
        let shown = match mean {
            Reading::Below(limit) => format!("< {limit}"),
            mean => mean.number().map(|mean| mean.nearly(6)).unwrap_or_default(),
        };
        let against = |limit: Option<Amount>| limit.map_or("–".to_owned(), |limit| limit.to_string());
        let most = most.map_or("–".to_owned(), |most| most.to_string());
        let words = status.words();
        Step {
            label: Words::new("化学状况", "Chemical status"),
            formula: format!("AA {shown} / {}; MAC {most} / {}", against(standards.annual), against(standards.maximum)),
            zh: format!("{}（{}色）；低于定量限按其一半计", words.zh, status.colour().zh),
            en: format!("{} ({}); half the limit of quantification where below", words.en, status.colour().en),
            clause: CLAUSE_QUANTIFICATION,
        }
    });
    Some(status)
}
