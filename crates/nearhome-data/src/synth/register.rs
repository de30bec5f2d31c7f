//! The register of homes on the last day: every home that has a resident, and so many empty ones that
//! the shares of filled, vacant and unusable places are those published.

use nearhome_model::{
    NeedLevel,
    PlaceProvider::{OtherAuthority, OwnAuthority, Private, Voluntary},
};

use super::{
    contracts::Prices,
    day::Day,
    dice::{Dice, Purpose},
    kinds::{self, Kind, Unaccompanied},
    market::{Household, Sought},
    needs::Facts,
    people::Person,
    returns::Table,
    simulation::Simulation,
};
use crate::register::HOMES;

/// A home of the register.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Position among the simulation's homes.
    pub(super) home: usize,
    pub(super) id: String,
    pub(super) usable: u8,
    pub(super) reason: &'static str,
    pub(super) parent_and_child: bool,
    pub(super) contract: Option<String>,
    pub(super) fee: Option<String>,
    risks_excluded: Vec<&'static str>,
}

/// Chooses the homes of the register, opening empty ones where too few are known.
pub(super) fn entries(seed: u64, simulation: &mut Simulation<'_>, last: Day) -> Vec<Entry> {
    let mut dice = Dice::new(seed, Purpose::Register, 0);
    for home in simulation.market.homes.iter_mut().filter(|home| home.kind == Kind::Kin) {
        // A connected person is approved for the children who live there.
        home.places = u8::try_from(home.residents.len()).unwrap_or(u8::MAX).max(1);
    }
    let mut chosen: Vec<usize> = Vec::new();
    for kind in [
        Kind::Kin,
        Kind::Foster,
        Kind::ChildrensHome,
        Kind::Secure,
        Kind::Supported,
        Kind::School,
        Kind::ParentAndChild,
    ] {
        chosen.extend(of_kind(&mut dice, simulation, kind, last));
    }
    chosen.sort_unstable();
    chosen.into_iter().map(|home| entry(&mut dice, home, &simulation.market.homes[home])).collect()
}

/// Homes of a kind: those with residents, and empty ones until the share of filled places is reached.
fn of_kind(dice: &mut Dice, simulation: &mut Simulation<'_>, kind: Kind, last: Day) -> Vec<usize> {
    let filled_per_cent = match kind {
        Kind::Kin => 100,
        Kind::Foster => 61,
        Kind::ChildrensHome => 89,
        _ => 85,
    };
    let homes = &simulation.market.homes;
    let (mut lived_in, mut empty): (Vec<usize>, Vec<usize>) = (0..homes.len())
        .filter(|&index| homes[index].kind == kind)
        .partition(|&index| !homes[index].residents.is_empty());
    empty.retain(|&index| last <= homes[index].until);
    dice.shuffle(&mut empty);
    let taken: usize = lived_in.iter().map(|&index| taken(&homes[index])).sum();
    let mut places: usize = lived_in.iter().map(|&index| usize::from(homes[index].places)).sum();
    let wanted = taken * 100 / filled_per_cent;
    let at_least = if kind == Kind::ParentAndChild { 2 } else { 0 };
    while places < wanted || lived_in.len() < at_least {
        let index = empty.pop().unwrap_or_else(|| spare_home(dice, simulation, kind, last));
        let home = &mut simulation.market.homes[index];
        home.others = if kind.fosters() { 0 } else { home.others.min(home.places - 1) };
        places += usize::from(home.places);
        lived_in.push(index);
    }
    lived_in
}

fn taken(home: &Household) -> usize {
    home.residents.len() + usize::from(home.others)
}

/// A home that the authority knows and has not used so far.
fn spare_home(dice: &mut Dice, simulation: &mut Simulation<'_>, kind: Kind, day: Day) -> usize {
    let sector = kinds::provider(dice, kind);
    let near = simulation.market.ground.inside(dice);
    let cell = kinds::cell(dice, kind, sector, Unaccompanied::No);
    let age = if kind == Kind::Supported { 16 } else { dice.between(0, 1) };
    let age = if matches!(kind, Kind::ChildrensHome | Kind::School | Kind::Secure) { 12 } else { age };
    let level = NeedLevel::Standard;
    let sought = Sought { kind, sector, cell, near, places: 1, age, level, leaving: None, day };
    simulation.market.open(&sought)
}

fn entry(dice: &mut Dice, home: usize, household: &Household) -> Entry {
    let free = u8::try_from(household.free()).unwrap_or(0);
    let out_of_use_per_mille = match household.kind {
        Kind::Foster => 590,
        Kind::ChildrensHome => 450,
        _ => 250,
    };
    let unusable: u8 = (0..free).map(|_| u8::from(dice.chance(out_of_use_per_mille))).sum();
    let reason = match (unusable, household.kind, household.residents.is_empty()) {
        (0, ..) => "",
        (_, Kind::Foster, true) => dice.weighted(&[
            ("carer_circumstances", 600),
            ("staying_put", 250),
            ("reserved", 100),
            ("other", 50),
        ]),
        (_, Kind::Foster, false) => {
            dice.weighted(&[("resident_matching", 450), ("carer_circumstances", 350), ("staying_put", 200)])
        }
        _ => dice.weighted(&[
            ("staffing", 450),
            ("resident_matching", 350),
            ("building", 100),
            ("reserved", 100),
        ]),
    };
    Entry {
        home,
        id: id(home),
        usable: household.places - unusable,
        reason,
        parent_and_child: household.kind == Kind::ParentAndChild
            || (household.kind == Kind::Foster && household.places >= 2 && dice.chance(120)),
        contract: None,
        fee: None,
        risks_excluded: vec![],
    }
}

/// Leaves out the risks that a home does not accept and that no child who lives there brings.
pub(super) fn exclude_risks(seed: u64, entries: &mut [Entry], homes: &[Household], facts: &[Facts]) {
    for entry in entries {
        let dice = &mut Dice::new(seed, Purpose::Register, 1 + entry.home);
        let home = &homes[entry.home];
        let share = match home.kind {
            Kind::Foster => 330,
            Kind::ChildrensHome | Kind::School => 160,
            Kind::Supported => 220,
            _ => 0,
        };
        let lived_with = |risk: &str| home.residents.iter().any(|&child| facts[child].risks.contains(&risk));
        for risk in ["fire_setting", "physical_harm", "sexual_harm", "animal_harm", "criminal_exploitation"] {
            if dice.chance(share) && !lived_with(risk) {
                entry.risks_excluded.push(risk);
            }
        }
    }
}

/// What the rows of the register are written from.
#[derive(Debug)]
pub(super) struct Register<'a> {
    pub(super) seed: u64,
    pub(super) people: &'a [Person],
    pub(super) ids: &'a [String],
    pub(super) simulation: &'a Simulation<'a>,
    pub(super) facts: &'a [Facts],
    pub(super) last: Day,
}

impl Register<'_> {
    /// `homes.csv`.
    pub(super) fn table(&self, entries: &[Entry]) -> Table {
        let mut table = Table::new(HOMES.columns);
        for entry in entries {
            let dice = &mut Dice::new(self.seed, Purpose::Register, 1_000_000 + entry.home);
            table.row(&self.row(dice, entry));
        }
        table
    }

    fn row(&self, dice: &mut Dice, entry: &Entry) -> Vec<String> {
        let home = &self.simulation.market.homes[entry.home];
        let provider = &self.simulation.market.providers.0[home.provider];
        let ages: Vec<i32> = home
            .residents
            .iter()
            .map(|&child| self.last.date().age_since(self.people[child].birth.date()).years().into())
            .collect();
        let from = ages.iter().copied().fold(home.ages.0, i32::min);
        let to = ages.iter().copied().fold(home.ages.1, i32::max);
        let to = if entry.parent_and_child { to.max(17) } else { to };
        let from = if entry.parent_and_child { 0 } else { from };
        let kin = home.kind == Kind::Kin;
        let connected = (kin && home.residents.len() == 1).then(|| self.ids[home.residents[0]].clone());
        let sleeps = home.places.max(1);
        vec![
            entry.id.clone(),
            home.urn.clone(),
            self.codes(dice, home).join(";"),
            provider.id.clone(),
            provider.name.clone(),
            home.sector.code().to_owned(),
            home.spot.authority().to_string(),
            home.spot.postcode(),
            home.places.to_string(),
            entry.usable.to_string(),
            entry.reason.to_owned(),
            if home.kind.fosters() && dice.chance(150) && sleeps > 1 { sleeps - 1 } else { sleeps }
                .to_string(),
            from.to_string(),
            to.to_string(),
            self.sexes(dice, home).to_owned(),
            self.approved_until(home),
            connected.unwrap_or_default(),
            String::new(),
            self.adaptations(dice, home).join(";"),
            self.communication(dice, home).join(";"),
            support(dice, home, entry).join(";"),
            levels(home.level).join(";"),
            entry.risks_excluded.join(";"),
            self.languages(dice, home).join(";"),
            dice.weighted(&[
                ("", 300),
                ("none;christian", 300),
                ("christian", 200),
                ("none", 120),
                ("muslim", 60),
                ("hindu;sikh", 20),
            ])
            .to_owned(),
            if home.kind.fosters() {
                dice.weighted(&[
                    ("WBRI", 760),
                    ("BAFR", 50),
                    ("BCRB", 50),
                    ("APKN", 60),
                    ("AIND", 40),
                    ("WOTH", 40),
                ])
            } else {
                ""
            }
            .to_owned(),
            dice.weighted(&[("", 300), ("yes", 330), ("no", 370)]).to_owned(),
            registration(dice, home),
            judgement(dice, home).to_owned(),
            other_residents(dice, home, from, to).join(";"),
            entry.fee.clone().unwrap_or_default(),
            if entry.fee.is_some() { "week" } else { "" }.to_owned(),
            entry.contract.clone().unwrap_or_default(),
        ]
    }

    /// Kinds that the home may offer; always those under which its residents live.
    fn codes(&self, dice: &mut Dice, home: &Household) -> Vec<&'static str> {
        let mut codes = match home.kind {
            Kind::Kin => vec!["U1", "U3"],
            Kind::Foster if dice.chance(60) => vec!["U4", "U5", "U6"],
            Kind::Foster => vec!["U4", "U6"],
            Kind::ChildrensHome => vec!["K2"],
            Kind::Secure => vec!["K1"],
            Kind::Supported if self.last >= Day::of(2025, 3, 31) => vec!["K3"],
            Kind::Supported => vec!["H5"],
            Kind::School => vec!["S1"],
            _ => vec!["R3"],
        };
        let lived = home.residents.iter().filter_map(|&child| self.simulation.present(child));
        codes.extend(lived.map(|stay| stay.place.code()));
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    fn sexes(&self, dice: &mut Dice, home: &Household) -> &'static str {
        let any = |male: bool| home.residents.iter().any(|&child| self.people[child].male == male);
        let one_sex = home.kind != Kind::Kin && dice.chance(if home.kind.fosters() { 90 } else { 180 });
        match (one_sex, any(true), any(false), dice.chance(500)) {
            (true, false, _, true) | (true, false, true, _) => "F",
            (true, _, false, _) => "M",
            _ => "",
        }
    }

    /// A connected person is approved for 16 weeks at first (regulation 24).
    fn approved_until(&self, home: &Household) -> String {
        let since = home
            .residents
            .iter()
            .filter_map(|&child| self.simulation.present(child))
            .map(|stay| stay.carers_since);
        match since.max() {
            Some(since) if home.kind == Kind::Kin && since.until(self.last) < 112 => {
                (since + 112).date().to_string()
            }
            _ => String::new(),
        }
    }

    fn adaptations(&self, dice: &mut Dice, home: &Household) -> Vec<&'static str> {
        let shares = if home.kind.fosters() { [60, 30, 12, 6, 30, 40] } else { [250, 180, 60, 20, 120, 120] };
        let names = ["step_free", "ground_floor_bedroom", "wheelchair", "hoist", "bathroom", "sensory"];
        let needed =
            |name: &str| home.residents.iter().any(|&child| self.facts[child].adaptations.contains(&name));
        let has: Vec<bool> = shares.iter().map(|&share| dice.chance(share)).collect();
        names.into_iter().zip(has).filter(|(name, has)| *has || needed(name)).map(|(name, _)| name).collect()
    }

    fn communication(&self, dice: &mut Dice, home: &Household) -> Vec<&'static str> {
        let names = [("bsl", 15), ("esol", 150), ("makaton", 60)];
        let needed =
            |name: &str| home.residents.iter().any(|&child| self.facts[child].communication.contains(&name));
        let has: Vec<bool> = names.iter().map(|(_, share)| dice.chance(*share)).collect();
        names
            .into_iter()
            .zip(has)
            .filter(|((name, _), has)| *has || needed(name))
            .map(|((name, _), _)| name)
            .collect()
    }

    fn languages(&self, dice: &mut Dice, home: &Household) -> Vec<&'static str> {
        let mut languages = vec!["en"];
        if dice.chance(140) {
            languages.push(dice.weighted(&[
                ("urd", 3),
                ("pan", 2),
                ("ara", 2),
                ("pol", 2),
                ("kur", 1),
                ("pus", 1),
                ("som", 1),
            ]));
        }
        let needed = home.residents.iter().flat_map(|&child| &self.facts[child].languages);
        if home.kind == Kind::Kin {
            languages.extend(needed);
        }
        languages.sort_unstable();
        languages.dedup();
        languages
    }
}

fn support(dice: &mut Dice, home: &Household, entry: &Entry) -> Vec<&'static str> {
    let heavy = home.level == NeedLevel::Complex || !home.kind.fosters();
    let mut support = vec![];
    support.extend((heavy && dice.chance(800)).then_some("additional_supervision"));
    support.extend(dice.chance(if heavy { 600 } else { 150 }).then_some("therapeutic_support"));
    support.extend(dice.chance(150).then_some("respite_worker"));
    support.extend(dice.chance(100).then_some("school_taxi"));
    support.extend(entry.parent_and_child.then_some("parent_and_child"));
    support
}

fn levels(most: NeedLevel) -> Vec<&'static str> {
    NeedLevel::ALL.iter().filter(|level| **level <= most).map(|level| level.code()).collect()
}

fn registration(dice: &mut Dice, home: &Household) -> String {
    let opened = home.opened.date();
    match (home.kind, home.sector) {
        (Kind::Kin | Kind::Foster, OwnAuthority | OtherAuthority) | (Kind::School, _) => {
            format!("{opened}=not_required")
        }
        (Kind::Supported, _) if home.registered > home.opened => {
            format!("{}=registered", home.registered.date())
        }
        (Kind::ChildrensHome, Private | Voluntary) if home.residents.is_empty() && dice.chance(60) => {
            format!(
                "{opened}=registered;{}=restricted",
                (home.opened + 400).date().min(Day::of(2025, 1, 15).date())
            )
        }
        _ => format!("{opened}=registered"),
    }
}

fn judgement(dice: &mut Dice, home: &Household) -> &'static str {
    if home.kind == Kind::Kin {
        return "";
    }
    dice.weighted(&[
        ("outstanding", 140),
        ("good", 680),
        ("requires_improvement", 130),
        ("inadequate", 12),
        ("not_inspected", 38),
    ])
}

fn other_residents(dice: &mut Dice, home: &Household, from: i32, to: i32) -> Vec<String> {
    let taken = usize::from(home.others);
    (0..taken)
        .map(|_| {
            let sex = if dice.chance(560) { "M" } else { "F" };
            let age = dice.between(from, to);
            let risk = match home.kind {
                Kind::ChildrensHome if dice.chance(220) => {
                    dice.weighted(&[("+physical_harm", 6), ("+sexual_harm", 1), ("+fire_setting", 1)])
                }
                _ => "",
            };
            format!("{sex}{age}{risk}")
        })
        .collect()
}

/// Sets how each home is paid: its own fee or a contract.
pub(super) fn price(seed: u64, entries: &mut [Entry], simulation: &Simulation<'_>, prices: &Prices) {
    for entry in entries {
        let home = &simulation.market.homes[entry.home];
        let dice = &mut Dice::new(seed, Purpose::Register, 2_000_000 + entry.home);
        entry.contract = prices.contract(entry.home, home.provider);
        let fee = Prices::fee(dice, home);
        entry.fee = (!prices.sets_fee(entry.contract.as_deref())).then_some(fee);
    }
}

/// The id of a home by its position in the simulation.
pub(super) fn id(home: usize) -> String {
    format!("SYN-H{home:05}")
}
