//! What each child needs and wishes on the last day: facts that the return does not hold.

use nearhome_model::NeedLevel;

use super::{
    day::Day,
    dice::{Dice, Purpose},
    ground::{Ground, Spot},
    people::Person,
};

/// The facts of one child.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) religion: &'static str,
    pub(super) languages: Vec<&'static str>,
    pub(super) disabilities: Vec<&'static str>,
    pub(super) ehc_plan: bool,
    pub(super) communication: Vec<&'static str>,
    pub(super) adaptations: Vec<&'static str>,
    pub(super) support: Vec<&'static str>,
    pub(super) cultural: &'static str,
    pub(super) pets: &'static str,
    pub(super) risks: Vec<&'static str>,
    pub(super) school: Option<Spot>,
    pub(super) school_must_continue: bool,
    pub(super) contacts: Vec<(Spot, &'static str)>,
    pub(super) avoid: Option<Spot>,
}

/// Draws the facts of a child who lives (or whose family lives) at a spot.
pub(super) fn facts(
    seed: u64,
    index: usize,
    person: &Person,
    ground: &Ground,
    lives: Spot,
    day: Day,
) -> Facts {
    let dice = &mut Dice::new(seed, Purpose::Needs, 1_000_000 + index);
    let age = day.age(person.birth);
    let mut facts = Facts {
        religion: religion(dice, person.ethnicity),
        languages: languages(dice, person),
        risks: risks(dice, person.need, age),
        cultural: dice.weighted(&[("", 780), ("not_required", 120), ("required", 80), ("other", 20)]),
        pets: dice.weighted(&[("", 700), ("can", 220), ("no", 60), ("must", 20)]),
        ..Facts::default()
    };
    disabilities(dice, person, age, &mut facts);
    facts.ehc_plan = age >= 3 && dice.chance(ehc_per_mille(person));
    if facts.languages.iter().all(|language| *language != "en") && dice.chance(800) {
        facts.communication.push("esol");
    }
    match person.need {
        NeedLevel::Standard => {}
        NeedLevel::Enhanced => facts.support.extend(dice.chance(220).then_some("therapeutic_support")),
        NeedLevel::Complex => {
            facts.support.extend(dice.chance(450).then_some("additional_supervision"));
            facts.support.extend(dice.chance(350).then_some("therapeutic_support"));
        }
    }
    visits(dice, person, ground, lives, age, &mut facts);
    facts
}

fn religion(dice: &mut Dice, ethnicity: &str) -> &'static str {
    dice.weighted(match ethnicity {
        "APKN" | "ABAN" => &[("muslim", 920), ("", 80)],
        "AIND" => &[("hindu", 400), ("sikh", 300), ("muslim", 150), ("none", 150)],
        "AOTH" | "OOTH" => &[("muslim", 700), ("none", 150), ("other", 50), ("", 100)],
        "BAFR" | "BOTH" => &[("muslim", 450), ("christian", 450), ("", 100)],
        "BCRB" => &[("christian", 600), ("none", 300), ("", 100)],
        _ => &[("none", 480), ("christian", 270), ("", 230), ("jewish", 5), ("buddhist", 5), ("muslim", 10)],
    })
}

fn languages(dice: &mut Dice, person: &Person) -> Vec<&'static str> {
    let first = match person.ethnicity {
        "APKN" => dice.weighted(&[("en", 500), ("urd", 350), ("pan", 150)]),
        "ABAN" => dice.weighted(&[("en", 550), ("ben", 450)]),
        "WOTH" | "WROM" => dice.weighted(&[("en", 550), ("pol", 200), ("ron", 250)]),
        _ if !person.unaccompanied() => "en",
        "BAFR" => dice.weighted(&[("ara", 350), ("tir", 350), ("amh", 150), ("som", 150)]),
        "AOTH" => dice.weighted(&[("pus", 550), ("fas", 300), ("vie", 150)]),
        _ => dice.weighted(&[("kur", 550), ("ara", 300), ("fas", 150)]),
    };
    let mut languages = vec![first];
    if first != "en" && dice.chance(if person.unaccompanied() { 250 } else { 850 }) {
        languages.push("en");
    }
    languages.sort_unstable();
    languages
}

fn disabilities(dice: &mut Dice, person: &Person, age: i32, facts: &mut Facts) {
    if !person.disabled {
        return;
    }
    let main =
        dice.weighted(&[("LD", 330), ("AUT", 290), ("BEH", 200), ("MOB", 90), ("COMM", 60), ("HEAR", 30)]);
    facts.disabilities.push(main);
    if dice.chance(350) {
        facts.disabilities.push(dice.weighted(&[("CON", 1), ("INC", 1), ("PC", 2), ("DDA", 2)]));
    }
    match main {
        "MOB" => {
            let essential = dice.weighted(&[
                (&["step_free"][..], 450),
                (&["step_free", "bathroom"][..], 250),
                (&["ground_floor_bedroom"][..], 200),
                (&["bathroom", "hoist", "wheelchair"][..], 100),
            ]);
            facts.adaptations.extend(essential);
        }
        "AUT" if dice.chance(200) => facts.adaptations.push("sensory"),
        "HEAR" => facts.communication.push("bsl"),
        "LD" | "COMM" if age >= 3 && dice.chance(150) => facts.communication.push("makaton"),
        _ => {}
    }
    facts.disabilities.sort_unstable();
    facts.disabilities.dedup();
}

fn ehc_per_mille(person: &Person) -> u32 {
    match person.need {
        _ if person.unaccompanied() => 20,
        NeedLevel::Standard if !person.disabled => 200,
        NeedLevel::Standard | NeedLevel::Enhanced => 470,
        NeedLevel::Complex => 750,
    }
}

/// Risks to and from the child, by age and level of need.
fn risks(dice: &mut Dice, need: NeedLevel, age: i32) -> Vec<&'static str> {
    let scale = match need {
        NeedLevel::Standard => 1,
        NeedLevel::Enhanced => 3,
        NeedLevel::Complex => 7,
    };
    let table: &[(&str, i32, u32)] = &[
        ("criminal_exploitation", 11, 22),
        ("drugs_alcohol", 12, 22),
        ("eating_disorder", 11, 6),
        ("fire_setting", 7, 6),
        ("missing", 11, 40),
        ("physical_harm", 6, 28),
        ("self_harm", 9, 25),
        ("sexual_exploitation", 11, 14),
        ("sexual_harm", 8, 9),
        ("animal_harm", 5, 6),
    ];
    let drawn = table.iter().filter(|(_, from, share)| age >= *from && dice.chance(share * scale));
    drawn.map(|(risk, ..)| *risk).collect()
}

fn visits(dice: &mut Dice, person: &Person, ground: &Ground, lives: Spot, age: i32, facts: &mut Facts) {
    let near_home = person.home.filter(|_| dice.chance(600)).unwrap_or(lives);
    let attends = match age {
        5..16 => dice.chance(960),
        3 | 4 => dice.chance(400),
        16.. => dice.chance(680),
        _ => false,
    };
    if attends {
        facts.school = Some(ground.near(near_home, 6_000, dice));
        facts.school_must_continue = dice.chance(if (14..17).contains(&age) { 260 } else { 60 });
    }
    let Some(home) = person.home else { return };
    if dice.chance(720) {
        let often = dice.weighted(&[("0.25", 250), ("0.5", 250), ("1", 360), ("2", 110), ("3", 30)]);
        facts.contacts.push((home, often));
    }
    if dice.chance(330) {
        let relative = ground.near(home, 12_000, dice);
        facts.contacts.push((relative, dice.weighted(&[("0.25", 500), ("0.5", 300), ("1", 200)])));
    }
    if age >= 10 && dice.chance(30) {
        facts.avoid = Some(ground.near(home, 15_000, dice));
    }
}
