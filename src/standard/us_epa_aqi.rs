//! US EPA AQI: the breakpoints of the Technical Assistance Document for the Reporting of Daily Air Quality,
//! EPA-454/B-24-002 (May 2024).

use crate::parameter::Parameter;
use crate::quantity::{Amount, Unit};
use crate::words::Words;

/// Where the breakpoints are printed.
pub const CLAUSE: &str = "US EPA AQI TAD, EPA-454/B-24-002 (2024)";

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// O3, 8 hours, ppm.
    O3EightHours,
    /// O3, 1 hour, ppm; starts at an index of 101.
    O3Hour,
    /// PM2.5, 24 hours or NowCast, µg/m³.
    Pm25,
    /// PM10, 24 hours or NowCast, µg/m³.
    Pm10,
    /// CO, 8 hours, ppm.
    Co,
    /// SO2, 1 hour, ppb; ends at an index of 200.
    So2Hour,
    /// SO2, 24 hours, ppb; starts at an index of 201.
    So2Day,
    /// NO2, 1 hour, ppb.
    No2,
}

impl Column {
    /// All columns as printed; SO2 is one printed column whose last two rows are 24-h means.
    pub const ALL: [Column; 8] = [
        Column::O3EightHours,
        Column::O3Hour,
        Column::Pm25,
        Column::Pm10,
        Column::Co,
        Column::So2Hour,
        Column::So2Day,
        Column::No2,
    ];

    /// Decimals behind which a concentration is cut off; never rounded.
    #[must_use]
    pub const fn decimals(self) -> u32 {
        match self {
            Column::O3EightHours | Column::O3Hour => 3,
            Column::Pm25 | Column::Co => 1,
            Column::Pm10 | Column::So2Hour | Column::So2Day | Column::No2 => 0,
        }
    }

    /// Pollutant and unit.
    #[must_use]
    pub const fn item(self) -> (Parameter, Unit) {
        match self {
            Column::O3EightHours | Column::O3Hour => (Parameter::O3, Unit::PPM),
            Column::Pm25 => (Parameter::Pm25, Unit::UG_PER_M3),
            Column::Pm10 => (Parameter::Pm10, Unit::UG_PER_M3),
            Column::Co => (Parameter::Co, Unit::PPM),
            Column::So2Hour | Column::So2Day => (Parameter::So2, Unit::PPB),
            Column::No2 => (Parameter::No2, Unit::PPB),
        }
    }

    /// Symbol, averaging time and unit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Column::O3EightHours => "O3 8 h (ppm)",
            Column::O3Hour => "O3 1 h (ppm)",
            Column::Pm25 => "PM2.5 (µg/m³)",
            Column::Pm10 => "PM10 (µg/m³)",
            Column::Co => "CO 8 h (ppm)",
            Column::So2Hour => "SO2 1 h (ppb)",
            Column::So2Day => "SO2 24 h (ppb)",
            Column::No2 => "NO2 1 h (ppb)",
        }
    }
}

/// A row: the ends of the index, and of the concentrations of each column that has them, all ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Lowest and highest index.
    pub index: (u16, u16),
    ranges: [Option<(Amount, Amount)>; 8],
}

impl Row {
    /// Lowest and highest concentration of a column; `None` where nothing is printed.
    #[must_use]
    pub const fn range(&self, column: Column) -> Option<(Amount, Amount)> {
        self.ranges[column as usize]
    }
}

/// Reads `0.055-0.070` while compiling; nothing printed is `None`.
const fn range(text: &str) -> Option<(Amount, Amount)> {
    let bytes = text.as_bytes();
    let (mut digits, mut decimals, mut point, mut low, mut i) = (0, 0, false, None, 0);
    while i < bytes.len() {
        match bytes[i] {
            b'-' => {
                low = Some(Amount::decimal(digits, decimals));
                (digits, decimals, point) = (0, 0, false);
            }
            b'.' => point = true,
            digit => {
                assert!(digit.is_ascii_digit());
                digits = digits * 10 + (digit - b'0') as i64;
                decimals += point as u32;
            }
        }
        i += 1;
    }
    match low {
        Some(low) => Some((low, Amount::decimal(digits, decimals))),
        None => None,
    }
}

const fn row(index: (u16, u16), printed: [&str; 8]) -> Row {
    let mut ranges = [None; 8];
    let mut column = 0;
    while column < 8 {
        ranges[column] = range(printed[column]);
        column += 1;
    }
    Row { index, ranges }
}

/// The table. Above 500 the line of the last row goes on.
#[rustfmt::skip]
pub static TABLE: [Row; 6] = [
    //   index      O3 8 h         O3 1 h         PM2.5          PM10       CO 8 h       SO2 1 h    SO2 24 h    NO2 1 h
    //              ppm            ppm            µg/m³          µg/m³      ppm          ppb        ppb         ppb
    row((  0,  50), ["0.000-0.054", "",            "0.0-9.0",     "0-54",    "0.0-4.4",   "0-35",    "",         "0-53"]),
    row(( 51, 100), ["0.055-0.070", "",            "9.1-35.4",    "55-154",  "4.5-9.4",   "36-75",   "",         "54-100"]),
    row((101, 150), ["0.071-0.085", "0.125-0.164", "35.5-55.4",   "155-254", "9.5-12.4",  "76-185",  "",         "101-360"]),
    row((151, 200), ["0.086-0.105", "0.165-0.204", "55.5-125.4",  "255-354", "12.5-15.4", "186-304", "",         "361-649"]),
    row((201, 300), ["0.106-0.200", "0.205-0.404", "125.5-225.4", "355-424", "15.5-30.4", "",        "305-604",  "650-1249"]),
    row((301, 500), ["",            "0.405-0.604", "225.5-325.4", "425-604", "30.5-50.4", "",        "605-1004", "1250-2049"]),
];

/// A category of the US AQI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UsCategory {
    /// 0 to 50.
    Good,
    /// 51 to 100.
    Moderate,
    /// 101 to 150.
    UnhealthyForSensitiveGroups,
    /// 151 to 200.
    Unhealthy,
    /// 201 to 300.
    VeryUnhealthy,
    /// Above 300.
    Hazardous,
}

impl UsCategory {
    /// All categories, best first.
    pub const ALL: [UsCategory; 6] = [
        UsCategory::Good,
        UsCategory::Moderate,
        UsCategory::UnhealthyForSensitiveGroups,
        UsCategory::Unhealthy,
        UsCategory::VeryUnhealthy,
        UsCategory::Hazardous,
    ];

    /// The category of an index.
    #[must_use]
    pub const fn of(index: u32) -> UsCategory {
        match index {
            0..=50 => UsCategory::Good,
            51..=100 => UsCategory::Moderate,
            101..=150 => UsCategory::UnhealthyForSensitiveGroups,
            151..=200 => UsCategory::Unhealthy,
            201..=300 => UsCategory::VeryUnhealthy,
            _ => UsCategory::Hazardous,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            UsCategory::Good => Words::new("良好", "good"),
            UsCategory::Moderate => Words::new("中等", "moderate"),
            UsCategory::UnhealthyForSensitiveGroups => Words::new("对敏感人群不健康", "unhealthy for sensitive groups"),
            UsCategory::Unhealthy => Words::new("不健康", "unhealthy"),
            UsCategory::VeryUnhealthy => Words::new("非常不健康", "very unhealthy"),
            UsCategory::Hazardous => Words::new("危险", "hazardous"),
        }
    }

    /// Its colour; the purple is not the Chinese one.
    #[must_use]
    pub const fn rgb(self) -> [u8; 3] {
        match self {
            UsCategory::Good => [0, 228, 0],
            UsCategory::Moderate => [255, 255, 0],
            UsCategory::UnhealthyForSensitiveGroups => [255, 126, 0],
            UsCategory::Unhealthy => [255, 0, 0],
            UsCategory::VeryUnhealthy => [143, 63, 151],
            UsCategory::Hazardous => [126, 0, 35],
        }
    }
}
