//! Providers of homes, with plainly invented names and numbers.

use nearhome_model::PlaceProvider::{self, OtherAuthority, OwnAuthority, Private, Voluntary};

use super::{dice::Dice, kinds::Kind};

/// A provider of one kind of home.
#[derive(Clone, Debug)]
pub(super) struct Provider {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) sector: PlaceProvider,
    /// Where it has a framework's tiers of fees: its level of prices, in thousandths.
    pub(super) prices: u32,
}

/// All providers.
#[derive(Debug)]
pub(super) struct Providers(pub(super) Vec<Provider>);

const WORDS: &[&str] = &[
    "Willow", "Lantern", "Harbour", "Juniper", "Meadow", "Compass", "Heron", "Orchard", "Beacon", "Kestrel",
    "Bramble", "Pebble", "Larch", "Saffron", "Tamarind", "Otter", "Skylark", "Thistle", "Marigold",
    "Foxglove",
];

impl Providers {
    /// The providers of an authority's market; a larger authority buys from more of them.
    pub(super) fn new(dice: &mut Dice, children: usize) -> Self {
        let scaled = |least: usize, per: usize| least + children / per;
        let mut providers = Self(vec![]);
        let own = "Council's own service";
        for (kind, sector, count, what) in [
            (Kind::Foster, OwnAuthority, 1, "fostering"),
            (Kind::ChildrensHome, OwnAuthority, 1, "children's homes"),
            (Kind::Supported, OwnAuthority, 1, "supported accommodation"),
            (Kind::Foster, Private, scaled(4, 120), "Fostering"),
            (Kind::Foster, Voluntary, scaled(1, 500), "Foster Care Charity"),
            (Kind::Foster, OtherAuthority, 2, "Council Fostering"),
            (Kind::ChildrensHome, Private, scaled(4, 80), "Children's Homes"),
            (Kind::ChildrensHome, Voluntary, 1, "Children's Trust"),
            (Kind::Secure, OtherAuthority, 1, "Council Secure Home"),
            (Kind::Secure, Private, 1, "Secure Care"),
            (Kind::Supported, Private, scaled(3, 150), "Supported Living"),
            (Kind::Supported, Voluntary, 1, "Youth Housing Charity"),
            (Kind::School, Private, 1, "Schools"),
            (Kind::School, Voluntary, 1, "School Trust"),
            (Kind::ParentAndChild, Private, 1, "Family Assessment"),
            (Kind::ParentAndChild, Voluntary, 1, "Family Charity"),
        ] {
            for _ in 0..count {
                let number = providers.0.len() + 1;
                let word = WORDS[number * 7 % WORDS.len()];
                let named = match sector {
                    OwnAuthority => format!("{own}, {what} (fictional)"),
                    _ => format!("Made-up {word} {what} {number} (fictional)"),
                };
                let id = format!("SYN-P{number:03}");
                providers.0.push(Provider {
                    id,
                    name: named,
                    kind,
                    sector,
                    prices: dice.between(880, 1_130).unsigned_abs(),
                });
            }
        }
        providers
    }

    /// A provider of a kind and sector.
    pub(super) fn one_of(&self, dice: &mut Dice, kind: Kind, sector: PlaceProvider) -> usize {
        let kind = if kind == Kind::Kin { Kind::Foster } else { kind };
        let fits = |provider: &Provider| provider.kind == kind && provider.sector == sector;
        let fitting: Vec<usize> = (0..self.0.len()).filter(|&index| fits(&self.0[index])).collect();
        *dice.one_of(&fitting)
    }

    /// Ofsted's number: the agency's for fostering, the home's own for all else.
    pub(super) fn urn(provider: usize, kind: Kind, home: usize) -> String {
        if kind.fosters() { format!("SC98{provider:04}") } else { format!("99{home:05}") }
    }
}
