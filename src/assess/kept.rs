//! Every hour of air, where a plan keeps them: real-time indices of any hour, and hours that look like dust.

use super::Assessment;
use crate::air::Pollutant;
use crate::air::dust_hours::{self, DustRule, DustSuggestion};
use crate::air::hours::{DayHours, HOURS_OF_A_DAY};
use crate::air::realtime::{self, HourIndex, HourRule, HourValues, hour_values};
use crate::calendar::{Date, Hour};
use crate::observation::SiteId;
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
        let least = self.plan.moving_day_hours.unwrap_or(HOURS_OF_A_DAY);
        Some(hour_values(&today, &before, hour.label, least, trace))
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
        let days = self.air.days_of_hours(site).map(|day| (day.date, day.hours(Pollutant::Pm10)));
        dust_hours::suggest_in(days, rule, trace)
    }
}
