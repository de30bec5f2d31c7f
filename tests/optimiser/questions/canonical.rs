//! The optimum that a seed chooses, against tickets worked out anew for every optimum.

use nearhome_check::{Proof, check};
use nearhome_optimiser::questions::{Canonical, Choice, canonical};
use nearhome_problem::{Problem, Totals};

use crate::ground::{
    Homes, all_best, changed, check_evidence, check_nearly_all, flow, interrupted, no_steps, seeds, solved,
    unlimited,
};

/// The ticket as `docs/optimiser.md` defines it, in other words than the crate's.
fn ticket(seed: u64, child: &str, home: Option<&str>) -> [i128; 2] {
    let mut bytes = seed.to_le_bytes().to_vec();
    bytes.extend(u64::try_from(child.len()).unwrap().to_le_bytes());
    bytes.extend(child.as_bytes());
    bytes.push(u8::from(home.is_some()));
    bytes.extend(home.unwrap_or_default().as_bytes());
    let mut hash = 14_695_981_039_346_656_037_u64;
    for byte in bytes {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(1_099_511_628_211);
    }
    hash = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^= hash >> 31;
    [i128::from(hash >> 32), i128::from(hash % (1 << 32))]
}

fn tickets(problem: &Problem, seed: u64, homes: &Homes) -> Totals {
    let mut sums = vec![0, 0];
    for (child, home) in problem.children.iter().zip(homes) {
        let home = home.map(|home| problem.homes[home as usize].id.as_str());
        let ticket = ticket(seed, &child.id, home);
        sums.iter_mut().zip(ticket).for_each(|(sum, ticket)| *sum += ticket);
    }
    sums
}

/// Whether tickets were drawn as levels, and not by letting children choose in turn.
fn is_by_tickets(found: &Canonical) -> bool {
    found.evidence.iter().all(|evidence| evidence.problem.levels.iter().any(|level| level == "ticket"))
}

#[test]
fn the_canonical_optimum_has_the_least_tickets_of_all_optima() {
    let (mut proofs, mut chosen, mut in_turn) = ((0, 0), 0, 0);
    for seed in seeds() {
        let Some((problem, solution)) = solved(seed) else { continue };
        let (_, optima) = all_best(&problem).unwrap();
        let found = canonical(&problem, &solution, seed, &unlimited()).unwrap();
        assert_eq!(found.choice, Choice::Canonical, "seed {seed}");
        let (full, all) = check_evidence(&found.evidence, seed);
        proofs = (proofs.0 + full, proofs.1 + all);
        let homes = found.solution.homes.clone().unwrap();
        assert!(optima.contains(&homes), "seed {seed}: {homes:?} is no optimum");
        if is_by_tickets(&found) {
            let least = optima.iter().min_by_key(|homes| tickets(&problem, seed, homes)).unwrap();
            assert_eq!(homes, *least, "seed {seed}");
            chosen += u32::from(optima.len() > 1);
        } else {
            in_turn += u32::from(optima.len() > 1);
        }
    }
    assert!(chosen > 20, "only {chosen} problems with a choice; {in_turn} chose in turn");
    check_nearly_all(proofs);
}

#[test]
fn the_certificate_of_any_optimum_proves_the_canonical_one() {
    let mut full = 0;
    for seed in seeds() {
        let Some((problem, solution)) = solved(seed) else { continue };
        let before = check(&problem, &solution).unwrap();
        let found = canonical(&problem, &solution, seed, &unlimited()).unwrap();
        assert_eq!(check(&problem, &found.solution).as_ref(), Ok(&before), "seed {seed}");
        full += u32::from(before.proof == Proof::Full);
    }
    assert!(full > 100, "only {full} answers fully proved");
}

#[test]
fn a_stopped_choice_is_an_optimum_all_the_same() {
    let mut stopped = 0;
    for seed in seeds() {
        let Some((problem, solution)) = solved(seed) else { continue };
        for settings in [no_steps(), interrupted()] {
            let found = canonical(&problem, &solution, seed, &settings).unwrap();
            assert!(check(&problem, &found.solution).is_ok(), "seed {seed}");
            stopped += u32::from(found.choice == Choice::Stopped);
        }
    }
    assert!(stopped > 50, "only {stopped} runs were stopped");
}

/// A problem in which everything ties: every child may go anywhere at the same cost.
fn all_alike(children: u32, homes: u32, levels: usize, costs: i64) -> Problem {
    changed(&flow(1, 10).0, |parts| {
        parts.levels = (0..levels).map(|level| format!("level-{level}")).collect();
        parts.children = (0..children)
            .map(|child| nearhome_problem::Child { id: format!("c{child}"), unplaced: None, stay: None })
            .collect();
        parts.homes =
            (0..homes).map(|home| nearhome_problem::Home { id: format!("h{home}"), places: 1 }).collect();
        parts.options = nearhome_problem::OptionSet::new(levels);
        for child in 0..children {
            (0..homes).for_each(|home| parts.options.push(child, home, 1, &vec![costs; levels]));
        }
    })
}

#[test]
fn a_seed_decides_among_equals_and_favours_nobody() {
    let problem = all_alike(2, 2, 1, 5);
    let solution = crate::support::solve(&problem);
    let first_wins = |seed| {
        canonical(&problem, &solution, seed, &unlimited()).unwrap().solution.homes
            == Some(vec![Some(0), Some(1)])
    };
    let wins = (0..400).filter(|&seed| first_wins(seed)).count();
    assert!((150..250).contains(&wins), "{wins} of 400");
}

/// With eight levels of large costs there is no room for tickets, and children choose in turn.
#[test]
fn without_room_for_tickets_children_choose_in_turn() {
    let problem = changed(&all_alike(3, 3, 8, (1 << 53) - 1), |parts| {
        parts.alone.push(0);
    });
    let solution = crate::support::solve(&problem);
    let mut decisions: Vec<Homes> = (0..40)
        .map(|seed| {
            let found = canonical(&problem, &solution, seed, &unlimited()).unwrap();
            assert!(!is_by_tickets(&found) || found.evidence.is_empty());
            assert_eq!(found.choice, Choice::Canonical);
            found.solution.homes.unwrap()
        })
        .collect();
    decisions.sort();
    decisions.dedup();
    assert_eq!(decisions.len(), 6, "every order of three children comes up");
}
