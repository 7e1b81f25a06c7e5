//! The water quality index of NSF from the Q of nine variables.
//!
//! The Q curves are published as graphs, and the tables that programs read off them differ; so Q is what the user gives,
//! or what comes from a curve of the user.

use crate::quantity::{Amount, Ratio};
use crate::standard::nsf_wqi::{CLAUSE, Category, TABLE, Variable};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// How the Q are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// Σ w Q ÷ Σ w, the original form.
    #[default]
    Additive,
    /// (Π Q^w)^(1 ÷ Σ w), the later form, in which one bad Q weighs more.
    Multiplicative,
}

/// The index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NsfIndex {
    /// The index, two decimals.
    pub index: Amount,
    /// Its category, by the two decimals.
    pub category: Category,
    /// How many of the nine variables it stands on; the weights are spread over them.
    pub variables: u32,
}

/// The index from Q values, 0 to 100; of a variable that is given twice the first counts. `None` without a Q, and when one
/// is out of range.
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::standard::nsf_wqi::Variable::{Oxygen, Ph};
/// use envgrade::trace::Off;
/// use envgrade::water::profiles::nsf::{Form, index};
/// // (0.17 × 90 + 0.11 × 62) ÷ 0.28
/// let both = [(Oxygen, Amount::whole(90)), (Ph, Amount::whole(62))];
/// assert_eq!(index(&both, Form::Additive, &mut Off).map(|nsf| nsf.index), Some(Amount::whole(79)));
/// ```
pub fn index(quality: &[(Variable, Amount)], form: Form, trace: &mut impl Trace) -> Option<NsfIndex> {
    let (mut sum, mut weights, mut variables, mut zero) = (Ratio::ZERO, Ratio::ZERO, 0, false);
    let mut terms = Vec::new();
    for (variable, _, weight) in TABLE {
        let Some(&(_, q)) = quality.iter().find(|given| given.0 == variable) else { continue };
        if q.is_negative() || q > Amount::whole(100) {
            return None;
        }
        let part = match form {
            Form::Additive => Ratio::of(q.round(9)),
            Form::Multiplicative if q == Amount::ZERO => {
                zero = true;
                Ratio::ZERO
            }
            // Made a decimal at once; everything up to the last power is exact.
            Form::Multiplicative => Ratio::of(Amount::from_logarithm(libm::log(q.to_f64()))?),
        };
        sum = sum.plus(Ratio::of(weight).times(part)?)?;
        weights = weights.plus(Ratio::of(weight))?;
        variables += 1;
        terms.push((weight, q));
    }
    let mean = sum.over(weights)?;
    let index = match form {
        Form::Additive => mean.round(2)?,
        Form::Multiplicative if zero => Amount::ZERO,
        Form::Multiplicative => Amount::from_logarithm(libm::exp(mean.to_f64()))?.round(9).round(2),
    };
    let result = NsfIndex { index, category: Category::of(index), variables };
    trace.step(|| {
        let words = result.category.words();
        let spread = if variables < 9 {
            (
                format!("；仅有 {variables} 项（共 9 项），按其权重之和折算"),
                format!("; {variables} of 9 variables, divided by the sum of their weights"),
            )
        } else {
            (String::new(), String::new())
        };
        let weights = weights.nearly(2);
        let formula = match form {
            Form::Additive => {
                let terms: Vec<String> = terms.iter().map(|(weight, q)| format!("{weight} × {q}")).collect();
                format!("({}) ÷ {weights} → {index:.2}", terms.join(" + "))
            }
            Form::Multiplicative => {
                let terms: Vec<String> = terms.iter().map(|(weight, q)| format!("{q}^{weight}")).collect();
                format!("({})^(1 ÷ {weights}) → {index:.2}", terms.join(" × "))
            }
        };
        Step {
            label: Words::new("NSF 水质指数", "NSF water quality index"),
            formula,
            zh: format!("{}{}", words.zh, spread.0),
            en: format!("{}{}", words.en, spread.1),
            clause: CLAUSE,
        }
    });
    Some(result)
}

/// The Q of a value on a curve of the user: points of (value, Q) ascending by value, straight between them; `None` outside
/// the curve, where only a person can say what it is.
#[must_use]
pub fn on_curve(curve: &[(Amount, Amount)], value: Amount) -> Option<Amount> {
    if let Some((_, q)) = curve.iter().find(|point| point.0 == value) {
        return Some(*q);
    }
    let [low, high] = curve.windows(2).find(|pair| pair[0].0 < value && value < pair[1].0)? else { return None };
    let of = |amount: Amount| Ratio::of(amount.round(9));
    let part = of(value).minus(of(low.0))?.over(of(high.0).minus(of(low.0))?)?;
    of(low.1).plus(part.times(of(high.1).minus(of(low.1))?)?)?.round(9)
}
