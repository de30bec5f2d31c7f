//! The whole problem, changed and solved anew, with nothing taken out, divided or known before.

use nearhome_matching::Assembly;
use nearhome_optimiser::{Settings, solve};
use nearhome_problem::{Fixed, OptionSet, Problem, ProblemParts, Status, Totals};

/// Totals of the best answer; `None`: there is none.
fn best(parts: ProblemParts) -> Option<Totals> {
    let problem = Problem::new(parts).unwrap();
    let solution = solve(&problem, &Settings::default());
    nearhome_check::check(&problem, &solution).unwrap();
    assert!(matches!(solution.status, Status::Optimal | Status::Infeasible));
    solution.totals
}

fn parts(assembly: &Assembly<'_>) -> ProblemParts {
    assembly.problem.clone().into_parts()
}

/// The best plan.
pub(crate) fn optimum(assembly: &Assembly<'_>) -> Option<Totals> {
    best(parts(assembly))
}

/// The best plan with a child in a home, or unplaced.
pub(crate) fn forced(assembly: &Assembly<'_>, child: usize, home: Option<usize>) -> Option<Totals> {
    let mut parts = parts(assembly);
    let child = u32::try_from(child).unwrap();
    let Some(home) = home.map(|home| u32::try_from(home).unwrap()) else {
        parts.children[child as usize].unplaced.as_ref()?;
        keep_options(&mut parts, |own, _| own != child);
        return best(parts);
    };
    parts.options.iter().find(|option| option.child == child && option.home == home)?;
    parts.fixed.retain(|fixed| fixed.child != child);
    parts.fixed.push(Fixed { child, home });
    best(parts)
}

/// The best plan with a child in none of these homes.
pub(crate) fn elsewhere(assembly: &Assembly<'_>, child: usize, homes: &[Option<usize>]) -> Option<Totals> {
    let mut parts = parts(assembly);
    let child = u32::try_from(child).unwrap();
    keep_options(&mut parts, |own, home| own != child || !homes.contains(&Some(home as usize)));
    if homes.contains(&None) {
        parts.children[child as usize].unplaced = None;
    }
    best(parts)
}

/// The best plan for the others when a child is not there.
pub(crate) fn without(assembly: &Assembly<'_>, child: usize) -> Option<Totals> {
    let mut parts = parts(assembly);
    let child = u32::try_from(child).unwrap();
    keep_options(&mut parts, |own, _| own != child);
    parts.children[child as usize].unplaced = Some(vec![0; parts.levels.len()]);
    parts.together.iter_mut().for_each(|group| group.children.retain(|&member| member != child));
    parts.together.retain(|group| group.children.len() > 1);
    best(parts)
}

/// The best plan in which nobody comes to a home but the newcomer, who goes nowhere else.
pub(crate) fn closed(assembly: &Assembly<'_>, home: usize, newcomer: Option<usize>) -> Option<Totals> {
    let mut parts = parts(assembly);
    let (at, id) = (u32::try_from(home).unwrap(), &assembly.homes[home].id);
    let lives_there = |child: u32| {
        let placement = assembly.children[child as usize].placement.as_ref();
        placement.is_some_and(|placement| placement.home.as_ref() == Some(id))
    };
    let newcomer = newcomer.map(|child| u32::try_from(child).unwrap());
    keep_options(&mut parts, |child, home| match newcomer {
        Some(newcomer) if newcomer == child => home == at,
        _ => home != at || lives_there(child),
    });
    if let Some(newcomer) = newcomer {
        parts.children[newcomer as usize].unplaced = None;
    }
    best(parts)
}

fn keep_options(parts: &mut ProblemParts, keeps: impl Fn(u32, u32) -> bool) {
    let mut options = OptionSet::new(parts.levels.len());
    for option in parts.options.iter().filter(|option| keeps(option.child, option.home)) {
        options.push(option.child, option.home, option.places, option.cost);
    }
    parts.options = options;
}
