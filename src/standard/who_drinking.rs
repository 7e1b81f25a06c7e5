//! WHO guidelines for drinking-water quality, 4th edition with its addenda (2022): some basic guideline values.

use super::printed_amount;
use crate::parameter::Parameter;
use crate::quantity::Amount;
use crate::water_item::{FurtherItem, WaterItem};
use crate::words::Words;

/// Where the values are printed.
pub const CLAUSE: &str = "WHO GDWQ 2022";

/// A row: a substance and its guideline value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The substance.
    pub substance: Substance,
    /// Its name.
    pub name: Words,
    /// Its symbol.
    pub symbol: &'static str,
    /// The guideline value as printed, mg/L, *E. coli* per 100 mL.
    pub printed: &'static str,
    /// The value.
    pub limit: Amount,
    /// Whether it is provisional (P).
    pub provisional: bool,
}

macro_rules! substances {
    ($($constant:ident: $zh:literal, $en:literal, $symbol:literal, $printed:literal, $provisional:literal;)*) => {
        /// A substance with a guideline value.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum Substance { $($constant),* }

        /// The guideline values.
        pub const TABLE: &[Row] = &[$(Row {
            substance: Substance::$constant,
            name: Words::new($zh, $en),
            symbol: $symbol,
            printed: $printed,
            limit: printed_amount($printed),
            provisional: $provisional,
        }),*];
    };
}

#[rustfmt::skip]
substances! {
//  substance           Chinese              English                symbol      mg/L     provisional
    Antimony:          "锑",                "antimony",            "Sb",       "0.02",   false;
    Arsenic:           "砷",                "arsenic",             "As",       "0.01",   true;
    Barium:            "钡",                "barium",              "Ba",       "1.3",    false;
    Boron:             "硼",                "boron",               "B",        "2.4",    false;
    Cadmium:           "镉",                "cadmium",             "Cd",       "0.003",  false;
    Chromium:          "总铬",              "total chromium",      "Cr",       "0.05",   false;
    Copper:            "铜",                "copper",              "Cu",       "2",      false;
    Fluoride:          "氟化物",            "fluoride",            "F",        "1.5",    false;
    Lead:              "铅",                "lead",                "Pb",       "0.01",   true;
    Manganese:         "锰",                "manganese",           "Mn",       "0.08",   true;
    Mercury:           "无机汞",            "inorganic mercury",   "Hg",       "0.006",  false;
    Nickel:            "镍",                "nickel",              "Ni",       "0.07",   false;
    Nitrate:           "硝酸根（以 NO3⁻ 计）", "nitrate (as ion)",  "NO3⁻",     "50",     false;
    Nitrite:           "亚硝酸根（以 NO2⁻ 计）", "nitrite (as ion)", "NO2⁻",    "3",      false;
    Selenium:          "硒",                "selenium",            "Se",       "0.04",   true;
    Uranium:           "铀",                "uranium",             "U",        "0.03",   true;
    Benzene:           "苯",                "benzene",             "benzene",  "0.01",   false;
    Toluene:           "甲苯",              "toluene",             "toluene",  "0.7",    false;
    Tetrachloroethene: "四氯乙烯",          "tetrachloroethene",   "PCE",      "0.1",    false;
    Trichloroethene:   "三氯乙烯",          "trichloroethene",     "TCE",      "0.008",  true;
    EColi:             "大肠埃希氏菌",      "E. coli",             "E. coli",  "0",      false;
}

impl Substance {
    /// Its row.
    #[must_use]
    pub const fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// The substance that a monitored item is, and by how much its values are divided to be those of the guideline: nitrate
    /// and nitrite are monitored as nitrogen and limited as ions. `None` for items without a guideline value here. Total
    /// mercury stands for inorganic mercury, of which it is at least as much; hexavalent chromium cannot stand for total
    /// chromium, uranium and *E. coli* are not in the registers.
    #[must_use]
    pub fn of(item: WaterItem) -> Option<(Substance, Amount)> {
        use WaterItem::{Basic, Further};
        let one = Amount::whole(1);
        Some(match item {
            Further(FurtherItem::Antimony) => (Substance::Antimony, one),
            Basic(Parameter::As) => (Substance::Arsenic, one),
            Further(FurtherItem::Barium) => (Substance::Barium, one),
            Further(FurtherItem::Boron) => (Substance::Boron, one),
            Basic(Parameter::Cd) => (Substance::Cadmium, one),
            Basic(Parameter::Cu) => (Substance::Copper, one),
            Basic(Parameter::Fluoride) => (Substance::Fluoride, one),
            Basic(Parameter::Pb) => (Substance::Lead, one),
            Further(FurtherItem::Manganese) => (Substance::Manganese, one),
            Basic(Parameter::Hg) => (Substance::Mercury, one),
            Further(FurtherItem::Nickel) => (Substance::Nickel, one),
            Further(FurtherItem::NitrateN) => (Substance::Nitrate, NITROGEN_IN_NITRATE),
            Further(FurtherItem::NitriteN) => (Substance::Nitrite, NITROGEN_IN_NITRITE),
            Basic(Parameter::Se) => (Substance::Selenium, one),
            Further(FurtherItem::Benzene) => (Substance::Benzene, one),
            Further(FurtherItem::Toluene) => (Substance::Toluene, one),
            Further(FurtherItem::Tetrachloroethene) => (Substance::Tetrachloroethene, one),
            Further(FurtherItem::Trichloroethene) => (Substance::Trichloroethene, one),
            _ => return None,
        })
    }
}

/// Nitrogen in a part of nitrate by mass.
pub const NITROGEN_IN_NITRATE: Amount = Amount::decimal(2259, 4);
/// Nitrogen in a part of nitrite by mass.
pub const NITROGEN_IN_NITRITE: Amount = Amount::decimal(3045, 4);
