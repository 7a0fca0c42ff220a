# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""build/interop/summary.json for scripts, build/interop/report.md for people."""

import collections
import json

from .cells import ABSENT, AGREE, EXPLAINED, NOT_RUN, UNEXPLAINED, agrees
from .places import OUT

COUNTED = (AGREE, EXPLAINED, UNEXPLAINED)


def disagreements(cell):
    return {name: opinion.says for name, opinion in cell.opinions.items() if not agrees(cell, name, opinion)}


def summary(cells, versions):
    """The form that docs/interop.md promises; cells = agree + explained + unexplained."""
    counted = [cell for cell in cells if cell.outcome in COUNTED]
    return {
        "judges": versions,
        "cells": len(counted),
        "agree": sum(cell.outcome == AGREE for cell in counted),
        "unexplained": [{"cell": cell.id, "says": disagreements(cell)} for cell in counted if cell.outcome == UNEXPLAINED],
        "explained": [{"cell": cell.id, "why": " ".join(dict.fromkeys(cell.whys))} for cell in counted if cell.outcome == EXPLAINED],
    }


def mark(opinion, cell, name):
    if opinion is None:
        return ""
    if opinion.holds is None:
        return "–"
    if agrees(cell, name, opinion):
        return "yes" if opinion.holds else "no"
    return "**no**" if not opinion.holds else f"**{' '.join(opinion.formats) or 'yes'}**"


def tables(cells):
    """One table for each row of the matrix: a cell a line, a judge a column."""
    rows = {}
    for cell in cells:
        rows.setdefault(cell.row["name"], []).append(cell)
    for name, members in rows.items():
        judged = [cell for cell in members if cell.outcome in COUNTED]
        columns = list(dict.fromkeys(judge for cell in judged for judge in cell.opinions))
        yield f"\n### {name}\n\n{members[0].row.get('about', '')}\n"
        if judged:
            yield f"| cell | {' | '.join(columns)} | outcome |\n|---|{'---|' * (len(columns) + 1)}"
        for cell in judged:
            marks = " | ".join(mark(cell.opinions.get(column), cell, column) for column in columns)
            yield f"| {cell.id.removeprefix(name + '/')} | {marks} | {cell.outcome}{f' ({cell.note})' if cell.note else ''} |"
        for outcome in (ABSENT, NOT_RUN):
            others = collections.Counter(cell.note for cell in members if cell.outcome == outcome)
            yield from (f"\n{count} {outcome}: {note}" for note, count in others.items())


def warnings(cells):
    counted = collections.Counter(f"{name}: {warning}" for cell in cells for name, opinion in cell.opinions.items() for warning in set(opinion.warnings))
    return [f"- {text} ({count} cells)" for text, count in counted.most_common()] or ["none"]


def report(cells, result, missing, unused, preface):
    counts = collections.Counter(cell.outcome for cell in cells)
    lines = ["# What the outside judges say", "", *preface, ""]
    lines += ["| judge | version |", "|---|---|"]
    lines += [f"| {name} | {version or 'missing: ' + missing[name]} |" for name, version in result["judges"].items()]
    lines += ["", f"{result['cells']} cells: {result['agree']} agree, {len(result['explained'])} explained, {len(result['unexplained'])} unexplained; "
              f"beside them {counts[ABSENT]} of formats that are not built, {counts[NOT_RUN]} not run."]
    lines += ["", "## Unexplained", ""]
    lines += [f"- `{one['cell']}`: {'; '.join(f'{judge}: {says}' for judge, says in one['says'].items())}" for one in result["unexplained"]] or ["none"]
    lines += ["", "## Explained", ""]
    by_reason = {}
    for one in result["explained"]:
        by_reason.setdefault(one["why"], []).append(one["cell"])
    lines += [f"- {why}\n  {len(names)} cells: {', '.join(f'`{name}`' for name in names[:12])}{' …' if len(names) > 12 else ''}" for why, names in by_reason.items()] or ["none"]
    if unused:
        lines += ["", "Explanations that nothing needed: " + ", ".join(f"`{cell}`" for cell in unused)]
    lines += ["", "## Warnings of judges that accepted", "", *warnings(cells), "", "## Cells", "",
              "yes: accepted, of the expected format; no: refused, as expected; –: judge missing; bold: disagrees.", *tables(cells), ""]
    return "\n".join(lines)


def write(cells, versions, missing, unused, preface):
    result = summary(cells, versions)
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "summary.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    (OUT / "report.md").write_text(report(cells, result, missing, unused, preface))
    return result
