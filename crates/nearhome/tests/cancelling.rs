//! Whoever asks may stop asking: a cancelled question says that it was stopped, and claims nothing.

use std::sync::atomic::{AtomicUsize, Ordering};

use nearhome::{
    Cancel, ExplainRequest, FrontierRequest, Judged, Limits, MatchRequest, OffersRequest, QuestionsRequest,
    ReadSettings, Replaying, ShortlistRequest, ShortlistsRequest, Synthesis, VacancyRequest, WhatIfRequest,
    demo, explain, frontier, match_children,
    matching::{Ending, Shortlist},
    model::example,
    offers,
    problem_format::Status,
    questions, replay,
    replay_format::{PlacingPolicy, RuleCosts},
    rules::Policy,
    shortlist, shortlists, solve, synthesise, vacancy, what_if,
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
    assert!(!answer.is_final(), "{:?}", answer.solution.status);
}

fn replaying() -> Replaying {
    let wanted = Replaying::new("2024-01-01", "2024-03-31");
    Replaying { rules: RuleCosts::Counted, resamples: 10, ..wanted }
}

#[test]
fn a_replay_that_is_cancelled_tells_what_was_run_to_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let county = folder.path().join("county");
    synthesise(&Synthesis { children: 30, years: 2, ..Synthesis::new("E06000047") }, &county).unwrap();
    let settings = ReadSettings::default();
    let cancel = Cancel::default();
    let limits = Limits { cancel: Some(cancel.clone()), ..Limits::default() };
    let whole = replay(&county, &replaying(), &settings, &limits, &|_, _, _| ()).unwrap();
    assert!(whole.complete, "nobody has cancelled it yet");
    let ways = |replay: &nearhome::Replay| replay.policies.iter().map(|own| own.policy).collect::<Vec<_>>();
    assert_eq!(ways(&whole), PlacingPolicy::ALL);
    // Cancelled on the third day of the second way of placing: the first is told, and as before.
    let halfway = |policy: PlacingPolicy, done: i32, _: i32| {
        if policy == PlacingPolicy::InHouseFirst && done == 3 {
            cancel.cancel();
        }
    };
    let part = replay(&county, &replaying(), &settings, &limits, &halfway).unwrap();
    assert!(!part.complete && part.hindsight.is_none() && part.rule_costs.is_empty());
    assert_eq!(ways(&part), [PlacingPolicy::Actual, PlacingPolicy::Greedy]);
    assert_eq!(part.policies[1].totals, whole.policies[1].totals);
    let told = AtomicUsize::new(0);
    let count = |_: PlacingPolicy, _: i32, _: i32| {
        told.fetch_add(1, Ordering::Relaxed);
    };
    let none = replay(&county, &replaying(), &settings, &limits, &count).unwrap();
    assert!(!none.complete && ways(&none) == [PlacingPolicy::Actual]);
    assert_eq!(told.load(Ordering::Relaxed), 1, "it ends before the first day");
}

#[test]
fn a_demonstration_that_is_cancelled_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let cancel = Cancel::default();
    cancel.cancel();
    let limits = Limits { cancel: Some(cancel), ..Limits::default() };
    let made = demo(&folder.path().join("demo"), "E06000047", 30, 1, &limits, &|_| ()).unwrap();
    assert!(made.plan.is_none() && made.shortlist.is_none() && made.page.contains("cancelled"));
    assert!(!folder.path().join("demo").exists());
}
