//! Two problems as one: the children and homes of both, with nothing between them.

use nearhome_problem::{OptionSet, Problem, ProblemParts};

/// One problem with the children and homes of both, those of the second numbered after the first's.
///
/// Limits, which would bind both at once, are left out. Where one has fewer levels, levels on which nothing
/// costs anything are added to it at the end.
pub(crate) fn side_by_side(one: &Problem, other: &Problem) -> Problem {
    let levels = one.levels.len().max(other.levels.len());
    let (mut first, mut second) = (padded(one, levels), padded(other, levels));
    let (children, homes) = (number(first.children.len()), number(first.homes.len()));
    renumber_children(&mut second, |child| child + children);
    renumber_homes(&mut second, |home| home + homes);
    for option in second.options.iter() {
        first.options.push(option.child + children, option.home + homes, option.places, option.cost);
    }
    first.children.append(&mut second.children);
    first.homes.append(&mut second.homes);
    first.together.append(&mut second.together);
    first.apart.append(&mut second.apart);
    first.alone.append(&mut second.alone);
    first.caps.append(&mut second.caps);
    first.fixed.append(&mut second.fixed);
    Problem::new(first).expect("two valid problems beside each other are one")
}

/// The parts without limits, with as many levels as asked.
pub(crate) fn padded(problem: &Problem, levels: usize) -> ProblemParts {
    let mut parts = problem.clone().into_parts();
    parts.limits.clear();
    parts.levels = (0..levels).map(|level| format!("level-{level}")).collect();
    let pad = |cost: &mut Vec<i64>| cost.resize(levels, 0);
    let mut options = OptionSet::new(levels);
    for option in parts.options.iter() {
        let mut cost = option.cost.to_vec();
        pad(&mut cost);
        options.push(option.child, option.home, option.places, &cost);
    }
    parts.options = options;
    parts.children.iter_mut().filter_map(|child| child.unplaced.as_mut()).for_each(pad);
    parts.together.iter_mut().filter_map(|group| group.split_cost.as_mut()).for_each(pad);
    parts.apart.iter_mut().filter_map(|pair| pair.cost.as_mut()).for_each(pad);
    parts
}

/// Gives the children in groups, pairs, lists and fixed pairs new numbers.
pub(crate) fn renumber_children(parts: &mut ProblemParts, moved: impl Fn(u32) -> u32) {
    let renumber = |child: &mut u32| *child = moved(*child);
    parts.together.iter_mut().flat_map(|group| &mut group.children).for_each(renumber);
    parts.apart.iter_mut().flat_map(|pair| &mut pair.children).for_each(renumber);
    parts.alone.iter_mut().for_each(renumber);
    parts.fixed.iter_mut().map(|fixed| &mut fixed.child).for_each(renumber);
}

/// Gives the homes in caps and fixed pairs new numbers.
pub(crate) fn renumber_homes(parts: &mut ProblemParts, moved: impl Fn(u32) -> u32) {
    let renumber = |home: &mut u32| *home = moved(*home);
    parts.caps.iter_mut().flat_map(|cap| &mut cap.homes).for_each(renumber);
    parts.fixed.iter_mut().map(|fixed| &mut fixed.home).for_each(renumber);
}

/// An index as the problem has it.
pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).expect("small problems have few of everything")
}
