//! How long it takes to assess every pair of a county; a limit, not a measurement.

use std::time::{Duration, Instant};

use nearhome_model::{Contact, Moving, PlacementCode, School, VisitsPerYear, example};
use nearhome_rules::{Policy, assess, price};

/// 600 children and 450 homes: three quarters of the pairs are allowed, far more than in a real one.
#[test]
#[ignore = "needs an optimised build: cargo test --release -p nearhome-rules -- --ignored"]
fn a_county_of_270_000_pairs_is_priced_within_a_third_of_a_second() {
    let visits = VisitsPerYear::new(52).unwrap();
    let children = (0..600_i32).map(|index| {
        let years = u8::try_from(index % 18).unwrap();
        let mut child = example::aged(years, example::child(&format!("c{index:03}")));
        child.contacts = vec![Contact { location: example::location(index * 40), visits }];
        child.school = Some(School { location: example::location(index * 60), visits, must_continue: false });
        if index % 2 == 0 {
            child = example::living_in(&format!("h{:03}", index % 450), child);
            child.search.moving = if index % 4 == 0 { Moving::Settled } else { Moving::Permitted };
        }
        child
    });
    let homes = (0..450_i32).map(|index| {
        let mut home = example::home(&format!("h{index:03}"));
        home.location = example::location(index * 100);
        home.approval.age_from = nearhome_model::Age::new(u8::try_from(index % 9).unwrap());
        if index % 5 == 0 {
            home.kinds = [PlacementCode::K2].into();
        }
        home
    });
    let snapshot = example::snapshot(children.collect(), homes.collect());
    let policy = Policy::default();
    let pairs =
        || snapshot.children.iter().flat_map(|child| snapshot.homes.iter().map(move |home| (child, home)));
    let within = |milliseconds, count: &dyn Fn() -> usize| {
        let start = Instant::now();
        let allowed = count();
        let elapsed = start.elapsed();
        assert!(
            elapsed < Duration::from_millis(milliseconds),
            "{elapsed:?} for 270,000 pairs, {allowed} allowed"
        );
        allowed
    };
    let priced = within(300, &|| {
        pairs().filter(|(child, home)| price(&snapshot, &policy, child, home).is_some()).count()
    });
    let assessed = within(1_500, &|| {
        pairs().filter(|(child, home)| assess(&snapshot, &policy, child, home).is_allowed()).count()
    });
    assert_eq!(priced, assessed);
}
