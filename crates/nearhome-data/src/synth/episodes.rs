//! Turns stays and legal orders into the episodes of the statutory return.
//!
//! A new episode begins when the placement, the carers or the legal status change; the reason of a
//! change of placement stands on the episode that ends (domain rules 225, 226, 388, 431 to 436).

use nearhome_model::{LegalStatus, PlaceProvider, PlacementCode};

use super::{
    day::Day,
    dice::{Dice, Purpose},
    ground::{Ground, Spot},
    kinds::Kind,
    people::{Period, Person},
    rates::Route,
    simulation::Stay,
};

/// An episode of care.
#[derive(Clone, Debug)]
pub(super) struct Episode {
    pub(super) start: Day,
    pub(super) began: &'static str,
    pub(super) legal: LegalStatus,
    pub(super) category: &'static str,
    pub(super) place: PlacementCode,
    pub(super) provider: Option<PlaceProvider>,
    /// The last day and why it ended; none for an episode that is open on the last day of all.
    pub(super) ended: Option<(Day, &'static str)>,
    /// Why the placement changed at the end.
    pub(super) reason: &'static str,
    pub(super) spot: Spot,
    pub(super) urn: Option<String>,
}

/// Each child's episodes, ascending.
pub(super) fn episodes(
    seed: u64,
    people: &[Person],
    stays: &[Stay],
    ground: &Ground,
    last: Day,
) -> Vec<Vec<Episode>> {
    let mut of_person: Vec<Vec<&Stay>> = vec![Vec::new(); people.len()];
    for stay in stays {
        of_person[stay.person].push(stay);
    }
    people
        .iter()
        .zip(of_person)
        .enumerate()
        .map(|(index, (person, stays))| {
            let mut dice = Dice::new(seed, Purpose::Return, index);
            let mut all = Vec::new();
            for (nth, period) in person.periods.iter().enumerate() {
                let stays: Vec<&Stay> = stays.iter().copied().filter(|stay| stay.period == nth).collect();
                if !stays.is_empty() {
                    let episodes = of_period(&mut dice, period, &stays, last);
                    all.extend(with_temporary_move(&mut dice, ground, episodes, last));
                }
            }
            all
        })
        .collect()
}

fn of_period(dice: &mut Dice, period: &Period, stays: &[&Stay], last: Day) -> Vec<Episode> {
    let mut days: Vec<Day> = stays.iter().map(|stay| stay.start).collect();
    days.extend(period.legal.iter().map(|(day, _)| *day).filter(|day| *day <= last));
    days.sort_unstable();
    days.dedup();
    let mut episodes: Vec<Episode> = Vec::new();
    for day in days {
        let stay = stays[stays.partition_point(|stay| stay.start <= day) - 1];
        let episode = begun(day, period, stay);
        if let Some(previous) = episodes.last_mut() {
            previous.ended = Some((day, "X1"));
            previous.reason = if stay.start == day { stay.reason } else { "" };
        }
        let began = began(episodes.last(), &episode, stay);
        episodes.push(Episode { began, ..episode });
    }
    if period.end <= last
        && let Some(open) = episodes.last_mut()
    {
        let kind = stays[stays.len() - 1].kind;
        open.ended = Some((period.end, leaving(dice, period, kind)));
    }
    episodes
}

fn begun(day: Day, period: &Period, stay: &Stay) -> Episode {
    Episode {
        start: day,
        began: "S",
        legal: period.legal_on(day),
        category: period.category,
        place: stay.place,
        provider: Some(stay.provider),
        ended: None,
        reason: "",
        spot: stay.spot,
        urn: stay.urn.clone(),
    }
}

/// RNE: what changed.
fn began(previous: Option<&Episode>, episode: &Episode, stay: &Stay) -> &'static str {
    let Some(previous) = previous else { return "S" };
    let legal_changed = previous.legal != episode.legal;
    match (stay.start == episode.start, stay.new_carers(), legal_changed) {
        (false, _, _) => "L",
        (true, true, false) => "P",
        (true, true, true) => "B",
        (true, false, false) => "T",
        (true, false, true) => "U",
    }
}

/// REC, made to agree with the last placement.
fn leaving(dice: &mut Dice, period: &Period, last: Kind) -> &'static str {
    match (period.route, last, period.reason) {
        (Route::Guardianship, Kind::Kin, reason) if reason.starts_with("E4") => "E45",
        (Route::Guardianship, Kind::Foster, "E45") => dice.weighted(&[("E46", 350), ("E47", 650)]),
        (Route::Guardianship, kind, "E45" | "E46") if !kind.fosters() => "E47",
        (_, Kind::Kin | Kind::Foster, reason) => reason,
        (_, Kind::Parents, "E17" | "E5" | "E6") => "E4A",
        (_, Kind::ChildrensHome | Kind::Supported, "E17") => dice.weighted(&[("E5", 800), ("E6", 200)]),
        (_, _, "E17") => "E8",
        (_, _, reason) => reason,
    }
}

/// Inserts a temporary move, out of which the child returns to the same home, in few long episodes.
fn with_temporary_move(
    dice: &mut Dice,
    ground: &Ground,
    mut episodes: Vec<Episode>,
    last: Day,
) -> Vec<Episode> {
    let long = |episode: &Episode| {
        let end = episode.ended.map_or(last, |(day, _)| day);
        let ordinary = episode.place.is_fostering() || episode.place == PlacementCode::K2;
        ordinary && episode.start.until(end) > 120
    };
    let Some(index) = episodes.iter().position(long).filter(|_| dice.chance(60)) else { return episodes };
    let whole = episodes[index].clone();
    let end = whole.ended.map_or(last, |(day, _)| day);
    let (place, most) = dice.weighted(&[
        ((PlacementCode::T4, 7), 5),
        ((PlacementCode::T3, 20), 3),
        ((PlacementCode::T1, 30), 2),
    ]);
    let leaves = whole.start + dice.between(20, whole.start.until(end) - 60);
    let returns = leaves + dice.between(2, most);
    let spot = ground.near(whole.spot, 20_000, dice);
    let away = Episode {
        start: leaves,
        began: "P",
        place,
        provider: None,
        ended: Some((returns, "X1")),
        reason: "",
        spot,
        urn: None,
        ..whole.clone()
    };
    let back = Episode { start: returns, began: "P", ..whole.clone() };
    let before = Episode { ended: Some((leaves, "X1")), reason: "", ..whole };
    episodes.splice(index..=index, [before, away, back]);
    episodes
}
