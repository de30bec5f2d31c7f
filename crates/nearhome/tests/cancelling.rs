//! Whoever asks may stop asking: a cancelled question says that it was stopped, and claims nothing.

use nearhome::{
    Cancel, Judged, Limits, explain, match_children,
    matching::{Ending, OffersWanted, Shortlist},
    model::example,
    offers,
    problem_format::Status,
    questions,
    rules::Policy,
    shortlist, shortlists, vacancy, what_if,
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
    let list = |limits: &Limits| -> Shortlist { shortlist(&council, "c1", 3, limits, &|_| ()).unwrap() };
    assert!(list(&limits).exact, "nobody has cancelled it yet");
    cancel.cancel();
    let list = list(&limits);
    assert!(!list.exact && list.in_the_plan.is_none());
    assert!(
        list.ranked.iter().all(|entry| entry.cost_of_choosing.is_none() && entry.in_best_plans.is_none())
    );
    let two = ["c1", "c2"].map(str::to_owned);
    let lists = shortlists(&council, &two, 3, &limits, &|_| ()).unwrap();
    assert!(lists.shortlists.iter().all(|list| !list.exact));
    let told = explain(&council, "c1", "h1", &limits, &|_| ()).unwrap();
    assert!(!told.exact && told.ending == Some(Ending::Stopped) && told.cost_of_choosing.is_none());
    let wanted = OffersWanted { homes: vec![], otherwise: (500, 4), hours: 24, most: 8 };
    let told = offers(&council, "c1", &wanted, &limits, &|_| ()).unwrap();
    assert!(told.ending == Ending::Stopped && told.calls.is_empty());
    assert_eq!(what_if(&council, &[], &limits, &|_| ()).unwrap().ending, Ending::Stopped);
    assert!(!vacancy(&council, "h1", 3, &limits, &|_| ()).unwrap().exact);
    assert!(!questions(&council, "c1", 3, &limits, &|_| ()).unwrap().exact);
    let plan = match_children(&council, &limits, &|_| ()).unwrap();
    assert!(!matches!(plan.status, Status::Optimal | Status::Infeasible), "{:?}", plan.status);
}
