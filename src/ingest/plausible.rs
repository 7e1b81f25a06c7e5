//! What a reading of an item can be at all. Outside of it the cell is a slip of the pen or of the unit, not pollution.

use crate::parameter::{Medium, Parameter};
use crate::quantity::Amount;

/// Smallest and largest possible reading, in the unit of the item.
///
/// The bounds are wide on purpose: the heaviest dust storms and black water lie inside. They are not limits.
#[rustfmt::skip]
pub(super) fn bounds(parameter: Parameter) -> (Amount, Amount) {
    let (low, high) = match parameter {
        Parameter::Pm25 | Parameter::Pm10 => (0, 20_000),       // µg/m³
        Parameter::Tsp                    => (0, 100_000),      // µg/m³
        Parameter::So2                    => (0, 10_000),       // µg/m³
        Parameter::No2                    => (0, 5_000),        // µg/m³
        Parameter::O3                     => (0, 2_000),        // µg/m³
        Parameter::Co                     => (0, 150),          // mg/m³
        Parameter::WaterTemperature       => (-5, 60),          // ℃
        Parameter::Ph                     => (1, 14),           // 0 is what a probe in the air writes
        Parameter::Do                     => (0, 60),           // mg/L
        Parameter::DoSaturation           => (0, 1_000),        // %
        Parameter::Transparency           => (0, 100),          // m
        Parameter::Conductivity           => (0, 1_000_000),    // µS/cm
        Parameter::Turbidity              => (0, 100_000),      // NTU
        Parameter::FaecalColiform | Parameter::AlgalDensity => (0, 1_000_000_000_000), // per litre
        Parameter::Cod | Parameter::Bod5 | Parameter::CodMn => (0, 200_000),           // mg/L
        _                                 => (0, 20_000),       // mg/L, µg/m³
    };
    (Amount::whole(low), Amount::whole(high))
}

/// Whether a number stands for "missing" in a column that cannot be negative.
#[cold]
pub(super) fn is_sentinel(amount: Amount) -> bool {
    [-1, -99, -200, -888, -999, -8888, -9999, -99_999].iter().any(|&sentinel| amount == Amount::whole(sentinel))
        || amount == Amount::decimal(-9999, 1)
        || amount == Amount::decimal(-99_999, 1)
        || amount == Amount::decimal(-99_999, 2)
}

/// A lower bound of the AQI by PM2.5 or PM10: the sub-index of HJ 633-2012 table 1, whose breakpoints are nowhere
/// below those of HJ 633-2026. It serves to see whether columns are named rightly, never to grade.
pub(super) fn least_index(parameter: Parameter, value: Amount) -> Option<i64> {
    const INDEX: [i64; 8] = [0, 50, 100, 150, 200, 300, 400, 500];
    let breakpoints: [i64; 8] = match parameter {
        Parameter::Pm25 => [0, 35, 75, 115, 150, 250, 350, 500],
        Parameter::Pm10 => [0, 50, 150, 250, 350, 420, 500, 600],
        _ => return None,
    };
    debug_assert_eq!(parameter.item().medium, Medium::Air);
    if value >= Amount::whole(breakpoints[7]) {
        return Some(500);
    }
    let upper = (1..8).find(|&n| value <= Amount::whole(breakpoints[n]))?;
    let point = |n: usize| (Amount::whole(breakpoints[n]), INDEX[n]);
    Some(value.interpolate_up(point(upper - 1), point(upper)))
}
