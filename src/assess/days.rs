//! Daily values of all sites, and declared dust periods, in one piece of bytes: what is handed from the module that reads files to the one that
//! evaluates years, and to anything else that goes on from daily values.

use crate::air::daily::{DayValue, DayValues};
use crate::air::hours::DayHours;
use crate::air::period::PlaceDay;
use crate::air::series::Day;
use crate::calendar::Date;
use crate::observation::{DustPeriod, PointRole, Site};
use crate::parameter::Parameter;
use crate::quantity::Amount;

/// First bytes; the digit changes with the layout.
const MAGIC: &[u8; 4] = b"EGD1";
/// What follows in the bytes.
const SITE: u8 = b'S';
const DUST: u8 = b'D';
/// Hours of the site before it.
const HOURS: u8 = b'H';
/// Days of another item than the six of the site before it.
const OTHERS: u8 = b'O';
/// A day of another item: its number and its value.
const OTHER_DAY: usize = 4 + VALUE;
/// A day of hours: its number and six times twenty-four values in thousandths.
const HOURLY_DAY: usize = 4 + 6 * 24 * 4;
const NO_HOUR: i32 = i32::MIN;
/// A day: its number, six values and the largest hour of ozone, each eight bytes of digits and one of decimals.
const DAY: usize = 4 + 7 * VALUE;
const VALUE: usize = 9;
/// In the place of decimals.
const MISSING: u8 = 255;
const NOT_MONITORED: u8 = 254;

/// Daily values of sites, ascending by day.
///
/// ```
/// use envgrade::air::daily::DayValues;
/// use envgrade::air::period::PlaceDay;
/// use envgrade::assess::DayTable;
/// use envgrade::calendar::Date;
/// use envgrade::observation::Site;
/// let day = PlaceDay {
///     date: Date::new(2024, 4, 12).unwrap(),
///     values: DayValues::of(["9", "21", "0.6", "172", "253", "31"].map(|text| text.parse().ok())),
/// };
/// let mut table = DayTable::default();
/// table.add(&Site { name: "甲城".into(), ..Site::default() }, [day]);
/// let again = DayTable::from_bytes(table.bytes().to_vec())?;
/// assert_eq!(again.days(0).collect::<Vec<_>>(), [day]);
/// # Ok::<(), envgrade::assess::BadTable>(())
/// ```
#[derive(Debug, Clone)]
pub struct DayTable {
    bytes: Vec<u8>,
    sites: Vec<TableSite>,
    dust: Vec<DustPeriod>,
}

#[derive(Debug, Clone)]
struct TableSite {
    site: Site,
    first: usize,
    days: usize,
    /// Where its hours begin, and how many days have some.
    hours: (usize, usize),
    /// Its other items: where their days begin, and how many.
    others: Vec<(Parameter, usize, usize)>,
}

/// Bytes that are no table of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadTable {
    /// Where they go wrong.
    pub at: usize,
}

impl std::fmt::Display for BadTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "not a table of this program: wrong at byte {}", self.at)
    }
}

impl std::error::Error for BadTable {}

impl Default for DayTable {
    fn default() -> DayTable {
        DayTable { bytes: MAGIC.to_vec(), sites: Vec::new(), dust: Vec::new() }
    }
}

impl DayTable {
    /// Adds a site with its days, which ascend.
    pub fn add(&mut self, site: &Site, days: impl IntoIterator<Item = PlaceDay>) {
        self.bytes.push(SITE);
        texts(site).into_iter().for_each(|text| self.text(text));
        let count = self.bytes.len();
        self.bytes.extend([0; 4]);
        let first = self.bytes.len();
        for day in days {
            self.bytes.extend(day.date.days().to_le_bytes());
            for value in day.values.values {
                self.value(value);
            }
            self.value(day.values.ozone_hour.into());
        }
        let days = (self.bytes.len() - first) / DAY;
        self.bytes[count..first].copy_from_slice(&u32::try_from(days).unwrap_or(u32::MAX).to_le_bytes());
        self.sites.push(TableSite { site: site.clone(), first, days, hours: (0, 0), others: Vec::new() });
    }

    /// Adds hours of the site that was added last, ascending by day and in the order of
    /// [`Pollutant::ALL`](crate::air::Pollutant::ALL). They are kept in thousandths of the unit; more decimals are rounded.
    pub fn add_hours(&mut self, days: impl IntoIterator<Item = (Date, [DayHours; 6])>) {
        let Some(site) = self.sites.len().checked_sub(1) else { return };
        self.bytes.push(HOURS);
        let count = self.bytes.len();
        self.bytes.extend([0; 4]);
        let first = self.bytes.len();
        for (date, hours) in days {
            self.bytes.extend(date.days().to_le_bytes());
            for hour in hours.iter().flatten() {
                let thousandths = hour.and_then(|hour| hour.round(3).thousandths()).map(i32::try_from);
                self.bytes.extend(thousandths.and_then(Result::ok).unwrap_or(NO_HOUR).to_le_bytes());
            }
        }
        let days = (self.bytes.len() - first) / HOURLY_DAY;
        self.bytes[count..first].copy_from_slice(&u32::try_from(days).unwrap_or(u32::MAX).to_le_bytes());
        self.sites[site].hours = (first, days);
    }

    /// Adds a daily value of another item than the six to the site that was added last, by item and ascending by day.
    pub fn add_other(&mut self, item: Parameter, (date, value): Day) {
        let Some(site) = self.sites.len().checked_sub(1) else { return };
        let goes_on = |&(known, first, days): &(Parameter, usize, usize)| {
            known == item && first + days * OTHER_DAY == self.bytes.len()
        };
        if !self.sites[site].others.last().is_some_and(goes_on) {
            self.bytes.push(OTHERS);
            self.text(item.item().key);
            self.bytes.extend([0; 4]);
            let first = self.bytes.len();
            self.sites[site].others.push((item, first, 0));
        }
        self.bytes.extend(date.days().to_le_bytes());
        self.value(DayValue::Concentration(value));
        if let Some((_, first, days)) = self.sites[site].others.last_mut() {
            *days += 1;
            let count = u32::try_from(*days).unwrap_or(u32::MAX).to_le_bytes();
            self.bytes[*first - 4..*first].copy_from_slice(&count);
        }
    }

    /// The other items of a site with their daily values, ascending by day.
    pub fn others(&self, number: usize) -> impl Iterator<Item = (Parameter, Vec<Day>)> + '_ {
        let others = self.sites.get(number).map_or(&[][..], |site| &site.others);
        others.iter().map(|&(item, first, days)| {
            let bytes = self.bytes.get(first..first + days * OTHER_DAY).unwrap_or_default();
            (item, bytes.chunks_exact(OTHER_DAY).filter_map(other_day).collect())
        })
    }

    /// How many days of the six pollutants a site has.
    #[must_use]
    pub(crate) fn count(&self, number: usize) -> usize {
        self.sites.get(number).map_or(0, |site| site.days)
    }

    /// The hours of a site, ascending by day; none where they were not kept.
    pub fn hours(&self, number: usize) -> impl Iterator<Item = (Date, [DayHours; 6])> + '_ {
        let (first, days) = self.sites.get(number).map_or((0, 0), |site| site.hours);
        self.bytes.get(first..first + days * HOURLY_DAY).unwrap_or_default().chunks_exact(HOURLY_DAY).filter_map(
            |day| {
                let date = Date::from_days(i32::from_le_bytes(day.get(..4)?.try_into().ok()?))?;
                let mut values = day[4..].chunks_exact(4).map(|value| match value.try_into().map(i32::from_le_bytes) {
                    Ok(NO_HOUR) | Err(_) => None,
                    Ok(thousandths) => Some(Amount::decimal(thousandths.into(), 3)),
                });
                Some((date, std::array::from_fn(|_| std::array::from_fn(|_| values.next().flatten()))))
            },
        )
    }

    /// Adds a declared dust period.
    pub fn add_dust(&mut self, period: &DustPeriod) {
        self.bytes.push(DUST);
        self.text(&period.place);
        self.bytes.extend(period.first.days().to_le_bytes());
        self.bytes.extend(period.last.days().to_le_bytes());
        self.dust.push(DustPeriod { hours: None, origin: None, ..period.clone() });
    }

    fn text(&mut self, text: &str) {
        // A cut inside a character would not be read again.
        let end = (0..=text.len().min(usize::from(u16::MAX))).rev().find(|&end| text.is_char_boundary(end));
        let text = &text[..end.unwrap_or(0)];
        self.bytes.extend(u16::try_from(text.len()).unwrap_or(u16::MAX).to_le_bytes());
        self.bytes.extend(text.as_bytes());
    }

    fn value(&mut self, value: DayValue) {
        let (digits, decimals) = match value {
            DayValue::Concentration(amount) => amount.parts(),
            DayValue::Missing => (0, u32::from(MISSING)),
            DayValue::NotMonitored => (0, u32::from(NOT_MONITORED)),
        };
        self.bytes.extend(digits.to_le_bytes());
        self.bytes.push(u8::try_from(decimals).unwrap_or(MISSING));
    }

    /// The table as bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The table as bytes, without a copy.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The table of some bytes.
    ///
    /// # Errors
    /// [`BadTable`] when they do not come from [`DayTable::bytes`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<DayTable, BadTable> {
        let mut at = 0;
        let bad = |at| BadTable { at };
        if take(&bytes, &mut at, MAGIC.len()) != Some(MAGIC) {
            return Err(bad(0));
        }
        let mut table = DayTable::default();
        while let Some(&[kind]) = take(&bytes, &mut at, 1) {
            match kind {
                SITE => table.sites.push(read_site(&bytes, &mut at).ok_or(bad(at))?),
                HOURS => {
                    let hours = read_hours(&bytes, &mut at).ok_or(bad(at))?;
                    table.sites.last_mut().ok_or(bad(at))?.hours = hours;
                }
                OTHERS => {
                    let others = read_others(&bytes, &mut at).ok_or(bad(at))?;
                    table.sites.last_mut().ok_or(bad(at))?.others.push(others);
                }
                DUST => table.dust.push(read_dust(&bytes, &mut at).ok_or(bad(at))?),
                _ => return Err(bad(at - 1)),
            }
        }
        table.bytes = bytes;
        Ok(table)
    }

    /// How many sites there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sites.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// A site.
    ///
    /// # Panics
    /// When there is no such site.
    #[must_use]
    pub fn site(&self, number: usize) -> &Site {
        &self.sites[number].site
    }

    /// Declared dust periods.
    #[must_use]
    pub fn dust(&self) -> &[DustPeriod] {
        &self.dust
    }

    /// The days of a site, ascending; none where there is no such site.
    pub fn days(&self, number: usize) -> impl Iterator<Item = PlaceDay> + '_ {
        let bytes = self.sites.get(number).and_then(|site| self.bytes.get(site.first..site.first + site.days * DAY));
        bytes.unwrap_or_default().chunks_exact(DAY).filter_map(day)
    }
}

const FIELDS: usize = 6;

fn texts(site: &Site) -> [&str; FIELDS] {
    [&site.name, &site.code, &site.city, &site.county, &site.province, site.role.map_or("", PointRole::key)]
}

fn site([name, code, city, county, province, role]: [String; FIELDS]) -> Site {
    let role = PointRole::ALL.into_iter().find(|known| known.key() == role);
    Site { name, code, city, county, province, role, ..Site::default() }
}

fn take<'a>(bytes: &'a [u8], at: &mut usize, length: usize) -> Option<&'a [u8]> {
    let taken = bytes.get(*at..at.checked_add(length)?)?;
    *at += length;
    Some(taken)
}

fn read_text(bytes: &[u8], at: &mut usize) -> Option<String> {
    let length = u16::from_le_bytes(take(bytes, at, 2)?.try_into().ok()?);
    String::from_utf8(take(bytes, at, length.into())?.to_vec()).ok()
}

fn read_date(bytes: &[u8], at: &mut usize) -> Option<Date> {
    Date::from_days(i32::from_le_bytes(take(bytes, at, 4)?.try_into().ok()?))
}

fn read_site(bytes: &[u8], at: &mut usize) -> Option<TableSite> {
    let mut fields: [String; FIELDS] = Default::default();
    for field in &mut fields {
        *field = read_text(bytes, at)?;
    }
    let days = u32::from_le_bytes(take(bytes, at, 4)?.try_into().ok()?) as usize;
    let first = *at;
    let all = take(bytes, at, days.checked_mul(DAY)?)?;
    all.chunks_exact(DAY).all(is_day).then(|| TableSite {
        site: site(fields),
        first,
        days,
        hours: (0, 0),
        others: Vec::new(),
    })
}

fn read_hours(bytes: &[u8], at: &mut usize) -> Option<(usize, usize)> {
    let days = u32::from_le_bytes(take(bytes, at, 4)?.try_into().ok()?) as usize;
    let first = *at;
    take(bytes, at, days.checked_mul(HOURLY_DAY)?)?;
    Some((first, days))
}

fn read_others(bytes: &[u8], at: &mut usize) -> Option<(Parameter, usize, usize)> {
    let item = Parameter::from_key(&read_text(bytes, at)?)?;
    let days = u32::from_le_bytes(take(bytes, at, 4)?.try_into().ok()?) as usize;
    let first = *at;
    let all = take(bytes, at, days.checked_mul(OTHER_DAY)?)?;
    all.chunks_exact(OTHER_DAY)
        .all(|day| is_value(&day[4..]) && other_day(day).is_some())
        .then_some((item, first, days))
}

fn other_day(bytes: &[u8]) -> Option<Day> {
    let date = Date::from_days(i32::from_le_bytes(bytes.get(..4)?.try_into().ok()?))?;
    match value(bytes.get(4..OTHER_DAY)?) {
        DayValue::Concentration(value) => Some((date, value)),
        DayValue::Missing | DayValue::NotMonitored => None,
    }
}

fn read_dust(bytes: &[u8], at: &mut usize) -> Option<DustPeriod> {
    let place = read_text(bytes, at)?;
    let (first, last) = (read_date(bytes, at)?, read_date(bytes, at)?);
    Some(DustPeriod { place, first, last, hours: None, origin: None })
}

fn is_day(bytes: &[u8]) -> bool {
    day(bytes).is_some() && bytes[4..].chunks_exact(VALUE).all(is_value)
}

fn is_value(value: &[u8]) -> bool {
    let digits = value[..8].try_into().map(i64::from_le_bytes).unwrap_or(i64::MAX);
    digits.unsigned_abs() < 1_000_000_000_000_000_000 && (value[8] <= 36 || value[8] >= NOT_MONITORED)
}

fn day(bytes: &[u8]) -> Option<PlaceDay> {
    let date = Date::from_days(i32::from_le_bytes(bytes.get(..4)?.try_into().ok()?))?;
    let mut values = bytes[4..].chunks_exact(VALUE).map(value);
    let mut next = || values.next().unwrap_or_default();
    let six = std::array::from_fn(|_| next());
    let ozone_hour = match next() {
        DayValue::Concentration(value) => Some(value),
        DayValue::Missing | DayValue::NotMonitored => None,
    };
    Some(PlaceDay { date, values: DayValues { values: six, ozone_hour } })
}

fn value(bytes: &[u8]) -> DayValue {
    match bytes[8] {
        MISSING => DayValue::Missing,
        NOT_MONITORED => DayValue::NotMonitored,
        decimals => {
            let digits = bytes[..8].try_into().map(i64::from_le_bytes).unwrap_or(0);
            DayValue::Concentration(Amount::decimal(digits, decimals.into()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hours_come_back_in_thousandths() {
        let mut hours = [[None; 24]; 6];
        hours[2][0] = Some(Amount::decimal(12_345, 4));
        hours[5][23] = Some(Amount::whole(35));
        let mut table = DayTable::default();
        table.add(&Site::default(), []);
        table.add_hours([(Date::of(2024, 1, 2), hours)]);
        let table = DayTable::from_bytes(table.bytes().to_vec()).unwrap_or_default();
        hours[2][0] = Some(Amount::decimal(1_234, 3));
        assert!(table.others(0).next().is_none());
        assert_eq!(table.hours(0).collect::<Vec<_>>(), [(Date::of(2024, 1, 2), hours)]);
    }

    #[test]
    fn other_items_come_back_with_the_site_they_belong_to() {
        let day = |n| (Date::of(2024, 1, n), Amount::decimal(25 + i64::from(n), 6));
        let mut table = DayTable::default();
        // Before any site there is nothing to add to.
        table.add_other(Parameter::Tsp, day(1));
        table.add(&Site::default(), []);
        table.add_other(Parameter::Cr6InAir, day(2));
        table.add(&Site::default(), []);
        table.add_other(Parameter::Tsp, day(3));
        table.add_other(Parameter::Tsp, day(4));
        table.add_other(Parameter::PbInAir, day(3));
        let table = DayTable::from_bytes(table.bytes().to_vec()).unwrap_or_default();
        assert_eq!(table.others(0).collect::<Vec<_>>(), [(Parameter::Cr6InAir, vec![day(2)])]);
        let two = [(Parameter::Tsp, vec![day(3), day(4)]), (Parameter::PbInAir, vec![day(3)])];
        assert_eq!(table.others(1).collect::<Vec<_>>(), two);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_table_or_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..400), honest in any::<bool>()) {
            if honest {
                bytes.splice(0..0, *MAGIC);
            }
            if let Ok(table) = DayTable::from_bytes(bytes) {
                for site in 0..table.len() {
                    table.days(site).for_each(drop);
                    table.hours(site).for_each(drop);
                    table.others(site).for_each(drop);
                }
            }
        }

        #[test]
        fn a_flipped_byte_is_read_or_refused(at in 0_usize..2_000, bits in 1_u8..=255) {
            let day = |n| PlaceDay {
                date: Date::of(2024, 1, n),
                values: DayValues::of([Some(Amount::decimal(15, 1)), None, None, Some(Amount::whole(i64::from(n))), None, None]),
            };
            let mut table = DayTable::default();
            table.add(&Site { name: "甲".into(), ..Site::default() }, (1..5).map(day));
            table.add(&Site { code: "1001A".into(), ..Site::default() }, (3..6).map(day));
            table.add_hours((3..5).map(|n| (Date::of(2024, 1, n), [[Some(Amount::decimal(155, 1)); 24]; 6])));
            table.add_other(Parameter::BaP, (Date::of(2024, 1, 3), Amount::decimal(8, 4)));
            let mut bytes = table.bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] ^= bits;
            if let Ok(table) = DayTable::from_bytes(bytes) {
                for site in 0..table.len() {
                    table.days(site).for_each(drop);
                    table.hours(site).for_each(drop);
                    table.others(site).for_each(drop);
                }
            }
        }
    }
}
