//! The texts for a provider and a child hold no third party's data and, the child's, plain English only.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use nearhome::{
    ExplainRequest, Judged, Limits, explain, in_an_emergency,
    matching::Explanation,
    model::{
        Age, ApartReason, Child, Contact, Contract, ContractId, ContractKind, KeepApart, Location, Moving,
        OtherResident, Pence, ProviderId, Risk, Sex, SiblingAssessment, SiblingGroup, SiblingGroupId,
        Snapshot, SnapshotParts, VisitsPerYear, Wishes,
        example::{self, child_id, home_id, living_in},
    },
    report::{child_text, explanation_page, provider_text},
    rules::Policy,
};

/// A child, a home with a resident whom the child had better not live with and another authority's child, other
/// children whom choosing the home displaces, other homes: all but the first two carry a canary in their ids.
fn told(home: &str) -> Explanation {
    let mut subject = example::child("me");
    subject.home = example::location(30_000);
    subject.wishes = Wishes { homes: [home_id("CANARY-H2")].into(), ..Wishes::default() };
    let mut resident = living_in("there", example::child("CANARY-C1"));
    resident.search.moving = Moving::Settled;
    let waiting = example::child("CANARY-C2");
    let mut there = example::home("there");
    (there.usable_places, there.registered_places) = (2, 2);
    let mut full = example::home("CANARY-H2");
    (full.usable_places, full.registered_places) = (1, 1);
    let pair = |other: &str, reason| {
        let mut two = [child_id("me"), child_id(other)];
        two.sort();
        let [first, second] = two;
        KeepApart { first, second, reason }
    };
    let parts = SnapshotParts {
        keep_apart: vec![pair("CANARY-C1", ApartReason::Preference)],
        ..example::parts(vec![subject, resident, waiting], vec![there, full])
    };
    let judged = Judged { snapshot: Snapshot::new(parts).unwrap(), policy: Policy::default(), past: None };
    explain(&judged, &ExplainRequest::new("me", home), &Limits::default(), &|_| ()).unwrap()
}

#[test]
fn a_distance_that_is_not_known_is_told_to_nobody() {
    let mut child = example::child("me");
    child.home = Location { postcode: None, point: None, authority: None };
    let home = example::home("there");
    let snapshot = example::snapshot(vec![child], vec![home]);
    let judged = Judged { snapshot, policy: Policy::default(), past: None };
    let told = explain(&judged, &ExplainRequest::new("me", "there"), &Limits::default(), &|_| ()).unwrap();
    assert!(explanation_page(&told).contains("assumed home distance"), "{}", explanation_page(&told));
    for text in [provider_text(&told), child_text(&told)] {
        assert!(!text.contains("miles"), "{text}");
    }
}

/// Syllables as groups of vowels, a silent last e apart.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let starts = word.chars().zip(std::iter::once(' ').chain(word.chars()));
    let groups = starts.filter(|&(letter, before)| is_vowel(letter) && !is_vowel(before)).count();
    let silent = usize::from(word.ends_with('e') && !word.ends_with("le") && groups > 1);
    (groups - silent).max(1)
}

/// The grade of Flesch and Kincaid (Kincaid and others 1975), in hundredths.
fn grade(text: &str) -> i64 {
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).collect();
    let sentences =
        text.split(". ").flat_map(|part| part.split(".\n")).filter(|part| !part.trim().is_empty()).count();
    let count = |number: usize| i64::try_from(number).unwrap();
    let all: usize = words.iter().map(|word| syllables(word)).sum();
    39 * count(words.len()) / count(sentences) + 1_180 * count(all) / count(words.len()) - 1_559
}

#[test]
fn the_texts_hold_no_third_partys_data() {
    let told = told("there");
    let panel = explanation_page(&told);
    assert!(panel.contains("CANARY-C1") && panel.contains("CANARY-H2"), "{panel}");
    for text in [provider_text(&told), child_text(&told)] {
        assert!(!text.contains("CANARY"), "{text}");
        assert!(text.contains("there"), "{text}");
    }
    assert!(child_text(&told).contains("miles from your family home"), "{}", child_text(&told));
    assert!(child_text(&told).contains("not all that you asked for"), "{}", child_text(&told));
}

/// A council in which everything that is not the subject's or the asked home's own carries a canary: ids of children,
/// homes, providers, contracts and sibling groups, names, postcodes, risks.
fn full_of_canaries() -> Judged {
    let place = |postcode: &str, metres| nearhome::model::Location {
        postcode: Some(postcode.parse().unwrap()),
        ..example::location(metres)
    };
    let other = |id: &str| {
        let mut child = example::child(id);
        child.home = place("DH1 5AA", 2_000);
        child.risks = [Risk::FireSetting].into();
        child.avoid = vec![place("DH1 5AB", 0)];
        child
    };
    let mut subject = example::child("me");
    (subject.home, subject.avoid) = (place("DH1 5AC", 30_000), vec![place("DH1 5AD", 90_000)]);
    subject.contacts =
        vec![Contact { location: place("DH1 5AE", 9_000), visits: VisitsPerYear::new(12).unwrap() }];
    subject.wishes = Wishes { not_homes: [home_id("CANARY-H3")].into(), ..Wishes::default() };
    let settle = |home: &str, child: Child| {
        let mut child = living_in(home, child);
        child.search.moving = Moving::Settled;
        child
    };
    let children = vec![
        subject,
        settle("CANARY-H1", other("CANARY-C1")),
        settle("CANARY-H2", other("CANARY-C2")),
        other("CANARY-C3"),
    ];
    let homes = ["CANARY-H1", "CANARY-H2", "CANARY-H3", "CANARY-H4"].map(|id| {
        let mut home = example::home(id);
        home.location =
            Location { authority: Some(example::authority(example::DISTANT)), ..place("DH1 5AF", 1_000) };
        home.contract = Some(ContractId::new("CANARY-K").unwrap());
        home.connected_to = (id == "CANARY-H4").then(|| child_id("CANARY-C3"));
        home.other_residents =
            vec![OtherResident { age: Age::new(13), sex: Sex::Male, risks: [Risk::FireSetting].into() }];
        home
    });
    let [mut first, mut second, third, fourth] = homes;
    first.approval.age_to = Age::new(5);
    second.risks_excluded = [Risk::FireSetting].into();
    let mut parts = example::parts(children, vec![first, second, third, fourth]);
    "CANARY-NAME".clone_into(&mut parts.providers[0].name);
    let provider = ProviderId::new("CANARY-P").unwrap();
    parts.homes.iter_mut().for_each(|home| home.provider = provider.clone());
    parts.providers[0].id.clone_from(&provider);
    let price = ContractKind::Block { paid_places: 9, weekly_price: Pence::from_pounds(900) };
    let from = example::day("2020-01-01");
    let id = ContractId::new("CANARY-K").unwrap();
    parts.contracts = vec![Contract { id, provider, from, to: None, kind: price }];
    parts.sibling_groups = vec![SiblingGroup {
        id: SiblingGroupId::new("CANARY-S").unwrap(),
        children: [child_id("CANARY-C1"), child_id("me")].into(),
        assessment: SiblingAssessment::Together,
    }];
    let pair = |reason| KeepApart { first: child_id("CANARY-C2"), second: child_id("me"), reason };
    parts.keep_apart = vec![pair(ApartReason::Risk)];
    Judged { snapshot: Snapshot::new(parts).unwrap(), policy: Policy::default(), past: None }
}

#[test]
fn no_text_that_leaves_the_room_has_a_canary_whatever_the_home() {
    let council = full_of_canaries();
    let urgent = in_an_emergency(&council, &["me".to_owned()]).unwrap();
    let (mut ranked, mut excluded) = (0, 0);
    for (council, home) in
        [&council, &urgent].into_iter().flat_map(|one| one.snapshot.homes.iter().map(move |home| (one, home)))
    {
        let told =
            explain(council, &ExplainRequest::new("me", home.id.as_str()), &Limits::default(), &|_| ())
                .unwrap();
        *(if told.ranked.is_some() { &mut ranked } else { &mut excluded }) += 1;
        for text in [provider_text(&told), child_text(&told)] {
            let others = text.replace(home.id.as_str(), "this home");
            for canary in ["CANARY", "DH1", "fire", "13", "sister", "brother", "sibling", "E10"] {
                assert!(!others.contains(canary), "{canary} in {text}");
            }
        }
    }
    assert!(ranked >= 2 && excluded >= 4, "{ranked} and {excluded}");
}

#[test]
fn the_provider_is_told_what_lies_in_the_homes_own_terms() {
    let council = full_of_canaries();
    let text = |home: &str| {
        provider_text(
            &explain(&council, &ExplainRequest::new("me", home), &Limits::default(), &|_| ()).unwrap(),
        )
    };
    assert!(text("CANARY-H1").contains("approved ages"), "{}", text("CANARY-H1"));
    assert!(text("CANARY-H2").contains("not told here"), "{}", text("CANARY-H2"));
}

#[test]
fn the_childs_text_is_for_a_reader_of_twelve() {
    assert!(grade("The responsible authority considered the accommodation unsuitable.") > 1_200);
    let council = full_of_canaries();
    let excluded = |home: &str| {
        explain(&council, &ExplainRequest::new("me", home), &Limits::default(), &|_| ()).unwrap()
    };
    for told in [told("there"), excluded("CANARY-H1"), excluded("CANARY-H2"), days_only("me")] {
        let text = child_text(&told);
        let grade = grade(&text);
        assert!(grade <= 600, "grade {grade} of a hundredth each: {text}");
    }
}

#[test]
fn the_child_is_told_why_not_as_far_as_it_is_nobody_elses() {
    let council = full_of_canaries();
    let text = |home: &str| {
        child_text(&explain(&council, &ExplainRequest::new("me", home), &Limits::default(), &|_| ()).unwrap())
    };
    let told = text("CANARY-H1");
    assert!(told.contains("children of other ages"), "{told}");
    assert!(text("CANARY-H2").contains("Ask your social worker"), "{}", text("CANARY-H2"));
}

/// An emergency in which only a carer whose terms do not admit the child is free.
fn days_only(child: &str) -> Explanation {
    let mut home = example::home("there");
    home.approval.age_to = Age::new(4);
    let snapshot = example::snapshot(vec![example::child(child)], vec![home]);
    let judged = Judged { snapshot, policy: Policy::default(), past: None };
    let urgent = in_an_emergency(&judged, &[child.to_owned()]).unwrap();
    explain(&urgent, &ExplainRequest::new(child, "there"), &Limits::default(), &|_| ()).unwrap()
}

#[test]
fn a_placement_for_some_days_is_told_as_such() {
    let told = days_only("me");
    assert!(child_text(&told).contains("for a few days only"), "{}", child_text(&told));
    let provider = provider_text(&told);
    assert!(provider.contains("until 2025-04-08") && provider.contains("by 2025-04-07"), "{provider}");
}
