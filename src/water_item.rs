//! The items of water beside those of [`crate::parameter`]: the supplementary and specific items of GB 3838-2002 (tables
//! 2 and 3) and the further ones of GB/T 14848-2017. They are a register of their own: nearly all of them are measured
//! at drinking-water sources and wells only, and the sets of the basic items stay small without them.

use crate::parameter::{Medium, Parameter, plain_name};
use crate::quantity::Unit;
use crate::words::Words;

struct Entry {
    key: &'static str,
    name: Words,
    symbol: &'static str,
    unit: Unit,
    /// HJ 525-2009, lower case; those behind the group `w25` rest on one source. `w20147` and `w20148` are not of the
    /// standard but seen in files.
    codes: &'static [&'static str],
    /// Other spellings as [`plain_name`] leaves them.
    synonyms: &'static [&'static str],
}

macro_rules! further_items {
    ($($constant:ident: $key:literal, $zh:literal, $en:literal, $symbol:literal, $unit:ident, [$($code:literal),*],
        [$($synonym:literal),*];)*) => {
        /// An item of GB 3838-2002 tables 2 and 3 or of GB/T 14848-2017 that is not one of the basic items.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum FurtherItem { $($constant),* }

        impl FurtherItem {
            /// All of them in the order of the tables.
            pub const ALL: &'static [FurtherItem] = &[$(FurtherItem::$constant),*];
        }

        static ENTRIES: &[Entry] = &[$(Entry {
            key: $key,
            name: Words::new($zh, $en),
            symbol: $symbol,
            unit: Unit::$unit,
            codes: &[$($code),*],
            synonyms: &[$($synonym),*],
        }),*];
    };
}

further_items! {
    // GB 3838-2002 table 2.
    Sulfate:                "sulfate",                   "硫酸盐",                       "sulfate",                    "SO4",                        MG_PER_L,        ["w21038"],           ["硫酸盐以so42-计", "硫酸根", "so42-", "sulphate", "硫酸盐以so4计", "硫酸根离子", "硫酸盐以so42计", "so42"];
    Chloride:               "chloride",                  "氯化物",                       "chloride",                   "Cl",                         MG_PER_L,        ["w21022"],           ["氯化物以cl-计", "氯离子", "cl-", "氯化物以cl计"];
    NitrateN:               "nitrate-as-n",              "硝酸盐（以N计）",              "nitrate (as N)",             "NO3-N",                      MG_PER_L,        ["w21007"],           ["硝酸盐", "硝酸盐氮", "no3n", "nitrate", "nitratenitrogen", "硝氮", "硝态氮", "硝酸盐以氮计", "no3f", "硝酸盐氮以n计", "no3n硝酸盐氮"];
    Iron:                   "iron",                      "铁",                           "iron",                       "Fe",                         MG_PER_L,        ["w20125"],           ["总铁", "铁fe"];
    Manganese:              "manganese",                 "锰",                           "manganese",                  "Mn",                         MG_PER_L,        ["w20124"],           ["总锰", "锰mn"];
    // GB 3838-2002 table 3.
    Trichloromethane:       "trichloromethane",          "三氯甲烷",                     "trichloromethane",           "trichloromethane",           MG_PER_L,        ["w24004"],           ["氯仿", "chloroform"];
    CarbonTetrachloride:    "carbon-tetrachloride",      "四氯化碳",                     "carbon tetrachloride",       "carbon tetrachloride",       MG_PER_L,        ["w24005"],           ["四氯甲烷", "tetrachloromethane"];
    Tribromomethane:        "tribromomethane",           "三溴甲烷",                     "tribromomethane",            "tribromomethane",            MG_PER_L,        ["w24009"],           ["溴仿", "bromoform"];
    Dichloromethane:        "dichloromethane",           "二氯甲烷",                     "dichloromethane",            "dichloromethane",            MG_PER_L,        ["w24003"],           ["methylenechloride"];
    Dichloroethane12:       "1-2-dichloroethane",        "1,2-二氯乙烷",                 "1,2-dichloroethane",         "1,2-dichloroethane",         MG_PER_L,        ["w24017"],           [];
    Epichlorohydrin:        "epichlorohydrin",           "环氧氯丙烷",                   "epichlorohydrin",            "epichlorohydrin",            MG_PER_L,        ["w24024"],           [];
    VinylChloride:          "vinyl-chloride",            "氯乙烯",                       "vinyl chloride",             "vinyl chloride",             MG_PER_L,        ["w24046"],           ["chloroethene"];
    Dichloroethene11:       "1-1-dichloroethene",        "1,1-二氯乙烯",                 "1,1-dichloroethene",         "1,1-dichloroethene",         MG_PER_L,        ["w24047"],           ["11dichloroethylene"];
    Dichloroethene12:       "1-2-dichloroethene",        "1,2-二氯乙烯",                 "1,2-dichloroethene",         "1,2-dichloroethene",         MG_PER_L,        ["w24048"],           ["12dichloroethylene", "12二氯乙烯总量"];
    Trichloroethene:        "trichloroethene",           "三氯乙烯",                     "trichloroethene",            "trichloroethene",            MG_PER_L,        ["w24049"],           ["trichloroethylene", "tce"];
    Tetrachloroethene:      "tetrachloroethene",         "四氯乙烯",                     "tetrachloroethene",          "tetrachloroethene",          MG_PER_L,        ["w24050"],           ["tetrachloroethylene", "pce"];
    Chloroprene:            "chloroprene",               "氯丁二烯",                     "chloroprene",                "chloroprene",                MG_PER_L,        ["w24062"],           [];
    Hexachlorobutadiene:    "hexachlorobutadiene",       "六氯丁二烯",                   "hexachlorobutadiene",        "hexachlorobutadiene",        MG_PER_L,        ["w24064"],           [];
    Styrene:                "styrene",                   "苯乙烯",                       "styrene",                    "styrene",                    MG_PER_L,        ["w25038"],           [];
    Formaldehyde:           "formaldehyde",              "甲醛",                         "formaldehyde",               "formaldehyde",               MG_PER_L,        ["w31001"],           [];
    Acetaldehyde:           "acetaldehyde",              "乙醛",                         "acetaldehyde",               "acetaldehyde",               MG_PER_L,        ["w31002"],           [];
    Acrolein:               "acrolein",                  "丙烯醛",                       "acrolein",                   "acrolein",                   MG_PER_L,        ["w31004"],           [];
    Chloral:                "chloral",                   "三氯乙醛",                     "chloral",                    "chloral",                    MG_PER_L,        ["w31003"],           ["trichloroacetaldehyde", "水合氯醛"];
    Benzene:                "benzene",                   "苯",                           "benzene",                    "benzene",                    MG_PER_L,        ["w25002"],           [];
    Toluene:                "toluene",                   "甲苯",                         "toluene",                    "toluene",                    MG_PER_L,        ["w25003"],           [];
    Ethylbenzene:           "ethylbenzene",              "乙苯",                         "ethylbenzene",               "ethylbenzene",               MG_PER_L,        ["w25004"],           [];
    Xylenes:                "xylenes",                   "二甲苯",                       "xylenes",                    "xylenes",                    MG_PER_L,        ["w25005"],           ["二甲苯总量", "xylene"];
    Isopropylbenzene:       "isopropylbenzene",          "异丙苯",                       "isopropylbenzene",           "isopropylbenzene",           MG_PER_L,        ["w25034"],           ["cumene"];
    Chlorobenzene:          "chlorobenzene",             "氯苯",                         "chlorobenzene",              "chlorobenzene",              MG_PER_L,        ["w25010"],           [];
    Dichlorobenzene12:      "1-2-dichlorobenzene",       "1,2-二氯苯",                   "1,2-dichlorobenzene",        "1,2-dichlorobenzene",        MG_PER_L,        ["w25011"],           ["邻二氯苯", "odichlorobenzene"];
    Dichlorobenzene14:      "1-4-dichlorobenzene",       "1,4-二氯苯",                   "1,4-dichlorobenzene",        "1,4-dichlorobenzene",        MG_PER_L,        ["w25013"],           ["对二氯苯", "pdichlorobenzene"];
    Trichlorobenzenes:      "trichlorobenzenes",         "三氯苯",                       "trichlorobenzenes",          "trichlorobenzenes",          MG_PER_L,        ["w25014"],           ["三氯苯总量", "trichlorobenzene"];
    Tetrachlorobenzenes:    "tetrachlorobenzenes",       "四氯苯",                       "tetrachlorobenzenes",        "tetrachlorobenzenes",        MG_PER_L,        ["w25016"],           ["tetrachlorobenzene"];
    Hexachlorobenzene:      "hexachlorobenzene",         "六氯苯",                       "hexachlorobenzene",          "hexachlorobenzene",          MG_PER_L,        ["w25019"],           ["hcb"];
    Nitrobenzene:           "nitrobenzene",              "硝基苯",                       "nitrobenzene",               "nitrobenzene",               MG_PER_L,        ["w25023"],           [];
    Dinitrobenzenes:        "dinitrobenzenes",           "二硝基苯",                     "dinitrobenzenes",            "dinitrobenzenes",            MG_PER_L,        ["w25027"],           ["dinitrobenzene"];
    Dinitrotoluene24:       "2-4-dinitrotoluene",        "2,4-二硝基甲苯",               "2,4-dinitrotoluene",         "2,4-dinitrotoluene",         MG_PER_L,        ["w25030"],           [];
    Trinitrotoluene:        "2-4-6-trinitrotoluene",     "2,4,6-三硝基甲苯",             "2,4,6-trinitrotoluene",      "2,4,6-trinitrotoluene",      MG_PER_L,        ["w25032"],           ["tnt"];
    Nitrochlorobenzenes:    "nitrochlorobenzenes",       "硝基氯苯",                     "nitrochlorobenzenes",        "nitrochlorobenzenes",        MG_PER_L,        ["w25020"],           ["nitrochlorobenzene"];
    Dinitrochlorobenzene24: "2-4-dinitrochlorobenzene",  "2,4-二硝基氯苯",               "2,4-dinitrochlorobenzene",   "2,4-dinitrochlorobenzene",   MG_PER_L,        ["w25022"],           [];
    Dichlorophenol24:       "2-4-dichlorophenol",        "2,4-二氯苯酚",                 "2,4-dichlorophenol",         "2,4-dichlorophenol",         MG_PER_L,        ["w23020"],           ["24二氯酚"];
    Trichlorophenol246:     "2-4-6-trichlorophenol",     "2,4,6-三氯苯酚",               "2,4,6-trichlorophenol",      "2,4,6-trichlorophenol",      MG_PER_L,        ["w23022"],           ["246三氯酚"];
    Pentachlorophenol:      "pentachlorophenol",         "五氯酚",                       "pentachlorophenol",          "pentachlorophenol",          MG_PER_L,        ["w23025"],           ["pcp"];
    Aniline:                "aniline",                   "苯胺",                         "aniline",                    "aniline",                    MG_PER_L,        ["w26001"],           [];
    Benzidine:              "benzidine",                 "联苯胺",                       "benzidine",                  "benzidine",                  MG_PER_L,        ["w26002"],           [];
    Acrylamide:             "acrylamide",                "丙烯酰胺",                     "acrylamide",                 "acrylamide",                 MG_PER_L,        ["w26048"],           [];
    Acrylonitrile:          "acrylonitrile",             "丙烯腈",                       "acrylonitrile",              "acrylonitrile",              MG_PER_L,        ["w99010"],           [];
    DibutylPhthalate:       "dibutyl-phthalate",         "邻苯二甲酸二丁酯",             "dibutyl phthalate",          "dibutyl phthalate",          MG_PER_L,        ["w29002"],           ["dbp"];
    Dehp:                   "di-2-ethylhexyl-phthalate", "邻苯二甲酸二（2-乙基己基）酯", "di(2-ethylhexyl) phthalate", "di(2-ethylhexyl) phthalate", MG_PER_L,        ["w29004"],           ["dehp", "邻苯二甲酸二2乙基已基酯"];
    Hydrazine:              "hydrazine-hydrate",         "水合肼",                       "hydrazine hydrate",          "hydrazine hydrate",          MG_PER_L,        ["w21009"],           ["hydrazine"];
    TetraethylLead:         "tetraethyl-lead",           "四乙基铅",                     "tetraethyl lead",            "tetraethyl lead",            MG_PER_L,        ["w20047"],           [];
    Pyridine:               "pyridine",                  "吡啶",                         "pyridine",                   "pyridine",                   MG_PER_L,        ["w25052"],           [];
    Turpentine:             "turpentine",                "松节油",                       "turpentine",                 "turpentine",                 MG_PER_L,        ["w22007"],           [];
    PicricAcid:             "picric-acid",               "苦味酸",                       "picric acid",                "picric acid",                MG_PER_L,        ["w23036"],           [];
    ButylXanthate:          "butyl-xanthic-acid",        "丁基黄原酸",                   "butyl xanthic acid",         "butyl xanthic acid",         MG_PER_L,        ["w32003"],           ["butylxanthate"];
    ActiveChlorine:         "active-chlorine",           "活性氯",                       "active chlorine",            "active chlorine",            MG_PER_L,        ["w21023"],           [];
    Ddt:                    "ddt",                       "滴滴涕",                       "DDT",                        "DDT",                        MG_PER_L,        ["w33007"],           ["滴滴涕总量"];
    Lindane:                "lindane",                   "林丹",                         "lindane",                    "lindane",                    MG_PER_L,        ["w33005"],           ["γ六六六林丹", "γ六六六", "γ-hch"];
    HeptachlorEpoxide:      "heptachlor-epoxide",        "环氧七氯",                     "heptachlor epoxide",         "heptachlor epoxide",         MG_PER_L,        ["w99003"],           [];
    Parathion:              "parathion",                 "对硫磷",                       "parathion",                  "parathion",                  MG_PER_L,        ["w33030"],           [];
    ParathionMethyl:        "parathion-methyl",          "甲基对硫磷",                   "parathion-methyl",           "parathion-methyl",           MG_PER_L,        ["w33021"],           ["methylparathion"];
    Malathion:              "malathion",                 "马拉硫磷",                     "malathion",                  "malathion",                  MG_PER_L,        ["w33022"],           [];
    Dimethoate:             "dimethoate",                "乐果",                         "dimethoate",                 "dimethoate",                 MG_PER_L,        ["w33019"],           [];
    Dichlorvos:             "dichlorvos",                "敌敌畏",                       "dichlorvos",                 "dichlorvos",                 MG_PER_L,        ["w33010"],           [];
    Trichlorfon:            "trichlorfon",               "敌百虫",                       "trichlorfon",                "trichlorfon",                MG_PER_L,        ["w33011"],           [];
    Demeton:                "demeton",                   "内吸磷",                       "demeton",                    "demeton",                    MG_PER_L,        ["w33025"],           [];
    Chlorothalonil:         "chlorothalonil",            "百菌清",                       "chlorothalonil",             "chlorothalonil",             MG_PER_L,        ["w33012"],           [];
    Carbaryl:               "carbaryl",                  "甲萘威",                       "carbaryl",                   "carbaryl",                   MG_PER_L,        ["w33047"],           [];
    Deltamethrin:           "deltamethrin",              "溴氰菊酯",                     "deltamethrin",               "deltamethrin",               MG_PER_L,        ["w33052"],           [];
    Atrazine:               "atrazine",                  "阿特拉津",                     "atrazine",                   "atrazine",                   MG_PER_L,        ["w33029"],           ["莠去津"];
    BenzoAPyrene:           "benzo-a-pyrene",            "苯并(a)芘",                    "benzo[a]pyrene",             "benzo[a]pyrene",             MG_PER_L,        ["w25043"],           ["苯并α芘"];
    MethylMercury:          "methyl-mercury",            "甲基汞",                       "methyl mercury",             "methyl mercury",             MG_PER_L,        ["w20136"],           ["methylmercury"];
    Pcbs:                   "polychlorinated-biphenyls", "多氯联苯",                     "polychlorinated biphenyls",  "PCBs",                       MG_PER_L,        ["w27001"],           ["多氯联苯总量", "pcb"];
    MicrocystinLr:          "microcystin-lr",            "微囊藻毒素-LR",                "microcystin-LR",             "microcystin-LR",             MG_PER_L,        ["w99004"],           ["微囊藻毒素"];
    YellowPhosphorus:       "yellow-phosphorus",         "黄磷",                         "yellow phosphorus",          "yellow phosphorus",          MG_PER_L,        ["w21013"],           [];
    Molybdenum:             "molybdenum",                "钼",                           "molybdenum",                 "Mo",                         MG_PER_L,        ["w20061"],           ["总钼"];
    Cobalt:                 "cobalt",                    "钴",                           "cobalt",                     "Co",                         MG_PER_L,        ["w20038"],           ["总钴"];
    Beryllium:              "beryllium",                 "铍",                           "beryllium",                  "Be",                         MG_PER_L,        ["w20127", "w20147"], ["总铍"];
    Boron:                  "boron",                     "硼",                           "boron",                      "B",                          MG_PER_L,        ["w20023"],           ["总硼"];
    Antimony:               "antimony",                  "锑",                           "antimony",                   "Sb",                         MG_PER_L,        ["w20004"],           ["总锑"];
    Nickel:                 "nickel",                    "镍",                           "nickel",                     "Ni",                         MG_PER_L,        ["w20121", "w20148"], ["总镍"];
    Barium:                 "barium",                    "钡",                           "barium",                     "Ba",                         MG_PER_L,        ["w20012"],           ["总钡"];
    Vanadium:               "vanadium",                  "钒",                           "vanadium",                   "V",                          MG_PER_L,        ["w20101"],           ["总钒"];
    Titanium:               "titanium",                  "钛",                           "titanium",                   "Ti",                         MG_PER_L,        ["w20095"],           ["总钛"];
    Thallium:               "thallium",                  "铊",                           "thallium",                   "Tl",                         MG_PER_L,        ["w20089"],           ["总铊"];
    // Only in GB/T 14848-2017.
    Colour:                 "colour",                    "色",                           "colour",                     "colour",                     PLATINUM_COBALT, ["w01002"],           ["色度", "color"];
    OdourAndTaste:          "odour-and-taste",           "嗅和味",                       "odour and taste",            "odour and taste",            ONE,             ["w01005"],           ["臭和味", "嗅味", "odorandtaste"];
    VisibleMatter:          "visible-matter",            "肉眼可见物",                   "visible matter",             "visible matter",             ONE,             ["w01011"],           [];
    Hardness:               "total-hardness-as-caco3",   "总硬度（以CaCO3计）",          "total hardness (as CaCO3)",  "total hardness (as CaCO3)",  MG_PER_L,        ["w01007"],           ["总硬度", "硬度", "totalhardness", "hardness", "th", "总硬度以碳酸钙计"];
    DissolvedSolids:        "total-dissolved-solids",    "溶解性总固体",                 "total dissolved solids",     "TDS",                        MG_PER_L,        ["w01006"],           ["矿化度", "溶解性固体", "溶解固体总量"];
    Aluminium:              "aluminium",                 "铝",                           "aluminium",                  "Al",                         MG_PER_L,        ["w20002"],           ["总铝", "aluminum"];
    Sodium:                 "sodium",                    "钠",                           "sodium",                     "Na",                         MG_PER_L,        ["w20075"],           ["总钠", "钠离子"];
    TotalColiforms:         "total-coliforms",           "总大肠菌群",                   "total coliforms",            "total coliforms",            PER_100_ML,      ["w02004"],           ["totalcoliform"];
    BacteriaCount:          "total-bacterial-count",     "菌落总数",                     "total bacterial count",      "total bacterial count",      PER_ML,          ["w02006"],           ["细菌总数"];
    NitriteN:               "nitrite-as-n",              "亚硝酸盐（以N计）",            "nitrite (as N)",             "NO2-N",                      MG_PER_L,        ["w21006"],           ["亚硝酸盐", "亚硝酸盐氮", "no2n", "nitrite", "nitritenitrogen", "亚硝态氮", "亚硝酸盐以氮计", "no2f", "亚硝酸盐氮以n计"];
    Iodide:                 "iodide",                    "碘化物",                       "iodide",                     "I",                          MG_PER_L,        ["w21018"],           ["碘离子"];
    TotalAlpha:             "total-alpha-radioactivity", "总α放射性",                    "total alpha radioactivity",  "total alpha radioactivity",  BQ_PER_L,        ["w03001"],           ["总α", "总a放射性"];
    TotalBeta:              "total-beta-radioactivity",  "总β放射性",                    "total beta radioactivity",   "total beta radioactivity",   BQ_PER_L,        ["w03002"],           ["总β", "总b放射性"];
    Silver:                 "silver",                    "银",                           "silver",                     "Ag",                         MG_PER_L,        ["w20126"],           ["总银"];
    Trichloroethane111:     "1-1-1-trichloroethane",     "1,1,1-三氯乙烷",               "1,1,1-trichloroethane",      "1,1,1-trichloroethane",      MG_PER_L,        ["w24018"],           [];
    Trichloroethane112:     "1-1-2-trichloroethane",     "1,1,2-三氯乙烷",               "1,1,2-trichloroethane",      "1,1,2-trichloroethane",      MG_PER_L,        ["w24019"],           [];
    Dichloropropane12:      "1-2-dichloropropane",       "1,2-二氯丙烷",                 "1,2-dichloropropane",        "1,2-dichloropropane",        MG_PER_L,        ["w24027"],           [];
    Dinitrotoluene26:       "2-6-dinitrotoluene",        "2,6-二硝基甲苯",               "2,6-dinitrotoluene",         "2,6-dinitrotoluene",         MG_PER_L,        ["w25031"],           [];
    Naphthalene:            "naphthalene",               "萘",                           "naphthalene",                "naphthalene",                MG_PER_L,        [],                   [];
    Anthracene:             "anthracene",                "蒽",                           "anthracene",                 "anthracene",                 MG_PER_L,        ["w25046"],           [];
    Fluoranthene:           "fluoranthene",              "荧蒽",                         "fluoranthene",               "fluoranthene",               MG_PER_L,        ["w25049"],           [];
    BenzoBFluoranthene:     "benzo-b-fluoranthene",      "苯并(b)荧蒽",                  "benzo[b]fluoranthene",       "benzo[b]fluoranthene",       MG_PER_L,        ["w25050"],           [];
    Hchs:                   "hexachlorocyclohexanes",    "六六六（总量）",               "hexachlorocyclohexanes",     "HCH",                        MG_PER_L,        [],                   ["六六六"];
    Heptachlor:             "heptachlor",                "七氯",                         "heptachlor",                 "heptachlor",                 MG_PER_L,        ["w24069"],           [];
    D24:                    "2-4-d",                     "2,4-滴",                       "2,4-D",                      "2,4-D",                      MG_PER_L,        [],                   [];
    Carbofuran:             "carbofuran",                "克百威",                       "carbofuran",                 "carbofuran",                 MG_PER_L,        [],                   [];
    Aldicarb:               "aldicarb",                  "涕灭威",                       "aldicarb",                   "aldicarb",                   MG_PER_L,        [],                   [];
    Chlorpyrifos:           "chlorpyrifos",              "毒死蜱",                       "chlorpyrifos",               "chlorpyrifos",               MG_PER_L,        [],                   [];
    Glyphosate:             "glyphosate",                "草甘膦",                       "glyphosate",                 "glyphosate",                 MG_PER_L,        [],                   [];
}

impl FurtherItem {
    fn entry(self) -> &'static Entry {
        &ENTRIES[self as usize]
    }

    /// Stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.entry().key
    }

    /// Full names.
    #[must_use]
    pub fn name(self) -> Words {
        self.entry().name
    }

    /// Short form for formulas: the symbol of an element or ion, else the English name.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        self.entry().symbol
    }

    /// Unit of its readings and of the limits they are held against: mg/L for whatever is a mass, though GB/T 14848
    /// prints organic substances in µg/L.
    #[must_use]
    pub fn unit(self) -> Unit {
        self.entry().unit
    }

    /// Codes of HJ 525-2009, lower case.
    #[must_use]
    pub fn codes(self) -> &'static [&'static str] {
        self.entry().codes
    }

    /// Every way to write it but its codes.
    pub(crate) fn spellings(self) -> impl Iterator<Item = &'static str> {
        let entry = self.entry();
        entry.synonyms.iter().copied().chain([entry.name.zh, entry.name.en, entry.symbol])
    }

    fn read(text: &str) -> Option<FurtherItem> {
        let plain = plain_name(text);
        FurtherItem::ALL.iter().copied().find(|item| {
            let entry = item.entry();
            let names = [entry.name.zh, entry.name.en, entry.symbol];
            entry.codes.contains(&plain.as_str())
                || entry.synonyms.iter().chain(&names).any(|spelling| plain_name(spelling) == plain)
        })
    }
}

/// Any item of water: a basic one, or a further one.
///
/// ```
/// use envgrade::parameter::Parameter;
/// use envgrade::water_item::{FurtherItem, WaterItem};
/// assert_eq!(WaterItem::read("莠去津"), Some(WaterItem::Further(FurtherItem::Atrazine)));
/// assert_eq!(WaterItem::read("W20125"), Some(WaterItem::Further(FurtherItem::Iron)));
/// assert_eq!(WaterItem::read("总砷"), Some(WaterItem::Basic(Parameter::As)));
/// assert_eq!(WaterItem::read("总铬"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaterItem {
    /// An item of the register of [`crate::parameter`].
    Basic(Parameter),
    /// An item of the register of this module.
    Further(FurtherItem),
}

impl WaterItem {
    /// The item that a header, an item column or a code names, with units taken off; exact spellings only.
    #[must_use]
    pub fn read(text: &str) -> Option<WaterItem> {
        let basic = Parameter::read_in(text, Medium::Water).map(WaterItem::Basic);
        basic.or_else(|| FurtherItem::read(text).map(WaterItem::Further))
    }

    /// Stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            WaterItem::Basic(item) => item.item().key,
            WaterItem::Further(item) => item.key(),
        }
    }

    /// Full names.
    #[must_use]
    pub fn name(self) -> Words {
        match self {
            WaterItem::Basic(item) => item.name(),
            WaterItem::Further(item) => item.name(),
        }
    }

    /// Short form for formulas.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            WaterItem::Basic(item) => item.symbol(),
            WaterItem::Further(item) => item.symbol(),
        }
    }

    /// Unit of its readings.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            WaterItem::Basic(item) => item.item().unit,
            WaterItem::Further(item) => item.unit(),
        }
    }
}

impl From<Parameter> for WaterItem {
    fn from(item: Parameter) -> WaterItem {
        WaterItem::Basic(item)
    }
}

impl From<FurtherItem> for WaterItem {
    fn from(item: FurtherItem) -> WaterItem {
        WaterItem::Further(item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_spelling_names_its_item_and_no_other() {
        let mut keys: HashSet<&str> = Parameter::ALL.iter().map(|item| item.item().key).collect();
        for &item in FurtherItem::ALL {
            let entry = item.entry();
            assert!(keys.insert(entry.key), "{} is there twice", entry.key);
            let names = [entry.name.zh, entry.name.en, entry.symbol];
            for spelling in entry.codes.iter().chain(entry.synonyms).chain(&names) {
                assert_eq!(WaterItem::read(spelling), Some(WaterItem::Further(item)), "{spelling}");
            }
            for synonym in entry.synonyms {
                assert_eq!(plain_name(synonym), synonym.replace('-', ""), "{synonym} is not plain");
            }
        }
        for &item in Parameter::ALL.iter().filter(|item| item.item().medium == Medium::Water) {
            assert_eq!(WaterItem::read(item.item().name.zh), Some(WaterItem::Basic(item)));
        }
    }
}
