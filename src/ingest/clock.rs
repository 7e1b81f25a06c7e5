//! What the hours of a file tell about how they are meant.

use rustc_hash::FxHashMap;

use crate::calendar::{Date, HourLabel};
use crate::issue::Code;
use crate::state::{In, Out};
use crate::words::Text;

/// The hours that were seen, by the date beside them.
#[derive(Debug, Default)]
pub(super) struct Clock {
    /// A bit for each printed hour, 0 to 24, and the first row, by date.
    days: FxHashMap<Date, Day>,
    /// The date at hand, which is not among the others yet.
    last: Option<(Date, Day)>,
    /// First row with hour 0 and with hour 24.
    zero: u32,
    twenty_four: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Day {
    hours: u32,
    row: u32,
}

/// Something about the hours to say: code, row and text.
pub(super) type Remark = (Code, u32, String);

impl Clock {
    /// Takes a printed hour in.
    #[inline]
    pub(super) fn note(&mut self, date: Date, hour: u8, row: u32) {
        if self.last.is_none_or(|(last, _)| last != date) {
            let day = self.days.get(&date).copied().unwrap_or(Day { hours: 0, row });
            if let Some((last, day)) = self.last.replace((date, day)) {
                self.days.insert(last, day);
            }
        }
        if let Some((_, day)) = &mut self.last {
            day.hours |= 1 << hour;
        }
        let first = match hour {
            0 => &mut self.zero,
            24 => &mut self.twenty_four,
            _ => return,
        };
        if *first == 0 {
            *first = row;
        }
    }

    /// The hours in bytes.
    #[cold]
    pub(super) fn write(&mut self, out: &mut Out) {
        if let Some((date, day)) = self.last.take() {
            self.days.insert(date, day);
        }
        out.count(self.days.len());
        for (date, day) in &self.days {
            out.date(*date);
            out.number(day.hours.into());
            out.number(day.row.into());
        }
        out.number(self.zero.into());
        out.number(self.twenty_four.into());
    }

    /// The hours of [`Clock::write`]; `None` where the bytes are none.
    #[cold]
    pub(super) fn read(from: &mut In<'_>) -> Option<Clock> {
        let days = from.list(|from| Some((from.date()?, Day { hours: from.small()?, row: from.row()? })))?;
        Some(Clock { days: days.into_iter().collect(), last: None, zero: from.row()?, twenty_four: from.row()? })
    }

    /// Takes in the hours of later rows.
    #[cold]
    pub(super) fn absorb(&mut self, later: &Clock) {
        if let Some((date, day)) = self.last.take() {
            self.days.insert(date, day);
        }
        for (date, day) in &later.days {
            self.days.entry(*date).or_insert(Day { hours: 0, row: day.row }).hours |= day.hours;
        }
        for (own, later) in [(&mut self.zero, later.zero), (&mut self.twenty_four, later.twenty_four)] {
            if *own == 0 {
                *own = later;
            }
        }
    }

    /// How the hours were read, in a sentence, and what is to be said about them.
    #[cold]
    pub(super) fn conclude(&mut self, label: HourLabel) -> (Text, Vec<Remark>) {
        if let Some((date, day)) = self.last.take() {
            self.days.insert(date, day);
        }
        let mut remarks = Vec::new();
        // The other reading moves every hour with the label 0 from one day to the next.
        let midnights = || self.days.iter().filter(|(_, day)| day.hours & 1 != 0);
        let alone = midnights()
            .filter(|(date, _)| self.days.get(&date.plus_days(-1)).is_none_or(|before| before.hours & 1 == 0));
        let changed = midnights().count() + alone.count();
        let ending = label == HourLabel::Ending;
        let text = match (self.zero > 0, self.twenty_four > 0) {
            (false, false) => return (Text::default(), self.daylight_saving()),
            (false, true) if ending => {
                Text::new("小时为 1–24，按时末标注读取。", "Hours 1 to 24, by the label of their end.")
            }
            (false, true) => {
                remarks.push((Code::HoursFromOne, self.twenty_four, "24".to_owned()));
                Text::new(
                    "小时为 1–24，按所选的时初标注读取。",
                    "Hours 1 to 24, by the label of their begin as chosen.",
                )
            }
            (true, mixed) => {
                if mixed {
                    remarks.push((Code::HoursMixed, self.zero.max(self.twenty_four), "0, 24".to_owned()));
                }
                let (zh, en) = if ending {
                    (
                        "按时末标注读取，0 时归入前一日第 24 时；若为时初标注",
                        "by the label of their end, so hour 0 is the last of the day before; by the label of their begin",
                    )
                } else {
                    (
                        "按所选的时初标注读取，0 时为当日第 1 时；若为时末标注",
                        "by the label of their begin as chosen, so hour 0 is the first of its day; by the label of their end",
                    )
                };
                let until = if mixed { 24 } else { 23 };
                Text::new(
                    format!("小时为 0–{until}，{zh}，有 {changed} 天的日值会改变。"),
                    format!("Hours 0 to {until}, {en} {changed} days would be others."),
                )
            }
        };
        if self.zero > 0 {
            remarks.push((Code::HoursFromZero, self.zero, "0".to_owned()));
        }
        remarks.extend(self.daylight_saving());
        (text, remarks)
    }

    /// Days on which summer time begins somewhere and exactly the hour is missing that is left out there. Data of China
    /// are in Beijing time all the year, so such a file was made by a program that thinks otherwise.
    #[cold]
    fn daylight_saving(&self) -> Vec<Remark> {
        let complete = |date: Date| self.days.get(&date).is_some_and(|day| day.hours & 0x00ff_fffe == 0x00ff_fffe);
        let mut days: Vec<(Date, Day, u8)> = Vec::new();
        for (&date, &day) in &self.days {
            let (month, last) = (date.month(), date.parts().2);
            // European summer time begins on the last Sunday of March, that of America on the second.
            let begins = date.weekday() == 6 && month == 3 && (last >= 25 || (8..=14).contains(&last));
            let gap = (1..=3).find(|hour| day.hours & 0x00ff_fffe == 0x00ff_fffe & !(1 << hour));
            if let Some(gap) = gap.filter(|_| begins && complete(date.plus_days(-1)) && complete(date.plus_days(1))) {
                days.push((date, day, gap));
            }
        }
        crate::sorting::sort_by_key(&mut days, |(date, ..)| *date);
        days.into_iter()
            .map(|(date, day, gap)| (Code::DaylightSaving, day.row, format!("{date} {gap:02}:00")))
            .collect()
    }
}
