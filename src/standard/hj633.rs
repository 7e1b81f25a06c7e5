//! HJ 633 环境空气质量指数（AQI）技术规定: breakpoints of the individual index (IAQI), editions of 2012 and 2026.

use crate::edition::AirIndex;
use crate::quantity::Amount;

/// A column of the table of breakpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// SO2, 24 h.
    So2Day,
    /// SO2, 1 h; for the real-time report.
    So2Hour,
    /// NO2, 24 h.
    No2Day,
    /// NO2, 1 h; for the real-time report.
    No2Hour,
    /// CO, 24 h.
    CoDay,
    /// CO, 1 h; for the real-time report.
    CoHour,
    /// O3, 8 h: moving, or the largest of a day.
    O3EightHours,
    /// O3, 1 h; since 2026 for the real-time report only.
    O3Hour,
    /// PM10, 24 h; in 2026 also for the 1-h mean.
    Pm10Day,
    /// PM2.5, 24 h; in 2026 also for the 1-h mean.
    Pm25Day,
}

/// The IAQI of each row of the table.
pub const IAQI: [u16; 8] = [0, 50, 100, 150, 200, 300, 400, 500];

/// In place of a breakpoint the table has a note. SO2, 1 h (note 2 of 2012, note b of 2026): above 800 µg/m³ the IAQI
/// is that of the 24-h mean (2012), or 200 (2026). O3, 8 h (note 3, note c): above 800 µg/m³ it is that of the 1-h
/// value (2012), or 300 (2026).
const NOTE: u16 = u16::MAX;

/// HJ 633-2012 table 1 in its own order of columns. CO in mg/m³, all others in µg/m³.
#[rustfmt::skip]
const TABLE_1_OF_2012: ([Column; 10], [[u16; 10]; 8]) = ([
    Column::So2Day, Column::So2Hour, Column::No2Day, Column::No2Hour, Column::Pm10Day,
    Column::CoDay, Column::CoHour, Column::O3Hour, Column::O3EightHours, Column::Pm25Day,
], [
    // SO2 24h  1h   NO2 24h   1h  PM10 24h  CO 24h  1h  O3 1h   8h  PM2.5 24h      IAQI
    [       0,    0,       0,    0,       0,      0,   0,    0,    0,       0], //    0
    [      50,  150,      40,  100,      50,      2,   5,  160,  100,      35], //   50
    [     150,  500,      80,  200,     150,      4,  10,  200,  160,      75], //  100
    [     475,  650,     180,  700,     250,     14,  35,  300,  215,     115], //  150
    [     800,  800,     280, 1200,     350,     24,  60,  400,  265,     150], //  200
    [    1600, NOTE,     565, 2340,     420,     36,  90,  800,  800,     250], //  300
    [    2100, NOTE,     750, 3090,     500,     48, 120, 1000, NOTE,     350], //  400
    [    2620, NOTE,     940, 3840,     600,     60, 150, 1200, NOTE,     500], //  500
]);

/// HJ 633-2026 table 3 in its own order of columns. CO in mg/m³, all others in µg/m³. Against 2012 only PM10 and PM2.5
/// at IAQI 100 and the notes changed.
#[rustfmt::skip]
const TABLE_3_OF_2026: ([Column; 10], [[u16; 10]; 8]) = ([
    Column::So2Day, Column::So2Hour, Column::No2Day, Column::No2Hour, Column::CoDay,
    Column::CoHour, Column::O3EightHours, Column::O3Hour, Column::Pm10Day, Column::Pm25Day,
], [
    // SO2 day  1h   NO2 day   1h  CO day  1h  O3 8h   1h  PM10 day  PM2.5 day      IAQI
    [       0,    0,       0,    0,     0,   0,    0,    0,       0,       0], //      0
    [      50,  150,      40,  100,     2,   5,  100,  160,      50,      35], //     50
    [     150,  500,      80,  200,     4,  10,  160,  200,     120,      60], //    100
    [     475,  650,     180,  700,    14,  35,  215,  300,     250,     115], //    150
    [     800,  800,     280, 1200,    24,  60,  265,  400,     350,     150], //    200
    [    1600, NOTE,     565, 2340,    36,  90,  800,  800,     420,     250], //    300
    [    2100, NOTE,     750, 3090,    48, 120, NOTE, 1000,     500,     350], //    400
    [    2620, NOTE,     940, 3840,    60, 150, NOTE, 1200,     600,     500], //    500
]);

static BREAKPOINTS: [[[u16; 8]; 10]; 2] = [by_column(TABLE_1_OF_2012), by_column(TABLE_3_OF_2026)];

const fn by_column((columns, rows): ([Column; 10], [[u16; 10]; 8])) -> [[u16; 8]; 10] {
    let mut turned = [[0; 8]; 10];
    let mut column = 0;
    while column < 10 {
        let mut row = 0;
        while row < 8 {
            turned[columns[column] as usize][row] = rows[row][column];
            row += 1;
        }
        column += 1;
    }
    turned
}

/// The breakpoints of a column for the IAQIs of [`IAQI`]; shorter where the table has a note instead.
#[must_use]
pub fn breakpoints(index: AirIndex, column: Column) -> &'static [u16] {
    let all = &BREAKPOINTS[index as usize][column as usize];
    let given = all.iter().position(|&point| point == NOTE).unwrap_or(all.len());
    &all[..given]
}

/// Where a concentration stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Between two breakpoints. A concentration equal to a breakpoint is the upper end of the interval below.
    Between {
        /// Breakpoint below, BPlo.
        low: u16,
        /// Breakpoint above or equal, BPhi.
        high: u16,
        /// IAQI of the breakpoint below.
        low_index: u16,
        /// IAQI of the breakpoint above.
        high_index: u16,
    },
    /// Above the breakpoint of IAQI 500.
    AboveTable,
    /// Above 800 µg/m³ where a note of 2026 fixes the IAQI.
    Fixed(u16),
    /// Above 800 µg/m³ where a note of 2012 asks for the other mean: the 24-h mean of SO2, the 1-h value of O3.
    OtherMean,
}

/// Finds the interval of the table that a concentration of zero or more lies in.
#[must_use]
pub fn place(index: AirIndex, column: Column, concentration: Amount) -> Place {
    let points = breakpoints(index, column);
    match points.iter().skip(1).position(|&point| concentration <= Amount::whole(i64::from(point))) {
        Some(below) => Place::Between {
            low: points[below],
            high: points[below + 1],
            low_index: IAQI[below],
            high_index: IAQI[below + 1],
        },
        None if points.len() == IAQI.len() => Place::AboveTable,
        None if index == AirIndex::Hj633V2012 => Place::OtherMean,
        None => Place::Fixed(IAQI[points.len() - 1]),
    }
}

/// Where the breakpoints of an edition are printed.
#[must_use]
pub const fn clause(index: AirIndex) -> &'static str {
    match index {
        AirIndex::Hj633V2012 => "HJ 633-2012 表1",
        AirIndex::Hj633V2026 => "HJ 633-2026 表3",
    }
}
