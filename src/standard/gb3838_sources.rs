//! GB 3838-2002 地表水环境质量标准, tables 2 and 3: what is asked of centralised drinking-water sources beside table 1.

use super::printed_amount;
use crate::quantity::Amount;
use crate::water_item::FurtherItem::{self, *};

/// Where table 2 is printed: the five supplementary items.
pub const CLAUSE_2: &str = "GB 3838-2002 表2";
/// Where table 3 is printed: the 80 specific items, of which the local authority chooses.
pub const CLAUSE_3: &str = "GB 3838-2002 表3";

/// A row of table 2 or 3. The value must not be above the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Number of the row, counted within its table.
    pub no: u8,
    /// Item.
    pub item: FurtherItem,
    /// The limit as printed, in mg/L.
    pub printed: &'static str,
    /// The limit in mg/L.
    pub limit: Amount,
}

const fn row(no: u8, item: FurtherItem, printed: &'static str) -> Row {
    Row { no, item, printed, limit: printed_amount(printed) }
}

const fn tiny(no: u8, item: FurtherItem, printed: &'static str, limit: Amount) -> Row {
    Row { no, item, printed, limit }
}

/// Table 2, all in mg/L.
#[rustfmt::skip]
pub static TABLE_2: [Row; 5] = [
    row( 1, Sulfate,                 "250"),   // 硫酸盐
    row( 2, Chloride,                "250"),   // 氯化物
    row( 3, NitrateN,                "10"),    // 硝酸盐（以N计）
    row( 4, Iron,                    "0.3"),   // 铁
    row( 5, Manganese,               "0.1"),   // 锰
];

/// Table 3, all in mg/L. Sums of isomers: xylenes (o, m, p), trichlorobenzenes (1,2,3; 1,2,4; 1,3,5), tetrachlorobenzenes
/// (1,2,3,4; 1,2,3,5; 1,2,4,5), dinitrobenzenes and nitrochlorobenzenes (o, m, p), PCB-1016, 1221, 1232, 1242, 1248,
/// 1254 and 1260.
#[rustfmt::skip]
pub static TABLE_3: [Row; 80] = [
    row( 1, Trichloromethane,        "0.06"),  // 三氯甲烷
    row( 2, CarbonTetrachloride,     "0.002"), // 四氯化碳
    row( 3, Tribromomethane,         "0.1"),   // 三溴甲烷
    row( 4, Dichloromethane,         "0.02"),  // 二氯甲烷
    row( 5, Dichloroethane12,        "0.03"),  // 1,2-二氯乙烷
    row( 6, Epichlorohydrin,         "0.02"),  // 环氧氯丙烷
    row( 7, VinylChloride,           "0.005"), // 氯乙烯
    row( 8, Dichloroethene11,        "0.03"),  // 1,1-二氯乙烯
    row( 9, Dichloroethene12,        "0.05"),  // 1,2-二氯乙烯
    row(10, Trichloroethene,         "0.07"),  // 三氯乙烯
    row(11, Tetrachloroethene,       "0.04"),  // 四氯乙烯
    row(12, Chloroprene,             "0.002"), // 氯丁二烯
    row(13, Hexachlorobutadiene,     "0.0006"), // 六氯丁二烯
    row(14, Styrene,                 "0.02"),  // 苯乙烯
    row(15, Formaldehyde,            "0.9"),   // 甲醛
    row(16, Acetaldehyde,            "0.05"),  // 乙醛
    row(17, Acrolein,                "0.1"),   // 丙烯醛
    row(18, Chloral,                 "0.01"),  // 三氯乙醛
    row(19, Benzene,                 "0.01"),  // 苯
    row(20, Toluene,                 "0.7"),   // 甲苯
    row(21, Ethylbenzene,            "0.3"),   // 乙苯
    row(22, Xylenes,                 "0.5"),   // 二甲苯
    row(23, Isopropylbenzene,        "0.25"),  // 异丙苯
    row(24, Chlorobenzene,           "0.3"),   // 氯苯
    row(25, Dichlorobenzene12,       "1.0"),   // 1,2-二氯苯
    row(26, Dichlorobenzene14,       "0.3"),   // 1,4-二氯苯
    row(27, Trichlorobenzenes,       "0.02"),  // 三氯苯
    row(28, Tetrachlorobenzenes,     "0.02"),  // 四氯苯
    row(29, Hexachlorobenzene,       "0.05"),  // 六氯苯
    row(30, Nitrobenzene,            "0.017"), // 硝基苯
    row(31, Dinitrobenzenes,         "0.5"),   // 二硝基苯
    row(32, Dinitrotoluene24,        "0.0003"), // 2,4-二硝基甲苯
    row(33, Trinitrotoluene,         "0.5"),   // 2,4,6-三硝基甲苯
    row(34, Nitrochlorobenzenes,     "0.05"),  // 硝基氯苯
    row(35, Dinitrochlorobenzene24,  "0.5"),   // 2,4-二硝基氯苯
    row(36, Dichlorophenol24,        "0.093"), // 2,4-二氯苯酚
    row(37, Trichlorophenol246,      "0.2"),   // 2,4,6-三氯苯酚
    row(38, Pentachlorophenol,       "0.009"), // 五氯酚
    row(39, Aniline,                 "0.1"),   // 苯胺
    row(40, Benzidine,               "0.0002"), // 联苯胺
    row(41, Acrylamide,              "0.0005"), // 丙烯酰胺
    row(42, Acrylonitrile,           "0.1"),   // 丙烯腈
    row(43, DibutylPhthalate,        "0.003"), // 邻苯二甲酸二丁酯
    row(44, Dehp,                    "0.008"), // 邻苯二甲酸二（2-乙基己基）酯
    row(45, Hydrazine,               "0.01"),  // 水合肼
    row(46, TetraethylLead,          "0.0001"), // 四乙基铅
    row(47, Pyridine,                "0.2"),   // 吡啶
    row(48, Turpentine,              "0.2"),   // 松节油
    row(49, PicricAcid,              "0.5"),   // 苦味酸
    row(50, ButylXanthate,           "0.005"), // 丁基黄原酸
    row(51, ActiveChlorine,          "0.01"),  // 活性氯
    row(52, Ddt,                     "0.001"), // 滴滴涕
    row(53, Lindane,                 "0.002"), // 林丹
    row(54, HeptachlorEpoxide,       "0.0002"), // 环氧七氯
    row(55, Parathion,               "0.003"), // 对硫磷
    row(56, ParathionMethyl,         "0.002"), // 甲基对硫磷
    row(57, Malathion,               "0.05"),  // 马拉硫磷
    row(58, Dimethoate,              "0.08"),  // 乐果
    row(59, Dichlorvos,              "0.05"),  // 敌敌畏
    row(60, Trichlorfon,             "0.05"),  // 敌百虫
    row(61, Demeton,                 "0.03"),  // 内吸磷
    row(62, Chlorothalonil,          "0.01"),  // 百菌清
    row(63, Carbaryl,                "0.05"),  // 甲萘威
    row(64, Deltamethrin,            "0.02"),  // 溴氰菊酯
    row(65, Atrazine,                "0.003"), // 阿特拉津
    tiny(66, BenzoAPyrene,            "2.8×10⁻⁶", Amount::decimal(28, 7)), // 苯并(a)芘
    tiny(67, MethylMercury,           "1.0×10⁻⁶", Amount::decimal(10, 7)), // 甲基汞
    tiny(68, Pcbs,                    "2.0×10⁻⁵", Amount::decimal(20, 6)), // 多氯联苯
    row(69, MicrocystinLr,           "0.001"), // 微囊藻毒素-LR
    row(70, YellowPhosphorus,        "0.003"), // 黄磷
    row(71, Molybdenum,              "0.07"),  // 钼
    row(72, Cobalt,                  "1.0"),   // 钴
    row(73, Beryllium,               "0.002"), // 铍
    row(74, Boron,                   "0.5"),   // 硼
    row(75, Antimony,                "0.005"), // 锑
    row(76, Nickel,                  "0.02"),  // 镍
    row(77, Barium,                  "0.7"),   // 钡
    row(78, Vanadium,                "0.05"),  // 钒
    row(79, Titanium,                "0.1"),   // 钛
    row(80, Thallium,                "0.0001"), // 铊
];

/// The row of an item with the clause of its table; `None` when it is in neither.
///
/// ```
/// use envgrade::standard::gb3838_sources::row_of;
/// use envgrade::water_item::FurtherItem;
/// assert_eq!(row_of(FurtherItem::Iron).map(|(row, _)| row.printed), Some("0.3"));
/// assert_eq!(row_of(FurtherItem::BenzoAPyrene).map(|(row, clause)| (row.no, clause)), Some((66, "GB 3838-2002 表3")));
/// assert_eq!(row_of(FurtherItem::Sodium), None);
/// ```
#[must_use]
pub fn row_of(item: FurtherItem) -> Option<(&'static Row, &'static str)> {
    let find = |table: &'static [Row]| table.iter().find(|row| row.item == item);
    find(&TABLE_2).map(|row| (row, CLAUSE_2)).or_else(|| find(&TABLE_3).map(|row| (row, CLAUSE_3)))
}
