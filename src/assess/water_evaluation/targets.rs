//! Targets of sections that documents state.

use crate::grade::Class;
use crate::observation::{Boundary, Site};
use crate::words::Words;

/// A set of targets that documents state. None is taken unless a person switches it on: targets change from plan to plan,
/// and those of the data and of the person are stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentedTargets {
    /// Where rivers leave Qinghai (青海省出省境断面): Ⅱ for the Yellow River, the Yangtze, the Lancang and the Heihe, Ⅲ for
    /// the Huangshui, as the bulletins on the state of the environment of the province for 2022 to 2024 assess them.
    QinghaiOutbound,
}

/// River by the words in its name, the sections that are known by name, and the target.
type Outbound = (&'static [&'static str], &'static [&'static str], Class);

/// The older 民和桥 is the same reach as 边墙村. The section of the Lancang is not known by name.
#[rustfmt::skip]
const QINGHAI: [Outbound; 5] = [
    (&["湟水"],                   &["民和桥", "边墙村"], Class::III),
    (&["黄河"],                   &["大河家"],           Class::II),
    (&["长江", "通天河", "金沙江"], &["直门达"],           Class::II),
    (&["澜沧江"],                 &[],                   Class::II),
    (&["黑河"],                   &["黄藏寺"],           Class::II),
];

impl DocumentedTargets {
    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            DocumentedTargets::QinghaiOutbound => "qinghai-outbound",
        }
    }

    /// The set with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<DocumentedTargets> {
        (key == DocumentedTargets::QinghaiOutbound.key()).then_some(DocumentedTargets::QinghaiOutbound)
    }

    /// What it holds and where that is stated.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            DocumentedTargets::QinghaiOutbound => Words::new(
                "青海省出省境断面：黄河、长江、澜沧江、黑河Ⅱ类，湟水Ⅲ类（青海省 2022—2024 年生态环境状况的考核表述）",
                "sections where rivers leave Qinghai: Yellow River, Yangtze, Lancang and Heihe II, Huangshui III (as the \
                 reports on the environment of Qinghai for 2022 to 2024 assess them)",
            ),
        }
    }

    /// The target of a site in this set; `None` where it is none of its sections. A section is known by its name, or by
    /// its river where the data say that it stands where the river leaves the province; of another province's data nothing
    /// is said.
    #[must_use]
    pub fn of(self, site: &Site) -> Option<Class> {
        if !site.province.is_empty() && !site.province.starts_with("青海") {
            return None;
        }
        let (DocumentedTargets::QinghaiOutbound, name) = (self, site.name.as_str());
        let named = |names: &[&str]| names.iter().any(|own| name.contains(own));
        let leaves = site.boundary == Some(Boundary::Outbound);
        let water = if site.river.is_empty() { &site.basin } else { &site.river };
        let flows = |rivers: &[&str]| leaves && rivers.iter().any(|river| water.contains(river));
        QINGHAI.iter().find(|(rivers, names, _)| named(names) || flows(rivers)).map(|(.., target)| *target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_known_by_name_or_by_river_and_boundary() {
        let of = |name: &str, river: &str, boundary: Option<Boundary>, province: &str| {
            let (name, river, province) = (name.to_owned(), river.to_owned(), province.to_owned());
            DocumentedTargets::QinghaiOutbound.of(&Site { name, river, boundary, province, ..Site::default() })
        };
        assert_eq!(of("边墙村（民和桥）", "", None, "青海省"), Some(Class::III));
        assert_eq!(of("大河家", "黄河", None, ""), Some(Class::II));
        assert_eq!(of("某断面", "澜沧江", Some(Boundary::Outbound), "青海省"), Some(Class::II));
        assert_eq!(of("某断面", "湟水", Some(Boundary::Outbound), ""), Some(Class::III));
        // Neither inside the province nor in another one.
        assert_eq!(of("金滩", "湟水", None, "青海省"), None);
        assert_eq!(of("某断面", "黄河", Some(Boundary::Outbound), "甘肃省"), None);
    }
}
