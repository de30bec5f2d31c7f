#!/usr/bin/env python3
"""Compares the findings of this software with those of the sector's validator, row by row.

  compare-ssda903.py --peer PEER --folder FOLDER --authority E09000027 [--postcodes FILE] [--examples N] [--markdown]

FOLDER holds ssda903/<year>/*.csv, <year> being the year in which the collection ends. PEER is the command that
prints the other validator's findings of one year as JSON: it is given the folder of the year, `--year`,
`--authority`, `--ruleset`, and `--last` with the folder of the year before; it prints
{"done": [...], "seconds": s, "flagged": {rule: {table: [physical rows]}}}.
Needs the example `return_findings`, which it builds and runs. Prints a line for each rule on which the two differ.
"""
import argparse, collections, json, pathlib, shlex, subprocess, sys

RULESETS = {2023: "lac2022_23", 2024: "lac2023_24", 2025: "lac2024_25", 2026: "lac2025_26", 2027: "lac2026_27"}

a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
a.add_argument("--peer", required=True)
a.add_argument("--folder", required=True)
a.add_argument("--authority", required=True)
a.add_argument("--postcodes")
a.add_argument("--examples", type=int, default=3)
a.add_argument("--cache", help="a folder in which the other validator's answers are kept")
z = a.parse_args()

root = pathlib.Path(z.folder) / "ssda903"
years = sorted(int(one.name) for one in root.iterdir() if one.name.isdigit())
tables = {"header": "Header", "episodes": "Episodes", "reviews": "Reviews", "uasc": "UASC", "oc2": "OC2", "oc3": "OC3",
          "ad1": "AD1", "placed_for_adoption": "PlacedAdoption", "previous_permanence": "PrevPerm", "missing": "Missing",
          "sw_episodes": "SWEpisodes", "dolo": "DoLo"}


def theirs(year):
    cache = pathlib.Path(z.cache) / f"{year}.json" if z.cache else None
    if cache and cache.exists():
        return json.loads(cache.read_text())
    ruleset = RULESETS[min(max(year, 2023), 2027)]
    command = shlex.split(z.peer) + [str(root / str(year)), "--year", str(year), "--authority", z.authority, "--ruleset", ruleset]
    if year - 1 in years:
        command += ["--last", str(root / str(year - 1))]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    text = text[text.index('{"ruleset"'):]
    if cache:
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text(text)
    return json.loads(text)


def ours():
    command = ["cargo", "run", "-q", "--release", "-p", "nearhome-data", "--example", "return_findings", "--", z.folder, z.authority]
    run = subprocess.run(command + ([z.postcodes] if z.postcodes else []), check=True, capture_output=True, text=True)
    found = collections.defaultdict(set)
    for line in run.stdout.splitlines():
        code, file, row = line.split("\t")
        if code.startswith("SSDA903-") and row:
            year, name = file.split("/")[1:3]
            found[code[8:].upper(), int(year)].add((tables.get(name[:-4].lower(), name), int(row)))
    return found, run.stderr.strip()


found, time_taken = ours()
rows, seconds, agreed, disagreed = collections.defaultdict(lambda: [0, 0, 0, []]), 0.0, 0, 0
silent = set()
for year in years:
    answer = theirs(year)
    seconds += answer["seconds"]
    done = {rule.upper() for rule in answer["done"]} | {rule.upper() for rule in answer["flagged"]}
    done |= {code for code, of_year in found if of_year == year}
    silent |= {rule.upper() for rule in answer["failed"]}
    for rule in sorted(done):
        flagged = next((tables_of for name, tables_of in answer["flagged"].items() if name.upper() == rule), {})
        other = {(table, row) for table, list_of in flagged.items() for row in list_of}
        own = found.get((rule, year), set())
        one = rows[rule]
        one[0] += len(own & other); one[1] += len(own - other); one[2] += len(other - own)
        one[3] += [f"{year} {table}:{row} ours" for table, row in sorted(own - other)[:z.examples]]
        one[3] += [f"{year} {table}:{row} theirs" for table, row in sorted(other - own)[:z.examples]]
print("rule\tboth\tours only\ttheirs only\texamples")
for rule, (both, mine, their, examples) in sorted(rows.items()):
    agreed += both; disagreed += mine + their
    if mine or their:
        print(f"{rule}\t{both}\t{mine}\t{their}\t{'; '.join(examples[:2 * z.examples])}")
same = sum(1 for _, mine, their, _ in rows.values() if not mine and not their)
print(f"{same} of {len(rows)} rules agree in every row; rows found by both {agreed}, by one alone {disagreed}", file=sys.stderr)
print(f"their seconds: {seconds:.2f}; ours, all years, files read: {time_taken}", file=sys.stderr)
if silent:
    print("rules that fail with an error there:", " ".join(sorted(silent)), file=sys.stderr)
