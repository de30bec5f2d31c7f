//! The steps from a request to the files of a synthetic authority.

use std::collections::BTreeMap;

use nearhome_model::{LegalStatus, NeedLevel};

use super::{
    SynthError, SynthRequest, SyntheticAuthority,
    children::{self, Children, Row},
    contracts::Prices,
    day::Day,
    dice::{Dice, Purpose},
    episodes,
    ground::Ground,
    kinds::Kind,
    market::Market,
    needs::{self, Facts},
    people::{self, Person, Population},
    providers::Providers,
    register::{self, Register},
    returns::Records,
    search::{self, Everyone, Moving, Search},
    simulation::{Simulation, Stay},
    truth::Truth,
};

/// Makes a synthetic authority in memory.
///
/// # Errors
///
/// [`SynthError::UnknownAuthority`] and [`SynthError::OutOfRange`] for a request that cannot be met.
pub fn generate(request: &SynthRequest) -> Result<SyntheticAuthority, SynthError> {
    check(request)?;
    let ground = Ground::around(&request.authority)?;
    let end_year = i32::from(request.end_year);
    let years = i32::from(request.years);
    let last = Day::last_of_collection(end_year);
    let first = Day::first_of_collection(end_year - years + 1);
    let wanted = request.children as usize;
    let mut population = people::population(request.seed, &ground, wanted, referrals(wanted), (first, last));
    for (index, person) in population.looked_after.iter_mut().chain(&mut population.referred).enumerate() {
        people::draw_need(request.seed, index, person, last);
    }
    let providers = Providers::new(&mut Dice::new(request.seed, Purpose::Providers, 0), wanted);
    let market = Market::new(request.seed, &ground, &providers);
    let looked_after = std::mem::take(&mut population.looked_after);
    let simulation = Simulation::run(request.seed, &looked_after, market, last);
    let files = Authority { request, ground: &ground, last, simulation }.files(&looked_after, population);
    Ok(SyntheticAuthority {
        authority: request.authority.clone(),
        end_year: request.end_year,
        years: request.years,
        files,
    })
}

fn check(request: &SynthRequest) -> Result<(), SynthError> {
    let ranges = [
        ("the number of children", request.children, 1, 20_000),
        ("the number of years", u32::from(request.years), 1, 10),
        ("the end year", u32::from(request.end_year), 2019, 2027),
    ];
    for (what, found, least, most) in ranges {
        if !(least..=most).contains(&found) {
            return Err(SynthError::OutOfRange { what, least, most, found });
        }
    }
    Ok(())
}

/// Children for whom a first home is sought: about one for every thirty in care.
fn referrals(children: usize) -> usize {
    children.div_ceil(30)
}

struct Authority<'a> {
    request: &'a SynthRequest,
    ground: &'a Ground,
    last: Day,
    simulation: Simulation<'a>,
}

impl<'a> Authority<'a> {
    fn files(mut self, people: &'a [Person], mut population: Population) -> BTreeMap<String, Vec<u8>> {
        let seed = self.request.seed;
        let ids: Vec<String> =
            (1..=people.len() + population.referred.len()).map(|number| format!("SYN{number:06}")).collect();
        let entries = register::entries(seed, &mut self.simulation, self.last);
        let mut searches = search::searches(seed, &self.simulation, self.last);
        let babies = self.babies(people.len(), &mut searches, &mut population.referred);
        let everyone = self.everyone(people, &population.referred, searches);
        let mut files = self.returns(people, &ids, &babies, &population.referred);
        self.register_files(&mut files, entries, people, &ids, &everyone);
        self.children_file(&mut files, &ids, &everyone, &babies);
        let all: Vec<&Person> = people.iter().chain(&population.referred).collect();
        files.insert("truth.json".to_owned(), Truth::new(self.request, self.ground, &all, &ids).into_bytes());
        files.insert("policy.toml".to_owned(), self.policy());
        files.insert("README.txt".to_owned(), self.readme());
        files
    }

    /// Makes one or two of the youngest referrals the newborn children of looked-after girls of 15 to 17.
    fn babies(
        &self,
        offset: usize,
        searches: &mut BTreeMap<usize, Search>,
        referred: &mut [Person],
    ) -> BTreeMap<usize, usize> {
        let mut babies = BTreeMap::new();
        let wanted = 1 + usize::from(referred.len() >= 20);
        let mothers: Vec<usize> =
            searches.keys().copied().filter(|&child| self.may_be_mother(child)).take(wanted).collect();
        let infants: Vec<usize> = (0..referred.len())
            .filter(|&nth| {
                let alone = referred.iter().filter(|other| other.family == referred[nth].family).count() == 1;
                alone && !referred[nth].unaccompanied()
            })
            .take(mothers.len())
            .collect();
        for (mother, nth) in mothers.into_iter().zip(infants) {
            let parent = &self.simulation.people[mother];
            let baby = &mut referred[nth];
            baby.birth = (self.last - 12).as_birth();
            baby.home = parent.home;
            baby.ethnicity = parent.ethnicity;
            baby.need = NeedLevel::Standard;
            baby.disabled = false;
            baby.periods[0].legal = vec![(self.last + 1, LegalStatus::Accommodated)];
            let search = searches.get_mut(&mother).expect("mothers are among the children with a search");
            *search = Search { moving: Moving::Needed, needed_by: Some(self.last + 10), ..Search::default() };
            babies.insert(mother, offset + nth);
        }
        babies
    }

    fn may_be_mother(&self, child: usize) -> bool {
        let person = &self.simulation.people[child];
        let age = self.last.age(person.birth);
        let stay = self.simulation.present(child);
        let kind = stay.is_some_and(|stay| matches!(stay.kind, Kind::Foster | Kind::Supported));
        !person.male
            && (15..=17).contains(&age)
            && kind
            && person.home.is_some()
            && self.last.until(person.birth.birthday(18)) > 90
    }

    fn returns(
        &self,
        people: &[Person],
        ids: &[String],
        babies: &BTreeMap<usize, usize>,
        referred: &[Person],
    ) -> BTreeMap<String, Vec<u8>> {
        let seed = self.request.seed;
        let episodes = episodes::episodes(seed, people, &self.simulation.stays, self.ground, self.last);
        let born = |baby: usize| referred[baby - people.len()].birth;
        let mothers = babies.iter().map(|(&mother, &baby)| (mother, born(baby))).collect();
        let records = Records { seed, people, ids, episodes: &episodes, mothers: &mothers };
        let end_year = i32::from(self.request.end_year);
        let mut files = BTreeMap::new();
        for year in end_year - i32::from(self.request.years) + 1..=end_year {
            records.collection(year, &mut files);
        }
        files
    }

    fn everyone<'b>(
        &'b self,
        people: &'b [Person],
        referred: &'b [Person],
        mut searches: BTreeMap<usize, Search>,
    ) -> All<'b> {
        let seed = self.request.seed;
        for (nth, person) in referred.iter().enumerate() {
            searches.insert(people.len() + nth, search::referral(seed, nth, person, self.last));
        }
        let persons: Vec<&Person> = people.iter().chain(referred).collect();
        let stays: Vec<Option<&Stay>> = (0..persons.len())
            .map(|child| if child < people.len() { self.simulation.present(child) } else { None })
            .collect();
        let facts = persons
            .iter()
            .enumerate()
            .map(|(child, person)| {
                let lives = stays[child].map(|stay| stay.spot).or(person.home);
                let lives = lives.unwrap_or_else(|| {
                    self.ground.inside(&mut Dice::new(seed, Purpose::Needs, 2_000_000 + child))
                });
                needs::facts(seed, child, person, self.ground, lives, self.last)
            })
            .collect();
        All { persons, stays, facts, searches }
    }

    fn register_files(
        &self,
        files: &mut BTreeMap<String, Vec<u8>>,
        mut entries: Vec<register::Entry>,
        people: &[Person],
        ids: &[String],
        all: &All<'_>,
    ) {
        let seed = self.request.seed;
        let homes = &self.simulation.market.homes;
        register::exclude_risks(seed, &mut entries, homes, &all.facts);
        let dice = &mut Dice::new(seed, Purpose::Providers, 1);
        let prices =
            Prices::new(dice, self.simulation.market.providers, &self.simulation, &entries, self.last);
        register::price(seed, &mut entries, &self.simulation, &prices);
        let register =
            Register { seed, people, ids, simulation: &self.simulation, facts: &all.facts, last: self.last };
        files.insert("homes.csv".to_owned(), register.table(&entries).into_bytes());
        files.insert("contracts.csv".to_owned(), prices.table().into_bytes());
    }

    fn children_file(
        &self,
        files: &mut BTreeMap<String, Vec<u8>>,
        ids: &[String],
        all: &All<'_>,
        babies: &BTreeMap<usize, usize>,
    ) {
        let seed = self.request.seed;
        let moving = |child: usize| all.searches.get(&child).map_or(Moving::Settled, |search| search.moving);
        let everyone = Everyone {
            people: all.persons.clone(),
            stays: all.stays.clone(),
            facts: &all.facts,
            moving: (0..all.persons.len()).map(moving).collect(),
        };
        let conflicts = everyone.conflicts(seed, self.last);
        let rows: Vec<Row<'_>> = all
            .searches
            .iter()
            .map(|(&child, search)| Row {
                child,
                person: all.persons[child],
                stay: all.stays[child],
                facts: &all.facts[child],
                search,
            })
            .collect();
        let homes: BTreeMap<usize, String> =
            (0..self.simulation.market.homes.len()).map(|home| (home, register::id(home))).collect();
        let siblings = children::sibling_groups(seed, &rows, babies);
        let file =
            Children { seed, last: self.last, ids, homes: &homes, conflicts: &conflicts, babies, siblings };
        files.insert("children.csv".to_owned(), file.table(&rows).into_bytes());
    }

    fn policy(&self) -> Vec<u8> {
        let (authority, name) = (self.ground.authority(), self.ground.name());
        format!(
            "# The policy of a fictional council in the area of {name}. Every other key has its default.\n\
             authority = \"{authority}\"\n"
        )
        .into_bytes()
    }

    fn readme(&self) -> Vec<u8> {
        let SynthRequest { children, years, seed, end_year, .. } = self.request;
        let (name, code) = (self.ground.name(), self.ground.authority());
        format!(
            "FICTIONAL DATA\n\n\
             Every child, family, home, provider and price in this folder was invented by a program. The postcode\n\
             sectors and the area of {name} ({code}) are real; the last two letters of each postcode are drawn at\n\
             random, so that a postcode points at nobody. Any likeness to a real person or home is chance.\n\n\
             Made with {children} children in care on 31 March {end_year}, {years} annual returns, seed {seed}.\n\
             truth.json holds what a council could not know: the parameters and each child's hidden facts.\n"
        )
        .into_bytes()
    }
}

/// Everyone on the last day: children in care and, after them, referrals.
struct All<'a> {
    persons: Vec<&'a Person>,
    stays: Vec<Option<&'a Stay>>,
    facts: Vec<Facts>,
    searches: BTreeMap<usize, Search>,
}
