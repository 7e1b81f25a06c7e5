//! Sections over periods by the rules of other countries, side by side.

use super::super::evaluation::view::KeyView;
use super::super::evaluation::words as span_words;
use super::super::view::Explanation;
use super::further::{explanation_of_period, joined, span_of};
use super::notes::span_key;
use super::notes::{name, whereabouts};
use super::view::SectionQuery;
use crate::assess::{Objectives, SectionProfiles, WaterEvaluation};
use crate::calendar::Span;
use crate::grade::{Class, Verdict};
use crate::observation::SiteId;
use crate::quantity::Amount;
use crate::standard::eu_water::ChemicalStatus;
use crate::trace::Recorder;
use crate::water::profiles::ccme::{BelowDetection, CcmeIndex, Equality};
use crate::water::profiles::nsf::NsfIndex;
use crate::words::{Text, view};

view! {
    /// Sections over a period by the rules of other countries.
    pub struct ProfileRows {
        /// The finding, in one sentence.
        pub finding: Text,
        /// The stretch.
        pub span: KeyView,
        /// Rows that match the query.
        pub total: u32,
        /// The rows.
        pub rows: Vec<ProfileRow>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A section over a period by the rules of other countries.
    pub struct ProfileRow {
        /// Number that `explain_profiles` takes.
        pub site: u32,
        /// Its name.
        pub name: String,
        /// River or basin, city and province as far as they are known.
        pub whereabouts: String,
        /// Key of the stretch.
        pub span: String,
        /// Class by GB 3838, 1 to 6.
        pub class: Option<u8>,
        /// The index of CCME, null without a test.
        pub ccme: Option<CcmeView>,
        /// The index of NSF, null without a Q.
        pub nsf: Option<NsfView>,
        /// Guideline values of WHO for drinking water.
        pub who: WhoView,
        /// Chemical status by the European rules, null without a limit of the person that can be one.
        pub eu: Option<EuView>,
    }

    /// The water quality index of CCME.
    pub struct CcmeView {
        /// The index, two decimals.
        pub index: String,
        /// As it is published, a whole number.
        pub printed: String,
        /// Its category.
        pub category: Text,
        /// F1, F2 and F3, two decimals.
        pub factors: Vec<String>,
        /// Variables with a test.
        pub variables: u32,
        /// Variables with a failed test.
        pub failed_variables: u32,
        /// Tests.
        pub tests: u32,
        /// Failed tests.
        pub failed_tests: u32,
        /// Whether at least four variables have at least four tests.
        pub sufficient: bool,
    }

    /// The water quality index of NSF.
    pub struct NsfView {
        /// The index, two decimals.
        pub index: String,
        /// Its category.
        pub category: Text,
        /// How many of the nine variables it stands on.
        pub variables: u32,
    }

    /// The guideline values of WHO.
    pub struct WhoView {
        /// Verdict on the means: `attained`, `exceeded` or `not-assessable`.
        pub verdict: String,
        /// Substances that have a mean.
        pub substances: u32,
        /// Substances whose mean exceeds.
        pub over: Text,
        /// Samples that keep the guideline values.
        pub within: u32,
        /// Samples with a substance.
        pub samples: u32,
    }

    /// Chemical status.
    pub struct EuView {
        /// Good, or failing to achieve good; empty when nothing can be said.
        pub status: Text,
        /// Colour of maps.
        pub colour: Text,
        /// Substances with a status.
        pub substances: u32,
        /// Substances that fail.
        pub failing: Text,
    }
}

/// The sections that a query asks for.
///
/// # Errors
/// When the stretch is not one.
pub fn profile_rows(evaluation: &WaterEvaluation, query: &SectionQuery) -> Result<ProfileRows, String> {
    let span = span_of(evaluation, &query.span)?;
    let (mut total, mut rows, mut indices) = (0, Vec::new(), Vec::new());
    for (site, _) in evaluation.table().sites() {
        if query.site.is_some_and(|only| only != site.0) {
            continue;
        }
        let Some(profiles) = evaluation.profiles(site, span) else { continue };
        indices.extend(profiles.ccme.map(|ccme| ccme.index));
        if total >= query.offset && rows.len() < query.limit as usize {
            rows.push(row(evaluation, &profiles));
        }
        total += 1;
    }
    Ok(ProfileRows {
        finding: finding(span, total, &indices),
        span: span_key(span),
        total,
        rows,
        notices: notices(evaluation),
    })
}

fn finding(span: Span, sections: u32, indices: &[Amount]) -> Text {
    let span = span_words::span(span);
    match (indices.iter().min(), indices.iter().max()) {
        (Some(lowest), Some(highest)) => Text::new(
            format!("{}，{sections} 个断面（点位）的 CCME 水质指数为 {lowest:.0}～{highest:.0}。", span.zh),
            format!("{}: the CCME indices of {sections} sites are {lowest:.0} to {highest:.0}.", span.en),
        ),
        _ => Text::new(
            format!("{}没有可以计算 CCME 水质指数的监测值。", span.zh),
            format!("{}: no reading of a variable that has an objective of the CCME index.", span.en),
        ),
    }
}

fn notices(evaluation: &WaterEvaluation) -> Vec<Text> {
    let plan = &evaluation.plan().profiles;
    let objectives = match plan.objectives {
        Objectives::Target => Text::new(
            "CCME 指数的目标值取断面目标类别（没有则Ⅲ类）的限值：地表水 GB 3838，地下水 GB/T 14848",
            "the objectives of the CCME index are the limits of the target class, III without one, by GB 3838, of groundwater by GB/T 14848",
        ),
        Objectives::ClassThree => Text::new(
            "CCME 指数的目标值取Ⅲ类限值：地表水 GB 3838，地下水 GB/T 14848",
            "the objectives of the CCME index are the limits of class III by GB 3838, of groundwater by GB/T 14848",
        ),
        Objectives::Own => {
            Text::new("CCME 指数的目标值取自定限值", "the objectives of the CCME index are the own limits")
        }
    };
    let mut notices = vec![objectives];
    if plan.ccme.equality == Equality::Fails {
        notices.push(Text::new("等于目标值按不达标计", "a value that equals its objective fails"));
    }
    if plan.ccme.below == BelowDetection::Whole {
        notices.push(Text::new("低于检出限的按检出限计", "the detection limit stands for what is below it"));
    }
    notices.push(Text::new(
        "NSF 指数的 Q 曲线只有图，不由本程序读图，请给出 Q 值；欧盟生态状况须有生物要素，化学状况以自定的最高限值作年均限值（AA-EQS），只按年评价。均为国际对照，不代表按 GB 3838 的评价",
        "the curves of Q are printed as graphs and are not read off them here, so Q is to be given; ecological status needs biological elements; chemical status takes the own highest values as annual averages (AA-EQS), over years only. All of this is comparison and stands for no evaluation by GB 3838",
    ));
    notices
}

fn row(evaluation: &WaterEvaluation, profiles: &SectionProfiles) -> ProfileRow {
    ProfileRow {
        site: profiles.site.0,
        name: name(evaluation, profiles.site),
        whereabouts: whereabouts(evaluation.table().site(profiles.site)),
        span: profiles.span.to_string(),
        class: profiles.class.map(Class::number),
        ccme: profiles.ccme.as_ref().map(ccme),
        nsf: profiles.nsf.as_ref().map(nsf),
        who: who(profiles),
        eu: eu(profiles),
    }
}

fn ccme(index: &CcmeIndex) -> CcmeView {
    CcmeView {
        index: format!("{:.2}", index.index),
        printed: index.printed().to_string(),
        category: index.category.words().into(),
        factors: index.factors.iter().map(|factor| format!("{factor:.2}")).collect(),
        variables: index.variables,
        failed_variables: index.failed_variables,
        tests: index.tests,
        failed_tests: index.failed_tests,
        sufficient: index.sufficient,
    }
}

fn nsf(index: &NsfIndex) -> NsfView {
    NsfView {
        index: format!("{:.2}", index.index),
        category: index.category.words().into(),
        variables: index.variables,
    }
}

fn who(profiles: &SectionProfiles) -> WhoView {
    let over = profiles.who.results.iter().filter(|result| result.held.verdict == Verdict::Exceeded);
    WhoView {
        verdict: profiles.who.verdict.key().to_owned(),
        substances: u32::try_from(profiles.who.results.len()).unwrap_or(u32::MAX),
        over: joined(&over.map(|result| result.row.name.into()).collect::<Vec<_>>()),
        within: profiles.who_samples.0,
        samples: profiles.who_samples.1,
    }
}

fn eu(profiles: &SectionProfiles) -> Option<EuView> {
    let status = profiles.chemical();
    let known = profiles.eu.iter().filter(|(_, status)| status.is_some());
    let failing = profiles.eu.iter().filter(|(_, status)| *status == Some(ChemicalStatus::Failing));
    (!profiles.eu.is_empty()).then(|| EuView {
        status: status.map(|status| status.words().into()).unwrap_or_default(),
        colour: status.map(|status| status.colour().into()).unwrap_or_default(),
        substances: u32::try_from(known.count()).unwrap_or(u32::MAX),
        failing: joined(&failing.map(|(item, _)| item.name().into()).collect::<Vec<_>>()),
    })
}

/// How the indices of a section over a period came about; `None` where it has no sample there.
#[must_use]
pub fn explain_profiles(evaluation: &WaterEvaluation, site: SiteId, span: Span) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let profiles = evaluation.profiles_traced(site, span, &mut steps)?;
    let title = match &profiles.ccme {
        Some(index) => {
            let (printed, words) = (index.printed(), index.category.words());
            Text::new(
                format!("CCME 水质指数 {printed}，{}", words.zh),
                format!("CCME water quality index {printed}, {}", words.en),
            )
        }
        None => Text::new("没有 CCME 水质指数", "No CCME water quality index"),
    };
    Some(explanation_of_period(evaluation, (site, span), title, steps, notices(evaluation)))
}

/// The head of [`profiles_table`].
#[must_use]
pub fn profiles_head() -> Vec<String> {
    const HEAD: [&str; 25] = [
        "section",
        "whereabouts",
        "period",
        "class_gb3838",
        "ccme_index",
        "ccme_printed",
        "ccme_category",
        "ccme_f1",
        "ccme_f2",
        "ccme_f3",
        "ccme_variables",
        "ccme_failed_variables",
        "ccme_tests",
        "ccme_failed_tests",
        "ccme_sufficient",
        "nsf_index",
        "nsf_category",
        "nsf_variables",
        "who_means",
        "who_over",
        "who_samples_within",
        "who_samples",
        "eu_chemical_status",
        "eu_substances",
        "eu_failing",
    ];
    HEAD.map(str::to_owned).to_vec()
}

/// One row a section and period, in Chinese or English.
#[must_use]
pub fn profiles_table(evaluation: &WaterEvaluation, zh: bool) -> Vec<Vec<String>> {
    let said = |text: &Text| if zh { text.zh.clone() } else { text.en.clone() };
    let mut rows = Vec::new();
    for (site, _) in evaluation.table().sites() {
        for profiles in evaluation.spans_of(site).into_iter().filter_map(|span| evaluation.profiles(site, span)) {
            let view = row(evaluation, &profiles);
            let class = profiles.class.map(Class::words).map_or("", |words| if zh { words.zh } else { words.en });
            let mut cells = vec![view.name, view.whereabouts, view.span, class.to_owned()];
            match view.ccme {
                Some(ccme) => {
                    cells.extend([ccme.index, ccme.printed, said(&ccme.category)]);
                    cells.extend(ccme.factors);
                    let counts = [ccme.variables, ccme.failed_variables, ccme.tests, ccme.failed_tests];
                    cells.extend(counts.map(|number| number.to_string()));
                    cells.push(ccme.sufficient.to_string());
                }
                None => cells.resize(15, String::new()),
            }
            match view.nsf {
                Some(nsf) => cells.extend([nsf.index, said(&nsf.category), nsf.variables.to_string()]),
                None => cells.resize(18, String::new()),
            }
            cells.extend([view.who.verdict, said(&view.who.over)]);
            cells.extend([view.who.within, view.who.samples].map(|number| number.to_string()));
            match view.eu {
                Some(eu) => cells.extend([said(&eu.status), eu.substances.to_string(), said(&eu.failing)]),
                None => cells.resize(25, String::new()),
            }
            rows.push(cells);
        }
    }
    rows
}
