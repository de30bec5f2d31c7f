//! Flows under caps that are disjoint or nested: providers, and blocks of providers.

use nearhome_problem::{Cap, OptionSet, Problem, ProblemParts};

use super::{Form, National, Numbers, every_field, national};

/// A random flow of at most `children` children, `homes` homes and 8 levels under up to five caps, disjoint, nested or
/// equal; some problems are infeasible.
///
/// # Panics
///
/// When `children` or `homes` is 0.
#[must_use]
pub fn capped(seed: u64, children: u32, homes: u32) -> Problem {
    let mut parts = every_field(seed, children, homes).into_parts();
    let mut options = OptionSet::new(parts.levels.len());
    for option in parts.options.iter() {
        options.push(option.child, option.home, 1, option.cost);
    }
    parts.options = options;
    parts.together.clear();
    parts.apart.clear();
    parts.alone.clear();
    parts.limits.clear();
    parts.caps.clear();
    parts.children.iter_mut().for_each(|child| child.stay = None);
    let mut numbers = Numbers::new(!seed);
    let homes = u32::try_from(parts.homes.len()).expect("a small problem");
    let order = numbers.sample(homes, parts.homes.len());
    add_nested(&mut numbers, &mut parts, &order, 5);
    Problem::new(parts).expect("the generator makes only valid problems")
}

/// Caps over these homes, or over parts of them.
fn add_nested(numbers: &mut Numbers, parts: &mut ProblemParts, homes: &[u32], most: usize) {
    if homes.is_empty() || parts.caps.len() >= most {
        return;
    }
    if numbers.chance(60) {
        add_cap(parts, homes.to_vec(), numbers.below(5));
    }
    if numbers.chance(70) {
        let (one, other) = homes.split_at(numbers.index(homes.len()));
        add_nested(numbers, parts, one, most);
        add_nested(numbers, parts, other, most);
    }
}

fn add_cap(parts: &mut ProblemParts, homes: Vec<u32>, places: u32) {
    parts.caps.push(Cap { id: format!("cap-{}", parts.caps.len()), homes, places });
}

/// A plain [`national`] problem in which half of the homes belong to providers of 2 to 20 homes, each with a cap a little
/// below its places, and every ten providers to a block contract with a cap a little below theirs: in all some 1% of the
/// country's places cannot be used.
///
/// # Panics
///
/// When `children` is 0 or above 4,000,000.
#[must_use]
pub fn national_capped(seed: u64, children: u32) -> Problem {
    let mut parts = national(National { seed, children, form: Form::Plain }).into_parts();
    let mut numbers = Numbers::new(!seed);
    let homes = u32::try_from(parts.homes.len()).expect("homes are numbered in 32 bits");
    let mut next = 0;
    let mut block: Vec<u32> = Vec::new();
    let (mut providers, mut left) = (0, 0);
    while next < homes {
        let end = homes.min(next + 2 + numbers.below(19));
        let provider: Vec<u32> = (next..end).collect();
        next = end;
        if numbers.chance(50) {
            continue;
        }
        let places: u32 = provider.iter().map(|&home| parts.homes[home as usize].places).sum();
        let cap = places - numbers.below(places / 25 + 2).min(places);
        block.extend(&provider);
        add_cap(&mut parts, provider, cap);
        (providers, left) = (providers + 1, left + cap);
        if providers == 10 {
            add_cap(&mut parts, std::mem::take(&mut block), left - left / 200);
            (providers, left) = (0, 0);
        }
    }
    Problem::new(parts).expect("the generator makes only valid problems")
}
