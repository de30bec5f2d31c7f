//! The legal side of a period of care: how long it lasts, under which orders, and how it ends.
//!
//! Police protection lasts at most three days and emergency protection at most 21 (rules 361 and 362
//! of the return); adoption follows a placement order; nobody goes back from an order to section 20.

use nearhome_model::LegalStatus::{
    self, Accommodated, EmergencyProtection, FullCareOrder, InterimCareOrder, PlacementOrder,
    PoliceProtection, Remanded,
};

use super::{
    day::Day,
    dice::Dice,
    people::Period,
    rates::{self, Route},
};

/// A period of care of one route.
pub(super) fn period(
    dice: &mut Dice,
    birth: Day,
    start: Day,
    route: Route,
    category: &'static str,
) -> Period {
    let eighteenth = birth.birthday(18);
    let (mut legal, adoptive, mut end) = orders(dice, birth, start, route);
    let at_eighteen = end >= eighteenth;
    end = end.min(eighteenth);
    legal.retain(|(from, _)| *from < end);
    let reason = if at_eighteen { dice.weighted(rates::AT_EIGHTEEN) } else { leaving(dice, route, &legal) };
    Period { start, end, reason, route, category, legal, adoptive: adoptive.filter(|day| *day < end) }
}

/// Unaccompanied children are accommodated under section 20, few of them under a care order later.
pub(super) fn unaccompanied(dice: &mut Dice, start: Day, end: Day) -> Vec<(Day, LegalStatus)> {
    let mut legal = vec![(start, Accommodated)];
    let interim = start + dice.between(40, 200);
    if dice.chance(40) && interim < end {
        legal.push((interim, InterimCareOrder));
    }
    legal
}

type Course = (Vec<(Day, LegalStatus)>, Option<Day>, Day);

fn orders(dice: &mut Dice, birth: Day, start: Day, route: Route) -> Course {
    let age = start.age(birth);
    match route {
        Route::Brief => brief(dice, start),
        Route::Return => {
            let end = start + dice.along(&[15, 35, 70, 120, 180, 260, 420]);
            (if dice.chance(500) { vec![(start, Accommodated)] } else { interim(dice, start) }, None, end)
        }
        Route::LateReturn => {
            let end = start + dice.along(&[400, 520, 700, 900, 1_200, 1_900]);
            (if dice.chance(150) { vec![(start, Accommodated)] } else { full(dice, start) }, None, end)
        }
        Route::Guardianship => {
            let end = start + dice.along(&[170, 230, 290, 350, 450, 650, 1_100]);
            (if dice.chance(700) { interim(dice, start) } else { full(dice, start) }, None, end)
        }
        Route::Adoption => adoption(dice, start),
        Route::Stay => {
            let accommodated = dice.chance(rates::accommodated_until_18(age));
            let legal = if accommodated { vec![(start, Accommodated)] } else { full(dice, start) };
            let eighteenth = birth.birthday(18);
            let early = eighteenth - dice.between(30, 640);
            let leaves_early = dice.chance(rates::LEAVES_EARLY) && start + 60 < early;
            (legal, None, if leaves_early { early } else { eighteenth })
        }
        Route::Custody => (vec![(start, Remanded)], None, start + dice.between(20, 110)),
    }
}

fn brief(dice: &mut Dice, start: Day) -> Course {
    let end = start + dice.between(2, 14);
    let legal = match dice.below(10) {
        0..=5 => vec![(start, Accommodated)],
        6 | 7 => vec![(start, PoliceProtection), (start + dice.between(1, 3), Accommodated)],
        8 => vec![(start, EmergencyProtection)],
        _ => vec![(start, InterimCareOrder)],
    };
    (legal, None, end)
}

/// Up to an interim care order: at once, or after some days of another status.
fn interim(dice: &mut Dice, start: Day) -> Vec<(Day, LegalStatus)> {
    match dice.below(20) {
        0..=8 => vec![(start, InterimCareOrder)],
        9 | 10 => vec![(start, PoliceProtection), (start + dice.between(1, 3), InterimCareOrder)],
        11 => vec![(start, EmergencyProtection), (start + dice.between(4, 20), InterimCareOrder)],
        _ => vec![(start, Accommodated), (start + dice.between(5, 120), InterimCareOrder)],
    }
}

/// Up to a full care order, half a year to a year and a quarter after the interim one.
fn full(dice: &mut Dice, start: Day) -> Vec<(Day, LegalStatus)> {
    let mut legal = interim(dice, start);
    let from = legal.last().map_or(start, |(day, _)| *day);
    legal.push((from + dice.along(&[170, 220, 270, 320, 370, 460]), FullCareOrder));
    legal
}

/// Interim order, placement order, placed for adoption, adopted at least ten weeks later.
fn adoption(dice: &mut Dice, start: Day) -> Course {
    let mut legal = interim(dice, start);
    let from = legal.last().map_or(start, |(day, _)| *day);
    let order = from + dice.along(&[180, 230, 290, 350, 450]);
    legal.push((order, PlacementOrder));
    let placed = order + dice.along(&[20, 70, 150, 260, 420, 700]);
    let adopted = placed + dice.along(&[110, 190, 260, 340, 480]);
    (legal, Some(placed), adopted)
}

fn leaving(dice: &mut Dice, route: Route, legal: &[(Day, LegalStatus)]) -> &'static str {
    let ordered = legal.last().is_some_and(|(_, status)| *status != Accommodated);
    match route {
        Route::Brief | Route::Return => {
            dice.weighted(&[("E4A", 560), ("E4B", 170), ("E13", 140), ("E8", 130)])
        }
        Route::LateReturn if ordered => {
            dice.weighted(&[("E4A", 480), ("E13", 120), ("E41", 220), ("E8", 130), ("E3", 30), ("E16", 20)])
        }
        Route::LateReturn => dice.weighted(&[("E4A", 500), ("E13", 200), ("E8", 300)]),
        Route::Guardianship => dice.weighted(&[("E45", 480), ("E46", 110), ("E47", 360), ("E48", 50)]),
        Route::Adoption => dice.weighted(&[("E12", 900), ("E11", 100)]),
        Route::Stay => dice.weighted(&[("E4A", 380), ("E13", 200), ("E5", 170), ("E8", 250)]),
        Route::Custody => dice.weighted(&[("E14", 700), ("E9", 300)]),
    }
}
