//! Sets of items.

use std::fmt;

use crate::parameter::Parameter;

/// A set of items of the register.
///
/// ```
/// use envgrade::parameter::Parameter;
/// use envgrade::water::Items;
/// let items: Items = [Parameter::Tp, Parameter::Do].into_iter().collect();
/// assert!(items.contains(Parameter::Tp));
/// assert_eq!(items.iter().next(), Some(Parameter::Do));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Items(u64);

const _: () = assert!(Parameter::ALL.len() <= 64);

impl Items {
    /// None.
    pub const NONE: Items = Items(0);

    /// These items.
    #[must_use]
    pub const fn of(items: &[Parameter]) -> Items {
        let (mut set, mut i) = (Items::NONE, 0);
        while i < items.len() {
            set.insert(items[i]);
            i += 1;
        }
        set
    }

    /// Adds one.
    pub const fn insert(&mut self, item: Parameter) {
        self.0 |= 1 << item as u8;
    }

    /// Whether it is in.
    #[must_use]
    pub const fn contains(self, item: Parameter) -> bool {
        self.0 & (1 << item as u8) != 0
    }

    /// Whether none is in.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many are in.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Its members in the order of the register.
    pub fn iter(self) -> impl Iterator<Item = Parameter> {
        Parameter::ALL.iter().copied().filter(move |&item| self.contains(item))
    }

    /// Chinese names joined by `、`.
    #[must_use]
    pub fn names_zh(self) -> String {
        self.iter().map(|item| item.name().zh).collect::<Vec<_>>().join("、")
    }

    /// English names joined by commas.
    #[must_use]
    pub fn names_en(self) -> String {
        self.iter().map(|item| item.name().en).collect::<Vec<_>>().join(", ")
    }
}

impl FromIterator<Parameter> for Items {
    fn from_iter<I: IntoIterator<Item = Parameter>>(items: I) -> Items {
        let mut set = Items::NONE;
        items.into_iter().for_each(|item| set.insert(item));
        set
    }
}

impl fmt::Display for Items {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iter().map(Parameter::symbol).collect::<Vec<_>>().join(", "))
    }
}
