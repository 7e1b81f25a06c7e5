//! Every monitored item once: key, names, symbol, unit, codes, synonyms, decimals.

use crate::quantity::Unit;
use crate::words::Words;

/// What an item belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Medium {
    /// Ambient air.
    Air,
    /// Surface water.
    Water,
}

/// A monitored item.
#[derive(Debug)]
pub struct Item {
    /// Stable key.
    pub key: &'static str,
    /// Full names.
    pub name: Words,
    /// Short printed form, the same in all languages: `PM2.5`, `NH3-N`.
    pub symbol: &'static str,
    /// Air or water.
    pub medium: Medium,
    /// Unit of the limits, into which readings are converted.
    pub unit: Unit,
    /// Decimals of a value in an evaluation (HJ 663 for air; 环办监测函〔2020〕82号 as read in water.md §3.2 for water).
    pub decimals: u32,
    /// Codes of HJ 524-2009 (air) and HJ 525-2009 (water), lower case.
    pub codes: &'static [&'static str],
    /// Other spellings, lower case, half width, without spaces, hyphens, underscores, dots and brackets.
    pub synonyms: &'static [&'static str],
}

macro_rules! items {
    ($($constant:ident: $key:literal, $zh:literal, $en:literal, $symbol:literal, $medium:ident, $unit:ident, $decimals:literal,
        [$($code:literal),*], [$($synonym:literal),*];)*) => {
        /// A monitored item of the register.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum Parameter { $($constant),* }

        impl Parameter {
            /// All items in the order of the register.
            pub const ALL: &'static [Parameter] = &[$(Parameter::$constant),*];
        }

        const ITEMS: &[Item] = &[$(Item {
            key: $key,
            name: Words::new($zh, $en),
            symbol: $symbol,
            medium: Medium::$medium,
            unit: Unit::$unit,
            decimals: $decimals,
            codes: &[$($code),*],
            synonyms: &[$($synonym),*],
        }),*];
    };
}

items! {
//  constant           key            Chinese            English                    symbol      medium unit      dec.  codes                        synonyms
    So2:               "so2",         "二氧化硫",         "sulfur dioxide",          "SO2",      Air,   UG_PER_M3, 0, ["a21026"],                  ["so₂", "sulphurdioxide", "sulfurdioxide", "s02", "二氧化硫so2"];
    No2:               "no2",         "二氧化氮",         "nitrogen dioxide",        "NO2",      Air,   UG_PER_M3, 0, ["a21004"],                  ["no₂", "nitrogendioxide", "n02", "二氧化氮no2"];
    Co:                "co",          "一氧化碳",         "carbon monoxide",         "CO",       Air,   MG_PER_M3, 1, ["a21005"],                  ["carbonmonoxide", "一氧化碳co"];
    O3:                "o3",          "臭氧",             "ozone",                   "O3",       Air,   UG_PER_M3, 0, ["a05024"],                  ["o₃", "ozone", "臭氧o3", "o3臭氧"];
    Pm10:              "pm10",        "可吸入颗粒物",     "inhalable particles",     "PM10",     Air,   UG_PER_M3, 0, ["a34002"],                  ["pm₁₀", "颗粒物pm10", "可吸入颗粒物pm10", "颗粒物粒径小于等于10um", "pm1o", "可吸入颗粒"];
    Pm25:              "pm25",        "细颗粒物",         "fine particles",          "PM2.5",    Air,   UG_PER_M3, 0, ["a34004"],                  ["pm₂₅", "pm2。5", "pm2,5", "pm2_5", "细颗粒物pm25", "颗粒物粒径小于等于25um", "pm2点5", "pm25细颗粒物", "fineparticulatematter"];
    WaterTemperature:  "temperature", "水温",             "water temperature",       "T",        Water, CELSIUS,   1, ["w01010"],                  ["watertemperature", "wtemp", "wt", "watertemp", "temperaturewater", "watertemperaturec"];
    Ph:                "ph",          "pH值",             "pH",                      "pH",       Water, ONE,       0, ["w01001", "001"],           ["ph", "酸碱度", "酸碱度ph", "ph酸碱度"];
    Do:                "do",          "溶解氧",           "dissolved oxygen",        "DO",       Water, MG_PER_L,  1, ["w01009"],                  ["dissolvedoxygen", "dox", "溶氧", "溶解氧do", "溶解氧o2", "oxygendissolved", "dissolvedoxygendo", "do溶解氧"];
    CodMn:             "codmn",       "高锰酸盐指数",     "permanganate index",      "CODMn",    Water, MG_PER_L,  1, ["w01019"],                  ["高锰酸钾指数", "高锰酸盐", "高锰酸钾", "耗氧量", "imn", "permanganateindex", "高锰酸盐指数codmn", "耗氧量codmn法以o2计", "ppi", "高锰酸盐指数以o2计", "codmno4", "cod锰", "高锰酸盐指数imn", "高锰酸盐指数耗氧量", "高锰酸盐指数mn", "高锰酸指数", "高猛酸盐指数", "codmn高锰酸盐指数", "高锰酸钾盐指数", "高锰酸盐氧化指数", "kmno4", "耗氧量codmn", "耗氧量codmn法"];
    Cod:               "cod",         "化学需氧量",       "chemical oxygen demand",  "COD",      Water, MG_PER_L,  1, ["w01018", "011"],           ["codcr", "重铬酸盐指数", "chemicaloxygendemand", "化学需氧量cod", "化学需氧量codcr", "化学耗氧量", "cod铬", "化学需氧"];
    Bod5:              "bod5",        "五日生化需氧量",   "five-day biochemical oxygen demand", "BOD5", Water, MG_PER_L, 1, ["w01017"],           ["生化需氧量", "bod", "bod₅", "五日生化需氧量bod5", "生化需氧量bod5", "bod5日", "生化耗氧量", "五日生化", "5日生化需氧量", "biochemicaloxygendemand", "五日生化需氧"];
    AmmoniaN:          "nh3n",        "氨氮",             "ammonia nitrogen",        "NH3-N",    Water, MG_PER_L,  2, ["w21003", "060"],           ["nh3n", "nh4n", "氨氮nh3n", "氨氮以n计", "ammonianitrogen", "nh₃n", "氨氮nh4n", "nh4+n", "铵氮", "铵态氮", "氨态氮", "氨氮nh4+n", "nh4f", "nh3n氨氮", "ammonian", "ammoniumn", "ammonianitrogennh3n"];
    Tp:                "tp",          "总磷",             "total phosphorus",        "TP",       Water, MG_PER_L,  3, ["w21011", "101"],           ["ptotal", "总磷以p计", "totalphosphorus", "总磷tp", "总磷湖库以p计", "tp总磷", "总磷p", "phosphorustotal", "总鳞", "全磷", "ptot", "phosphorus", "phosphorous"];
    Tn:                "tn",          "总氮",             "total nitrogen",          "TN",       Water, MG_PER_L,  2, ["w21001"],                  ["ntotal", "总氮以n计", "totalnitrogen", "总氮tn", "总氮湖库以n计", "tn总氮", "总氮n", "nitrogentotal", "全氮", "ntot", "nitrogen"];
    Cu:                "cu",          "铜",               "copper",                  "Cu",       Water, MG_PER_L,  3, ["w20122", "w20138"],        ["总铜", "wcu", "铜cu", "copper"];
    Zn:                "zn",          "锌",               "zinc",                    "Zn",       Water, MG_PER_L,  3, ["w20123", "w20139"],        ["总锌", "wzn", "锌zn", "zinc"];
    Fluoride:          "fluoride",    "氟化物",           "fluoride",                "F",        Water, MG_PER_L,  3, ["w21017"],                  ["氟化物以f计", "氟化物以f-计", "fluoride", "氟离子", "氟"];
    Se:                "se",          "硒",               "selenium",                "Se",       Water, MG_PER_L,  4, ["w20128", "w20140"],        ["总硒", "wse", "硒se", "selenium"];
    As:                "as",          "砷",               "arsenic",                 "As",       Water, MG_PER_L,  4, ["w20119", "w20141"],        ["总砷", "was", "砷as", "arsenic"];
    Hg:                "hg",          "汞",               "mercury",                 "Hg",       Water, MG_PER_L,  5, ["w20111", "w20142"],        ["总汞", "whg", "汞hg", "mercury"];
    Cd:                "cd",          "镉",               "cadmium",                 "Cd",       Water, MG_PER_L,  5, ["w20115", "w20143"],        ["总镉", "wcd", "镉cd", "cadmium"];
    Cr6:               "cr6",         "铬（六价）",       "hexavalent chromium",     "Cr6+",     Water, MG_PER_L,  3, ["w20117"],                  ["六价铬", "铬六价", "cr6", "crvi", "cr+6", "六价铬cr6+", "hexavalentchromium", "铬6+", "铬六价cr6+", "cr6+六价铬", "六价铬crvi", "chromiumhexavalent"];
    Pb:                "pb",          "铅",               "lead",                    "Pb",       Water, MG_PER_L,  3, ["w20120", "w20144"],        ["总铅", "wpb", "铅pb", "lead"];
    Cyanide:           "cyanide",     "氰化物",           "cyanide",                 "CN",       Water, MG_PER_L,  3, ["w21016"],                  ["总氰化物", "cn", "cn-", "cntotal", "cyanide"];
    Phenols:           "phenols",     "挥发酚",           "volatile phenols",        "V-phen",   Water, MG_PER_L,  4, ["w23002"],                  ["挥发性酚类", "挥发酚类", "vphen", "vp", "volatilephenols", "挥发性酚", "挥发酚以苯酚计", "挥发性酚类以苯酚计", "挥发酚类以苯酚计", "挥发酚vphen"];
    Petroleum:         "petroleum",   "石油类",           "petroleum",               "oil",      Water, MG_PER_L,  2, ["w22001"],                  ["oils", "tph", "petroleum", "石油类物质"];
    Las:               "las",         "阴离子表面活性剂", "anionic surfactants",     "LAS",      Water, MG_PER_L,  2, ["w19002", "w19003"],        ["阴离子合成洗涤剂", "阴离子", "ansaa", "anionicsurfactant", "阴离子表面活性剂las", "阴离子合成表面活性剂", "mbas"];
    Sulfide:           "sulfide",     "硫化物",           "sulfide",                 "S",        Water, MG_PER_L,  3, ["w21019"],                  ["s2-", "sulfide", "sulphide"];
    FaecalColiform:    "faecal-coliform", "粪大肠菌群",   "faecal coliform",         "FC",       Water, PER_L,     0, ["w02003"],                  ["粪大肠杆菌群", "耐热大肠菌群", "coloorg", "fecalcoliform", "粪大肠菌", "粪大肠菌群数", "粪大肠菌群mpn", "faecalcoliforms", "fecalcoliforms"];
    Conductivity:      "conductivity", "电导率",          "conductivity",            "EC",       Water, US_PER_CM, 1, ["w01014"],                  ["电导", "cond", "conductivity", "ec电导率", "电导率ec", "specificconductance", "spcond", "conductance"];
    Turbidity:         "turbidity",   "浊度",             "turbidity",               "NTU",      Water, NTU,       1, ["w01003", "w80001"],        ["浑浊度", "turb", "turbidity", "浑浊度ntu", "浊度ntu", "tur"];
    ChlorophyllA:      "chla",        "叶绿素a",          "chlorophyll a",           "Chl-a",    Water, MG_PER_L,  3, ["w01016"],                  ["叶绿素", "叶绿素α", "chlorophylla", "chlorophyll", "chl", "叶绿素achla", "chlorophyllachla", "chlan", "chla叶绿素a"];
    AlgalDensity:      "algae",       "藻密度",           "algal density",           "algae",    Water, PER_L,     0, ["w19011", "w02019"],        ["藻类密度", "algae", "algaldensity", "藻类", "藻细胞密度"];
    Transparency:      "transparency", "透明度",          "transparency",            "SD",       Water, M,         2, ["w01004"],                  ["sd", "secchi", "transparency", "透明度sd", "secchidepth", "塞氏盘深度"];
    DoSaturation:      "do-saturation", "溶解氧饱和率",   "dissolved oxygen saturation", "DO%",  Water, PERCENT,   1, [],                          ["饱和率", "溶解氧饱和度", "dosat", "do%", "do饱和度"];
    // Other items of air. Their names are often those of items of water, so where the medium is not known they are not read.
    Tsp:               "tsp",         "总悬浮颗粒物",     "total suspended particles", "TSP",    Air,   UG_PER_M3, 0, ["a34001"],                  ["totalsuspendedparticles", "totalsuspendedparticulate", "tsp总悬浮颗粒物", "总悬浮颗粒物tsp"];
    Nox:               "nox",         "氮氧化物",         "nitrogen oxides",         "NOx",      Air,   UG_PER_M3, 0, ["a21002"],                  ["nitrogenoxides", "氮氧化物nox", "氮氧化物以no2计", "nox以no2计", "noₓ"];
    BaP:               "bap",         "苯并[a]芘",        "benzo[a]pyrene",          "BaP",      Air,   UG_PER_M3, 4, [],                          ["苯并a芘", "苯并芘", "benzoapyrene", "b(a)p", "苯并a芘bap", "苯并α芘"];
    PbInAir:           "air-pb",      "铅",               "lead",                    "Pb",       Air,   UG_PER_M3, 2, [],                          ["总铅", "铅pb", "铅及其化合物"];
    CdInAir:           "air-cd",      "镉",               "cadmium",                 "Cd",       Air,   UG_PER_M3, 3, [],                          ["总镉", "镉cd", "镉及其化合物"];
    HgInAir:           "air-hg",      "汞",               "mercury",                 "Hg",       Air,   UG_PER_M3, 2, [],                          ["总汞", "汞hg", "汞及其化合物"];
    AsInAir:           "air-as",      "砷",               "arsenic",                 "As",       Air,   UG_PER_M3, 3, [],                          ["总砷", "砷as", "砷及其化合物"];
    Cr6InAir:          "air-cr6",     "六价铬",           "hexavalent chromium",     "Cr(Ⅵ)",    Air,   UG_PER_M3, 6, [],                          ["铬六价", "cr6", "cr6+", "crvi", "六价铬crⅥ"];
    FluorideInAir:     "air-fluoride", "氟化物",          "fluoride",                "F",        Air,   UG_PER_M3, 1, [],                          ["氟化物以f计", "氟化物f"];
    NiInAir:           "air-ni",      "镍",               "nickel",                  "Ni",       Air,   UG_PER_M3, 3, [],                          ["总镍", "镍ni", "镍及其化合物"];
    Benzene:           "air-benzene", "苯",               "benzene",                 "C6H6",     Air,   UG_PER_M3, 1, [],                          ["c₆h₆"];
}

impl Parameter {
    /// Its entry in the register.
    #[must_use]
    pub const fn item(self) -> &'static Item {
        &ITEMS[self as usize]
    }

    /// Printed short form.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        self.item().symbol
    }

    /// Full names.
    #[must_use]
    pub const fn name(self) -> Words {
        self.item().name
    }

    /// The item with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Parameter> {
        Parameter::ALL.iter().copied().find(|p| p.item().key == key)
    }

    /// The item that a header, an item column or a code names, with units and brackets already taken off.
    ///
    /// Only exact spellings count: a guess never decides. Metals, fluoride, nickel and benzene of the air are read only
    /// by [`Parameter::read_in`], because water has items of these names.
    ///
    /// ```
    /// use envgrade::parameter::Parameter;
    /// assert_eq!(Parameter::read("CODmn"), Some(Parameter::CodMn));
    /// assert_eq!(Parameter::read("ＰＭ2.5"), Some(Parameter::Pm25));
    /// assert_eq!(Parameter::read("W21003"), Some(Parameter::AmmoniaN));
    /// assert_eq!(Parameter::read("铅"), Some(Parameter::Pb));
    /// assert_eq!(Parameter::read("动植物油"), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<Parameter> {
        Parameter::find(text, None)
    }

    /// The item of a medium that a text names, where the medium is known.
    ///
    /// ```
    /// use envgrade::parameter::{Medium, Parameter};
    /// assert_eq!(Parameter::read_in("铅", Medium::Air), Some(Parameter::PbInAir));
    /// assert_eq!(Parameter::read_in("铅", Medium::Water), Some(Parameter::Pb));
    /// assert_eq!(Parameter::read_in("TSP", Medium::Water), None);
    /// ```
    #[must_use]
    pub fn read_in(text: &str, medium: Medium) -> Option<Parameter> {
        Parameter::find(text, Some(medium))
    }

    /// Whether only a known medium makes its name clear.
    #[must_use]
    pub const fn needs_medium(self) -> bool {
        use Parameter::{AsInAir, Benzene, CdInAir, Cr6InAir, FluorideInAir, HgInAir, NiInAir, PbInAir};
        matches!(self, PbInAir | CdInAir | HgInAir | AsInAir | Cr6InAir | FluorideInAir | NiInAir | Benzene)
    }

    /// Whether an item of the water shares its name with one of the air, so that a name alone says no medium.
    #[must_use]
    pub const fn shares_its_name(self) -> bool {
        use Parameter::{As, Cd, Cr6, Fluoride, Hg, Pb};
        matches!(self, Pb | Cd | Hg | As | Cr6 | Fluoride)
    }

    /// The item that a text names, of the medium where it is known.
    pub(crate) fn find(text: &str, medium: Option<Medium>) -> Option<Parameter> {
        let may_be = |parameter: Parameter| match medium {
            Some(medium) => parameter.item().medium == medium,
            None => !parameter.needs_medium(),
        };
        let plain = plain_name(text);
        // S2 without its charge is a sample rather than sulfide.
        if plain.is_empty() || plain == "s2" && !text.contains(['-', '⁻', '－', '−']) {
            return None;
        }
        Parameter::ALL.iter().copied().filter(|&parameter| may_be(parameter)).find(|parameter| {
            let item = parameter.item();
            let same = |spelling: &&str| plain_chars(spelling).eq(plain.chars());
            item.codes.contains(&plain.as_str())
                || item.synonyms.iter().any(same)
                || [&item.name.zh, &item.name.en, &item.symbol].into_iter().any(same)
        })
    }
}

/// A name without what writers vary: case, width, white space, hyphens, underscores, dots and brackets.
pub(crate) fn plain_name(text: &str) -> String {
    plain_chars(text).collect()
}

/// The Latin letter that a Cyrillic or Greek one looks like: keyboards and scans mix them up in formulas.
const fn look_alike(c: char) -> char {
    match c {
        'А' | 'а' | 'Α' => 'a',
        'В' | 'Β' => 'b',
        'С' | 'с' => 'c',
        'Е' | 'е' | 'Ε' => 'e',
        'Н' | 'Η' => 'h',
        'М' | 'Μ' => 'm',
        'Ν' => 'n',
        'О' | 'о' | 'Ο' | 'ο' => 'o',
        'Р' | 'р' | 'Ρ' => 'p',
        'Ѕ' | 'ѕ' => 's',
        'Т' | 'Τ' => 't',
        c => c,
    }
}

fn plain_chars(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '₀'..='₉' => char::from_digit(c as u32 - '₀' as u32, 10).unwrap_or(c),
            '⁺' => '+',
            '⁻' => '-',
            '\u{2070}' | '\u{2074}'..='\u{2079}' => char::from_digit(c as u32 - 0x2070, 10).unwrap_or(c),
            '²' => '2',
            '³' => '3',
            'μ' | 'µ' => 'u',
            c => look_alike(c),
        })
        // Signs of formulas ($NO_3^{-}$), of notes (pH*), and blanks that are not seen.
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(
                    c,
                    '-' | '_' | '.' | '。' | '·' | '•' | ',' | '、' | '(' | ')' | '[' | ']' | '【' | '】' | '〔' | '〕' | '\'' | '"'
                        | '‐'..='―' | '−' | '﹣' | '$' | '{' | '}' | '^' | '\\' | '*' | ':' | '\u{200b}'..='\u{200d}'
                        | '\u{feff}' | '\u{ad}'
                )
        })
        .map(crate::quantity::lower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn no_spelling_names_two_items_of_a_medium() {
        let mut seen: HashMap<(bool, String), Parameter> = HashMap::new();
        for &parameter in Parameter::ALL {
            let item = parameter.item();
            let spellings = item.codes.iter().chain(item.synonyms).chain([&item.name.zh, &item.name.en, &item.symbol]);
            for spelling in spellings {
                let known = (item.medium == Medium::Air, plain_name(spelling));
                if let Some(other) = seen.insert(known, parameter) {
                    assert_eq!(other, parameter, "{spelling}");
                }
                assert_eq!(Parameter::read_in(spelling, item.medium), Some(parameter), "{spelling}");
                if !parameter.needs_medium() {
                    assert_eq!(Parameter::read(spelling), Some(parameter), "{spelling}");
                }
            }
            let twin = Parameter::read_in(item.name.zh, Medium::Air).filter(|twin| *twin != parameter);
            assert_eq!(parameter.shares_its_name(), twin.is_some(), "{}", item.key);
        }
    }
}
