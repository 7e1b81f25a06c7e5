//! Lakes and reservoirs: class by the limits of lakes, total nitrogen and phosphorus beside, trophic state; and lakes
//! that are reported as in their natural state instead of by a class.

use super::Items;
use super::places::PlaceMeans;
use super::section::{self, Choices, Saturation, SectionGrade};
use super::trophic::{self, Tli, TliChoices};
use crate::grade::Class;
use crate::parameter::Parameter;
use crate::plan::{Body, Rounding};
use crate::quantity::Reading;
use crate::trace::{Step, Trace};
use crate::words::{Text, Words};

/// How a lake is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Reporting {
    /// By its class.
    #[default]
    Class,
    /// As "保持自然状态": its natural salinity, pH or fluoride would give a class that says nothing of pollution. The
    /// class is computed all the same, and shown only on request.
    NaturalState,
}

/// Lakes that bulletins report as in their natural state. Only Qinghai Lake, a salt lake, is known from published
/// bulletins of Qinghai (2024); others are the user's choice.
pub const NATURAL_STATE_LAKES: [&str; 1] = ["青海湖"];

impl Reporting {
    /// How a lake of this name is reported: natural state when it is one of `lakes` or a point of one
    /// (`青海湖湖心`). A river that names the lake it flows into (`布哈河入青海湖口`) is not meant.
    ///
    /// ```
    /// use envgrade::water::lake::{NATURAL_STATE_LAKES, Reporting};
    /// assert_eq!(Reporting::of("青海湖", &NATURAL_STATE_LAKES), Reporting::NaturalState);
    /// assert_eq!(Reporting::of("布哈河入青海湖口", &NATURAL_STATE_LAKES), Reporting::Class);
    /// ```
    #[must_use]
    pub fn of(name: &str, lakes: &[&str]) -> Reporting {
        let name = name.trim();
        if lakes.iter().any(|lake| !lake.is_empty() && name.starts_with(lake)) {
            Reporting::NaturalState
        } else {
            Reporting::Class
        }
    }
}

/// What a lake is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LakeChoices {
    /// What is compared with the limits.
    pub rounding: Rounding,
    /// Dissolved oxygen by saturation.
    pub saturation: Saturation,
    /// The trophic state.
    pub tli: TliChoices,
    /// Class or natural state.
    pub reporting: Reporting,
    /// The limits that grade it: those of lakes and reservoirs, or those of rivers for a reservoir of river type.
    pub limits: Body,
}

impl Default for LakeChoices {
    /// Means of a month and longer, reported by class.
    fn default() -> LakeChoices {
        LakeChoices {
            rounding: Rounding::Evaluation,
            saturation: Saturation::Ignored,
            tli: TliChoices::default(),
            reporting: Reporting::Class,
            limits: Body::Lake,
        }
    }
}

/// A lake or a region of one, graded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LakeGrade {
    /// The means over its points.
    pub means: Vec<(Parameter, Reading)>,
    /// Class by the limits of lakes and reservoirs (or of rivers, see [`LakeChoices::limits`]), total nitrogen left out.
    pub grade: SectionGrade,
    /// The class without total phosphorus too, which bulletins of lakes often add; `None` without other items.
    pub without_phosphorus: Option<Class>,
    /// Trophic state.
    pub tli: Tli,
    /// How it is reported.
    pub reporting: Reporting,
    /// Points with a reading.
    pub points: u32,
}

impl LakeGrade {
    /// The class of total phosphorus alone.
    #[must_use]
    pub fn phosphorus(&self) -> Option<Class> {
        self.grade.of(Parameter::Tp)
    }

    /// The class of total nitrogen alone, which is never part of the class of the lake.
    #[must_use]
    pub fn nitrogen(&self) -> Option<Class> {
        self.grade.of(Parameter::Tn)
    }

    /// The class that is published: none for a lake in its natural state.
    #[must_use]
    pub fn published_class(&self) -> Option<Class> {
        match self.reporting {
            Reporting::Class => self.grade.class,
            Reporting::NaturalState => None,
        }
    }

    /// What is published: `Ⅲ类（良好）`, `保持自然状态`, or that it cannot be assessed.
    #[must_use]
    pub fn text(&self) -> Text {
        match (self.reporting, self.grade.class) {
            (Reporting::NaturalState, _) => NATURAL_STATE.into(),
            (Reporting::Class, Some(class)) => {
                let (words, state) = (class.words(), class.state());
                Text::new(format!("{}类（{}）", words.zh, state.zh), format!("class {} ({})", words.en, state.en))
            }
            (Reporting::Class, None) => Text::new("无法评价", "not assessable"),
        }
    }
}

/// Its name where a class would stand.
pub const NATURAL_STATE: Words = Words::new("保持自然状态", "natural state kept");

/// Grades a lake from the readings of its points: each point over time, then over the points, then single-factor
/// evaluation by the limits of lakes and reservoirs and the trophic state, both from the same means.
///
/// ```
/// use envgrade::grade::Class;
/// use envgrade::observation::SiteId;
/// use envgrade::parameter::Parameter::{Tn, Tp};
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::trace::Off;
/// use envgrade::water::lake::{LakeChoices, grade};
/// use envgrade::water::places::PlaceMeans;
/// let mut points = PlaceMeans::default();
/// points.add(SiteId(0), Tp, Reading::Value(Amount::decimal(6, 2)));
/// points.add(SiteId(1), Tp, Reading::Value(Amount::decimal(3, 2)));
/// points.add(SiteId(1), Tn, Reading::Value(Amount::decimal(16, 1)));
/// let lake = grade(&points, LakeChoices::default(), &mut Off);
/// assert_eq!(lake.grade.class, Some(Class::III)); // 0.045 ≤ 0.05
/// assert_eq!(lake.nitrogen(), Some(Class::V)); // by itself
/// assert_eq!(lake.text().zh, "Ⅲ类（良好）");
/// ```
pub fn grade(points: &PlaceMeans, choices: LakeChoices, trace: &mut impl Trace) -> LakeGrade {
    let means = points.means(trace);
    let by = Choices { body: choices.limits, rounding: choices.rounding, saturation: choices.saturation };
    let grade = section::grade(&means, by, trace);
    let others = grade.evaluated.iter().filter(|&item| item != Parameter::Tp);
    let without_phosphorus = others.filter_map(|item| grade.of(item)).max();
    let tli = trophic::tli(&means, choices.tli, trace);
    let points = u32::try_from(points.places().len()).unwrap_or(u32::MAX);
    let lake = LakeGrade { means, grade, without_phosphorus, tli, reporting: choices.reporting, points };
    if choices.reporting == Reporting::NaturalState {
        trace.step(|| tell_natural_state(&lake));
    }
    lake
}

fn tell_natural_state(lake: &LakeGrade) -> Step {
    let computed = match lake.grade.class {
        Some(class) => Text::new(
            format!("；按限值计算为{}类，仅供参考", class.words().zh),
            format!("; by the limits it would be class {}, for information only", class.words().en),
        ),
        None => Text::default(),
    };
    let deciding: Items = lake.grade.deciding;
    let by = if deciding.is_empty() {
        Text::default()
    } else {
        Text::new(format!("（{}）", deciding.names_zh()), format!(" ({})", deciding.names_en()))
    };
    Step {
        label: Words::new("自然状态", "Natural state"),
        formula: String::new(),
        zh: format!("{}：不评定水质类别{}{}", NATURAL_STATE.zh, computed.zh, by.zh),
        en: format!("{}: no class is published{}{}", NATURAL_STATE.en, computed.en, by.en),
        clause: "青海省生态环境状况公报",
    }
}
