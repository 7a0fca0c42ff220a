# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""Our side: `mohur sign`, `extend` and `verify`, and the test PKI whose addresses stand in its certificates."""

import json
import os
import socket
import subprocess
import time

from .places import MOHUR, PKI_TEST

ENVIRONMENT = {**os.environ, "MOHUR_ALLOW_NETWORKS": "127.0.0.0/8"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class TestPki:
    """Made and served for one run; OCSP, TSA, CRL and CA certificates on a free port of loopback."""

    def __init__(self, folder):
        self.folder = folder / "pki"
        port = free_port()
        self.base = f"http://127.0.0.1:{port}"
        subprocess.run([PKI_TEST, "build", "--data", self.folder, "--base-url", self.base], check=True, capture_output=True)
        self.server = subprocess.Popen([PKI_TEST, "serve", "--data", self.folder, "--port-file", folder / "pki-port"], stdout=subprocess.DEVNULL)
        while not (folder / "pki-port").exists():
            if self.server.poll() is not None:
                raise RuntimeError("mohur-pki-test does not serve")
            time.sleep(0.02)
        self.trust = self.folder / "trust"
        self.tsa = self.base + "/tsa"
        self.pin = (self.folder / "pin").read_text().strip()

    def p12(self, name):
        return str(self.folder / "p12" / f"{name}.p12")

    def certificate(self, name):
        return str(self.folder / "certs" / f"{name}.pem")

    def close(self):
        self.server.terminate()
        self.server.wait()


def run_json(*words):
    """The exit code and the JSON object that a command of ours prints."""
    done = subprocess.run([MOHUR, *map(str, words), "--json"], capture_output=True, env=ENVIRONMENT, check=False)
    try:
        return done.returncode, json.loads(done.stdout)
    except ValueError:
        return done.returncode, {"error": {"reason": done.stderr.decode(errors="replace").strip() or f"exit {done.returncode}"}}


def key_options(pki, key):
    options = ["--key", f"p12:{pki.p12(key['name'])}?pin-source={pki.folder / 'pin'}", "--certificate", pki.certificate("issuing-ca")]
    return options + (["--rsa-pss"] if key.get("pss") else [])


def sign(pki, files, row, level, key, output, present=None):
    """None when `output` was written, else the reason of the refusal. `present` is a detached signature over the same file."""
    words = ["sign", *files, "--format", row["format"], "--level", level, *key_options(pki, key), "--trust", pki.trust, "-o", output]
    if "packaging" in row:
        words += ["--packaging", row["packaging"]]
    if present is not None:
        words += ["--add-to", present]
    if row.get("normalise"):
        words += ["--normalise", output.with_suffix(".copy.pdf")]
    return reason_of(*run_json(*words, *row.get("options", []), "--tsa", pki.tsa))


def extend(pki, file, level, detached, output):
    words = ["extend", file, "--level", level, "--tsa", pki.tsa, "--trust", pki.trust, "--certificate", pki.certificate("issuing-ca"), "-o", output]
    for path in detached:
        words += ["--content", f"{path.name}={path}"]
    reason = reason_of(*run_json(*words))
    return "extend-format-unsupported" if reason and "unknown command" in reason else reason


def reason_of(code, answer):
    if code == 0:
        return None
    return answer.get("error", {}).get("reason", f"exit {code}")


def verify(file, trust, detached=(), offline=False, extra=()):
    """The exit code and verdict of `mohur verify`."""
    words = ["verify", file, "--trust", trust, *extra]
    for path in detached:
        words += ["--content", f"{path.name}={path}"]
    return run_json(*words, *(["--offline"] if offline else []))
