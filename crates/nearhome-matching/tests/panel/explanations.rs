//! Explanations of random authorities: every figure a difference of two solves, every change made by hand and
//! judged or solved anew.

use std::collections::BTreeSet;

use nearhome_matching::{
    Alteration, Assembly, Ending, Explanation, InBestPlans, LevelCost, MOST_SOLVED, Opening, PairsTried,
    Sitting, WinningPair, explain,
};
use nearhome_model::{
    Adaptation, Age, Child, Circumstance, GridPoint, Home, HomeId, Moving, OtherResident, Pence,
    RegistrationEvent, RegistrationStatus, Sex, Snapshot, SnapshotParts, TenthMiles, example,
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

/// The totals of the best plan, and of the best with the child in the home, after changes.
fn solved_after(snapshot: &Snapshot, told: &Explanation, changes: &[Alteration]) -> [Option<Totals>; 2] {
    let policy = Policy::default();
    let places = changes.iter().filter(|change| matches!(change, Alteration::Places { .. }));
    let other = made(snapshot, &places.cloned().collect::<Vec<_>>());
    let mut assembly = Assembly::new(&other, &policy).unwrap();
    for change in changes {
        match change {
            Alteration::Places { .. } => {}
            Alteration::Discount { weekly, .. } => {
                lower(&mut assembly, told, Level::WeeklyPence, weekly.pence());
            }
            Alteration::Approved { rule, .. } => {
                let gates = told.ranked.iter().flat_map(|entry| &entry.gates);
                let weight = gates.filter(|gate| gate.rule == *rule).map(|gate| gate.weight).sum();
                lower(&mut assembly, told, Level::Gates, weight);
            }
            Alteration::FamilyAt { miles, .. } => family_at(&mut assembly, told, *miles),
            other => panic!("{other:?} is not among the changes that are looked at"),
        }
    }
    both(&assembly, told)
}

/// Whether the child has the home in a best plan after changes.
fn wins(snapshot: &Snapshot, told: &Explanation, changes: &[Alteration]) -> bool {
    let [best, with] = solved_after(snapshot, told, changes);
    with.is_some() && best == with
}

/// The same with a little less, where there is a less.
fn a_little_less(change: &Alteration) -> Option<Alteration> {
    match change.clone() {
        Alteration::Discount { child, home, weekly } => {
            Some(Alteration::Discount { child, home, weekly: Pence::new(weekly.pence() - 1) })
        }
        Alteration::FamilyAt { child, home, miles } => {
            Some(Alteration::FamilyAt { child, home, miles: TenthMiles::new(miles.tenths() + 1) })
        }
        Alteration::Places { home, places } => Some(Alteration::Places { home, places: places - 1 }),
        _ => None,
    }
}

fn both(assembly: &Assembly<'_>, told: &Explanation) -> [Option<Totals>; 2] {
    let child = assembly.number_of(&told.child).unwrap();
    [oracle::optimum(assembly), oracle::forced(assembly, child, assembly.number_of_home(&told.home))]
}

/// Gives the pair the cost of a child whose family lives so far west of the home.
fn family_at(assembly: &mut Assembly<'_>, told: &Explanation, miles: TenthMiles) {
    let (snapshot, policy) = (assembly.snapshot, assembly.policy);
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
        lower(assembly, told, *level, before - after);
    }
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
    pairs: usize,
    no_pair: usize,
    best_once_open: usize,
    dear_once_open: usize,
    standings: BTreeSet<InBestPlans>,
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
        check_opened(snapshot, told, opening, seen);
        seen.openings += 1;
        seen.together += usize::from(opening.changes.len() > 1);
    }
    if told.reasons.is_empty() {
        check_choosing(snapshot, told, seen);
    }
}

/// What choosing the home costs once it is open is the difference of two solves of the council changed by hand.
fn check_opened(snapshot: &Snapshot, told: &Explanation, opening: &Opening, seen: &mut Seen) {
    let (other, policy) = (made(snapshot, &opening.changes), Policy::default());
    let assembly = Assembly::new(&other, &policy).unwrap();
    if assembly.number_of(&told.child).is_none() {
        return;
    }
    let [best, with] = both(&assembly, told);
    let cost =
        with.zip(best).map(|(with, best)| plus(with, &best.iter().map(|one| -one).collect::<Vec<_>>()));
    let is_solved = told.openings.iter().position(|own| own == opening) < Some(MOST_SOLVED);
    assert_eq!(opening.cost_of_choosing.as_ref().map(amounts), cost.filter(|_| is_solved), "{opening:?}");
    seen.best_once_open += usize::from(
        opening.cost_of_choosing.as_ref().is_some_and(|cost| cost.0.iter().all(|(_, more)| *more == 0)),
    );
    seen.dear_once_open += usize::from(
        opening.cost_of_choosing.as_ref().is_some_and(|cost| cost.0.iter().any(|(_, more)| *more > 0)),
    );
}

/// In which of the best plans the child has the home, by the best plan of the home and the best of all others.
fn check_standing(assembly: &Assembly<'_>, told: &Explanation, seen: &mut Seen) {
    let standing = told.ranked.as_ref().and_then(|entry| entry.in_best_plans);
    let Some(cost) = &told.cost_of_choosing else { return assert_eq!(standing, None) };
    let (child, home) = (assembly.number_of(&told.child).unwrap(), assembly.number_of_home(&told.home));
    let others_too = assembly.children[child].is_to_be_matched()
        && oracle::elsewhere(assembly, child, &[home]) == oracle::optimum(assembly);
    let expected = match (cost.0.iter().all(|(_, more)| *more == 0), others_too) {
        (false, _) => InBestPlans::None,
        (true, true) => InBestPlans::Some,
        (true, false) => InBestPlans::Every,
    };
    assert_eq!(standing, Some(expected));
    seen.standings.insert(expected);
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
    check_standing(&assembly, told, seen);
    if let (Some(cost), Some(differences)) = (&cost, &told.differences) {
        assert_eq!(amounts(&differences.total), *cost);
        let children = differences.children.iter().map(|one| amounts(&one.cost));
        let sum = children.fold(amounts(&differences.between_children), |sum, one| plus(sum, &one));
        assert_eq!(sum, *cost, "the parts add up");
    }
    seen.displaced += told.displaced().count();
    for winning in &told.what_would_win {
        let one = std::slice::from_ref(&winning.change);
        assert!(wins(snapshot, told, one), "{winning:?}");
        assert_ne!(winning.less_is_not_enough, Some(false), "{winning:?}");
        if let (Some(true), Some(less)) = (winning.less_is_not_enough, a_little_less(&winning.change)) {
            assert!(!wins(snapshot, told, &[less]), "{winning:?} is the least");
            seen.several_places += usize::from(matches!(winning.change, Alteration::Places { .. }));
        }
        seen.nearer += usize::from(matches!(winning.change, Alteration::FamilyAt { .. }));
        seen.winnings += 1;
    }
    told.pairs_that_win.iter().for_each(|pair| check_winning_pair(snapshot, told, pair, seen));
    assert!(told.pairs_that_win.is_empty() || told.what_would_win.is_empty());
    let is_best = told.cost_of_choosing.as_ref().is_none_or(|cost| cost.0.iter().all(|(_, more)| *more == 0));
    let is_looked_for = !is_best && told.what_would_win.is_empty();
    assert_eq!(told.pairs_tried != PairsTried::NotLookedFor, is_looked_for, "{told:?}");
    seen.no_pair += usize::from(told.pairs_tried == PairsTried::All && told.pairs_that_win.is_empty());
}

/// Both changes are enough, neither is by itself, and with a little less of one that has a less they are not.
fn check_winning_pair(snapshot: &Snapshot, told: &Explanation, pair: &WinningPair, seen: &mut Seen) {
    assert!(wins(snapshot, told, &pair.changes), "{pair:?}");
    for change in &pair.changes {
        assert!(!wins(snapshot, told, std::slice::from_ref(change)), "{change:?} of {pair:?} by itself");
    }
    assert_ne!(pair.less_is_not_enough, Some(false), "{pair:?}");
    let [first, second] = &pair.changes;
    let less_of_second = a_little_less(second).filter(|_| pair.less_is_not_enough == Some(true));
    if let Some(less) = less_of_second {
        assert!(!wins(snapshot, told, &[first.clone(), less]), "{pair:?} is the least");
    }
    if let Some(less) = a_little_less(first) {
        assert!(!wins(snapshot, told, &[less, second.clone()]), "{pair:?} is the least");
    }
    seen.pairs += 1;
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
    assert_eq!(seen.standings.len(), 3, "{:?}", seen.standings);
    assert!(seen.best_once_open > 5 && seen.dear_once_open > 5);
    assert!(seen.several_places > 0, "no two places at once");
    assert!(seen.nearer > 3, "{} by distance", seen.nearer);
    assert!(seen.pairs > 1 && seen.no_pair > 10, "{} pairs, none {} times", seen.pairs, seen.no_pair);
    assert!(seen.winnings > 10 && seen.displaced > 10, "{} and {}", seen.winnings, seen.displaced);
}

/// A child with a home at its family's door, and another home that lacks two things.
fn with_another_home(edit: impl FnOnce(&mut SnapshotParts, &mut Home)) -> Snapshot {
    let with_fee = |id: &str, pounds: i32| {
        let mut home = example::home(id);
        (home.weekly_fee, home.location) = (Some(Pence::from_pounds(pounds)), example::location(0));
        (home.usable_places, home.registered_places) = (1, 1);
        home
    };
    let mut child = example::child("c1");
    child.home = example::location(0);
    let mut parts = example::parts(vec![child], vec![with_fee("door", 500)]);
    let mut other = with_fee("other", 500);
    edit(&mut parts, &mut other);
    parts.homes.push(other);
    Snapshot::new(parts).unwrap()
}

/// The changes of the only pair that wins, in words.
fn pair_for_the_other(snapshot: &Snapshot) -> [String; 2] {
    let policy = Policy::default();
    let assembly = Assembly::new(snapshot, &policy).unwrap();
    let mut sitting = Sitting::new(&assembly, &Settings::default()).unwrap();
    let (child, home) = (example::child_id("c1"), example::home_id("other"));
    let told = explain(&mut sitting, &child, &home, &Settings::default()).unwrap();
    assert!(told.exact && told.what_would_win.is_empty(), "{told:?}");
    assert_eq!(told.pairs_tried, PairsTried::All);
    let [pair] = &told.pairs_that_win[..] else { panic!("{:?}", told.pairs_that_win) };
    check_winning_pair(snapshot, &told, pair, &mut Seen::default());
    assert_ne!(pair.less_is_not_enough, Some(false));
    pair.changes.each_ref().map(|change| match change {
        Alteration::Approved { rule, .. } => format!("approved {rule}"),
        Alteration::Discount { weekly, .. } => format!("discount {}", weekly.pence()),
        Alteration::FamilyAt { miles, .. } => format!("family_at {}", miles.tenths()),
        Alteration::Places { places, .. } => format!("places {places}"),
        other => panic!("{other:?} is not among the changes that are looked at"),
    })
}

/// Another authority's child of six there, and a child of disputed age who is asked about: an approval that counts.
fn dispute_the_age(parts: &mut SnapshotParts, other: &mut Home) {
    parts.children[0].circumstances = [Circumstance::AgeDisputed].into();
    other.other_residents = vec![OtherResident { age: Age::new(6), sex: Sex::Male, risks: BTreeSet::new() }];
    (other.usable_places, other.registered_places) = (2, 2);
}

#[test]
fn two_changes_win_together_where_neither_does_by_itself() {
    let dearer = |home: &mut Home| home.weekly_fee = Some(Pence::from_pounds(620));
    let far_and_dear = with_another_home(|_, other| {
        other.location = example::location(30_000);
        dearer(other);
    });
    assert_eq!(pair_for_the_other(&far_and_dear), ["family_at 4", "discount 12000"]);
    let approval_and_price = with_another_home(|parts, other| {
        dispute_the_age(parts, other);
        dearer(other);
    });
    assert_eq!(pair_for_the_other(&approval_and_price), ["approved G014", "discount 12000"]);
    let approval_and_distance = with_another_home(|parts, other| {
        dispute_the_age(parts, other);
        other.location = example::location(30_000);
    });
    assert_eq!(pair_for_the_other(&approval_and_distance), ["approved G014", "family_at 4"]);
    let taken = |parts: &mut SnapshotParts, other: &mut Home| {
        let mut needing = example::child("c2");
        needing.needs.adaptations = [Adaptation::StepFree].into();
        parts.children.push(needing);
        other.adaptations = [Adaptation::StepFree].into();
    };
    let place_and_price = with_another_home(|parts, other| {
        taken(parts, other);
        dearer(other);
    });
    assert_eq!(pair_for_the_other(&place_and_price), ["places 2", "discount 12000"]);
    let place_and_approval = with_another_home(|parts, other| {
        taken(parts, other);
        dispute_the_age(parts, other);
    });
    assert_eq!(pair_for_the_other(&place_and_approval), ["places 3", "approved G014"]);
}

#[test]
fn where_three_things_are_lacking_no_two_are_told() {
    let policy = Policy::default();
    let snapshot = with_another_home(|parts, other| {
        dispute_the_age(parts, other);
        other.location = example::location(30_000);
        other.weekly_fee = Some(Pence::from_pounds(620));
    });
    let assembly = Assembly::new(&snapshot, &policy).unwrap();
    let mut sitting = Sitting::new(&assembly, &Settings::default()).unwrap();
    let (child, home) = (example::child_id("c1"), example::home_id("other"));
    let told = explain(&mut sitting, &child, &home, &Settings::default()).unwrap();
    assert!(told.exact && told.what_would_win.is_empty() && told.pairs_that_win.is_empty());
    assert_eq!(told.pairs_tried, PairsTried::All);
}
