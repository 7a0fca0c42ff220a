# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""The matrix as cells: each row of matrix.json spreads over its levels, keys and inputs; each cell is signed, then judged."""

import dataclasses
import itertools
import pathlib

from . import product
from .install import Missing
from .judges import Exhibit, Opinion

LONG_TERM = ("LT", "LTA")
AGREE, EXPLAINED, UNEXPLAINED, ABSENT, NOT_RUN = "agree", "explained", "unexplained", "absent", "not run"


@dataclasses.dataclass
class Cell:
    """One square of the table. `outcome` is one of the five words above, `opinions` what each judge said."""

    id: str
    row: dict
    level: str = "B"
    key: str = "p256"
    input: str = ""
    outcome: str = ""
    note: str = ""
    file: pathlib.Path | None = None
    detached: tuple = ()
    opinions: dict = dataclasses.field(default_factory=dict)
    whys: list = dataclasses.field(default_factory=list)


def listed(matrix, kind, wanted):
    """The names a row asks for: "*" is all, "@name" a group, else a list."""
    if wanted == "*":
        return list(matrix[kind])
    if isinstance(wanted, str):
        return matrix["groups"][wanted.removeprefix("@")]
    return wanted


def cells_of(matrix, row):
    keys = listed(matrix, "keys", row.get("keys", ["p256"]))
    inputs = listed(matrix, "inputs", row["inputs"])
    for level, key, name in itertools.product(row.get("levels", ["B"]), keys, inputs):
        yield Cell(f"{row['name']}/{level}/{key}/{name}", row, level, key, name)


def expected_format(cell):
    """The format that a judge must recognise; empty where the row names none."""
    return cell.row.get("expect", "").format(level=cell.level)


class Bench:
    """Runs cells. Borrows the PKI, the peers, the inputs and the judges. Thread-safe but for making inputs."""

    def __init__(self, matrix, pki, peers, inputs, judges, folder):
        self.matrix = matrix
        self.pki = pki
        self.peers = peers
        self.inputs = inputs
        self.judges = judges
        self.folder = folder

    def make(self, cell):
        """Signs (or has signed) the cell's file. Sets `outcome` when there is nothing left to judge."""
        try:
            files = self.inputs.files(cell.input)
        except Missing as why:
            cell.outcome, cell.note = NOT_RUN, str(why)
            return
        if cell.row.get("unsigned"):
            cell.file = files[0]
            return
        folder = self.folder / cell.id
        folder.mkdir(parents=True, exist_ok=True)
        cell.file = folder / ("signed" + cell.row.get("suffix", ""))
        cell.detached = tuple(files) if cell.row.get("detached") else ()
        refusal = self.refusal_of(cell, files)
        if refusal is not None:
            self.weigh_refusal(cell, refusal)

    def refusal_of(self, cell, files):
        first = cell.row.get("extend_from")
        if first is None:
            return self.sign(cell, files, cell.level, cell.file)
        lower = cell.file.with_name("lower" + cell.row.get("suffix", ""))
        refusal = self.sign(cell, files, first, lower)
        return refusal if refusal or cell.outcome else product.extend(self.pki, lower, cell.level, cell.detached, cell.file)

    def sign(self, cell, files, level, output):
        if "by" in cell.row:
            return self.peer_refusal(cell, files, level, output)
        present = None
        for number in range(cell.row.get("times", 1)):
            target = output if number + 1 == cell.row.get("times", 1) else output.with_name(f"before-{number}{output.suffix}")
            refusal = product.sign(self.pki, files, cell.row, level, self.matrix["keys"][cell.key], target, present)
            if refusal:
                return refusal
            files, present = (files, target) if cell.detached else ([target], None)
        return self.countersign(cell, files, present, level) if "then" in cell.row else None

    def countersign(self, cell, files, present, level):
        """A second act on the finished file, as the row's member `then` says."""
        output = cell.file
        before = output.with_name("parent" + output.suffix)
        output.rename(before)
        files, present = (files, before) if present else ([before], None)
        return product.sign(self.pki, files, cell.row["then"], level, self.matrix["keys"][cell.key], output, present)

    def peer_refusal(self, cell, files, level, output):
        order = {name: cell.row[name] for name in ("format", "packaging", "certify") if name in cell.row}
        try:
            self.peers.many_times(cell.row.get("times", 1), output, by=cell.row["by"], inputs=files, level=level, key=cell.key, **order)
        except Missing as why:
            cell.outcome, cell.note = NOT_RUN, str(why)
        except RuntimeError as why:
            return str(why)
        return None

    def weigh_refusal(self, cell, refusal):
        """A refusal is agreed when the input says so, absent when the format is not built, else a disagreement."""
        agreed = self.matrix["inputs"][cell.input].get("refusal")
        cell.note = refusal
        if agreed == refusal:
            cell.outcome = AGREE
        elif "by" not in cell.row and refusal in self.matrix["not_built"]:
            cell.outcome = ABSENT
        else:
            cell.opinions["peer" if "by" in cell.row else "mohur-sign"] = Opinion(False, refusal)

    def exhibit(self, cell):
        key = self.matrix["keys"][cell.key]["name"]
        return Exhibit(cell.file, cell.detached, cell.level in LONG_TERM, cell.file.parent / "parts", key)

    def judges_of(self, cell):
        """The row's judges; a timestamp is judged only where the level has one."""
        names = [*self.matrix["judges"][cell.row["judges"]], *cell.row.get("also", [])]
        return [name for name in names if name != "openssl-ts" or cell.level != "B"]

    def judge(self, cell):
        if cell.outcome or cell.opinions:
            return
        ours = not cell.row.get("unsigned") and "by" not in cell.row and not cell.row.get("normalise") and cell.row["format"] == "pades"
        if ours and "refusal" in self.matrix["inputs"][cell.input]:
            cell.opinions["mohur-sign"] = Opinion(False, "signed what it should refuse")
            return
        exhibit = self.exhibit(cell)
        for name in self.judges_of(cell):
            cell.opinions[name] = self.judges.ask(name, exhibit)


def agrees(cell, name, opinion):
    """Whether a judge says what the row claims. A judge that is missing neither agrees nor disagrees."""
    if opinion.holds is None:
        return True
    if cell.row.get("refused"):
        return not opinion.holds
    wanted = expected_format(cell)
    return opinion.holds and (not opinion.formats or not wanted or wanted in opinion.formats)


def is_accepted(cell):
    """Whether somebody judged the cell's file and nobody disagrees."""
    said = [opinion.holds for opinion in cell.opinions.values() if opinion.holds is not None]
    return bool(said) and not cell.row.get("refused") and all(agrees(cell, *pair) for pair in cell.opinions.items())


def decide(cell, explanations):
    """Sets the outcome of a judged cell: each disagreement needs an explanation of its own."""
    if cell.outcome:
        return
    said = [opinion for opinion in cell.opinions.values() if opinion.holds is not None]
    if not said:
        cell.outcome, cell.note = NOT_RUN, "no judge at hand"
        return
    open_questions = 0
    for name, opinion in cell.opinions.items():
        if not agrees(cell, name, opinion):
            why = explanations.find(cell.id, name, opinion)
            cell.whys += [why] if why else []
            open_questions += why is None
    cell.outcome = UNEXPLAINED if open_questions else EXPLAINED if cell.whys else AGREE
