"""`python -m bench.page`: `docs/figures.md` from the run that `results.json` keeps."""

from __future__ import annotations

import json
from pathlib import Path

_HERE = Path(__file__).parent
_PAGE = _HERE.parent / "docs" / "figures.md"
_HEAD = """\
# Figures

What a person waits for, measured by `make bench` and written here by `python -m bench.page`: one
run on {cores} shared cores, load average {low:.2f} to {high:.2f} ({machine}){quick}.
Machines differ, so only the ratios count: each figure stands against its limit in the same run.
"p99" is the time that 99 of 100 do not exceed. The great shop of row F1 has 1,000,000 clients,
3,000,000 devices and 5,000,000 orders; it is built once, kept in `~/.cache/intake-bench` (or
`INTAKE_BENCH`) and built anew only when the schema or its generator changes.

| row | what | ours | limit | ratio | goal | |
|---|---|---|---|---|---|---|
"""
_QUICK = ", a quick run with a fifth of the samples, others working on the machine"
_WHY = {
    "S1": "more than half of the difference is Python executing our own modules, frozen dataclasses"
    " above all; the form of 47 fields takes most of the rest. Screens other than the intake are"
    " built after the first paint.",
    "S2": "SQLAlchemy's import and the mapping of the classes, in the store lane.",
    "W1": "an intake also reads the owner's rules, calendar and queue, and checks itself; the raw"
    " side only writes.",
    "B2": "as W1, and in four commits where the raw side has one: labels begin to come out early.",
    "K1": "every letter is checked, kept in the draft and may be undone; a frame is not in danger.",
    "F1": "one box asks for every kind at once, the query by hand knows what it looks for; on a"
    " busy machine the p99 of the clock holds what other processes took.",
    "H1": "the raw side only writes. The hub reads each op, checks its signature (see the note),"
    " judges and merges it, all in one process of Python, which is one core.",
    "W7": "times at stages are folded by the shop's calendar, move by move, in Python.",
    "P1": "layout of the blocks, which the bare side is given ready.",
}


def main() -> None:
    """Write the page."""
    kept = json.loads((_HERE / "results.json").read_text("utf-8"))
    if "machine" not in kept:
        return  # of a benchmark before there was a page
    figures = kept["figures"]
    loads = kept["load"]
    head = _HEAD.format(
        cores=kept["cores"],
        machine=kept["machine"],
        quick=_QUICK if kept["quick"] else "",
        low=min(loads),
        high=max(loads),
    )
    lines = [
        f"| {one['row']} | {one['what']} | {one['ours_ms']:.2f} ms | {one['limit_ms']:.2f} ms,"
        f" {one['limit_is']} | {one['ratio']:.2f} | {one['goal']} |"
        f" {'' if one['reached'] else '**not reached** '}{one['note']} |"
        for one in figures
    ]
    missed = dict.fromkeys(one["row"] for one in figures if not one["reached"])
    why = [f"* {row}: {_WHY[row]}" for row in missed if row in _WHY]
    reasons = ["", "Why goals are not reached:", "", *why] if why else []
    _PAGE.write_text(head + "\n".join((*lines, *reasons)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
