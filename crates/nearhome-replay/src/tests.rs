//! The replay of small synthetic authorities: what holds for every policy, and that none looks ahead.

use std::{ops::ControlFlow::Continue, sync::OnceLock};

use nearhome_data::{
    Council, ReadOptions, Reading, read_council,
    synth::{Existing, SynthRequest, generate},
};
use nearhome_history::{Basis, supply};
use nearhome_model::{ContractKind, Date};
use nearhome_optimiser::Settings;
use nearhome_rules::Policy;

use crate::{
    Foresight, PlacingPolicy, Replay, Request,
    build::{Past, past},
    day::Day,
    hindsight::WholePeriod,
    placing::run,
    replay,
    rules::{RuleCosts, rule_costs},
};

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn read(seed: u64) -> Reading {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let council = folder.path().join("council");
    let authority = "E06000047".parse().expect("a code");
    let request = SynthRequest { children: 60, years: 4, seed, ..SynthRequest::new(authority) };
    let made = generate(&request).expect("the request is in range");
    made.write_to(&council, Existing::Refuse).expect("the folder can be written");
    read_council(&council, &ReadOptions::default()).expect("a folder")
}

/// An authority of 60 children, read once.
fn council() -> &'static Council {
    static COUNCIL: OnceLock<Council> = OnceLock::new();
    COUNCIL.get_or_init(|| read(3).council)
}

fn two_years() -> Past {
    two_years_of(council())
}

fn two_years_of(council: &Council) -> Past {
    let days = (date("2023-04-01"), date("2025-03-31"));
    past(council, None, &Policy::default(), days, RuleCosts::Counted).expect("a past")
}

/// The authority whose frameworks let so many children live in their homes at a time, ever since and for ever.
fn with_frameworks_of(children: u32) -> Past {
    let mut council = council().clone();
    for contract in council.contracts.values_mut() {
        if let ContractKind::Framework { most_children, .. } = &mut contract.kind {
            *most_children = Some(children);
            (contract.from, contract.to) = (date("2010-04-01"), None);
        }
    }
    two_years_of(&council)
}

fn a_request() -> Request<'static> {
    Request {
        from: date("2023-04-01"),
        to: date("2025-03-31"),
        authority: None,
        policies: &PlacingPolicy::ALL,
        foresight: Foresight::default(),
        rules: RuleCosts::NotAsked,
        resamples: 200,
        hindsight: Settings { step_limit: Some(2), ..Settings::default() },
        progress: &|_, _, _| Continue(()),
    }
}

fn replayed(policies: &[PlacingPolicy]) -> Replay {
    replay(council(), &Policy::default(), &Request { policies, ..a_request() }).expect("a replay")
}

/// A policy that decides by the day must decide alike whatever comes later: later placements and later ends are
/// struck from the record, and nothing of what it did before may change.
#[track_caller]
fn check_looks_at_nothing_later(policy: PlacingPolicy) {
    let whole = two_years();
    let foresight = Foresight::default();
    let all =
        run(&whole, policy, foresight, &|_, _, _| Continue(())).expect("a run").expect("run to the end");
    for day in ["2023-08-15", "2024-02-29", "2024-11-01"] {
        let day = Day::of(date(day));
        let mut until = whole.clone();
        until.record = whole.record.up_to(day);
        until.to = day + 1;
        let known =
            run(&until, policy, foresight, &|_, _, _| Continue(())).expect("a run").expect("run to the end");
        let begun = known.on_the_day.len();
        assert!(begun > 20, "there is something to compare");
        assert_eq!(known.on_the_day, all.on_the_day[..begun], "{policy:?} until {day:?}");
    }
}

#[test]
fn greedy_looks_at_nothing_later() {
    check_looks_at_nothing_later(PlacingPolicy::Greedy);
}

#[test]
fn in_house_first_looks_at_nothing_later() {
    check_looks_at_nothing_later(PlacingPolicy::InHouseFirst);
}

#[test]
fn priced_looks_at_nothing_later() {
    check_looks_at_nothing_later(PlacingPolicy::Priced);
}

/// Until the priced policy first chooses otherwise than greedy both see the same homes free: the two choices are
/// equal on all levels that count children.
#[test]
fn priced_first_differs_from_greedy_between_equals() {
    let past = two_years();
    let runs = [PlacingPolicy::Greedy, PlacingPolicy::Priced]
        .map(|policy| run(&past, policy, Foresight::default(), &|_, _, _| Continue(())).expect("a run"))
        .map(|placed| placed.expect("run to the end").on_the_day);
    let differs = |index: &usize| runs[0][*index] != runs[1][*index];
    let first = past.sought().find(differs).expect("prices make a difference somewhere");
    let whole = past.record.whole();
    let cost = |run: &[Option<u32>]| {
        let home = run[first].expect("both place the child");
        let offer = whole.offers().find(first, home).expect("policies choose among the offers");
        offer.cost[..past.levels.counting_children()].to_vec()
    };
    assert_eq!(cost(&runs[0]), cost(&runs[1]));
}

#[test]
fn the_recorded_placements_are_reproduced() {
    let replay = replayed(&[PlacingPolicy::Actual]);
    let supply = supply(council());
    assert!(replay.placements.len() > 50, "there is something to reproduce");
    for row in &replay.placements {
        let home = row.homes[0].home.as_ref().expect("every placement that was sought had a home");
        let supplied = supply.home_of(&row.child, row.date).expect("the supply knows where it was");
        // Carers who moved house with a child are one household, told by the home that it became.
        let moved_house = || {
            let later = supply.home(home).into_iter().flat_map(|later| &later.stays);
            let mut with = later.filter(|stay| supplied.stays.iter().any(|one| one.child == stay.child));
            supplied.basis == Basis::Reconstructed && with.next().is_some()
        };
        assert!(*home == supplied.home.id || moved_house(), "{} on {}", row.child, row.date);
        assert_eq!(row.homes[0].days_late, 0);
    }
}

#[test]
fn nothing_beats_hindsight() {
    let replay = replayed(&PlacingPolicy::ALL);
    let best = replay.hindsight.as_ref().expect("it was asked for");
    let amounts =
        |totals: &crate::ByLevel<i64>| totals.0.iter().map(|(_, amount)| *amount).collect::<Vec<_>>();
    for result in replay.policies.iter().filter(|one| one.policy != PlacingPolicy::Actual) {
        assert!(amounts(&best.totals) <= amounts(&result.totals), "{:?}", result.policy);
        let first = result.share_of_hindsight.0[0].1.0;
        assert!((0.0..=1.0).contains(&first), "{:?} {first}", result.policy);
    }
    assert!(amounts(&best.against) <= amounts(&best.totals));
    let regret = replay.regret.as_ref().expect("all that it needs was asked for");
    assert!(regret.information.0[0].1 >= 0);
}

#[test]
fn every_policy_places_the_same_children() {
    let replay = replayed(&PlacingPolicy::ALL);
    let sought = replay.basis.sought;
    assert_eq!(u64::try_from(replay.placements.len()), Ok(sought));
    for result in &replay.policies {
        let measures = &result.measures;
        assert_eq!(measures.placements, sought, "{:?}", result.policy);
        assert!(measures.placed_on_the_day + measures.placed_later <= sought);
        assert!(measures.in_area <= measures.placed_on_the_day + measures.placed_later);
    }
    let moves: Vec<u64> = replay.policies.iter().map(|result| result.measures.moves).collect();
    assert!(moves.windows(2).all(|pair| pair[0] == pair[1]), "moves were due as recorded: {moves:?}");
}

#[test]
fn the_same_request_gives_the_same_replay_on_any_number_of_threads() {
    let policies = [PlacingPolicy::Greedy, PlacingPolicy::Priced];
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| replayed(&policies))
    };
    assert_eq!(on(1), on(3));
}

/// Each pair that a rule alone excludes is none of the offers, and all the others stay as they are without it.
#[test]
fn a_lifted_rule_lets_more_homes_be_offered_and_no_fewer() {
    let past = two_years();
    let costs = rule_costs(&past, &|_, _, _| Continue(())).expect("costs").expect("counted to the end");
    assert_eq!(costs.len(), past.excluded.len());
    assert!(costs.iter().any(|cost| cost.cost.0.iter().any(|(_, amount)| *amount > 0)), "{costs:?}");
    for (rule, excluded) in &past.excluded {
        let lifted = past.without(*rule);
        let (with, without) = (past.record.whole().offers(), lifted.record.whole().offers());
        for one in excluded {
            assert!(with.find(one.placement, one.home).is_none(), "{rule}");
            assert_eq!(without.find(one.placement, one.home).map(|offer| offer.cost), Some(&*one.cost));
        }
        let count = |offers: &crate::offers::Offers| -> usize {
            past.sought().map(|index| offers.of_placement(index).len()).sum()
        };
        assert_eq!(count(with) + excluded.len(), count(without), "{rule}");
    }
}

/// By contract: the most children whom a policy has in its homes at a time, those of the first day included.
fn most_under_contracts(past: &Past, policy: PlacingPolicy) -> Vec<usize> {
    let placed =
        run(past, policy, Foresight::default(), &|_, _, _| Continue(())).expect("a run").expect("to the end");
    let whole = past.record.whole();
    let problem = WholePeriod::of(past).expect("a problem");
    let homes = problem.homes(past, &placed.on_the_day);
    assert!(nearhome_optimiser::evaluate(&problem.problem, &homes).is_ok(), "it is an answer of the problem");
    let mut home: Vec<Option<u32>> = vec![None; whole.placements().len()];
    problem.placements.iter().zip(homes).for_each(|(&index, own)| home[index] = own);
    placed.later.iter().for_each(|(&index, &(own, _))| home[index] = Some(own));
    let late = |index: usize| placed.later.get(&index).map_or(0, |&(_, days)| days);
    let there = |index: usize, day: Day| {
        let lasts = whole.end(index).is_none_or(|end| day < end);
        whole.placements()[index].start + late(index) <= day && lasts
    };
    let most = |cap: &crate::caps::ContractCap| {
        let inside: Vec<usize> = (0..home.len())
            .filter(|&index| home[index].is_some_and(|own| cap.homes.contains(&own)))
            .collect();
        let on = |day: i32| inside.iter().filter(|&&index| there(index, Day(day))).count();
        (past.from.0..past.to.0).map(on).max().unwrap_or(0)
    };
    past.caps.each.iter().map(most).collect()
}

#[test]
fn a_contracts_limit_holds_on_every_day_under_every_policy() {
    // As many as live there on the first day, so that nobody may come before somebody leaves.
    let past = with_frameworks_of(0);
    assert!(!past.caps.each.is_empty(), "the county has frameworks");
    let limits: Vec<usize> = past.caps.each.iter().map(|cap| cap.children as usize).collect();
    for policy in [PlacingPolicy::Greedy, PlacingPolicy::InHouseFirst, PlacingPolicy::Priced] {
        let most = most_under_contracts(&past, policy);
        assert!(
            most.iter().zip(&limits).all(|(most, limit)| most <= limit),
            "{policy:?}: {most:?}, {limits:?}"
        );
    }
    let most = most_under_contracts(&with_frameworks_of(1_000), PlacingPolicy::Greedy);
    assert!(most.iter().zip(&limits).any(|(most, limit)| most > limit), "the limits bind: {most:?}");
}

#[test]
fn a_limit_on_some_days_only_is_told_and_not_kept() {
    let mut council = council().clone();
    for contract in council.contracts.values_mut() {
        if let ContractKind::Framework { most_children, .. } = &mut contract.kind {
            *most_children = Some(1);
            (contract.from, contract.to) = (date("2024-04-01"), None);
        }
    }
    let past = two_years_of(&council);
    assert!(past.caps.in_part > 0);
    assert!(past.caps.each.len() < council.contracts.len());
    let request = Request { policies: &[], ..a_request() };
    let told = replay(&council, &Policy::default(), &request).expect("a replay");
    let warning = |text: &String| {
        text.starts_with(&past.caps.in_part.to_string()) && text.contains("limits are not kept")
    };
    assert!(told.warnings.iter().any(warning), "{:?}", told.warnings);
}

#[test]
fn a_period_that_ends_before_it_begins_is_refused() {
    let request = Request {
        from: date("2025-04-01"),
        to: date("2025-03-31"),
        authority: None,
        policies: &[],
        foresight: Foresight::default(),
        rules: RuleCosts::NotAsked,
        resamples: 1,
        hindsight: Settings::default(),
        progress: &|_, _, _| Continue(()),
    };
    let error = replay(council(), &Policy::default(), &request).expect_err("it must be refused");
    assert_eq!(error.to_string(), "the period ends before it begins: 2025-04-01 to 2025-03-31");
}

/// A home of several places with many brothers and sisters over three years, of whose sets the checker must try more
/// than the solver did: its proof was once refused.
#[test]
fn a_proof_of_homes_with_many_sets_is_accepted() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let council = folder.path().join("council");
    let authority = "E06000047".parse().expect("a code");
    let request = SynthRequest { children: 60, years: 7, seed: 5, ..SynthRequest::new(authority) };
    let made = generate(&request).expect("the request is in range");
    made.write_to(&council, Existing::Refuse).expect("the folder can be written");
    let reading = read_council(&council, &ReadOptions::default()).expect("a folder");
    let policy = Policy::from_toml(reading.policy_text.as_deref().unwrap_or_default()).expect("a policy");
    let days = (date("2022-04-01"), date("2025-03-31"));
    let past = past(&reading.council, None, &policy, days, RuleCosts::NotAsked);
    let whole = WholePeriod::of(&past.expect("a past")).expect("a problem");
    let nothing = vec![None; whole.problem.children.len()];
    let settings = Settings { step_limit: Some(50), ..Settings::default() };
    let (solution, refused) = whole.solve(&nothing, &settings).expect("accepted");
    assert_eq!(refused, None);
    assert!(solution.bound.is_some_and(|bound| bound[..2] == [1, 9]));
}
