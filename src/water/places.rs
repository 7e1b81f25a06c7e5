//! Means over several places: each place over time first, then over the places (环办〔2011〕22号).

use super::mean::{Mean, Over, PeriodMean, mean_of_means, of_item};
use crate::observation::SiteId;
use crate::parameter::Parameter;
use crate::quantity::Reading;
use crate::trace::{Recorder, Trace};

/// The readings of the points of a lake, or of the sections of a river or city; adding and merging in any order gives
/// the same bits.
///
/// ```
/// use envgrade::observation::SiteId;
/// use envgrade::parameter::Parameter::Tp;
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::trace::Off;
/// use envgrade::water::places::PlaceMeans;
/// let mut lake = PlaceMeans::default();
/// for (point, hundredths) in [(0, 5), (0, 7), (0, 6), (1, 3)] {
///     lake.add(SiteId(point), Tp, Reading::Value(Amount::decimal(hundredths, 2)));
/// }
/// // (0.06 + 0.03) ÷ 2, not the mean of all four readings.
/// assert_eq!(lake.means(&mut Off), [(Tp, Reading::Value(Amount::decimal(45, 3)))]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaceMeans {
    /// Ascending by place, and within a place by item. In two levels, so that a new place in the middle of thousands moves
    /// little.
    places: Vec<(SiteId, Vec<PeriodMean>)>,
    /// Places whose means over time are known already, ascending.
    known: Vec<(SiteId, Vec<Mean>)>,
}

impl PlaceMeans {
    /// Adds a reading of a place.
    pub fn add(&mut self, place: SiteId, item: Parameter, reading: Reading) {
        self.entry(place, item).add(reading);
    }

    /// Adds a place whose means over time are known already, such as an annual mean of monthly means. It takes the place of
    /// what was known of it; readings of the same place are not looked at then.
    pub fn give(&mut self, place: SiteId, means: Vec<Mean>) {
        match self.known.binary_search_by_key(&place, |(place, _)| *place) {
            Ok(at) => self.known[at].1 = means,
            Err(at) => self.known.insert(at, (place, means)),
        }
    }

    /// Adds all readings of others.
    pub fn merge(&mut self, other: &PlaceMeans) {
        for (place, means) in &other.places {
            means.iter().for_each(|mean| self.entry(*place, mean.item()).merge(mean));
        }
        other.known.iter().for_each(|(place, means)| self.give(*place, means.clone()));
    }

    fn entry(&mut self, place: SiteId, item: Parameter) -> &mut PeriodMean {
        let at = self.places.binary_search_by_key(&place, |(place, _)| *place).unwrap_or_else(|at| {
            self.places.insert(at, (place, Vec::new()));
            at
        });
        of_item(&mut self.places[at].1, item)
    }

    /// The places in ascending order.
    #[must_use]
    pub fn places(&self) -> Vec<SiteId> {
        let measured = self.places.iter().map(|(place, _)| *place);
        let mut places: Vec<SiteId> = measured.chain(self.known.iter().map(|(place, _)| *place)).collect();
        crate::sorting::sort_by_key(&mut places, |place| *place);
        places.dedup();
        places
    }

    fn means_of(&self, place: SiteId, trace: &mut impl Trace) -> Vec<Mean> {
        if let Ok(at) = self.known.binary_search_by_key(&place, |(place, _)| *place) {
            return self.known[at].1.clone();
        }
        let Ok(at) = self.places.binary_search_by_key(&place, |(place, _)| *place) else { return Vec::new() };
        self.places[at].1.iter().filter_map(|mean| mean.mean(trace)).collect()
    }

    /// The means of one place over time.
    pub fn of(&self, place: SiteId, trace: &mut impl Trace) -> Vec<(Parameter, Reading)> {
        self.means_of(place, trace).into_iter().map(|mean| (mean.item, mean.reading)).collect()
    }

    /// The means over all places, of every item that has a reading, in the order of the register. A place without the
    /// item is not in its mean.
    ///
    /// The means of the places are not rounded before they are averaged. pH is averaged by hydrogen ions again. When
    /// nothing was detected at any place, the mean is below the mean of the detection limits.
    pub fn means(&self, trace: &mut impl Trace) -> Vec<(Parameter, Reading)> {
        let places: Vec<Vec<Mean>> =
            self.places().into_iter().map(|place| self.means_of(place, &mut Recorder::off())).collect();
        let means_of = |item: Parameter| -> Vec<Mean> {
            places.iter().filter_map(|means| means.iter().find(|mean| mean.item == item)).copied().collect()
        };
        let all = Parameter::ALL.iter().copied();
        all.filter_map(|item| Some((item, mean_of_means(item, &means_of(item), Over::Places, trace)?.reading)))
            .collect()
    }
}
