//! Who is looked after and when: families, children, their periods of care and how these end.
//!
//! Families are drawn with entry days spread evenly over two decades until exactly the wanted number
//! of children is looked after on the last day, so that the stock has the age and duration structure of
//! a steady flow. Where the children live is decided later.

use nearhome_model::{LegalStatus, NeedLevel};

use super::{
    day::Day,
    dice::{Dice, Purpose},
    ground::{Ground, Spot},
    legal,
    rates::{self, Entrant, Route},
};

/// Longest stay that the simulation warms up for: a newborn who stays until 18, in days.
const HORIZON: i32 = 6_600;

/// A child and the periods of care.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) family: usize,
    pub(super) male: bool,
    pub(super) birth: Day,
    pub(super) ethnicity: &'static str,
    /// The family's home; none for an unaccompanied child.
    pub(super) home: Option<Spot>,
    pub(super) need: NeedLevel,
    pub(super) disabled: bool,
    /// Multiplies the hazard of moves, in thousandths: some children's placements break often.
    pub(super) frailty: u32,
    pub(super) periods: Vec<Period>,
}

/// One period of care.
#[derive(Clone, Debug)]
pub(super) struct Period {
    pub(super) start: Day,
    /// The day on which care ends; it may lie after the last day of the simulation.
    pub(super) end: Day,
    pub(super) reason: &'static str,
    pub(super) route: Route,
    pub(super) category: &'static str,
    pub(super) legal: Vec<(Day, LegalStatus)>,
    /// When the child is placed for adoption.
    pub(super) adoptive: Option<Day>,
}

impl Person {
    /// Whether the child is unaccompanied.
    pub(super) fn unaccompanied(&self) -> bool {
        self.home.is_none()
    }

    /// The period of care in which a day lies.
    pub(super) fn period_on(&self, day: Day) -> Option<usize> {
        self.periods.iter().position(|period| period.start <= day && day < period.end)
    }

    fn overlaps(&self, from: Day, to: Day) -> bool {
        self.periods.iter().any(|period| period.start <= to && period.end >= from)
    }
}

impl Period {
    /// The legal status on a day of the period.
    pub(super) fn legal_on(&self, day: Day) -> LegalStatus {
        let began = self.legal.iter().take_while(|(from, _)| *from <= day).last();
        began.map_or(LegalStatus::Accommodated, |(_, status)| *status)
    }
}

/// The people of a synthetic authority.
#[derive(Debug)]
pub(super) struct Population {
    /// Children with a period of care within the years of the returns, by first day of care.
    pub(super) looked_after: Vec<Person>,
    /// Children for whom a home is sought and who have none yet.
    pub(super) referred: Vec<Person>,
}

/// Draws families until `wanted` children are looked after on the last day, and then `referrals` more
/// children whose care is about to begin.
pub(super) fn population(
    seed: u64,
    ground: &Ground,
    wanted: usize,
    referrals: usize,
    window: (Day, Day),
) -> Population {
    let (first, last) = window;
    let mut looked_after = Vec::new();
    let mut stock = 0;
    let mut families = 0;
    while stock < wanted {
        let mut dice = Dice::new(seed, Purpose::Families, families);
        let start = last - dice.between(0, HORIZON);
        let members = family(&mut dice, ground, families, start);
        families += 1;
        let in_care = members.iter().filter(|member| member.period_on(last).is_some()).count();
        if stock + in_care > wanted {
            continue;
        }
        stock += in_care;
        looked_after.extend(members.into_iter().filter(|member| member.overlaps(first, last)));
    }
    looked_after.sort_by_key(|person| (person.periods[0].start, person.family, person.birth));
    let referred = referred(seed, ground, families, referrals, last);
    Population { looked_after, referred }
}

fn referred(seed: u64, ground: &Ground, families: usize, wanted: usize, last: Day) -> Vec<Person> {
    let mut referred = Vec::new();
    let mut next = families;
    while referred.len() < wanted {
        let mut dice = Dice::new(seed, Purpose::Families, next);
        let start = last + dice.between(1, 21);
        let members = family(&mut dice, ground, next, start);
        next += 1;
        if referred.len() + members.len() <= wanted {
            referred.extend(members);
        }
    }
    referred
}

fn family(dice: &mut Dice, ground: &Ground, index: usize, start: Day) -> Vec<Person> {
    let entrant = dice.weighted(rates::ENTRANTS);
    if entrant == Entrant::Unaccompanied {
        return vec![unaccompanied(dice, index, start)];
    }
    let home = ground.family_home(dice);
    let ethnicity = dice.weighted(rates::ETHNICITY);
    let alone = entrant == Entrant::Older && dice.chance(550);
    let size = if alone { 1 } else { dice.weighted(rates::FAMILY_SIZES) };
    let eldest = entry_age(dice, entrant);
    let mut ages = vec![eldest];
    for _ in 1..size {
        let gap = dice.between(330, 1_100) * if dice.chance(450) { 1 } else { -1 };
        ages.push(spaced(eldest + gap, &ages));
    }
    ages.retain(|age| (0..6_100).contains(age));
    let mut members: Vec<Person> = Vec::new();
    for age in ages {
        let mut person = person(dice, index, start - age);
        person.home = Some(home);
        person.ethnicity = ethnicity;
        let period = match members.first().filter(|_| dice.chance(rates::SIBLINGS_SHARE_ROUTE)) {
            Some(first) => shared_period(dice, &person, first),
            None => period(dice, &person, start),
        };
        person.periods.push(period);
        readmission(dice, &mut person);
        members.push(person);
    }
    members
}

/// Moves an age so that it differs by at least ten months from each sibling's.
fn spaced(mut age: i32, others: &[i32]) -> i32 {
    while others.iter().any(|other| (other - age).abs() < 300) {
        age += 320;
    }
    age
}

fn entry_age(dice: &mut Dice, entrant: Entrant) -> i32 {
    match entrant {
        Entrant::Infant => dice.along(&[0, 2, 5, 30, 100, 200, 340]),
        Entrant::Preschool => dice.between(365, 1_800),
        Entrant::Primary => dice.between(1_826, 3_640),
        Entrant::Teenager => dice.along(&[3_652, 3_950, 4_280, 4_620, 4_980, 5_400, 5_830]),
        Entrant::Older | Entrant::Unaccompanied => dice.along(&[5_846, 5_960, 6_080, 6_250, 6_500]),
    }
}

fn person(dice: &mut Dice, family: usize, birth: Day) -> Person {
    let birth = birth.as_birth();
    let disabled = dice.chance(110);
    Person {
        family,
        male: dice.chance(533),
        birth,
        ethnicity: "WBRI",
        home: None,
        need: NeedLevel::Standard,
        disabled,
        frailty: dice.weighted(rates::FRAILTY),
        periods: Vec::new(),
    }
}

fn unaccompanied(dice: &mut Dice, index: usize, start: Day) -> Person {
    let age = dice.along(&[5_000, 5_650, 5_830, 5_930, 6_030, 6_130, 6_260, 6_420]);
    let mut person = person(dice, index, start - age);
    person.male = dice.chance(940);
    person.ethnicity = dice.weighted(rates::ETHNICITY_UNACCOMPANIED);
    person.frailty = person.frailty * 7 / 10;
    person.disabled = false;
    person.need =
        dice.weighted(&[(NeedLevel::Standard, 850), (NeedLevel::Enhanced, 130), (NeedLevel::Complex, 20)]);
    let eighteenth = person.birth.birthday(18);
    let leaves = if dice.chance(40) { (start + dice.between(20, 300)).min(eighteenth) } else { eighteenth };
    let reason = if leaves < eighteenth {
        dice.weighted(&[("E15", 450), ("E8", 400), ("E13", 150)])
    } else {
        dice.weighted(rates::AT_EIGHTEEN_UNACCOMPANIED)
    };
    person.periods.push(Period {
        start,
        end: leaves,
        reason,
        route: Route::Stay,
        category: dice.weighted(&[("N8", 870), ("N1", 100), ("N5", 30)]),
        legal: legal::unaccompanied(dice, start, leaves),
        adoptive: None,
    });
    person
}

/// A new period of care, drawn for the age at which it begins.
fn period(dice: &mut Dice, person: &Person, start: Day) -> Period {
    let age = start.age(person.birth);
    let route = dice.weighted(rates::routes(age));
    let category = if person.disabled && dice.chance(170) { "N2" } else { dice.weighted(rates::CATEGORY) };
    legal::period(dice, person.birth, start, route, category)
}

/// A sibling's period of the same kind and length, as far as the child's age admits it.
fn shared_period(dice: &mut Dice, person: &Person, sibling: &Person) -> Period {
    let first = &sibling.periods[0];
    let age = first.start.age(person.birth);
    let route = match first.route {
        Route::Adoption if age >= 5 => Route::Stay,
        Route::Custody => Route::Return,
        route => route,
    };
    let mut period = legal::period(dice, person.birth, first.start, route, first.category);
    let eighteenth = person.birth.birthday(18);
    if route == first.route && !matches!(route, Route::Stay | Route::Adoption) && first.end < eighteenth {
        // Nobody under 18 leaves for the reasons of those who have reached that age.
        let own = if period.end < eighteenth { period.reason } else { "E8" };
        period.reason = if first.end == sibling.birth.birthday(18) { own } else { first.reason };
        period.end = first.end;
        period.legal.clone_from(&first.legal);
    }
    period
}

/// Some of the children who return home come back into care.
fn readmission(dice: &mut Dice, person: &mut Person) {
    let last = &person.periods[0];
    let returned = matches!(last.reason, "E4A" | "E4B" | "E13");
    let again = last.end + dice.between(30, 700);
    if returned && again.age(person.birth) < 17 && dice.chance(rates::READMISSION) {
        let period = period(dice, person, again);
        person.periods.push(period);
    }
}

/// Draws each child's level of need, from the age reached at the end of the last period of care.
pub(super) fn draw_need(seed: u64, index: usize, person: &mut Person, last: Day) {
    if person.unaccompanied() {
        return;
    }
    let mut dice = Dice::new(seed, Purpose::Needs, index);
    let until = person.periods.last().map_or(last, |period| period.end.min(last));
    let table = rates::need_levels(until.age(person.birth));
    person.need = dice.weighted(table);
    if person.disabled && person.need == NeedLevel::Standard && dice.chance(500) {
        person.need = NeedLevel::Enhanced;
    }
}
