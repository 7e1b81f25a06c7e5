//! What a result can be: water class, AQI category, verdict.

use crate::words::Words;

/// Class of surface water by GB 3838-2002, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Ⅰ
    I = 1,
    /// Ⅱ
    II,
    /// Ⅲ
    III,
    /// Ⅳ
    IV,
    /// Ⅴ
    V,
    /// 劣Ⅴ, worse than class Ⅴ.
    WorseThanV,
}

impl Class {
    /// All classes, best first.
    pub const ALL: [Class; 6] = [Class::I, Class::II, Class::III, Class::IV, Class::V, Class::WorseThanV];

    /// The class with this number, 1 to 6.
    #[must_use]
    pub const fn from_number(number: u8) -> Option<Class> {
        match number {
            1..=6 => Some(Class::ALL[number as usize - 1]),
            _ => None,
        }
    }

    /// 1 to 6.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The numeral as printed: `Ⅲ`, `劣Ⅴ`; in English `III`, `worse than V`.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Class::I => Words::new("Ⅰ", "I"),
            Class::II => Words::new("Ⅱ", "II"),
            Class::III => Words::new("Ⅲ", "III"),
            Class::IV => Words::new("Ⅳ", "IV"),
            Class::V => Words::new("Ⅴ", "V"),
            Class::WorseThanV => Words::new("劣Ⅴ", "worse than V"),
        }
    }

    /// The qualitative state that 环办〔2011〕22号 gives a section of this class.
    #[must_use]
    pub const fn state(self) -> Words {
        match self {
            Class::I | Class::II => Words::new("优", "excellent"),
            Class::III => Words::new("良好", "good"),
            Class::IV => Words::new("轻度污染", "lightly polluted"),
            Class::V => Words::new("中度污染", "moderately polluted"),
            Class::WorseThanV => Words::new("重度污染", "heavily polluted"),
        }
    }

    /// Reads a class as people write it: `Ⅲ`, `III`, `3`, `Ⅲ类`, `三类`, `劣Ⅴ类`, `劣V`, `>V`; `None` otherwise.
    ///
    /// ```
    /// use envgrade::grade::Class;
    /// assert_eq!(Class::read("Ⅲ类"), Some(Class::III));
    /// assert_eq!(Class::read("劣五类"), Some(Class::WorseThanV));
    /// assert_eq!(Class::read("--"), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<Class> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '类' | '级' | '水' | '"'))
            .map(|c| match c {
                '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
                'ⅰ'..='ⅴ' => char::from_u32(c as u32 - 16).unwrap_or(c),
                c => c,
            })
            .collect::<String>()
            .to_ascii_uppercase();
        let plain = plain.trim_start_matches("CLASS").trim_start_matches("达到").trim_start_matches("符合");
        Some(match plain {
            "Ⅰ" | "I" | "1" | "一" => Class::I,
            "Ⅱ" | "II" | "2" | "二" | "ⅠⅠ" => Class::II,
            "Ⅲ" | "III" | "3" | "三" | "ⅠⅠⅠ" => Class::III,
            "Ⅳ" | "IV" | "4" | "四" => Class::IV,
            "Ⅴ" | "V" | "5" | "五" => Class::V,
            "劣Ⅴ" | "劣V" | "劣5" | "劣五" | ">V" | ">Ⅴ" | "劣于Ⅴ" | "劣于V" | "6" => Class::WorseThanV,
            _ => return None,
        })
    }
}

/// Category of the air quality index, from 优 to 严重污染. HJ 633-2012 and HJ 633-2026 use the same six.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// 优, level 一级.
    Excellent = 1,
    /// 良, level 二级.
    Good,
    /// 轻度污染, level 三级.
    Lightly,
    /// 中度污染, level 四级.
    Moderately,
    /// 重度污染, level 五级.
    Heavily,
    /// 严重污染, level 六级.
    Severely,
}

impl Category {
    /// All categories, best first.
    pub const ALL: [Category; 6] = [
        Category::Excellent,
        Category::Good,
        Category::Lightly,
        Category::Moderately,
        Category::Heavily,
        Category::Severely,
    ];

    /// The category of an AQI (table 1 of both editions).
    #[must_use]
    pub const fn of(aqi: u16) -> Category {
        match aqi {
            0..=50 => Category::Excellent,
            51..=100 => Category::Good,
            101..=150 => Category::Lightly,
            151..=200 => Category::Moderately,
            201..=300 => Category::Heavily,
            _ => Category::Severely,
        }
    }

    /// The category with this number, 1 to 6.
    #[must_use]
    pub const fn from_number(number: u8) -> Option<Category> {
        match number {
            1..=6 => Some(Category::ALL[number as usize - 1]),
            _ => None,
        }
    }

    /// 1 to 6.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Category::Excellent => Words::new("优", "excellent"),
            Category::Good => Words::new("良", "good"),
            Category::Lightly => Words::new("轻度污染", "lightly polluted"),
            Category::Moderately => Words::new("中度污染", "moderately polluted"),
            Category::Heavily => Words::new("重度污染", "heavily polluted"),
            Category::Severely => Words::new("严重污染", "severely polluted"),
        }
    }

    /// Reads a category or level as people write it: `轻度污染`, `轻度`, `三级`, `Ⅲ级`, `3`; `None` otherwise.
    #[must_use]
    pub fn read(text: &str) -> Option<Category> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '"').collect();
        Some(match plain.as_str() {
            "优" | "一级" | "Ⅰ级" | "I级" | "优质" | "1" | "Ⅰ" => Category::Excellent,
            "良" | "良好" | "二级" | "Ⅱ级" | "II级" | "2" | "Ⅱ" => Category::Good,
            "轻度污染" | "轻度" | "三级" | "Ⅲ级" | "III级" | "3" | "Ⅲ" => Category::Lightly,
            "中度污染" | "中度" | "四级" | "Ⅳ级" | "IV级" | "4" | "Ⅳ" => Category::Moderately,
            "重度污染" | "重度" | "五级" | "Ⅴ级" | "V级" | "5" | "Ⅴ" => Category::Heavily,
            "严重污染" | "严重" | "六级" | "Ⅵ级" | "VI级" | "6" | "Ⅵ" => Category::Severely,
            _ => return None,
        })
    }
}

/// Whether something that was asked for is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Met; a value equal to the limit meets it.
    Attained,
    /// Not met.
    Exceeded,
    /// Nothing can be said; never the same as met.
    NotAssessable,
}

impl Verdict {
    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Verdict::Attained => "attained",
            Verdict::Exceeded => "exceeded",
            Verdict::NotAssessable => "not-assessable",
        }
    }

    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Verdict::Attained => Words::new("达标", "attained"),
            Verdict::Exceeded => Words::new("超标", "exceeded"),
            Verdict::NotAssessable => Words::new("无法评价", "not assessable"),
        }
    }
}
