//! Charges the weekly fee that the placement adds.

use crate::{Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S018: fee.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S018"),
    title: "fee",
    source: "section 22C(5), Children Act 1989: the most appropriate placement first, its price last",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "The pence a week that one more child adds: the contract's fee for the child's level of need \
        where the contract is in force on the day, nothing for a place of a block that is paid for \
        anyway, otherwise the home's own fee. Where none is known: the policy's `fees`.",
    why: "Among equally good placements the council owes value to its residents.",
    example: "A framework's enhanced tier at £950: 95,000 pence.",
    does_not_apply: "To a setting outside the register where the child stays, whose fee is not known.",
    check: Check::Charge { level: Level::WeeklyPence, weight: 1, assess },
};

fn assess(case: &Case<'_>, _: i64, charges: &mut Charges<'_>) {
    let Some(home) = case.home else { return };
    let contract = home
        .contract
        .as_ref()
        .and_then(|id| case.snapshot.contract(id))
        .filter(|contract| contract.in_force_on(case.date()));
    let by_contract = contract.and_then(|contract| contract.added_weekly_fee(case.child.needs.level));
    let (from, fee) = match (by_contract, home.weekly_fee) {
        (Some(fee), _) => ("contract", fee),
        (None, Some(fee)) => ("home", fee),
        (None, None) => ("assumed", case.policy.fees.weekly(home.kinds.iter().copied())),
    };
    charges.add(fee.pence(), || {
        let mut facts = vec![Fact::code("fee_from", from), Fact::new("weekly_fee", fee)];
        facts.extend(contract.map(|contract| Fact::new("contract", contract.id.clone())));
        facts
    });
}
