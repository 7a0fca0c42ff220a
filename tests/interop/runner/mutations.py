# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""The seeded mutation set: changed copies of accepted long-term signatures, judged offline by us and by EU DSS.

A file that we pass and DSS does not is a cell like any other and needs an explanation. The reverse is listed with our reasons:
we may be stricter."""

import collections
import pathlib
import random
import ssl

from . import cells
from .mutators import mutators_for

ROW = {"name": "mutations", "about": "Files that we pass and EU DSS does not.", "judges": [], "format": "", "by": "nobody"}


def bases_of(accepted):
    """One accepted file with all its material for each row."""
    chosen = {}
    for cell in accepted:
        if cell.level in cells.LONG_TERM and not cell.outcome and cells.is_accepted(cell):
            chosen.setdefault((cell.row["name"], cell.level), cell)
    return [chosen[name] for name in sorted(chosen)]


def stranger_of(bench):
    return ssl.PEM_cert_to_DER_cert(pathlib.Path(bench.pki.certificate("executor")).read_text())


def mutate(bases, count, seed, stranger, folder):
    """`count` changed files; the same seed over the same bases gives the same changes."""
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        base = bases[number % len(bases)]
        octets = base.file.read_bytes()
        for _ in range(20):
            mutator = chance.choice(mutators_for(octets, stranger))
            changed = attempt(mutator, octets, chance)
            if changed is not None and changed != octets:
                file = folder / f"{number:05}{base.file.suffix}"
                file.write_bytes(changed)
                name = f"mutations/{seed}.{number:05}/{mutator.__name__}/{base.row['name']}-{base.level}"
                yield cells.Cell(name, ROW, base.level, base.key, base.input, file=file, detached=base.detached)
                break


def attempt(mutator, octets, chance):
    """None where the change cannot be made to this file."""
    try:
        return mutator(octets, chance)
    except (ValueError, IndexError, UnicodeError):
        return None


def weigh(cell, ours, theirs):
    """Agreement is the same decision; only what we alone pass is open."""
    if theirs.holds is None:
        cell.outcome, cell.note = cells.NOT_RUN, "EU DSS is missing"
    elif ours.holds and not theirs.holds:
        cell.opinions = {"mohur": ours, "dss": theirs}
    else:
        cell.outcome = cells.AGREE


def stricter(judged):
    """Lines for the report: what DSS passes and we refuse, by what was done and our reason."""
    counted = collections.Counter()
    examples = {}
    for cell, ours, theirs in judged:
        if theirs.holds and not ours.holds:
            reason = (cell.id.split("/")[2], " ".join(sorted(set(ours.says.replace(";", " ").split()))))
            counted[reason] += 1
            examples.setdefault(reason, cell.id)
    lines = [f"- {mutator}: {says} ({counted[mutator, says]}, such as `{examples[mutator, says]}`)" for mutator, says in sorted(counted)]
    return ["## Changed files that EU DSS passes and we refuse", "", *(lines or ["none"]), ""]


def run(bench, accepted, count, seed, in_parallel):
    bases = bases_of(accepted)
    if not bases:
        return [], []
    folder = bench.folder / "mutations"
    folder.mkdir(parents=True, exist_ok=True)
    changed = list(mutate(bases, count, seed, stranger_of(bench), folder))
    judged = []

    def judge(cell):
        exhibit = bench.exhibit(cell)
        ours, theirs = bench.judges.ask("mohur", exhibit), bench.judges.ask("dss", exhibit)
        weigh(cell, ours, theirs)
        judged.append((cell, ours, theirs))

    in_parallel(judge, changed)
    both = sum(bool(ours.holds and theirs.holds) for _, ours, theirs in judged)
    lines = [f"Mutation set: {len(changed)} changed files from {len(bases)} bases, seed {seed}; {both} of them are still accepted by both.", ""]
    return changed, lines + stricter(judged)
