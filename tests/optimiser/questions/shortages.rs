//! Who cannot be placed, against brute force without regard to cost.

use nearhome_optimiser::brute_force;
use nearhome_optimiser::questions::{Count, Minimal, Shortage, Shortages, shortages};
use nearhome_problem::{Problem, Status};

use crate::ground::{
    changed, check_evidence, general, interrupted, keep_options, no_steps, seeds, unlimited,
};

/// The problem as if each child could stay unplaced; fixed children have their one option.
fn all_may_wait(problem: &Problem) -> Problem {
    changed(problem, |parts| {
        let fixed = std::mem::take(&mut parts.fixed);
        let home_of = |child| fixed.iter().find(|pair| pair.child == child).map(|pair| pair.home);
        keep_options(parts, |child, home| home_of(child).is_none_or(|fixed| fixed == home));
        let nothing = vec![0; parts.levels.len()];
        for child in &mut parts.children {
            child.unplaced.get_or_insert_with(|| nothing.clone());
        }
    })
}

/// How many of some children stay unplaced at least when all others are not there.
fn fewest_unplaced(problem: &Problem, children: &[u32]) -> u64 {
    let only = changed(&all_may_wait(problem), |parts| {
        let is_in = |child: &u32| children.contains(child);
        keep_options(parts, |child, _| is_in(&child));
        for (_, child) in (0..).zip(&mut parts.children).filter(|(child, _)| !is_in(child)) {
            child.unplaced = Some(vec![0; parts.levels.len()]);
        }
        // Those who are not there cannot be split from, and pay nothing.
        parts.together.iter_mut().for_each(|group| group.children.retain(&is_in));
        parts.together.retain(|group| !group.children.is_empty());
    });
    let mut fewest = u64::MAX;
    brute_force::visit(&only, &mut |_, homes| {
        let unplaced = children.iter().filter(|&&child| homes[child as usize].is_none()).count();
        fewest = fewest.min(u64::try_from(unplaced).unwrap());
    });
    fewest
}

/// The claim of a shortage by places, counted again.
#[track_caller]
fn check_places(problem: &Problem, children: &[u32], expected: &Shortage, seed: u64) {
    let Shortage::Places { homes, needed, places, day, unplaced, .. } = expected else { unreachable!() };
    let count = |children: &[u32]| {
        let all_wait = all_may_wait(problem);
        let options = |child: u32| {
            all_wait
                .options
                .iter()
                .filter(move |option| option.child == child)
                .map(|o| (o.home, o.places))
                .collect::<Vec<_>>()
        };
        let mut homes: Vec<u32> =
            children.iter().flat_map(|&child| options(child)).map(|(home, _)| home).collect();
        homes.sort_unstable();
        homes.dedup();
        let need =
            |child: u32| options(child).into_iter().map(|(_, places)| u64::from(places)).min().unwrap_or(1);
        let needs: Vec<u64> = children.iter().map(|&child| need(child)).collect();
        let places: u64 = homes.iter().map(|&home| u64::from(problem.homes[home as usize].places)).sum();
        (homes, needs, places)
    };
    let (counted, needs, there) = count(children);
    assert_eq!((&counted, needs.iter().sum::<u64>(), there), (homes, *needed, *places), "seed {seed}");
    assert!(needed > places, "seed {seed}");
    for &child in children {
        if let Some(stay) = problem.children[child as usize].stay {
            let day = day.unwrap_or_else(|| panic!("seed {seed}: no day although child {child} has a stay"));
            assert!(
                stay.from <= day && day < stay.to,
                "seed {seed}: child {child} is not there on day {day}"
            );
        }
        let others: Vec<u32> = children.iter().copied().filter(|&other| other != child).collect();
        let (_, needs, there) = count(&others);
        let short = i128::from(needs.iter().sum::<u64>()) - i128::from(there);
        assert!(
            short < i128::from(needed - places),
            "seed {seed}: child {child} can be left out of {children:?}"
        );
    }
    assert!(*unplaced <= fewest_unplaced(problem, children), "seed {seed}");
    assert!(*unplaced > 0, "seed {seed}");
}

#[track_caller]
fn check_claims(problem: &Problem, found: &Shortages, seed: u64) {
    let mut named: Vec<u32> =
        found.shortages.iter().flat_map(|shortage| shortage.children().to_vec()).collect();
    named.sort_unstable();
    assert!(named.windows(2).all(|pair| pair[0] < pair[1]), "seed {seed}: a child is named twice");
    assert_eq!(found.unplaced, found.shortages.iter().map(Shortage::unplaced).sum::<u64>(), "seed {seed}");
    for shortage in &found.shortages {
        match shortage {
            Shortage::Places { children, .. } => check_places(problem, children, shortage, seed),
            Shortage::Ties { children, unplaced, minimal, evidence, .. } => {
                check_evidence([&**evidence], seed);
                assert_eq!(
                    evidence.solution.bound.as_ref().unwrap()[0],
                    i128::from(*unplaced),
                    "seed {seed}"
                );
                assert!(fewest_unplaced(problem, children) >= *unplaced, "seed {seed}");
                for &child in children.iter().filter(|_| *minimal == Minimal::Yes) {
                    let others: Vec<u32> = children.iter().copied().filter(|&other| other != child).collect();
                    assert!(fewest_unplaced(problem, &others) < *unplaced, "seed {seed}: without {child}");
                }
            }
            other => panic!("seed {seed}: {other:?}"),
        }
    }
}

#[test]
fn shortages_add_up_to_all_who_must_stay_unplaced() {
    let (mut by_places, mut by_ties) = (0, 0);
    for seed in seeds() {
        let problem = general(seed);
        let found = shortages(&problem, &unlimited());
        check_claims(&problem, &found, seed);
        let everybody: Vec<u32> = (0..).zip(&problem.children).map(|(child, _)| child).collect();
        let fewest = fewest_unplaced(&problem, &everybody);
        if fewest == u64::MAX {
            assert_eq!(found.count, Count::NoAnswer, "seed {seed}");
            continue;
        }
        assert_eq!((found.unplaced, found.count), (fewest, Count::Exact), "seed {seed}");
        let is_minimal =
            |shortage: &Shortage| !matches!(shortage, Shortage::Ties { minimal: Minimal::NotShown, .. });
        assert!(found.shortages.iter().all(is_minimal), "seed {seed}");
        for shortage in found.shortages {
            *(if matches!(shortage, Shortage::Places { .. }) { &mut by_places } else { &mut by_ties }) += 1;
        }
    }
    assert!(by_places > 100 && by_ties > 20, "{by_places} by places, {by_ties} by ties");
}

#[test]
fn a_stopped_run_claims_no_more_than_it_has_shown() {
    let mut open = 0;
    for seed in seeds() {
        let problem = general(seed);
        for settings in [no_steps(), interrupted()] {
            let found = shortages(&problem, &settings);
            check_claims(&problem, &found, seed);
            let everybody: Vec<u32> = (0..).zip(&problem.children).map(|(child, _)| child).collect();
            let fewest = fewest_unplaced(&problem, &everybody);
            let is_exact = found.count == Count::Exact;
            assert!(
                found.unplaced <= fewest && (!is_exact || found.unplaced == fewest),
                "seed {seed}: {found:?} {problem:?}"
            );
            open += u32::from(!is_exact);
        }
    }
    assert!(open > 20, "only {open} runs were stopped");
}

/// Where Hall's condition alone shows that a problem is infeasible, the certificate names such a set, and no child
/// in it can be left out.
#[test]
fn the_shortage_of_a_certificate_is_as_small_as_it_can_be() {
    let mut named = 0;
    for seed in seeds().map(|seed| seed * 3) {
        let problem = general(seed);
        let solution = crate::support::solve(&problem);
        let children = &solution.certificate.shortage;
        if children.is_empty() {
            continue;
        }
        named += 1;
        assert_eq!(solution.status, Status::Infeasible);
        assert!(nearhome_check::check(&problem, &solution).unwrap().is_full(), "seed {seed}");
        for &child in children {
            let mut smaller = solution.clone();
            smaller.certificate.shortage.retain(|&other| other != child);
            let wider =
                shortage_of(&problem, children) - shortage_of(&problem, &smaller.certificate.shortage);
            assert!(wider > 0, "seed {seed}: child {child} can be left out of {children:?}");
        }
    }
    assert!(named > 20, "only {named} shortages");
}

fn shortage_of(problem: &Problem, children: &[u32]) -> i64 {
    let all = all_may_wait(problem);
    let options = |child: u32| all.options.iter().filter(move |option| option.child == child);
    let mut homes: Vec<u32> =
        children.iter().flat_map(|&child| options(child)).map(|option| option.home).collect();
    homes.sort_unstable();
    homes.dedup();
    let need = |&child: &u32| options(child).map(|option| i64::from(option.places)).min().unwrap_or(1);
    let places: i64 = homes.iter().map(|&home| i64::from(problem.homes[home as usize].places)).sum();
    children.iter().map(need).sum::<i64>() - places
}
