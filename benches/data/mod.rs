//! Made-up concentrations, the same in every language that the benches use.

/// SplitMix64's finalizer: a number that looks like chance, from its place alone.
pub fn mix(place: u64) -> u64 {
    let mut z = place.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A concentration below `most`, mostly far below it; one in fifty is missing, −1.
#[allow(clippy::cast_possible_truncation)]
pub fn concentration(place: u64, most: u64) -> i32 {
    let z = mix(place);
    if (z >> 48).is_multiple_of(50) {
        return -1;
    }
    let (a, b, c) = (z & 0xffff, (z >> 16) & 0xffff, (z >> 32) & 0xffff);
    ((((a * b) >> 16) * c * most) >> 32) as i32
}

/// A sum that depends on every value and its place.
#[allow(dead_code)]
pub fn checksum(values: impl Iterator<Item = u64>) -> u64 {
    values.zip(0_u64..).fold(0, |sum, (value, at)| sum.wrapping_add(value.wrapping_mul(at % 65_521 + 1)))
}
