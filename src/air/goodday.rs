//! The share of good days (优良天数比例).

use super::NoAqi;
use super::daily::DayIndex;
use crate::grade::Category;
use crate::quantity::Amount;
use crate::statistics::percent;
use crate::trace::{Step, Trace};
use crate::words::Words;

/// Counts of days; adding and merging in any order gives the same.
///
/// Good days have an AQI up to 100. The share is taken over days with an AQI that may be published, not over calendar
/// days.
///
/// ```
/// use envgrade::air::goodday::GoodDays;
/// let mut days = GoodDays::default();
/// (0..26).for_each(|_| days.add_aqi(80));
/// (0..2).for_each(|_| days.add_aqi(120));
/// assert_eq!(days.ratio().map(|ratio| format!("{ratio:.1}")).as_deref(), Some("92.9"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GoodDays {
    /// Days with an AQI up to 100.
    pub good: u32,
    /// Days with an AQI.
    pub valid: u32,
    /// Valid days by category, 优 first.
    pub categories: [u32; 6],
    /// Valid days above 100 whose AQI stands on fewer than six pollutants. Under HJ 633-2026 such days stay while
    /// those up to 100 fall out, which lowers the share; so they are shown.
    pub incomplete_above_100: u32,
    /// Valid days up to 100 whose AQI stands on fewer than six pollutants (HJ 633-2012, or by HJ 633-2026 5.3.2).
    pub incomplete_good: u32,
    fallen_out: [u32; NoAqi::ALL.len()],
}

impl GoodDays {
    /// Adds a day.
    pub fn add(&mut self, day: &DayIndex) {
        match day.aqi {
            Ok(aqi) => {
                self.add_aqi(aqi);
                if day.incomplete() {
                    *(if aqi > 100 { &mut self.incomplete_above_100 } else { &mut self.incomplete_good }) += 1;
                }
            }
            Err(reason) => self.add_fallen_out(reason),
        }
    }

    /// Adds a day with an AQI on all six pollutants.
    pub const fn add_aqi(&mut self, aqi: u16) {
        self.valid += 1;
        self.good += (aqi <= 100) as u32;
        self.categories[Category::of(aqi).number() as usize - 1] += 1;
    }

    /// Adds a day without an AQI.
    pub const fn add_fallen_out(&mut self, reason: NoAqi) {
        self.fallen_out[reason as usize] += 1;
    }

    /// Adds all days of another count.
    pub fn merge(&mut self, other: &GoodDays) {
        self.good += other.good;
        self.valid += other.valid;
        for (own, others) in self.categories.iter_mut().zip(other.categories) {
            *own += others;
        }
        self.incomplete_above_100 += other.incomplete_above_100;
        self.incomplete_good += other.incomplete_good;
        for (own, others) in self.fallen_out.iter_mut().zip(other.fallen_out) {
            *own += others;
        }
    }

    /// How many days have no AQI for this reason.
    #[must_use]
    pub const fn fallen_out(&self, reason: NoAqi) -> u32 {
        self.fallen_out[reason as usize]
    }

    /// Days of heavy pollution and worse (重度及以上污染).
    #[must_use]
    pub const fn heavy(&self) -> u32 {
        self.categories[4] + self.categories[5]
    }

    /// Good days in per cent of valid days, one decimal, half to even from the exact fraction; `None` without valid
    /// days.
    #[must_use]
    pub fn ratio(&self) -> Option<Amount> {
        percent(self.good, self.valid, 1)
    }

    /// Describes the share.
    pub fn explain(&self, trace: &mut impl Trace) {
        trace.step(|| {
            let fallen: u32 = self.fallen_out.iter().sum();
            let formula = match self.ratio() {
                Some(ratio) => format!("{} ÷ {} × 100 % → {ratio:.1} %", self.good, self.valid),
                None => String::new(),
            };
            Step {
                label: Words::new("优良天数比例", "Share of good days"),
                formula,
                zh: format!(
                    "AQI 不大于 100 的天数 ÷ 有效天数；{fallen} 天没有 AQI，不参加统计；其中缺项而 AQI 大于 100 \
                     仍计入的 {} 天",
                    self.incomplete_above_100
                ),
                en: format!(
                    "days with AQI up to 100 ÷ valid days; {fallen} days without AQI are left out; {} days above 100 \
                     count although pollutants are missing",
                    self.incomplete_above_100
                ),
                clause: "HJ 663",
            }
        });
    }
}
