//! Every hour of air, where a plan keeps them: real-time indices of any hour, and hours that look like dust.

use super::Assessment;
use crate::air::Pollutant;
use crate::air::dust_hours::{self, DustRule, DustSuggestion};
use crate::air::hours::{DayHours, HOURS_OF_A_DAY, HOURS_OF_A_WINDOW};
use crate::air::realtime::{self, HourIndex, HourRule, HourValues, moving_mean};
use crate::calendar::{Date, Hour};
use crate::observation::SiteId;
use crate::quantity::Amount;
use crate::trace::{Recorder, Trace};

impl Assessment {
    /// The first and last hour of a site that have a value; `None` unless [`Plan::keep_hours`](crate::plan::Plan::keep_hours)
    /// is set and the site has hours.
    #[must_use]
    pub fn hours_of(&self, site: SiteId) -> Option<(Hour, Hour)> {
        let mut days = self.air.days_of_hours(site);
        let first = days.next()?;
        let last = days.next_back().unwrap_or(first);
        let label = |zeros: u32| u8::try_from(zeros + 1).unwrap_or(24);
        let last_label = label(31_u32.saturating_sub(last.any_seen().leading_zeros()));
        Some((
            Hour { date: first.date, label: label(first.any_seen().trailing_zeros()) },
            Hour { date: last.date, label: last_label },
        ))
    }

    /// The hours of a site on a day as they were read, in the order of [`Pollutant::ALL`]; `None` where they are not kept.
    #[must_use]
    pub fn hours_of_day(&self, site: SiteId, date: Date) -> Option<[DayHours; 6]> {
        self.air.day_of_hours(site, date).map(|day| Pollutant::ALL.map(|pollutant| day.hours(pollutant)))
    }

    /// What is known at an hour: the 1-hour means, and of ozone, particles and SO2 the moving means, which may reach into
    /// the day before; all in the state that the standard asks for. `None` outside [`Assessment::hours_of`].
    pub fn hour_values(&self, site: SiteId, hour: Hour, trace: &mut impl Trace) -> Option<HourValues> {
        let (first, last) = self.hours_of(site)?;
        if hour < first || hour > last || !(1..=24).contains(&hour.label) {
            return None;
        }
        // In the state that the standard asks for, where the data are not.
        let required = |date: Date| {
            let mut day = self.hours_of_day(site, date).unwrap_or_default();
            for label in 0..24 {
                let values = self.air.as_required(std::array::from_fn(|index| day[index][label]), &mut Recorder::off());
                day.iter_mut().zip(values).for_each(|(hours, value)| hours[label] = value);
            }
            day
        };
        let (today, before) = (required(hour.date), required(hour.date.plus_days(-1)));
        // Twenty-four hours up to this one.
        let window = |pollutant: Pollutant| -> DayHours {
            let (today, before) = (&today[pollutant as usize], &before[pollutant as usize]);
            let end = usize::from(hour.label);
            std::array::from_fn(|place| if place + end < 24 { before[place + end] } else { today[place + end - 24] })
        };
        let least = self.plan.moving_day_hours.unwrap_or(HOURS_OF_A_DAY);
        let mut day = |pollutant| moving_mean(pollutant, &window(pollutant), least, trace).valid();
        let (pm10_24h, pm25_24h, so2_24h) = (day(Pollutant::Pm10), day(Pollutant::Pm25), day(Pollutant::So2));
        let ozone = window(Pollutant::O3);
        Some(HourValues {
            hour: today.map(|hours| hours[usize::from(hour.label) - 1]),
            ozone_8h: moving_mean(Pollutant::O3, &ozone[16..], HOURS_OF_A_WINDOW, trace).valid(),
            pm10_24h,
            pm25_24h,
            so2_24h,
        })
    }

    /// The real-time index of a site at an hour by a rule, under the edition of the plan; `None` outside
    /// [`Assessment::hours_of`].
    pub fn real_time(&self, site: SiteId, hour: Hour, rule: HourRule, trace: &mut impl Trace) -> Option<HourIndex> {
        let index = self.plan.edition.air(hour.date).index;
        let values = self.hour_values(site, hour, trace)?;
        Some(realtime::grade(&values, index, rule, trace))
    }

    /// Hours of a site that look like dust by its PM10: a suggestion, which decides nothing. Empty where hours are not
    /// kept.
    pub fn dust_suggestions(&self, site: SiteId, rule: DustRule, trace: &mut impl Trace) -> Vec<DustSuggestion> {
        let (mut found, mut hours): (_, Vec<Option<Amount>>) = (Vec::new(), Vec::new());
        let mut days = self.air.days_of_hours(site).peekable();
        let mut begin = None;
        while let Some(day) = days.next() {
            let first = *begin.get_or_insert(day.date);
            hours.extend(day.hours(Pollutant::Pm10));
            // A day without any data ends what can be said.
            if days.peek().is_none_or(|next| next.date != day.date.plus_days(1)) {
                found.extend(dust_hours::suggest(Hour { date: first, label: 1 }, &hours, rule, trace));
                hours.clear();
                begin = None;
            }
        }
        found
    }
}
