//! Limits and breakpoints as printed, one file a standard, clause beside row.

pub mod black_odorous;
mod bound;
pub mod ccme_wqi;
pub mod eu_2024_2881;
pub mod eu_water;
pub mod european_aqi;
pub mod gb14848;
pub mod gb3095;
pub mod gb3838;
pub mod gb3838_sources;
pub mod hj633;
pub mod hj663;
pub mod nsf_wqi;
pub mod own;
pub mod sl395;
pub mod tli;
pub mod us_epa_aqi;
pub mod who_2021;
pub mod who_drinking;

pub use bound::Bound;

use crate::quantity::Amount;

/// Reads a number as it is printed in a table, while compiling.
const fn printed_amount(text: &str) -> Amount {
    let bytes = text.as_bytes();
    let (mut digits, mut decimals, mut point, mut i) = (0, 0, false, 0);
    while i < bytes.len() {
        if bytes[i] == b'.' {
            point = true;
        } else {
            assert!(bytes[i].is_ascii_digit());
            digits = digits * 10 + (bytes[i] - b'0') as i64;
            decimals += point as u32;
        }
        i += 1;
    }
    Amount::decimal(digits, decimals)
}
