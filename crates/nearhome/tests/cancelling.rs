//! Whoever asks may stop asking: a cancelled question says that it was stopped, and claims nothing.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use nearhome::{
    Cancel, DemoRequest, ExplainRequest, FrontierRequest, IndicatorsWanted, Judged, Limits, MatchRequest,
    OffersRequest, QuestionsRequest, ReadSettings, Replaying, ShortlistRequest, ShortlistsRequest, Step,
    Synthesis, VacancyRequest, WhatIfRequest, Whole, demo, explain, frontier, indicators, match_children,
    matching::{Ending, Shortlist},
    model::example,
    offers,
    problem_format::Status,
    questions, replay,
    replay_format::{PlacingPolicy, RuleCosts},
    rules::Policy,
    shortlist, shortlists, snapshot, solve, synthesise, vacancy, validate, what_if,
};

fn council() -> Judged {
    let children = (1..=6).map(|number| example::child(&format!("c{number}"))).collect();
    let homes = (1..=4).map(|number| example::home(&format!("h{number}"))).collect();
    Judged { snapshot: example::snapshot(children, homes), policy: Policy::default(), past: None }
}

#[test]
fn every_question_that_is_cancelled_says_so() {
    let (council, cancel) = (council(), Cancel::default());
    let limits = Limits { cancel: Some(cancel.clone()), ..Limits::default() };
    let list = |limits: &Limits| -> Shortlist {
        shortlist(&council, &ShortlistRequest::new("c1"), limits, &|_| ()).unwrap()
    };
    assert!(list(&limits).exact, "nobody has cancelled it yet");
    cancel.cancel();
    let list = list(&limits);
    assert!(!list.exact && list.in_the_plan.is_none());
    assert!(
        list.ranked.iter().all(|entry| entry.cost_of_choosing.is_none() && entry.in_best_plans.is_none())
    );
    let lists = shortlists(&council, &ShortlistsRequest::new(&["c1", "c2"]), &limits, &|_| ()).unwrap();
    assert!(lists.shortlists.iter().all(|list| !list.exact));
    let told = explain(&council, &ExplainRequest::new("c1", "h1"), &limits, &|_| ()).unwrap();
    assert!(!told.exact && told.ending == Some(Ending::Stopped) && told.cost_of_choosing.is_none());
    let told = offers(&council, &OffersRequest::new("c1"), &limits, &|_| ()).unwrap();
    assert!(told.ending == Ending::Stopped && told.calls.is_empty());
    assert_eq!(
        what_if(&council, &WhatIfRequest::default(), &limits, &|_| ()).unwrap().ending,
        Ending::Stopped
    );
    assert!(!vacancy(&council, &VacancyRequest::new("h1"), &limits, &|_| ()).unwrap().exact);
    assert!(!questions(&council, &QuestionsRequest::new("c1"), &limits, &|_| ()).unwrap().exact);
    let plan = match_children(&council, &MatchRequest::default(), &limits, &|_| ()).unwrap();
    assert!(!matches!(plan.status, Status::Optimal | Status::Infeasible), "{:?}", plan.status);
    let plan = match_children(&council, &MatchRequest { wishes: true }, &limits, &|_| ()).unwrap();
    assert!(!matches!(plan.status, Status::Optimal | Status::Infeasible), "{:?}", plan.status);
    let told =
        frontier(&council, &FrontierRequest::new("disruption", "weekly_pence"), &limits, &|_| ()).unwrap();
    assert!(!told.complete && told.points.is_empty());
    let problem = nearhome::problem(&council).unwrap();
    let answer = solve(&problem, &limits, &|_| ()).unwrap();
    assert!(!answer.is_whole(), "{:?}", answer.solution.status);
}

fn replaying() -> Replaying {
    let wanted = Replaying::new("2024-01-01", "2024-03-31");
    Replaying { rules: RuleCosts::Counted, resamples: 10, ..wanted }
}

/// A made-up county of some children in a folder.
fn county(folder: &Path, children: u32) -> PathBuf {
    let county = folder.join("county");
    let wanted = Synthesis { children, years: 2, ..Synthesis::new("E06000047") };
    synthesise(&wanted, &county, &Limits::default(), &|_| ()).unwrap().unwrap();
    county
}

#[test]
fn a_replay_that_is_cancelled_tells_what_was_run_to_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let county = county(folder.path(), 30);
    let settings = ReadSettings::default();
    let cancel = Cancel::default();
    let limits = Limits { cancel: Some(cancel.clone()), ..Limits::default() };
    let run = |progress: &(dyn Fn(&Step<'_>) + Sync)| {
        replay(&county, &replaying(), &settings, &limits, progress).unwrap()
    };
    let whole = run(&|_| ()).unwrap();
    assert!(whole.is_whole(), "nobody has cancelled it yet");
    let ways = |replay: &nearhome::Replay| replay.policies.iter().map(|own| own.policy).collect::<Vec<_>>();
    assert_eq!(ways(&whole), PlacingPolicy::ALL);
    // Cancelled on the third day of the second way of placing: the first is told, and as before.
    let halfway = |step: &Step<'_>| {
        if let Step::Placing { policy: PlacingPolicy::InHouseFirst, day: 3, .. } = step {
            cancel.cancel();
        }
    };
    let part = run(&halfway).unwrap();
    assert!(!part.is_whole() && part.hindsight.is_none() && part.rule_costs.is_empty());
    assert_eq!(ways(&part), [PlacingPolicy::Actual, PlacingPolicy::Greedy]);
    assert_eq!(part.policies[1].totals, whole.policies[1].totals);
    let told = AtomicUsize::new(0);
    let count = |_: &Step<'_>| {
        told.fetch_add(1, Ordering::Relaxed);
    };
    assert!(run(&count).is_none(), "it ends before anything is read");
    assert_eq!(told.load(Ordering::Relaxed), 0);
}

/// Calls something under limits; says whether it was answered.
type Call<'a> = &'a dyn Fn(&Limits, &(dyn Fn(&Step<'_>) + Sync)) -> bool;

#[test]
fn what_only_reads_a_folder_ends_at_any_step() {
    let folder = tempfile::tempdir().unwrap();
    let (county, settings) = (county(folder.path(), 20), ReadSettings::default());
    let calls: [(Call<'_>, usize); 4] = [
        (&|limits, told| validate(&county, &settings, limits, told).unwrap().is_some(), 7),
        (&|limits, told| snapshot(&county, "2025-03-31", &settings, limits, told).unwrap().is_some(), 8),
        (
            &|limits, told| {
                indicators(&county, IndicatorsWanted::new(2025), &settings, limits, told).unwrap().is_some()
            },
            8,
        ),
        (&|limits, told| council().with_past(&county, &settings, limits, told).unwrap().is_some(), 7),
    ];
    for (call, steps) in calls {
        for last in 0..=steps {
            let (cancel, told) = (Cancel::default(), AtomicUsize::new(0));
            if last == 0 {
                cancel.cancel();
            }
            let limits = Limits { cancel: Some(cancel.clone()), ..Limits::default() };
            let answered = call(&limits, &|_| {
                if told.fetch_add(1, Ordering::Relaxed) + 1 == last {
                    cancel.cancel();
                }
            });
            // What is cancelled within its last step is answered.
            assert_eq!((answered, told.load(Ordering::Relaxed)), (last == steps, last));
        }
    }
}

#[test]
fn a_made_up_county_that_is_cancelled_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let cancel = Cancel::default();
    let limits = Limits { cancel: Some(cancel.clone()), ..Limits::default() };
    let wanted = Synthesis { children: 20, ..Synthesis::new("E06000047") };
    let out = folder.path().join("county");
    assert!(synthesise(&wanted, &out, &limits, &|_| cancel.cancel()).unwrap().is_none());
    assert!(synthesise(&wanted, &out, &limits, &|_| ()).unwrap().is_none());
    let request = DemoRequest { children: 30, ..DemoRequest::default() };
    let made = demo(&out, &request, &limits, &|_| ()).unwrap();
    assert!(!made.is_whole() && made.plan.is_none() && made.shortlist.is_none());
    assert!(made.page.contains("cancelled") && !out.exists());
}
