# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""Why a judge may say something else: explained.json, each entry with its clause. An entry that nothing needed is told."""

import json
import re

from .places import HERE


class Explanations:
    def __init__(self, entries=None):
        self.entries = json.loads((HERE / "explained.json").read_text()) if entries is None else entries
        self.used = set()

    def find(self, cell, judge, opinion):
        """The reason for this judge's words on this cell, or None. `cell`, `judge` and `says` are regular expressions."""
        text = " ".join([*opinion.formats, opinion.says])
        for number, entry in enumerate(self.entries):
            if re.fullmatch(entry["judge"], judge) and re.fullmatch(entry["cell"], cell) and re.search(entry["says"], text):
                self.used.add(number)
                return entry["why"]
        return None

    def unused(self):
        return [entry["cell"] for number, entry in enumerate(self.entries) if number not in self.used]
