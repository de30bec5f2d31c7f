//! The texts for a provider and a child hold no third party's data and, the child's, plain English only.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use nearhome::{
    Judged, Limits, explain,
    matching::Explanation,
    model::{
        ApartReason, KeepApart, Moving, Snapshot, SnapshotParts, Wishes,
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
    let judged = Judged { snapshot: Snapshot::new(parts).unwrap(), policy: Policy::default() };
    explain(&judged, "me", home, Limits::default(), &|_| ()).unwrap()
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

#[test]
fn the_childs_text_is_for_a_reader_of_twelve() {
    assert!(grade("The responsible authority considered the accommodation unsuitable.") > 1_200);
    let grade = grade(&child_text(&told("there")));
    assert!(grade <= 600, "grade {grade} of a hundredth each");
}
