//! One reading held against one limit.

use crate::grade::Verdict;
use crate::quantity::{Amount, Reading, Unit};
use crate::standard::Bound;

/// What holding a reading against a limit gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// What was compared: the value, half the detection limit, or the number behind `>`. `None` for "not detected"
    /// without a detection limit.
    pub compared: Option<Amount>,
    /// Attained or exceeded.
    pub verdict: Verdict,
    /// Whether the reading shows the verdict, wherever the true value lies below the detection limit or above the range
    /// of the method.
    pub proven: bool,
}

/// Holds a reading against a limit; `None` without a reading, and for "not detected" against a range.
pub(super) fn hold(reading: Reading, bound: Bound) -> Option<Held> {
    let compare = |value: Amount| if bound.met_by(value) { Verdict::Attained } else { Verdict::Exceeded };
    let held = |value: Amount, proven: bool| Some(Held { compared: Some(value), verdict: compare(value), proven });
    match reading {
        Reading::Value(value) => held(value, true),
        // The true value is somewhere from zero to the detection limit.
        Reading::Below(limit) => {
            let everywhere = match bound {
                Bound::AtMost(highest) => limit <= highest,
                Bound::AtLeast(lowest) | Bound::Within(lowest, _) => limit <= lowest,
            };
            held(limit.half(), everywhere)
        }
        // The true value is somewhere above.
        Reading::Above(value) => {
            let everywhere = match bound {
                Bound::AtMost(highest) | Bound::Within(_, highest) => value > highest,
                Bound::AtLeast(lowest) => value >= lowest,
            };
            held(value, everywhere)
        }
        Reading::NotDetected => {
            let verdict = match bound {
                Bound::AtMost(_) => Verdict::Attained,
                Bound::AtLeast(_) => Verdict::Exceeded,
                Bound::Within(..) => return None,
            };
            Some(Held { compared: None, verdict, proven: false })
        }
        Reading::Missing(_) => None,
    }
}

/// `Fe: 0.35 mg/L > 0.3`, with the numbers in the unit of the limit.
pub(super) fn formula(symbol: &str, reading: Reading, held: &Held, bound: Bound, from: Unit, unit: Unit) -> String {
    let shown = |value: Amount| in_unit(value, from, unit).nearly(9);
    let taken = match reading {
        Reading::Below(limit) => format!("{} ÷ 2 = {}", shown(limit), shown(limit.half())),
        Reading::Above(value) => format!("(> {})", shown(value)),
        Reading::Value(value) => shown(value),
        Reading::NotDetected | Reading::Missing(_) => "ND".to_owned(),
    };
    let attained = held.verdict == Verdict::Attained;
    let sign = match (bound, attained) {
        _ if held.compared.is_none() => return format!("{symbol}: {taken}"),
        (Bound::AtMost(limit), true) => format!("≤ {limit}"),
        (Bound::AtMost(limit), false) => format!("> {limit}"),
        (Bound::AtLeast(limit), true) => format!("≥ {limit}"),
        (Bound::AtLeast(limit), false) => format!("< {limit}"),
        (Bound::Within(low, high), true) => format!("∈ {low}~{high}"),
        (Bound::Within(low, high), false) => format!("∉ {low}~{high}"),
    };
    format!("{symbol}: {taken} {sign} {}", unit.name()).trim_end().to_owned()
}

/// A value in another unit of the same dimension.
fn in_unit(value: Amount, from: Unit, unit: Unit) -> Amount {
    from.convert(value, unit).unwrap_or(value)
}

/// What is said beside a reading that is not a plain value.
pub(super) fn remarks(reading: Reading, proven: bool) -> (String, String) {
    let (zh, en) = match reading {
        Reading::Below(_) => ("；低于检出限", "; below detection"),
        Reading::NotDetected => ("；未检出且没有给出检出限", "; not detected, no detection limit given"),
        Reading::Above(_) => ("；高于测定上限，按上限比较", "; above the range of the method, its end is compared"),
        Reading::Value(_) | Reading::Missing(_) => ("", ""),
    };
    let unproven = if proven { ("", "") } else { ("，该结论未得到证明", ", so this is not proven") };
    (format!("{zh}{}", unproven.0), format!("{en}{}", unproven.1))
}
