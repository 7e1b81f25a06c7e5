//! Water quality index of the National Sanitation Foundation (NSF, Brown et al. 1970): weights and categories.

use super::printed_amount;
use crate::quantity::Amount;
use crate::words::Words;

/// Where the index is printed.
pub const CLAUSE: &str = "NSF WQI (1970)";

/// The nine variables. Several are not items of the register, and all enter by their Q only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variable {
    /// Oxygen saturation in per cent.
    Oxygen,
    /// Faecal coliform per 100 mL.
    FaecalColiform,
    /// pH.
    Ph,
    /// Biochemical oxygen demand in mg/L.
    Bod,
    /// Change of the water temperature in ℃.
    TemperatureChange,
    /// Total phosphorus in mg/L.
    Phosphorus,
    /// Nitrate in mg/L.
    Nitrate,
    /// Turbidity in NTU.
    Turbidity,
    /// Total solids in mg/L.
    Solids,
}

const fn row(
    variable: Variable,
    zh: &'static str,
    en: &'static str,
    weight: &'static str,
) -> (Variable, Words, Amount) {
    (variable, Words::new(zh, en), printed_amount(weight))
}

/// Variables with their names and weights, which sum to one.
#[rustfmt::skip]
pub const TABLE: [(Variable, Words, Amount); 9] = [
    row(Variable::Oxygen,            "溶解氧饱和率", "oxygen saturation",         "0.17"),
    row(Variable::FaecalColiform,    "粪大肠菌群",   "faecal coliform",           "0.16"),
    row(Variable::Ph,                "pH",           "pH",                        "0.11"),
    row(Variable::Bod,               "生化需氧量",   "biochemical oxygen demand", "0.11"),
    row(Variable::TemperatureChange, "温度变化",     "temperature change",        "0.10"),
    row(Variable::Phosphorus,        "总磷",         "total phosphorus",          "0.10"),
    row(Variable::Nitrate,           "硝酸盐",       "nitrate",                   "0.10"),
    row(Variable::Turbidity,         "浊度",         "turbidity",                 "0.08"),
    row(Variable::Solids,            "总固体",       "total solids",              "0.07"),
];

/// A category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// 90 to 100.
    Excellent,
    /// 70 to 90.
    Good,
    /// 50 to 70.
    Medium,
    /// 25 to 50.
    Bad,
    /// 0 to 25.
    VeryBad,
}

impl Category {
    /// The category of an index. The bands are printed with both ends; an end belongs to the better one here.
    #[must_use]
    pub fn of(index: Amount) -> Category {
        let from = |lowest| index >= Amount::whole(lowest);
        if from(90) {
            Category::Excellent
        } else if from(70) {
            Category::Good
        } else if from(50) {
            Category::Medium
        } else if from(25) {
            Category::Bad
        } else {
            Category::VeryBad
        }
    }

    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Category::Excellent => Words::new("优", "excellent"),
            Category::Good => Words::new("良", "good"),
            Category::Medium => Words::new("中", "medium"),
            Category::Bad => Words::new("差", "bad"),
            Category::VeryBad => Words::new("很差", "very bad"),
        }
    }
}
