# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""Where things lie: our programs, the drivers, the cache outside the checkout, the results."""

import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[3]
HERE = ROOT / "tests/interop"
OUT = ROOT / "build/interop"
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "mohur/interop"


def program(name, variable):
    """A program of ours: of the environment, of `./dev build`, or of the tree that was built."""
    tree = ROOT / "build" / os.environ.get("MOHUR_PRESET", "dev") / "bin" / name
    linked = ROOT / "build" / name
    return os.environ.get(variable) or str(linked if linked.exists() else tree)


MOHUR = program("mohur", "MOHUR")
PKI_TEST = program("mohur-pki-test", "MOHUR_PKI_TEST")
SAMPLE_PAPERS = program("mohur-sample-papers", "MOHUR_SAMPLE_PAPERS")
