//! Staying where the child lives: who may, who may not, and what is to be put right.

use nearhome_model::{Age, Moving, PlacementCode, RegistrationEvent, RegistrationStatus, example};
use nearhome_rules::{Level, assess_staying};

use crate::scene::{Duty, Excluded, Nothing, Scene, check, day, elsewhere, scene};

fn staying(scene: &mut Scene) {
    scene.child = example::living_in("h1", scene.child.clone());
    scene.child.search.moving = Moving::Permitted;
}

fn status(scene: &mut Scene, status: RegistrationStatus) {
    staying(scene);
    scene.home.registration.push(RegistrationEvent { from: day("2025-03-01"), status });
}

#[test]
fn a_restriction_or_an_approval_outgrown_does_not_evict() {
    check("H010", Duty, |s| status(s, RegistrationStatus::Restricted));
    check("H001", Duty, |s| {
        staying(s);
        s.home.approval.age_to = Age::new(4);
    });
    check("H016", Nothing, |s| {
        staying(s);
        s.home.usable_places = 0;
    });
}

#[test]
fn a_suspended_unregistered_or_expired_home_cannot_be_stayed_in() {
    check("H009", Excluded, |s| status(s, RegistrationStatus::Suspended));
    check("H008", Excluded, |s| status(s, RegistrationStatus::Unregistered));
    check("H004", Excluded, |s| {
        staying(s);
        s.home.approval.until = Some(day("2025-03-30"));
    });
    check("H006", Excluded, |s| {
        staying(s);
        s.home.kinds = [PlacementCode::K3].into();
    });
}

#[test]
fn there_is_no_staying_without_a_placement_or_where_it_ends() {
    let stays = |edit: fn(&mut Scene)| {
        let scene = scene(edit);
        assess_staying(&scene.snapshot(), &scene.policy, &scene.child).is_some()
    };
    assert!(stays(staying));
    assert!(!stays(|_| {}));
    assert!(!stays(|s| {
        staying(s);
        s.child.search.moving = Moving::Needed;
    }));
}

#[test]
fn h028_the_home_in_which_the_placement_ends() {
    let living_in = |home: &'static str, moving: Moving| {
        move |s: &mut Scene| {
            s.child = example::living_in(home, s.child.clone());
            s.child.search.moving = moving;
        }
    };
    check("H028", Excluded, living_in("h1", Moving::Needed));
    check("H028", Nothing, living_in("h2", Moving::Needed));
    check("H028", Nothing, living_in("h1", Moving::Planned));
    check("H028", Nothing, living_in("h1", Moving::Permitted));
    check("H028", Nothing, |s| s.child.search.moving = Moving::Needed);
}

#[test]
fn a_setting_outside_the_register_is_charged_by_its_place() {
    let scene = scene(|s| {
        staying(s);
        let placement = s.child.placement.as_mut().unwrap();
        placement.home = None;
        placement.location = elsewhere(example::DISTANT, 16_093);
    });
    let assessment = assess_staying(&scene.snapshot(), &scene.policy, &scene.child).unwrap();
    assert!(assessment.is_allowed());
    assert_eq!(
        assessment.cost(&[Level::OutOfArea, Level::AtADistance, Level::Disruption, Level::WeeklyPence]),
        [1, 1, 10, 0]
    );
}
