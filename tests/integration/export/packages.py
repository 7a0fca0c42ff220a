# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""Exported case files as an archivist meets them: fetched over the API, checked offline, and damaged on purpose. Used by the test
`walk` and by the demo."""

import hashlib
import io
import json
import pathlib
import subprocess
import time
import zipfile

from main_job import expect, post
from server_under_test import MOHUR, ROOT


def fetch(person, case_file, folder, patience=60):
    """Asks for the package, waits until it is made, unpacks it below `folder`: (its path, the answer)."""
    path = f"/api/v1/case-files/{case_file}/exports"
    asked = post(person, path, None, 202)
    deadline = time.monotonic() + patience
    while asked["state"] == "waiting" and time.monotonic() < deadline:
        time.sleep(0.2)
        asked = person.ask("GET", f"{path}/{asked['id']}")[1]
    expect(f"the package {asked.get('reason', '')}", asked["state"], "ready")
    status, octets = person.ask("GET", f"{path}/{asked['id']}/content")
    expect("its size", (status, len(octets)), (200, asked["size"]))
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        top = {name.split("/")[0] for name in archive.namelist()}
        expect("one folder in the archive", len(top), 1)
        archive.extractall(folder)
    return pathlib.Path(folder) / top.pop(), asked


def validate(package, *trust):
    """(exit code, report) of `mohur package validate`."""
    words = [word for path in trust for word in ("--trust", str(path))]
    done = subprocess.run([MOHUR, "package", "validate", str(package), "--json", *words], capture_output=True)
    return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr.decode()


def check_independently(package, anchors):
    """(exit code, lines) of tests/demo/check-package, which uses no program of ours."""
    done = subprocess.run([str(ROOT / "tests/demo/check-package"), str(package), str(anchors)], capture_output=True, text=True)
    return done.returncode, (done.stdout + done.stderr).splitlines()


def flip(path, at=-2):
    octets = bytearray(path.read_bytes())
    octets[at] ^= 1
    path.write_bytes(octets)


def write_manifests(package):
    """What a forger does after a change: every list of checksums anew."""
    files = {kind: sorted(path for path in package.rglob("*") if path.is_file() and (path.relative_to(package).parts[0] == "data") == (kind == "manifest"))
             for kind in ("manifest", "tagmanifest")}
    for kind in ("manifest", "tagmanifest"):
        for algorithm in ("sha256", "sha512"):
            lines = [f"{hashlib.new(algorithm, path.read_bytes()).hexdigest()}  {path.relative_to(package)}\n"
                     for path in files[kind] if not path.name.startswith("tagmanifest-")]
            (package / f"{kind}-{algorithm}.txt").write_text("".join(lines))
