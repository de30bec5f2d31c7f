//! Explanations of random authorities: every figure a difference of two solves, every change made by hand and
//! judged or solved anew.

use nearhome_matching::{Alteration, Assembly, Ending, Explanation, LevelCost, Sitting, explain};
use nearhome_model::{
    Child, GridPoint, Home, HomeId, Moving, RegistrationEvent, RegistrationStatus, Snapshot, SnapshotParts,
    TenthMiles,
};
use nearhome_optimiser::Settings;
use nearhome_problem::{OptionSet, Problem, Totals};
use nearhome_rules::{Level, Policy, assess};

use crate::{
    authorities::{Numbers, random_authority, strict_authority},
    oracle, seeds,
};

fn amounts(cost: &LevelCost) -> Vec<i128> {
    cost.0.iter().map(|(_, amount)| *amount).collect()
}

fn plus(mut sum: Vec<i128>, more: &[i128]) -> Vec<i128> {
    sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
    sum
}

/// Makes a change by hand, apart from the code under test.
fn made(snapshot: &Snapshot, changes: &[Alteration]) -> Snapshot {
    let mut parts = snapshot.clone().into_parts();
    for change in changes {
        make(&mut parts, change);
    }
    Snapshot::new(parts).unwrap()
}

fn index(parts: &SnapshotParts, id: &HomeId) -> usize {
    parts.homes.iter().position(|home| home.id == *id).unwrap()
}

fn make(parts: &mut SnapshotParts, change: &Alteration) {
    let residents = |parts: &SnapshotParts, home: &Home| {
        let lives_there = |child: &&Child| {
            child.placement.as_ref().is_some_and(|placement| placement.home.as_ref() == Some(&home.id))
        };
        parts.children.iter().filter(lives_there).map(|child| child.id.clone()).collect::<Vec<_>>()
    };
    match change {
        Alteration::Places { home, places } => {
            let home = index(parts, home);
            parts.homes[home].usable_places = *places;
            parts.homes[home].registered_places = parts.homes[home].registered_places.max(*places);
        }
        Alteration::ApprovedAges { home, from, to } => {
            let home = index(parts, home);
            parts.homes[home].approval.age_from = *from;
            parts.homes[home].approval.age_to = *to;
        }
        Alteration::Exempted { home, child } => {
            let home = index(parts, home);
            let there = residents(parts, &parts.homes[home]);
            parts.homes[home].exempted_children.extend(there);
            parts.homes[home].exempted_children.insert(child.clone());
        }
        Alteration::ApprovedSex { home, sex } => {
            let home = index(parts, home);
            parts.homes[home].approval.sexes.insert(*sex);
        }
        Alteration::Adapted { home, adaptation } => {
            let home = index(parts, home);
            parts.homes[home].adaptations.insert(*adaptation);
        }
        Alteration::ApprovedUntil { home, until } => {
            let home = index(parts, home);
            parts.homes[home].approval.until = Some(*until);
        }
        Alteration::RegistrationRestored { home } => {
            let (home, date) = (index(parts, home), parts.date);
            let event = RegistrationEvent { from: date, status: RegistrationStatus::Registered };
            parts.homes[home].registration.push(event);
        }
        Alteration::AcceptsRisk { home, risk } => {
            let home = index(parts, home);
            parts.homes[home].risks_excluded.remove(risk);
        }
        Alteration::MeetsNeed { home, level } => {
            let home = index(parts, home);
            parts.homes[home].need_levels.insert(*level);
        }
        Alteration::On { date } => parts.date = *date,
        Alteration::MovePermitted { child } => {
            let child = parts.children.iter_mut().find(|own| own.id == *child).unwrap();
            child.search.moving = Moving::Permitted;
        }
        other => panic!("the authorities of this test give no reason for {other:?}"),
    }
}

/// The totals of the best plan, and of the best with the child in the home, after a change that wins.
fn solved_after(snapshot: &Snapshot, told: &Explanation, change: &Alteration) -> [Option<Totals>; 2] {
    let policy = Policy::default();
    match change {
        Alteration::Places { .. } => {
            let other = made(snapshot, std::slice::from_ref(change));
            let assembly = Assembly::new(&other, &policy).unwrap();
            both(&assembly, told)
        }
        Alteration::Discount { weekly, .. } => {
            let mut assembly = Assembly::new(snapshot, &policy).unwrap();
            lower(&mut assembly, told, Level::WeeklyPence, weekly.pence());
            both(&assembly, told)
        }
        Alteration::Approved { rule, .. } => {
            let mut assembly = Assembly::new(snapshot, &policy).unwrap();
            let gates = told.ranked.iter().flat_map(|entry| &entry.gates);
            let weight = gates.filter(|gate| gate.rule == *rule).map(|gate| gate.weight).sum();
            lower(&mut assembly, told, Level::Gates, weight);
            both(&assembly, told)
        }
        Alteration::FamilyAt { miles, .. } => {
            let assembly = family_at(snapshot, &policy, told, *miles);
            assert_eq!(
                farther_wins(snapshot, &policy, told, *miles),
                Some(false),
                "{change:?} is the farthest"
            );
            both(&assembly, told)
        }
        other => panic!("{other:?} is not among the changes that are looked at"),
    }
}

fn both(assembly: &Assembly<'_>, told: &Explanation) -> [Option<Totals>; 2] {
    let child = assembly.number_of(&told.child).unwrap();
    [oracle::optimum(assembly), oracle::forced(assembly, child, assembly.number_of_home(&told.home))]
}

/// The council in which the pair's cost is that of a child whose family lives so far west of the home.
fn family_at<'a>(
    snapshot: &'a Snapshot,
    policy: &'a Policy,
    told: &Explanation,
    miles: TenthMiles,
) -> Assembly<'a> {
    let mut assembly = Assembly::new(snapshot, policy).unwrap();
    let (mut child, home) =
        (snapshot.child(&told.child).unwrap().clone(), snapshot.home(&told.home).unwrap());
    let point = home.location.point.unwrap();
    let metres = (f64::from(miles.tenths()) * 160.934_4).round();
    #[expect(clippy::cast_possible_truncation, reason = "metres within England")]
    let easting = point.easting - metres as i32;
    child.home.point = Some(GridPoint { easting, ..point });
    assert_eq!(child.home.miles_to(&home.location), Some(miles));
    let before = assess(snapshot, policy, snapshot.child(&told.child).unwrap(), home).cost(policy.levels());
    let after = assess(snapshot, policy, &child, home).cost(policy.levels());
    for ((level, before), after) in policy.levels().iter().zip(before).zip(after) {
        lower(&mut assembly, told, *level, before - after);
    }
    assembly
}

/// Whether a tenth of a mile more would do as well.
fn farther_wins(snapshot: &Snapshot, policy: &Policy, told: &Explanation, miles: TenthMiles) -> Option<bool> {
    let assembly = family_at(snapshot, policy, told, TenthMiles::new(miles.tenths() + 1));
    let [best, with] = both(&assembly, told);
    Some(best? == with?)
}

fn lower(assembly: &mut Assembly<'_>, told: &Explanation, level: Level, amount: i64) {
    let child = u32::try_from(assembly.number_of(&told.child).unwrap()).unwrap();
    let home = u32::try_from(assembly.number_of_home(&told.home).unwrap()).unwrap();
    let level = assembly.levels().iter().position(|own| *own == level).unwrap();
    let mut parts = assembly.problem.clone().into_parts();
    let mut options = OptionSet::new(parts.levels.len());
    for option in parts.options.iter() {
        let mut cost = option.cost.to_vec();
        if (option.child, option.home) == (child, home) {
            cost[level] -= amount;
        }
        options.push(option.child, option.home, option.places, &cost);
    }
    parts.options = options;
    assembly.problem = Problem::new(parts).unwrap();
}

/// How often something was seen that must not be rare, lest the test show nothing.
#[derive(Default)]
struct Seen {
    openings: usize,
    together: usize,
    winnings: usize,
    nearer: usize,
    several_places: usize,
    displaced: usize,
}

fn check_pair(snapshot: &Snapshot, told: &Explanation, seen: &mut Seen) {
    let policy = Policy::default();
    let (child, home) = (snapshot.child(&told.child).unwrap(), snapshot.home(&told.home).unwrap());
    assert_eq!(told.reasons, assess(snapshot, &policy, child, home).exclusions);
    let is_open = |changes: &[Alteration]| {
        let other = made(snapshot, changes);
        let pair = (other.child(&told.child).unwrap(), other.home(&told.home).unwrap());
        assess(&other, &policy, pair.0, pair.1).is_allowed()
    };
    for opening in &told.openings {
        assert!(is_open(&opening.changes), "{opening:?}");
        for left_out in 0..opening.changes.len() {
            let mut fewer = opening.changes.clone();
            fewer.remove(left_out);
            assert!(!is_open(&fewer), "{opening:?} without change {left_out}");
        }
        seen.openings += 1;
        seen.together += usize::from(opening.changes.len() > 1);
    }
    if told.reasons.is_empty() {
        check_choosing(snapshot, told, seen);
    }
}

fn check_choosing(snapshot: &Snapshot, told: &Explanation, seen: &mut Seen) {
    let policy = Policy::default();
    let assembly = Assembly::new(snapshot, &policy).unwrap();
    let [best, with] = both(&assembly, told);
    let cost =
        with.zip(best).map(|(with, best)| plus(with, &best.iter().map(|one| -one).collect::<Vec<_>>()));
    assert!(told.exact);
    assert_eq!(told.ending == Some(Ending::Exact), cost.is_some());
    assert_eq!(told.cost_of_choosing.as_ref().map(amounts), cost);
    if let (Some(cost), Some(differences)) = (&cost, &told.differences) {
        assert_eq!(amounts(&differences.total), *cost);
        let children = differences.children.iter().map(|one| amounts(&one.cost));
        let sum = children.fold(amounts(&differences.between_children), |sum, one| plus(sum, &one));
        assert_eq!(sum, *cost, "the parts add up");
    }
    seen.displaced += told.displaced().count();
    for winning in &told.what_would_win {
        let [best, with] = solved_after(snapshot, told, &winning.change);
        assert!(with.is_some() && best == with, "{winning:?}");
        assert_ne!(winning.less_is_not_enough, Some(false), "{winning:?}");
        if let (Alteration::Places { home, places }, Some(true)) =
            (&winning.change, winning.less_is_not_enough)
        {
            let fewer = Alteration::Places { home: home.clone(), places: places - 1 };
            let [best, with] = solved_after(snapshot, told, &fewer);
            assert!(with.is_none() || best != with, "{winning:?} is the least");
            seen.several_places += 1;
        }
        seen.nearer += usize::from(matches!(winning.change, Alteration::FamilyAt { .. }));
        seen.winnings += 1;
    }
}

fn check_authority(number: u64, seen: &mut Seen) {
    let snapshot = if number.is_multiple_of(2) { strict_authority } else { random_authority }(number, 8, 6);
    let policy = Policy::default();
    let assembly = Assembly::new(&snapshot, &policy).unwrap();
    let mut sitting = Sitting::new(&assembly, &Settings::default()).unwrap();
    let mut numbers = Numbers::new(number);
    for child in &snapshot.children {
        let home = &snapshot.homes[numbers.below(snapshot.homes.len())];
        let told = explain(&mut sitting, &child.id, &home.id, &Settings::default()).unwrap();
        if assembly.number_of(&child.id).is_some() || !told.reasons.is_empty() {
            check_pair(&made(&snapshot, &told.assumed), &told, seen);
        }
    }
}

#[test]
fn every_figure_is_a_difference_of_two_solves_and_every_change_does_what_is_told() {
    let mut seen = Seen::default();
    seeds(60).for_each(|number| check_authority(number, &mut seen));
    assert!(seen.openings > 20 && seen.together > 3, "{} and {}", seen.openings, seen.together);
    assert!(seen.several_places > 0, "no two places at once");
    assert!(seen.nearer > 3, "{} by distance", seen.nearer);
    assert!(seen.winnings > 10 && seen.displaced > 10, "{} and {}", seen.winnings, seen.displaced);
}
