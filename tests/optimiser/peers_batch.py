#!/usr/bin/env python3
"""Solves every problem of a folder with one peer, in one process: peers_batch.py PEER PEERS_PY FOLDER

PEER: highs or cpsat (through peers.py, level by level) or mps (HiGHS reads our MPS files).
Prints one JSON line a problem: seed, status, totals, violations. The totals are recomputed from the answer by
peers.py, not taken from the solver's objective.
"""
import glob
import importlib.util
import json
import os
import sys


def load_peers(path):
    spec = importlib.util.spec_from_file_location("peers", path)
    peers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(peers)
    return peers


def solve_mps(path):
    """Status, objective and the values of the columns by name."""
    import highspy

    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.5)
    assert highs.readModel(path) == highspy.HighsStatus.kOk, path
    highs.run()
    status = highs.modelStatusToString(highs.getModelStatus())
    if status != "Optimal":
        return status.lower(), None, {}
    values = highs.getSolution().col_value
    names = [highs.getColName(column)[1] for column in range(highs.getNumCol())]
    return "optimal", round(highs.getInfo().objective_function_value), dict(zip(names, values))


def homes_of(problem, columns):
    homes = [None] * len(problem["children"])
    for name, value in columns.items():
        if name.startswith("x_") and value > 0.5:
            _, child, home = name.split("_")
            homes[int(child)] = int(home)
    return homes


def with_mps(peers, problem, stem):
    """Every MPS file of a problem must lead to the same totals; the last level's answer is returned."""
    violations, results = [], []
    for path in sorted(glob.glob(stem + ".*.mps")):
        status, objective, columns = solve_mps(path)
        totals = None
        if status == "optimal":
            homes = homes_of(problem, columns)
            totals, bad = peers.evaluate(problem, homes)
            violations += bad
            level = path.rsplit("level-", 1)[1][:-4] if "level-" in path else None
            if level is not None and objective != totals[int(level)]:
                violations.append(f"level {level}: objective {objective}, totals {totals}")
        results.append((path, status, totals))
    levels = [result for result in results if "level-" in result[0]]
    for path, status, totals in results:
        if "weighted" in path and (status, totals) != levels[-1][1:]:
            violations.append(f"weighted {status} {totals}, by level {levels[-1][1:]}")
    return levels[-1][1], levels[-1][2], violations


def with_peer(peers, solve, problem):
    status, homes = solve(problem, 60.0, 1)
    totals, violations = (None, []) if homes is None else peers.evaluate(problem, homes)
    return status, totals, violations


def main():
    peer, script, folder = sys.argv[1:]
    peers = load_peers(script)
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        problem = peers.load(path)
        if peer == "mps":
            status, totals, violations = with_mps(peers, problem, path[: -len(".json")])
        else:
            solve = {"highs": peers.with_highs, "cpsat": peers.with_cpsat}[peer]
            status, totals, violations = with_peer(peers, solve, problem)
        seed = int(os.path.basename(path)[: -len(".json")])
        print(json.dumps({"seed": seed, "status": status, "totals": totals, "violations": violations}))


if __name__ == "__main__":
    main()
