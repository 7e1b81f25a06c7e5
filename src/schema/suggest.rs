//! Items that a header which is not known may mean: the nearest spellings of the register, for a person to choose from.
//! Nothing is decided by nearness.

use super::{name_and_unit, without_markup};
use crate::parameter::{Medium, Parameter, plain_name};
use crate::sorting::sort_by_key;
use crate::water_item::FurtherItem;
use crate::words::Words;

/// Suggestions that are given at most.
const MOST: usize = 3;
/// Longest name that is compared, in characters.
const LONGEST: usize = 40;

/// The items whose spellings are nearest to a header, best first, at most three: key and names. `medium` leaves those of
/// the other medium out.
///
/// ```
/// use envgrade::schema::suggestions;
/// let keys = |header| suggestions(header, None).into_iter().map(|found| found.0).collect::<Vec<_>>();
/// assert_eq!(keys("高锰酸盐指树(mg/L)"), ["codmn"]);
/// assert_eq!(keys("NH3-M")[0], "nh3n");
/// assert!(keys("采样人").is_empty());
/// ```
#[must_use]
#[cold]
pub fn suggestions(header: &str, medium: Option<Medium>) -> Vec<(&'static str, Words)> {
    let header = without_markup(header);
    let wanted: Vec<char> = plain_name(name_and_unit(&header).0).chars().collect();
    // One character says nothing, and is near to everything.
    if wanted.len() < 2 || wanted.len() > LONGEST {
        return Vec::new();
    }
    let mut found: Vec<(u32, &'static str, Words)> = Vec::new();
    let mut consider = |key: &'static str, name: Words, spelling: &str| {
        let known: Vec<char> = plain_name(spelling).chars().collect();
        let Some(distance) = nearness(&wanted, &known) else { return };
        match found.iter_mut().find(|other| other.1 == key) {
            Some(other) => other.0 = other.0.min(distance),
            None => found.push((distance, key, name)),
        }
    };
    for item in Parameter::ALL.iter().map(|parameter| parameter.item()) {
        if medium.is_none_or(|medium| medium == item.medium) {
            let names = [item.name.zh, item.name.en, item.symbol];
            names.iter().chain(item.synonyms).for_each(|spelling| consider(item.key, item.name, spelling));
        }
    }
    if medium != Some(Medium::Air) {
        for &item in FurtherItem::ALL {
            item.spellings().for_each(|spelling| consider(item.key(), item.name(), spelling));
        }
    }
    sort_by_key(&mut found, |(distance, key, _)| (*distance, *key));
    // What is much farther than the best is none.
    let best = found.first().map_or(0, |first| first.0);
    found
        .into_iter()
        .take_while(|(distance, ..)| *distance <= best + 30)
        .take(MOST)
        .map(|(_, key, name)| (key, name))
        .collect()
}

/// How far two names are apart, in hundredths of the longer one: by slips of the pen, or by one standing in the other.
/// `None` where they have no more in common than chance gives.
fn nearness(wanted: &[char], known: &[char]) -> Option<u32> {
    let (short, long) = if wanted.len() < known.len() { (wanted, known) } else { (known, wanted) };
    let share = |part: usize| u32::try_from(part * 100 / long.len().max(1)).unwrap_or(100);
    // Two Chinese characters are a word; a few letters stand in any word.
    let letters = short.iter().any(char::is_ascii);
    let is_part = if letters { short.len() >= 4 && short.len() * 2 >= long.len() } else { short.len() >= 2 };
    let inside = (is_part && long.windows(short.len()).any(|part| part == short))
        .then(|| 20 + share(long.len() - short.len()) / 2);
    let most = match (letters, short.len()) {
        (true, length) if length < 4 => 0,
        (true, length) if length < 8 => 1,
        (true, length) => length / 5,
        (false, length) => length / 2 - length / 4,
    };
    let slips =
        if long.len() - short.len() > most { None } else { Some(slips(short, long)).filter(|slips| *slips <= most) };
    match (inside, slips.map(share)) {
        (Some(inside), Some(slips)) => Some(inside.min(slips)),
        (one, other) => one.or(other),
    }
}

/// Damerau-Levenshtein distance in its restricted form: insertions, deletions, changes, and neighbours exchanged.
fn slips(one: &[char], other: &[char]) -> usize {
    let mut older: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut now = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let mut least = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(now[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(older[j - 1] + 1);
            }
            now.push(least);
        }
        (older, last) = (last, now);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen() {
        let count =
            |one: &str, other: &str| slips(&one.chars().collect::<Vec<_>>(), &other.chars().collect::<Vec<_>>());
        assert_eq!(count("", "abc"), 3);
        assert_eq!(count("codmn", "codnm"), 1);
        assert_eq!(count("氨氮", "氨氨"), 1);
        assert_eq!(count("kitten", "sitting"), 3);
    }

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let keys = |text: &str, medium| suggestions(text, medium).into_iter().map(|found| found.0).collect::<Vec<_>>();
        assert_eq!(keys("溶解样", None)[0], "do");
        assert_eq!(keys("出水氨氮值（日）", None)[0], "nh3n");
        assert!(keys("硫酸盐指数", None).contains(&"sulfate"));
        assert_eq!(keys("PM2.55", Some(Medium::Air))[0], "pm25");
        assert!(keys("PM2.55", Some(Medium::Water)).iter().all(|key| !key.starts_with("pm")));
        for nothing in ["", "x", "采样人员", "operator name", "备注", "天气", "1234", "qq"] {
            assert!(keys(nothing, None).is_empty(), "{nothing}: {:?}", keys(nothing, None));
        }
        assert!(keys(&"氨氮".repeat(5000), None).is_empty());
    }
}
