//! European Union: status classes of surface water and their colours (Directive 2000/60/EC, annex V).

use crate::words::Words;

/// Where the classes are printed.
pub const CLAUSE: &str = "2000/60/EC annex V 1.4.2";
/// Where it is printed how values below the limit of quantification are reckoned.
pub const CLAUSE_QUANTIFICATION: &str = "2009/90/EC art. 5";

/// Ecological status, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// High.
    High,
    /// Good.
    Good,
    /// Moderate.
    Moderate,
    /// Poor.
    Poor,
    /// Bad.
    Bad,
}

/// A status, its name and the colour of maps. The directive names the colours and gives no numbers.
#[rustfmt::skip]
pub const TABLE: [(Status, Words, Words); 5] = [
    (Status::High,     Words::new("极好", "high"),     Words::new("蓝", "blue")),
    (Status::Good,     Words::new("好",   "good"),     Words::new("绿", "green")),
    (Status::Moderate, Words::new("中等", "moderate"), Words::new("黄", "yellow")),
    (Status::Poor,     Words::new("差",   "poor"),     Words::new("橙", "orange")),
    (Status::Bad,      Words::new("劣",   "bad"),      Words::new("红", "red")),
];

impl Status {
    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        TABLE[self as usize].1
    }

    /// The name of its colour.
    #[must_use]
    pub const fn colour(self) -> Words {
        TABLE[self as usize].2
    }
}

/// Chemical status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChemicalStatus {
    /// Good.
    Good,
    /// Failing to achieve good.
    Failing,
}

impl ChemicalStatus {
    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            ChemicalStatus::Good => Words::new("好", "good"),
            ChemicalStatus::Failing => Words::new("未达到好", "failing to achieve good"),
        }
    }

    /// The name of its colour.
    #[must_use]
    pub const fn colour(self) -> Words {
        match self {
            ChemicalStatus::Good => Words::new("蓝", "blue"),
            ChemicalStatus::Failing => Words::new("红", "red"),
        }
    }
}
