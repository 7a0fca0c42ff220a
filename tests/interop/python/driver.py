# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""The Python judges and peers behind a pipe: one JSON job a line on standard input, one JSON answer a line on standard output.

A job has a verb; whatever goes wrong with one job is its answer's "error", and the next job is not affected."""

import json
import logging
import sys

import foreign_signers
import pyhanko_judge
import signxml_judge
import take_apart

VERBS = {
    "pyhanko": pyhanko_judge.judge,
    "signxml": signxml_judge.judge,
    "take-apart": take_apart.take_apart,
    "sign-pyhanko": foreign_signers.sign_with_pyhanko,
    "sign-signxml": foreign_signers.sign_with_signxml,
    "sign-endesive": foreign_signers.sign_with_endesive,
}


def answer(job):
    try:
        return {"id": job.get("id"), **VERBS[job["verb"]](job)}
    except Exception as problem:  # noqa: BLE001 - the problem is the answer
        return {"id": job.get("id"), "error": f"{type(problem).__name__}: {problem}"}


def main():
    logging.disable(logging.CRITICAL)
    # Nothing but answers may reach the pipe, whatever a library prints.
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        answers.write(json.dumps(answer(json.loads(line))) + "\n")
        answers.flush()


main()
