#!/usr/bin/env python3
"""Checks an answer to a matching problem: the twin of nearhome-check, in another language.

    python3 docs/check.py --problem p.json --solution s.json

Reads the same files (also those ending in .gz) and gives the same verdict: exit 0 and what was proved, exit 1
with the code and place of the first wrong claim, exit 2 where the files are no problem and solution. Why the
proofs are proofs: crates/nearhome-check/README.md. Python's integers have no end, so nothing overflows (there is
no C18). Written to be read, not to be fast: for some hundred children.
"""
import gzip
import json
import sys
from functools import cache
from itertools import chain
from math import gcd

SCALE, ALWAYS = 1 << 24, (-(1 << 63), (1 << 63) - 1)

class Rejected(Exception):
    """A claim is wrong."""

def refuse(code, place, fault):
    raise Rejected(f"{code} at {place}: {fault}")

def read(path, form, fields):
    def unique(pairs):
        if len(dict(pairs)) < len(pairs):
            raise ValueError("a field is given twice")
        return dict(pairs)

    def whole(text):
        raise ValueError(f"{text} is not a whole number")

    with sys.stdin.buffer if path == "-" else (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        value = json.loads(file.read(), object_pairs_hook=unique, parse_float=whole, parse_constant=whole)
    if value.pop("format") != form or set(value) - set(fields.split()):
        raise ValueError(f"{path} is no {form}, or has unknown fields")
    return value

class Problem:
    def __init__(self, file):
        self.levels, self.places = len(file["levels"]), [home["places"] for home in file["homes"]]
        self.unplaced = [child.get("unplaced") for child in file["children"]]
        self.stays = [child.get("stay") for child in file["children"]]
        self.options = {(o["child"], o["home"]): (o["cost"], o.get("places", 1)) for o in file["options"]}
        self.together = [(group["children"], group.get("split_cost")) for group in file.get("together", [])]
        self.apart = [(pair["children"], pair.get("cost")) for pair in file.get("apart", [])]
        self.alone, self.caps = file.get("alone", []), [(c["homes"], c["places"]) for c in file.get("caps", [])]
        self.limits = [(file["levels"].index(limit["level"]), limit["max"]) for limit in file.get("limits", [])]
        self.fixed = {fixed["child"]: fixed["home"] for fixed in file.get("fixed", [])}
        costs = [cost for cost, _ in self.options.values()] + [cost for _, cost in self.together + self.apart]
        costs = [cost for cost in costs + self.unplaced if cost is not None]
        if any(len(cost) != self.levels or min(cost) < 0 for cost in costs) or len(self.options) < len(file["options"]):
            raise ValueError("a cost has not one number a level, none negative; or a pair is given twice")
        if any(min(pair) < 0 or pair[1] >= len(self.places) for pair in self.options):
            raise ValueError("an option is out of range")
        self.grain = [gcd(*(cost[level] for cost in costs)) or 1 for level in range(self.levels)]
        self.unit = list(range(len(self.stays)))  # of each child, named by the smallest child
        for children, cost in self.together:
            roots = {self.unit[child] for child in children if cost is None}
            self.unit = [min(roots) if root in roots else root for root in self.unit]
        self.members = {root: [child for child, of in enumerate(self.unit) if of == root] for root in self.unit}
        self.pairs = [([self.unit[child] for child in pair], cost) for pair, cost in self.apart if self.meet(*pair)]
        self.groups = [[self.unit[child] for child in children] for children, _ in self.together]
        self.choices = {root: {} for root in self.members}  # home or None, with its cost
        for root, home in [(root, home) for root in self.members for home in [*range(len(self.places)), None]]:
            costs = [self.cost(child, home) for child in self.members[root]]
            costs += [cost for units, cost in self.pairs if units == [root, root] and home is not None]
            if None not in costs:
                self.choices[root][home] = [sum(level) for level in zip(*costs)]

    def cost(self, child, home):
        """What a child costs in a home (None: unplaced), None where that is not permitted."""
        is_permitted = self.fixed.get(child, home) == home
        cost = self.unplaced[child] if home is None else self.options.get((child, home), [None])[0]
        return cost if is_permitted else None

    def is_there(self, child, day):
        start, end = self.stays[child] or ALWAYS
        return start <= day < end

    def meet(self, one, other):
        return any(self.is_there(one, day) and self.is_there(other, day) for day in self.days([one, other]))

    def days(self, children):
        """When somebody arrives: at no other time does a load grow."""
        return sorted({(self.stays[child] or ALWAYS)[0] for child in children})

    def load(self, unit, home, day):
        there = [(child, self.options[child, home][1]) for child in self.members[unit] if self.is_there(child, day)]
        return sum(max(places, self.places[home]) if child in self.alone else places for child, places in there)

    def heads(self, unit, home, cap, day):
        return home in self.caps[cap][0] and sum(self.is_there(child, day) for child in self.members[unit])

def add(one, other, times=1):
    return [a + times * b for a, b in zip(one, other)]

def check_answer(problem, homes, claimed):
    """The answer must be allowed and cost what it says."""
    there = {home: [child for child, at in enumerate(homes) if at == home] for home in range(len(problem.places))}
    shares = lambda a, b: a != b and homes[a] is not None and homes[a] == homes[b] and problem.meet(a, b)
    loads = lambda children, load, day: sum(load(child) for child in children if problem.is_there(child, day))
    most = lambda children, load: max((loads(children, load, day) for day in problem.days(children)), default=0)
    is_split = lambda group: len({homes[child] for child in group}) > 1
    capped = lambda cap: [child for home in cap[0] for child in there[home]]
    placed = [home if home is None else problem.options.get((child, home)) for child, home in enumerate(homes)]
    sides = [cost for pair, cost in problem.apart if shares(*pair)]
    sides += [cost for group, cost in problem.together if is_split(group)]
    for code, what, wrong in [
        ("C02", "homes", [home is not None and not placed[child] for child, home in enumerate(homes)]),
        ("C03", "homes", [home is None and not problem.unplaced[child] for child, home in enumerate(homes)]),
        ("C10", "fixed", [homes[child] != home for child, home in problem.fixed.items()]),
        ("C04", "homes", (most(there[h], lambda c: placed[c][1]) > places for h, places in enumerate(problem.places))),
        ("C05", "alone", [any(shares(child, c) for c in there.get(homes[child], [])) for child in problem.alone]),
        ("C06", "together", [cost is None and is_split(group) for group, cost in problem.together]),
        ("C07", "apart", [cost is None and shares(*pair) for pair, cost in problem.apart]),
        ("C08", "caps", [most(capped(cap), lambda _: 1) > cap[1] for cap in problem.caps]),
    ]:
        for index, is_wrong in enumerate(wrong):
            is_wrong and refuse(code, f"{what}[{index}]", "is broken")
    costs = [placed[child][0] if home is not None else problem.unplaced[child] for child, home in enumerate(homes)]
    totals = sum_up(problem, costs + sides)
    for index, (level, maximum) in enumerate(problem.limits):
        totals[level] > maximum and refuse("C09", f"limits[{index}]", f"{totals[level]} is above {maximum}")
    totals == claimed or refuse("C11", "totals", f"{claimed}, recomputed {totals}")

def name(children, named, place):
    for index, child in enumerate(children):
        if not max([-1, *children[:index]]) < child < len(named) or named[child]:
            refuse("C19", f"{place}[{index}]", f"child {child} is unknown, not in order, or in another proof")
        named[child] = True

def flow_bound(problem, flow, named):
    """Least costs at prices of places, less what all places are worth; None: a child has no choice."""
    prices = {}
    for index, (home, price) in enumerate(flow["homes"]):
        is_known = max([-1, *prices]) < home < len(problem.places)
        if not is_known or len(price) != problem.levels or price < [0] * len(price):
            refuse("C14", f"certificate.flow.homes[{index}]", f"{price} is no price of home {home}")
        prices[home] = price
    name(flow["children"], named, "certificate.flow.children")
    least = {child: [problem.cost(child, None)] for child in flow["children"]}
    for (child, home), (cost, places) in problem.options.items():
        if child in least and problem.cost(child, home):
            is_free = problem.stays[child] or home not in prices
            least[child].append(list(cost) if is_free else add(cost, prices[home], places))
    least = [[cost for cost in costs if cost] for costs in least.values()]
    worth = [[-problem.places[home] * level for level in price] for home, price in prices.items()]
    return sum_up(problem, [*map(min, least), *worth]) if all(least) else None

class State:
    """What is possible at a node: live homes of all units, homes of decided ones, fates of groups."""

    def __init__(self, problem, own, live, decided, fates, is_closed):
        self.problem, self.own, self.decided, self.fates = problem, own, dict(decided), dict(fates)
        self.live, self.is_closed = {unit: set(homes) for unit, homes in live.items()}, is_closed

    def copy(self, own=None):
        return State(self.problem, own or self.own, self.live, self.decided, self.fates, self.is_closed)

    def residents(self, home):
        return [unit for unit, at in self.decided.items() if at == home and home is not None]

    def fits(self, unit, home):
        if home is None:
            return True
        problem, there = self.problem, [*self.residents(home), unit]
        children = lambda units: [child for unit in units for child in problem.members[unit]]
        is_full = lambda day: sum(problem.load(other, home, day) for other in there) > problem.places[home]
        meets = any(cost is None and unit in units and set(units) <= set(there) for units, cost in problem.pairs)
        fits = not any(problem.load(unit, home, day) and is_full(day) for day in problem.days(children(there)))
        for cap, (homes, places) in enumerate(problem.caps):
            counted = [(other, at) for other, at in self.decided.items() if at in homes] + [(unit, home)]
            for day in problem.days(children(other for other, _ in counted)):
                heads = sum(problem.heads(*other, cap, day) for other in counted)
                fits &= not problem.heads(unit, home, cap, day) or heads <= places
        return fits and not meets

    def strike(self, choices):
        """Strikes out choices and decides every unit with a single one left, until nothing changes."""
        for unit, home in choices:
            self.live[unit].discard(home)
        is_changed = True
        while is_changed and not self.is_closed:
            is_changed = False
            for unit in self.own:
                if unit not in self.decided:
                    self.live[unit] = {home for home in self.live[unit] if self.fits(unit, home)}
                    if len(self.live[unit]) == 1:
                        (self.decided[unit],), is_changed = self.live[unit], True
            self.is_closed = not all(self.live[unit] for unit in self.own)
        return self

def most(items, groups, free, forced=None):
    """The most that a permitted set of items gains, -inf where none is: taken or not, one by one.

    items: unit -> (gain, loads, {partner: loss or None}); groups: (units, gain, rule). What follows depends on
    the room left and on those taken with whom later items have a pair or a group.
    """
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 4 * len(items) + 1000))
    tied = {unit for units, _, rule in groups if rule.startswith("all") for unit in units}
    hope = {unit: items[unit][0] + sum(gain for units, gain, _ in groups if unit in units) for unit in items}
    order = [unit for unit in items if hope[unit] > 0 or unit in tied or unit == forced]
    first = {unit: next((day for day, load in enumerate(items[unit][1]) if load), len(free)) for unit in order}
    order.sort(key=lambda unit: (first[unit], unit))  # so that room on days gone by is all the same
    groups = [group for group in groups if group[0] <= set(order)]

    @cache
    def best(at, named, room):
        if at == len(order):
            return 0
        unit, later, values = order[at], set(order[at + 1 :]), [float("-inf")]
        room = tuple(0 if day < first[unit] else left for day, left in enumerate(room))
        gain, loads, partners = items[unit]
        left = tuple(free - load for free, load in zip(room, loads))
        losses = [partners[other] for other in partners if other in named]
        sides = [] if unit == forced else [(named, room, 0)]
        if min(left, default=0) >= 0 and None not in losses:
            sides.append((named | {unit}, left, gain - sum(losses)))
        for taken, room, value in sides:
            for units, gained, rule in [group for group in groups if unit in group[0] and not group[0] & later]:
                whole, none = units <= taken, not units & taken
                value += gained if whole else 0
                if not {"any": True, "not all": not whole, "all": whole, "all or nothing": whole or none}[rule]:
                    value = float("-inf")
            linked = {u for units, _, _ in groups if units & later for u in units} | {
                u for u in taken if later & set(items[u][2])}
            values.append(value if value == float("-inf") else value + best(at + 1, taken & linked, room))
        return max(values)

    return best(0, frozenset(), tuple(free))

def can_be_whole(state, units):
    """The homes that units have in common, None for unplaced."""
    return set.intersection(*(set(state.live[unit]) for unit in units))

class Proof:
    """A proof over households that is being read, with the units, groups and pairs that it counts."""

    def __init__(self, problem, given, place, units, groups, pairs):
        self.problem, self.given, self.place, self.units = problem, given, place, units
        self.least, self.open, self.groups, self.pairs = given["least"], 0, groups, pairs

    def price(self, state, bound, is_drop, place):
        """None where the bound closes the node, otherwise the options that it rules out."""
        problem, least, level = self.problem, self.least, bound.get("level")
        malformed = lambda fault: refuse("C20", place, fault)
        prices, rows, levels = dict(bound.get("units", [])), bound.get("caps", []), bound.get("levels", [])
        drops, weights = bound.get("drops", []), levels + ([] if level is None else [[level, SCALE]])
        set(prices) | {unit for unit, _ in drops} <= set(self.units) or malformed("a unit is not of this proof")
        is_bad = lambda at, count, weight: not 0 <= at < count or weight < 0
        any(is_bad(cap, len(problem.caps), w) for cap, _, w in rows) and malformed("no such cap, or a weight below 0")
        any(is_bad(at, problem.levels, w) for at, w in weights) and malformed("no such level, or a weight below 0")
        level is None or least is not None and level <= self.open or malformed(f"level {level} is not open yet")
        needed = 1 if level is None else least[level] + (level < self.open or is_drop)
        grain = 1 if level is None else problem.grain[level]
        reaches = lambda total: -(-total // (SCALE * grain)) * grain >= needed
        weigh = lambda cost: sum(weight * cost[at] for at, weight in weights)
        groups = [group for group in self.groups if group not in bound.get("without_groups", [])]
        total = sum(price for unit, price in prices.items() if unit not in state.decided)
        total += sum(weigh(problem.together[group][1]) for group in groups)
        others = [(unit, home) for unit, home in state.decided.items() if unit not in self.units]
        for cap, day, weight in rows:
            total -= weight * (problem.caps[cap][1] - sum(problem.heads(*other, cap, day) for other in others))
        for at, weight in levels:
            elsewhere = sum(problem.choices[unit][home][at] for unit, home in others) + self.certain(state, at)
            maxima = [maximum - elsewhere for limited, maximum in problem.limits if limited == at]
            maxima += [least[at]] if least is not None and at < self.open else []
            total -= weight * min(maxima or malformed(f"level {at} has no maximum"))
        households, drops = {}, [(unit, home) for unit, home in drops if home in state.live[unit]]
        for home in {home for unit in self.units for home in state.live[unit]}:
            base, *household = self.household(state, home, groups, prices, rows, weigh)
            households[home] = best, household = most(*household), household
            if base + best == float("-inf"):
                return None
            total -= base + best
        if not is_drop and reaches(total):
            return None
        for unit, home in drops:
            best, household = households[home]
            forced = best if unit in state.decided else most(*household, unit)
            if forced != float("-inf") and not reaches(total + best - forced):
                refuse("C22", place, f"the bound does not rule out home {home} for unit {unit}")
        return drops

    def certain(self, state, at):
        """What torn groups and decided pairs who meet pay on a level, where this proof does not count them."""
        problem, is_torn = self.problem, lambda units: len(set(units)) > 1 and not can_be_whole(state, units)
        groups = [number for number, units in enumerate(problem.groups) if number not in self.groups and is_torn(units)]
        home_of = lambda unit: state.decided.get(unit)
        meets = lambda one, other: one != other and home_of(one) is not None and home_of(one) == home_of(other)
        pairs = [cost for number, (units, cost) in enumerate(problem.pairs) if number not in self.pairs and meets(*units)]
        costs = [problem.together[number][1] for number in groups] + pairs
        return sum(cost[at] for cost in costs if cost)

    def household(self, state, home, groups, prices, rows, weigh):
        """What decided units gain in a home (-inf: they cannot be there), then items, groups and free places."""
        problem, residents, items, tied = self.problem, state.residents(home), {}, []
        days = problem.days(range(len(problem.unit))) if home is not None else []
        pairs = [pair for at, pair in enumerate(problem.pairs) if at in self.pairs or not pair[1]]
        pairs = [(units, cost) for units, cost in pairs if units[0] != units[1] and home is not None]
        base = -sum(weigh(cost) for units, cost in pairs if cost and set(units) <= set(residents))
        for unit in [unit for unit in self.units if home in state.live[unit]]:
            gain, partners = -weigh(problem.choices[unit][home]), {}
            gain -= sum(weight * problem.heads(unit, home, cap, day) for cap, day, weight in rows)
            if unit in state.decided:
                base += gain
                continue
            for units, cost in [pair for pair in pairs if unit in pair[0]]:
                other = units[units[0] == unit]
                if other in residents:
                    gain -= weigh(cost)
                else:
                    loss = partners.get(other, 0)
                    partners[other] = None if None in (cost, loss) else loss + weigh(cost)
            items[unit] = (gain + prices.get(unit, 0), [problem.load(unit, home, day) for day in days], partners)
        for group in groups:
            units, fate, gain = set(problem.groups[group]), state.fates.get(group), weigh(problem.together[group][1])
            inside, there = units & set(items), {unit for unit in units if state.decided.get(unit, -1) == home}
            if units - inside - there:
                tied += [({unit}, 0, "not all") for unit in inside if fate == "whole"]
                base -= float("inf") if fate == "whole" and there & set(self.units) else 0
            elif inside and fate == "torn":
                tied.append((inside, 0, "not all"))
            elif inside:
                tied.append((inside, gain, "any" if fate is None else "all" if there else "all or nothing"))
            else:
                base = base - float("inf") if fate == "torn" else base + gain
        free = [problem.places[home] - sum(problem.load(unit, home, day) for unit in residents) for day in days]
        return base, items, tied, free

    def apply(self, state, bound, is_drop, place):
        drops = None if state.is_closed else self.price(state, bound, is_drop, place)
        state.is_closed = drops is None
        state.strike(drops or [])

    def decide(self, state, decision, is_named, place):
        """The node on one side of a decision."""
        ((kind, what),), state = decision.items(), state.copy()
        if kind == "take":
            what[0] in self.units or refuse("C20", place, f"unit {what[0]} is not of this proof")
            return state.strike([(what[0], home) for home in state.live[what[0]] if (home == what[1]) != is_named])
        what in self.groups or refuse("C20", place, f"group {what} is not of this proof")
        state.fates[what] = "whole" if (kind == "whole") == is_named else "torn"
        return state

    def read_tree(self, root, steps):
        """Reads nodes in pre-order until both sides of every decision are closed."""
        nodes = [root.copy()]
        while nodes:
            state, step = nodes.pop(), None
            while step != "end" and "branch" not in (step or {}):
                index, step = next(steps, (None, None)) if steps else (None, None)
                place = f"{self.place}.steps[{index}]"
                step or refuse("C20", f"{self.place}.steps", "they end within a tree")
                "drop" in step and refuse("C20", place, "drops for good within a tree")
                "bound" in step and self.apply(state, step["bound"], False, place)
            step == "end" and (state.is_closed or refuse("C21", place, "the node is not closed"))
            nodes += [self.decide(state, step["branch"], side, place) for side in (False, True) if step != "end"]

    def read(self, state):
        """Reads steps and, where these do not suffice, parts."""
        state, steps = state.copy(self.units).strike([]), enumerate(self.given.get("steps", []))
        while not state.is_closed:
            while self.least and self.open < self.problem.levels and self.least[self.open] <= 0:
                self.open += 1
            index, step = next(steps, (0, None))
            if step is None:
                return self.open == self.problem.levels or self.read_parts(state)
            place = f"{self.place}.steps[{index}]"
            if "drop" in step:
                self.apply(state, step["drop"], True, place)
                continue
            self.open < self.problem.levels or refuse("C20", place, "a tree, but no level is open")
            self.read_tree(state, chain([(index, step)], steps))
            if self.least is None:
                return True
            self.open += 1
        return True

    def read_parts(self, state):
        """Divides what the proof counts among its parts, reads these and adds up."""
        problem, parts, part_of = self.problem, self.given.get("parts", []), {}
        parts or refuse("C23", self.place, f"level {self.open} is not proved")
        units = [units_of(problem, part, self.units, f"{self.place}.parts[{at}]") for at, part in enumerate(parts)]
        for at, unit in [(at, unit) for at, part in enumerate(units) for unit in part]:
            part_of.setdefault(unit, at) == at or refuse("C19", f"{self.place}.parts[{at}].children", "in two parts")

        def counts_in(members, is_open):
            undecided = {part_of.get(unit) for unit in members if unit not in state.decided}
            if len(undecided) == 1 and None not in undecided:
                return undecided.pop()
            return None if undecided and is_open else next((part_of[at] for at in members if at in part_of), None)

        groups = {at: counts_in(problem.groups[at], can_be_whole(state, problem.groups[at])) for at in self.groups}
        pairs = {at: counts_in(problem.pairs[at][0], True) for at in self.pairs}
        for at, part in enumerate(parts):
            counted = [[side for side, part in sides.items() if part == at] for sides in (groups, pairs)]
            Proof(problem, part, f"{self.place}.parts[{at}]", units[at], *counted).read(state)
        total = None if any(part["least"] is None for part in parts) else sum_up(problem, [p["least"] for p in parts])
        if total is not None and (self.least is None or total < self.least):
            refuse("C23", self.place, f"the parts sum to {total}, claimed {self.least}")

def sum_up(problem, costs):
    return [sum(level) for level in zip([0] * problem.levels, *costs)]

def units_of(problem, given, around, place):
    """The units of a proof, whole and of the proof around it."""
    children, least, last = given["children"], given["least"], len(problem.unit) - 1
    if children != sorted(set(children)) or children and not 0 <= children[0] <= children[-1] <= last:
        refuse("C19", f"{place}.children", "a child is unknown or not after the one before")
    units = sorted({problem.unit[child] for child in children})
    if not set(units) <= set(around) or sum(len(problem.members[unit]) for unit in units) != len(children):
        refuse("C19", f"{place}.children", "a unit is not whole, or not of the proof around this one")
    least is None or len(least) == problem.levels or refuse("C20", f"{place}.least", "not one number a level")
    return units

def proved_bound(problem, certificate):
    """What the proofs add up to, each of them verified; None: no answer exists."""
    named, flow = [False] * len(problem.unit), certificate.get("flow")
    bounds = [flow_bound(problem, flow, named)] if flow else []
    for index, given in enumerate(certificate.get("households", [])):
        place = f"certificate.households[{index}]"
        name(given["children"], named, f"{place}.children")
        units = units_of(problem, given, problem.members, place)
        can_split = lambda at: problem.together[at][1] and len(set(problem.groups[at])) > 1
        groups = [at for at, group in enumerate(problem.groups) if can_split(at) and set(group) <= set(units)]
        pairs = [at for at, (pair, _) in enumerate(problem.pairs) if set(pair) <= set(units)]
        state = State(problem, units, problem.choices, {}, {}, False)
        Proof(problem, given, place, units, groups, pairs).read(state)
        bounds.append(given["least"])
    return None if None in bounds else sum_up(problem, bounds)

def check_shortage(problem, children):
    """All must be placed, are there at once, and need more places than the homes open to them have."""
    wrong = lambda fault: refuse("C17", "certificate.shortage", fault)
    if children != sorted(set(children)) or not 0 <= children[0] <= children[-1] < len(problem.unit):
        wrong("a child is unknown or not after the one before")
    any(problem.cost(child, None) for child in children) and wrong("a child may stay unplaced")
    starts, ends = zip(*(problem.stays[child] or ALWAYS for child in children))
    max(starts) < min(ends) or wrong("the children are never there all at once")
    homes = [{home for c, home in problem.options if c == child and problem.cost(c, home)} for child in children]
    places = lambda child, open_to: [problem.options[child, home][1] for home in open_to]
    needs = [min(places(child, open_to), default=None) for child, open_to in zip(children, homes)]
    there = sum(problem.places[home] for home in set().union(*homes))
    None in needs or sum(needs) > there or wrong(f"{sum(needs)} places needed, {there} there")

def check(problem, file):
    """What is proved of an answer."""
    status, homes, totals, bound = file["status"], file.get("homes"), file.get("totals"), file.get("bound")
    is_answer, certificate = status in ("optimal", "feasible"), file.get("certificate", {})
    for what, is_wanted, length in [("homes", is_answer, len(problem.unit)), ("totals", is_answer, problem.levels),
            ("bound", is_answer or status == "unknown" and bound is not None, problem.levels)]:
        if (file.get(what) is not None) != is_wanted or is_wanted and len(file[what]) != length:
            refuse("C01", what, f"does not fit the status {status}")
    if certificate.get("shortage") and status != "infeasible":
        refuse("C17", "certificate.shortage", "given, although the status is not infeasible")
    if is_answer:
        check_answer(problem, homes, totals)
        if bound > totals or status == "optimal" and bound != totals:
            refuse("C12", "bound", f"{bound} beside totals {totals} and status {status}")
    proved = proved_bound(problem, certificate)
    if certificate.get("shortage"):
        proved = check_shortage(problem, certificate["shortage"])
    if status == "unknown" and bound is None:
        return "nothing claimed"
    if proved is None if bound is None else proved is None or proved >= bound:
        return "proved"
    verified = "feasibility and totals verified; the bound is "
    return f"{verified if is_answer else ''}not independently proved"

def main(words):
    if len(words) != 4 or words[::2] != ["--problem", "--solution"]:
        raise ValueError(__doc__)
    fields = "levels children homes options together apart alone caps limits fixed"
    problem = Problem(read(words[1], "nearhome-problem/1", fields))
    solution = read(words[3], "nearhome-solution/1", "status totals bound homes certificate")
    print(f"accepted: {solution['status']}: {check(problem, solution)}")

if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Rejected as rejection:
        sys.exit(print(f"rejected: {rejection}") or 1)
    except (OSError, LookupError, TypeError, ValueError, RecursionError) as error:
        sys.exit(print(f"unreadable: {error}", file=sys.stderr) or 2)
