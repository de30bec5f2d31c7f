//! Changes of a problem that several relations make.

use nearhome_problem::{COST_END, OptionSet, Problem, ProblemParts};

pub(crate) use crate::side_by_side::{number, renumber_children, renumber_homes};

/// A copy of the problem with some parts changed.
#[track_caller]
pub(crate) fn changed(problem: &Problem, change: impl FnOnce(&mut ProblemParts)) -> Problem {
    let mut parts = problem.clone().into_parts();
    change(&mut parts);
    Problem::new(parts).expect("the change keeps the problem valid")
}

/// One option, to be changed.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) child: u32,
    pub(crate) home: u32,
    pub(crate) places: u32,
    pub(crate) cost: Vec<i64>,
}

/// Puts what `change` makes of each option in its place; `None` deletes it.
pub(crate) fn change_options(parts: &mut ProblemParts, change: impl Fn(Pair) -> Option<Pair>) {
    let mut options = OptionSet::new(parts.levels.len());
    for option in parts.options.iter() {
        let cost = option.cost.to_vec();
        let pair = Pair { child: option.child, home: option.home, places: option.places, cost };
        if let Some(pair) = change(pair) {
            options.push(pair.child, pair.home, pair.places, &pair.cost);
        }
    }
    parts.options = options;
}

/// Changes every cost of the problem: options, unplaced, split, share; not the limits.
pub(crate) fn change_costs(parts: &mut ProblemParts, change: impl Fn(&mut Vec<i64>)) {
    change_options(parts, |mut pair| {
        change(&mut pair.cost);
        Some(pair)
    });
    parts.children.iter_mut().filter_map(|child| child.unplaced.as_mut()).for_each(&change);
    parts.together.iter_mut().filter_map(|group| group.split_cost.as_mut()).for_each(&change);
    parts.apart.iter_mut().filter_map(|pair| pair.cost.as_mut()).for_each(&change);
}

/// Whether every cost stays in range when multiplied by `factor`.
pub(crate) fn may_grow(problem: &Problem, factor: i64) -> bool {
    let mut largest = 0;
    let mut look = |cost: &[i64]| largest = cost.iter().copied().fold(largest, i64::max);
    problem.options.iter().for_each(|option| look(option.cost));
    problem.children.iter().filter_map(|child| child.unplaced.as_deref()).for_each(&mut look);
    problem.together.iter().filter_map(|group| group.split_cost.as_deref()).for_each(&mut look);
    problem.apart.iter().filter_map(|pair| pair.cost.as_deref()).for_each(&mut look);
    problem.limits.iter().for_each(|limit| look(&[limit.max]));
    largest <= (COST_END - 1) / factor
}

/// Whether a child stands in no group, pair or list and is not fixed.
pub(crate) fn is_untied(problem: &Problem, child: u32) -> bool {
    !problem.together.iter().any(|group| group.children.contains(&child))
        && !problem.apart.iter().any(|pair| pair.children.contains(&child))
        && !problem.alone.contains(&child)
        && !problem.fixed.iter().any(|fixed| fixed.child == child)
}

/// Removes a child who is untied; the children after it move up by one.
pub(crate) fn remove_child(parts: &mut ProblemParts, child: u32) {
    let moved = |other: u32| if other > child { other - 1 } else { other };
    change_options(parts, |pair| {
        let kept = pair.child != child;
        kept.then(|| Pair { child: moved(pair.child), ..pair })
    });
    parts.children.remove(child as usize);
    renumber_children(parts, moved);
}
