//! What a cell says: a value, a value below detection, or no value and why.

use super::{Amount, AmountError};

/// A reading is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// A measured value.
    Value(Amount),
    /// Below this detection limit: `<0.01`, `0.01L`.
    Below(Amount),
    /// Not detected, the detection limit is not given: `ND`, `未检出`.
    NotDetected,
    /// Above the range of the method: `>24000`.
    Above(Amount),
    /// There is no reading.
    Missing(Missing),
}

/// Why there is no reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Missing {
    /// The cell is empty.
    Blank,
    /// The cell says that there is nothing: `--`, `NA`, `NaN`, `NULL`, `/`, `未监测`.
    NoData,
    /// The site has no instrument for it: `*`.
    NotEquipped,
    /// The section could not be sampled: `断流`, `干涸`, `冰封`, `结冰`.
    NotSampled,
    /// The number that the format writes for "missing", for example -999.
    Sentinel,
    /// A person excluded the reading; the list of exclusions says who and why.
    Excluded,
}

impl Missing {
    /// All of them.
    pub(crate) const ALL: [Missing; 6] = [
        Missing::Blank,
        Missing::NoData,
        Missing::NotEquipped,
        Missing::NotSampled,
        Missing::Sentinel,
        Missing::Excluded,
    ];
}

impl Reading {
    /// The number that it stands for in a mean: the value, half of a detection limit, the bound of a value above the
    /// range.
    #[inline]
    #[must_use]
    pub fn number(self) -> Option<Amount> {
        match self {
            Reading::Value(amount) | Reading::Above(amount) => Some(amount),
            Reading::Below(limit) => Some(limit.half()),
            Reading::NotDetected | Reading::Missing(_) => None,
        }
    }
}

/// Why a cell could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CellError {
    /// Text where a number belongs.
    NotANumber,
    /// A range such as `6.5~8.5`.
    Range,
    /// A comma that is neither a thousands separator nor a decimal point by rule: `1,23`.
    UnclearComma,
    /// Magnitude above 10¹².
    TooLarge,
}

impl From<AmountError> for CellError {
    fn from(error: AmountError) -> CellError {
        match error {
            AmountError::NotANumber => CellError::NotANumber,
            AmountError::TooLarge => CellError::TooLarge,
        }
    }
}

/// Reads a cell. Surrounding white space, full-width characters and thousands separators are understood; the text
/// itself is never altered.
///
/// ```
/// use envgrade::quantity::{Amount, CellError, Missing, Reading, read_cell};
/// assert_eq!(read_cell("１２．５".as_bytes()), Ok(Reading::Value(Amount::decimal(125, 1))));
/// assert_eq!(read_cell(b"1,234.5"), Ok(Reading::Value(Amount::decimal(12345, 1))));
/// assert_eq!(read_cell(b"0.01L"), Ok(Reading::Below(Amount::decimal(1, 2))));
/// assert_eq!(read_cell("未检出".as_bytes()), Ok(Reading::NotDetected));
/// assert_eq!(read_cell(b"--"), Ok(Reading::Missing(Missing::NoData)));
/// assert_eq!(read_cell(b"0.5o"), Err(CellError::NotANumber));
/// ```
///
/// # Errors
/// [`CellError`] when the cell holds something that is neither a reading nor a sign for "no reading".
#[inline]
pub fn read_cell(cell: &[u8]) -> Result<Reading, CellError> {
    if cell.is_empty() {
        return Ok(Reading::Missing(Missing::Blank));
    }
    if let Ok(amount) = Amount::parse_ascii(cell) {
        return Ok(Reading::Value(amount));
    }
    // What automatic stations write most, read where it stands.
    match cell {
        b"--" | b"-" => return Ok(Reading::Missing(Missing::NoData)),
        b"*" => return Ok(Reading::Missing(Missing::NotEquipped)),
        [limit @ .., b'L'] | [b'<', limit @ ..] => {
            if let Ok(limit) = Amount::parse_ascii(limit) {
                return Ok(Reading::Below(limit));
            }
        }
        _ => {}
    }
    read_text(&String::from_utf8_lossy(cell))
}

#[cold]
fn read_text(cell: &str) -> Result<Reading, CellError> {
    let plain = plain(cell);
    match plain.as_str() {
        "" => return Ok(Reading::Missing(Missing::Blank)),
        "-" | "--" | "---" | "—" | "——" | "–" | "/" | "\\" | "." | "na" | "n/a" | "#n/a" | "nan" | "null" | "none"
        | "nil" | "\\n" | "-;" | "未测" | "未监测" | "未检测" | "notreported" | "nodata" | "missing" | "无数据"
        | "缺测" | "缺" | "无" | "…" => {
            return Ok(Reading::Missing(Missing::NoData));
        }
        "*" | "**" => return Ok(Reading::Missing(Missing::NotEquipped)),
        "nd" | "n.d." | "n.d" | "未检出" | "bdl" | "<dl" | "<mdl" | "<lod" | "低于检出限" => {
            return Ok(Reading::NotDetected);
        }
        text if ["断流", "干涸", "冰封", "结冰", "冰冻", "枯水无水", "无水"]
            .iter()
            .any(|word| text.starts_with(word)) =>
        {
            return Ok(Reading::Missing(Missing::NotSampled));
        }
        _ => {}
    }
    let below = plain
        .strip_prefix("<=")
        .or_else(|| plain.strip_prefix('<'))
        .or_else(|| plain.strip_prefix('≤'))
        .or_else(|| plain.strip_suffix("nd"))
        .or_else(|| plain.strip_suffix('l'))
        .or_else(|| plain.strip_prefix('l'));
    if let Some(limit) = below {
        return number(limit).map(Reading::Below);
    }
    let above = plain.strip_prefix(">=").or_else(|| plain.strip_prefix('>')).or_else(|| plain.strip_prefix('≥'));
    if let Some(bound) = above {
        return number(bound).map(Reading::Above);
    }
    if let Some((low, high)) = plain.split_once(['~', '～', '至'])
        && number(low).is_ok()
        && number(high).is_ok()
    {
        return Err(CellError::Range);
    }
    number(&plain).map(Reading::Value)
}

/// Lower case, half width, without white space and without the apostrophe that spreadsheets put before text.
fn plain(cell: &str) -> String {
    cell.chars()
        .filter_map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
            '。' => Some('.'),
            '−' | '﹣' => Some('-'),
            '\u{feff}' | '\u{200b}' => None,
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .map(super::lower)
        .collect::<String>()
        .trim_start_matches('\'')
        .to_owned()
}

fn number(text: &str) -> Result<Amount, CellError> {
    if !text.contains(',') {
        return Ok(text.parse()?);
    }
    // 1,234,567.8: every group behind the first has three digits and the commas stand before the point.
    let (whole, rest) = text.split_at(text.find(['.', 'e']).unwrap_or(text.len()));
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    if rest.contains(',') || !digits(first) || !groups.clone().all(digits) {
        return Err(CellError::NotANumber);
    }
    if first.is_empty() || first.len() > 3 || first.starts_with('0') || !groups.all(|group| group.len() == 3) {
        return Err(CellError::UnclearComma);
    }
    Ok(text.replace(',', "").parse()?)
}
