//! Water quality index 1.0 of the Canadian Council of Ministers of the Environment (CCME, 2001): categories.

use crate::quantity::Amount;
use crate::words::Words;

/// Where the index is printed.
pub const CLAUSE: &str = "CCME WQI 1.0 (2001)";

/// What the length of the three factors is divided by, as printed; the root of three is a little more.
pub const DIVISOR: Amount = Amount::decimal(1732, 3);

/// Fewest variables, and fewest tests of each of them.
pub const FEWEST: usize = 4;

/// A category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// 95 to 100.
    Excellent,
    /// 80 to 94.
    Good,
    /// 65 to 79.
    Fair,
    /// 45 to 64.
    Marginal,
    /// 0 to 44.
    Poor,
}

/// Categories from the lowest whole index on.
#[rustfmt::skip]
pub const TABLE: [(i64, Category); 5] = [
    (95, Category::Excellent),
    (80, Category::Good),
    (65, Category::Fair),
    (45, Category::Marginal),
    ( 0, Category::Poor),
];

impl Category {
    /// The category of an index, which is rounded to a whole number first.
    ///
    /// ```
    /// use envgrade::quantity::Amount;
    /// use envgrade::standard::ccme_wqi::Category;
    /// assert_eq!(Category::of(Amount::decimal(9451, 2)), Category::Excellent);
    /// assert_eq!(Category::of(Amount::decimal(9449, 2)), Category::Good);
    /// ```
    #[must_use]
    pub fn of(index: Amount) -> Category {
        let whole = index.round(0);
        TABLE.iter().find(|row| whole >= Amount::whole(row.0)).map_or(Category::Poor, |row| row.1)
    }

    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Category::Excellent => Words::new("优秀", "excellent"),
            Category::Good => Words::new("良好", "good"),
            Category::Fair => Words::new("尚可", "fair"),
            Category::Marginal => Words::new("勉强", "marginal"),
            Category::Poor => Words::new("差", "poor"),
        }
    }
}
