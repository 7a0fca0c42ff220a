# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""The judges, each with one question: does this file hold? An answer is an Opinion; no answer is never a yes."""

import dataclasses
import json
import os
import re
import subprocess

from . import install, product
from .pipes import Driver
from .places import HERE, OUT

ENGLISH = {**os.environ, "LC_ALL": "C.UTF-8"}


@dataclasses.dataclass
class Opinion:
    """What a judge said of a file. `holds` is None where it could not say (`says` tells why)."""

    holds: bool | None
    says: str
    formats: tuple = ()
    warnings: tuple = ()


@dataclasses.dataclass
class Exhibit:
    """A file to be judged: where it is, what it needs, and whether revocation answers may be fetched."""

    file: object
    detached: tuple
    offline: bool
    folder: object
    signer: str
    parts: dict | None = None


def told(signatures, timestamps, accepted):
    """One line for a list of verdicts, and whether all of them are accepted."""
    lines = []
    for one in [*signatures, *timestamps]:
        reason = f"/{one['sub_indication']}" if one.get("sub_indication") else ""
        problems = [error if isinstance(error, str) else error["code"] for error in one.get("errors", [])]
        lines.append(" ".join(filter(None, [one.get("format"), f"{one['indication']}{reason}", *problems])))
    holds = bool(signatures) and all(one["indication"] in accepted for one in signatures)
    return holds and all(one["indication"] == "PASSED" for one in timestamps), "; ".join(lines) or "no signature"


class Judges:
    """All judges of a run. `versions` has None for those that cannot be had, `missing` says why."""

    def __init__(self, pki):
        self.pki = pki
        self.versions = {}
        self.missing = {}
        self.drivers = {"dss": self.start_dss(), "python": self.start_python(), "verapdf": self.start_verapdf()}
        for name, words in (("xmlsec1", ["--version"]), ("openssl", ["version"]), ("pdfsig", ["-v"]), ("qpdf", ["--version"])):
            self.note(name, lambda name=name, words=words: install.tool_version(name, *words))
        OUT.mkdir(parents=True, exist_ok=True)
        self.anchors = OUT / "anchors.pem"
        self.anchors.write_bytes(b"".join(path.read_bytes() for path in sorted(pki.trust.iterdir())))

    def note(self, name, find):
        try:
            self.versions[name] = find()
            return True
        except install.Missing as why:
            self.versions[name], self.missing[name] = None, str(why)
            return False

    def start_java(self, project, version, main):
        classes = []
        if not self.note(project, lambda: (classes.append(install.java_project(project)), install.java_version_of(project, version))[1]):
            return None
        return Driver(["java", "-Xmx1500m", "-XX:+UseSerialGC", "-cp", classes[0], main], OUT / f"{project}.log")

    def start_dss(self):
        return self.start_java("dss", "dss.version", "org.mohur.interop.Main")

    def start_verapdf(self):
        return self.start_java("verapdf", "verapdf.version", "org.mohur.interop.PdfA")

    def start_python(self):
        python = []
        if not self.note("pyhanko", lambda: (python.append(install.python_environment()), install.python_version_of("pyhanko"))[1]):
            for name in ("signxml", "endesive"):
                self.versions[name], self.missing[name] = None, self.missing["pyhanko"]
            return None
        for name in ("signxml", "endesive"):
            self.versions[name] = install.python_version_of(name)
        return Driver([python[0], str(HERE / "python/driver.py")], OUT / "python.log")

    def ask(self, judge, exhibit):
        """The Opinion of a judge by name; `holds` is None when the judge is missing."""
        owner = judge.partition("-")[0]
        if owner != "mohur" and self.versions.get(owner) is None:
            return Opinion(None, "missing")
        try:
            return getattr(self, "ask_" + judge.replace("-", "_"))(exhibit)
        except Exception as problem:  # noqa: BLE001 - a judge that breaks has not accepted
            return Opinion(False, f"{type(problem).__name__}: {problem}")

    def ask_mohur(self, exhibit):
        code, verdict = product.verify(exhibit.file, self.pki.trust, exhibit.detached, exhibit.offline)
        if "signatures" not in verdict:
            return Opinion(False, json.dumps(verdict))
        holds, says = told(verdict["signatures"], verdict["timestamps"], ("TOTAL-PASSED",))
        errors = [error["code"] for error in verdict["errors"]]
        notes = [warning["code"] for one in verdict["signatures"] for warning in one["warnings"]]
        formats = tuple(one["format"] for one in verdict["signatures"])
        return Opinion(holds and code == 0, " ".join([says, *errors]), formats, tuple(notes))

    def ask_driver(self, driver, verb, exhibit, accepted):
        answer = self.drivers[driver].ask(
            verb=verb, file=str(exhibit.file), trust=str(self.pki.trust), online=not exhibit.offline, detached=[str(path) for path in exhibit.detached]
        )
        if "error" in answer:
            return Opinion(False, answer["error"])
        holds, says = told(answer["signatures"], answer["timestamps"], accepted)
        notes = [warning for one in answer["signatures"] for warning in one["warnings"]]
        return Opinion(holds, says, tuple(one["format"] for one in answer["signatures"] if one["format"]), tuple(notes))

    def ask_dss(self, exhibit):
        return self.ask_driver("dss", "judge", exhibit, ("TOTAL-PASSED",))

    def ask_pyhanko(self, exhibit):
        return self.ask_driver("python", "pyhanko", exhibit, ("TOTAL-PASSED",))

    def ask_signxml(self, exhibit):
        return self.ask_driver("python", "signxml", exhibit, ("PASSED",))

    def parts_of(self, exhibit):
        """The file taken apart, once for all judges that know only a part."""
        if exhibit.parts is None:
            driver = self.drivers["python"]
            exhibit.parts = (
                driver.ask(verb="take-apart", file=str(exhibit.file), folder=str(exhibit.folder), detached=[str(path) for path in exhibit.detached])
                if driver
                else {"error": "the file could not be taken apart without Python's packages"}
            )
        return exhibit.parts

    def run_on_parts(self, exhibit, kind, command):
        """One command for each part of a kind; all must say yes, and there must be one."""
        parts = self.parts_of(exhibit)
        if "error" in parts:
            return Opinion(None if self.drivers["python"] is None else False, parts["error"])
        says = []
        for part in parts[kind]:
            done = run_tool(command(part), cwd=part.get("folder"))
            says.append("OK" if done.returncode == 0 else last_line(done))
        return Opinion(bool(says) and set(says) == {"OK"}, "; ".join(says) or f"no part of kind {kind}")

    def ask_openssl_cms(self, exhibit):
        def command(part):
            content = ["-content", part["content"]] if part["content"] else []
            return ["openssl", "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", part["cms"], *content,
                    "-CAfile", str(self.anchors), "-purpose", "any", "-out", "/dev/null"]

        return self.run_on_parts(exhibit, "cms", command)

    def ask_openssl_ts(self, exhibit):
        return self.run_on_parts(exhibit, "tokens", lambda part: [
            "openssl", "ts", "-verify", "-token_in", "-in", part["token"], "-data", part["data"],
            "-CAfile", str(self.anchors), "-untrusted", self.pki.certificate("issuing-ca")])

    def ask_xmlsec1(self, exhibit):
        return self.run_on_parts(exhibit, "xml", lambda part: [
            "xmlsec1", "--verify", "--pubkey-cert-pem", self.pki.certificate(exhibit.signer), "--enabled-key-data", "key-name",
            "--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties", "--id-attr:Id", "http://www.w3.org/2000/09/xmldsig#:Object", part["file"]])

    def ask_pdfsig(self, exhibit):
        """pdfsig 22.12 also lists empty fields, and document timestamps, whose type it does not know: only signatures count."""
        done = run_tool(["pdfsig", "-nocert", str(exhibit.file)])
        blocks = [block for block in done.stdout.split("Signature #")[1:] if "Signature Type: unknown" not in block]
        verdicts = [verdict for block in blocks for verdict in re.findall("Signature Validation: (.*)", block)]
        return Opinion(bool(verdicts) and set(verdicts) == {"Signature is Valid."}, "; ".join(verdicts) or last_line(done))

    def ask_qpdf(self, exhibit):
        done = run_tool(["qpdf", "--check", str(exhibit.file)])
        return Opinion(done.returncode == 0, "OK" if done.returncode == 0 else last_line(done))

    def ask_verapdf(self, exhibit):
        answer = self.drivers["verapdf"].ask(file=str(exhibit.file), flavour="3b")
        return Opinion(bool(answer.get("compliant")), "PDF/A-3b" if answer.get("compliant") else "; ".join(answer.get("failed", [])) or answer.get("error", ""))

    def close(self):
        for driver in self.drivers.values():
            if driver is not None:
                driver.close()


def run_tool(words, cwd=None):
    return subprocess.run(words, capture_output=True, text=True, errors="replace", cwd=cwd, env=ENGLISH, timeout=300, check=False)


def last_line(done):
    """What a tool said at its end; for xmlsec1 the identifier that it does not know, which it says at the beginning."""
    unknown = re.search(r"FindByHref.*href=(\S+)", done.stderr)
    if unknown:
        return f"unknown identifier {unknown.group(1)}"
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return lines[-1] if lines else f"exit {done.returncode}"
