#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""Files that come in are judged and time-stamped: signed, tampered, unsigned and revoked ones, an authority that is down and
comes back, and the evidence as `openssl ts` sees it."""

import base64
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parents[2] / "fault")]
from faulty_services import FaultyFront  # noqa: E402
from main_job import Pki, configure, expect, held, paper, post  # noqa: E402
from server_under_test import MOHUR, ROOT, Person, Server  # noqa: E402


def signed_by(pki, folder, name, level="B"):
    """A PDF with a signature of somebody outside, at the level that most people's programs give."""
    source, out = folder / "outside.pdf", folder / f"{name}.pdf"
    source.write_bytes(paper(name))
    out.unlink(missing_ok=True)
    read, write = os.pipe()
    os.write(write, pki.pin.encode() + b"\n")
    os.close(write)
    subprocess.run([MOHUR, "sign", source, "--format", "pades", "--level", level, "--key", f"p12:{pki.data}/p12/{name}.p12", "--pin-fd", str(read),
                    "--trust", pki.data / "trust", "-o", out], check=True, pass_fds=[read], stdout=subprocess.DEVNULL)
    os.close(read)
    return out.read_bytes()


def tampered(octets):
    """One letter on the page changed after it was signed."""
    assert octets.count(b"(Letter)") == 1
    return octets.replace(b"(Letter)", b"(Better)")


def register(person, subject, files):
    journal = person.ask("GET", "/api/v1/journals?direction=incoming")[1]["items"][0]["id"]
    return post(person, "/api/v1/documents", {"direction": "incoming", "kind": "letter", "subject": subject, "correspondent": "Vətəndaş",
                                              "files": [person.upload(urllib.parse.quote(name), octets) for name, octets in files], "journal_id": journal})


def wait_for(person, document, done, what, patience=60):
    """The document as soon as `done` holds of every file's reception."""
    deadline = time.monotonic() + patience
    while True:
        seen = person.ask("GET", f"/api/v1/documents/{document['id']}")[1]
        if all(done(one) for one in seen["reception"]):
            return seen
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: {json.dumps(seen['reception'])[:2000]}")
        time.sleep(0.1)


def history(person, document):
    return [event["event"] for event in person.ask("GET", f"/api/v1/documents/{document['id']}/history")[1]["items"]]


def check_evidence(person, pki, folder, file, octets):
    """Record, verdict and token as they were stored, checked by OpenSSL with the anchor alone."""
    status, evidence = person.ask("GET", f"/api/v1/files/{file['file_id']}/reception")
    expect("evidence", status, 200)
    record = json.loads(evidence["record"])
    digest = lambda data: "sha-256:" + base64.b64encode(hashlib.sha256(data).digest()).decode()  # noqa: E731
    expect("record names the file", record["content"], {"digest": digest(octets), "size": len(octets)})
    expect("record names the verdict", record["verdict"], digest(evidence["verdict"].encode()))
    expect("record names the material", record["material"], sorted({one["digest"] for one in evidence["material"]}))
    (folder / "token.der").write_bytes(base64.b64decode(evidence["token"]))
    untrusted = folder / "ca.pem"
    untrusted.write_text((pki.data / "certs/issuing-ca.pem").read_text())
    done = subprocess.run(["openssl", "ts", "-verify", "-token_in", "-in", folder / "token.der", "-digest", hashlib.sha256(evidence["record"].encode()).hexdigest(),
                           "-CAfile", pki.data / "trust/root.pem", "-untrusted", untrusted], capture_output=True, text=True)
    expect(f"openssl ts -verify {done.stderr}", done.returncode, 0)
    return evidence


def judged_at_once(aynur, pki, folder):
    signed = signed_by(pki, folder, "signer")
    files = [("ərizə.pdf", signed), ("əlavə.pdf", paper("imzasız")), ("dəyişdirilmiş.pdf", tampered(signed)),
             ("ləğv.pdf", signed_by(pki, folder, "signer-revoked")), ("şəkil.jpg", b"\xff\xd8\xff\xe0 no signature here")]
    letter = register(aynur, "Ərizə", files)
    expect("one reception for each file", [one["name"] for one in letter["reception"]], [name for name, _ in files])
    expect("file ids", [one["file_id"] for one in letter["reception"]], [one["id"] for one in letter["files"]])
    seen = wait_for(aynur, letter, lambda one: one["state"] == "stamped", "all stamped")
    received = seen["reception"]
    expect("marks", [one["mark"] for one in received], ["valid", "unsigned", "not_valid", "unknown", "unsigned"])
    expect("signer", received[0]["signatures"][0]["signed_by"], "Məmmədov Anar Rəşad oğlu")
    expect("not time-stamped by the signer", received[0]["signatures"][0]["timestamped"], False)
    expect("sentence", received[2]["sentence"], "A signature is not valid")
    expect("reason", received[3]["signatures"][0]["sub_indication"], "REVOKED_NO_POE")
    expect("stamped", {one["timestamp"]["mark"] for one in received}, {"valid"})
    expect("the card is not touched", seen["etag"], letter["etag"])
    expect("events", (history(aynur, letter).count("reception.judged"), history(aynur, letter).count("reception.stamped")), (5, 5))
    evidence = check_evidence(aynur, pki, folder, received[0], signed)
    kinds = {one["kind"] for one in evidence["material"]}
    expect("material was fetched", {"certificate", "ocsp_response"} <= kinds, True)
    check_evidence(aynur, pki, folder, received[1], files[1][1])


def authority_comes_back(aynur, front):
    front.behaves = {"/tsa": "/tsa/down"}
    letter = register(aynur, "Vaxt möhürü olmayan gün", [("ərizə.pdf", paper("yenə"))])
    seen = wait_for(aynur, letter, lambda one: one["state"] != "pending", "judged without the authority")
    expect("verdict is kept, time-stamp pending", (seen["reception"][0]["state"], "timestamp" in seen["reception"][0]), ("judged", False))
    status, evidence = aynur.ask("GET", f"/api/v1/files/{seen['files'][0]['id']}/reception")
    expect("evidence without token", (status, "token" in evidence), (200, False))
    front.behaves = {"/tsa": "/tsa/unknown-ca"}
    for _ in range(7):  # the second attempt is made after five seconds
        time.sleep(1)
        expect("a liar stamps nothing", wait_for(aynur, letter, lambda one: True, "")["reception"][0]["state"], "judged")
    front.behaves = {}
    wait_for(aynur, letter, lambda one: one["state"] == "stamped", "stamped when the authority is back")


def a_moments_silence_is_no_verdict(server, aynur, pki, front, folder):
    signed = signed_by(pki, folder, "signer")
    front.behaves = {"/ocsp": "/ocsp/try-later", "/crl/issuing-ca.crl": "/crl/down/issuing-ca.crl"}
    letter = register(aynur, "OCSP susur", [("ərizə.pdf", signed)])
    deadline = time.monotonic() + 30
    while b'"revocation-unavailable"' not in (server.folder / "server.log").read_bytes():
        expect("silence is noticed", time.monotonic() < deadline, True)
        time.sleep(0.1)
    expect("pending", aynur.ask("GET", f"/api/v1/documents/{letter['id']}")[1]["reception"][0]["state"], "pending")
    front.behaves = {}
    seen = wait_for(aynur, letter, lambda one: one["state"] == "stamped", "judged when OCSP is back")
    expect("valid after all", seen["reception"][0]["mark"], "valid")


def others_see_nothing(server, aynur, document):
    elcin = Person(server, "elcin")
    elcin.sign_in()
    file = document["files"][0]["id"]
    expect("another agency", elcin.ask("GET", f"/api/v1/files/{file}/reception")[0], 404)
    draft = aynur.upload("draft.pdf", paper())
    expect("an upload has no reception", aynur.ask("GET", f"/api/v1/files/{draft}/reception")[0], 404)


def work(server, pki, front, folder):
    server.run("populate", str(ROOT / "tests/demo/agencies.json"))
    server.start()
    aynur = Person(server, "aynur")
    aynur.sign_in()
    judged_at_once(aynur, pki, folder)
    authority_comes_back(aynur, front)
    a_moments_silence_is_no_verdict(server, aynur, pki, front, folder)
    others_see_nothing(server, aynur, register(aynur, "Başqa", [("a.pdf", paper("a"))]))
    expect("stops in order", server.stop(), 0)
    report = json.loads(server.run("fsck", "--json"))
    expect(f"fsck {report}", report["ok"], True)
    expect("fsck counts", report["agencies"][0]["receptions"]["stamped"] >= 6, True)


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="mohur-reception-", dir="/tmp"))
    os.chmod(folder, 0o711)
    front = FaultyFront()
    pki = Pki(folder, front=front)
    os.environ.update({"SOFTHSM2_CONF": pki.conf, "MOHUR_ALLOW_NETWORKS": "127.0.0.0/8"})
    server = Server(folder)
    configure(server, pki)
    good = False
    try:
        work(server, pki, front, folder)
        good = True
    finally:
        if server.process and server.process.poll() is None:
            server.process.kill()
        pki.server.terminate()
        front.close()
        if good:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(f"reception: FAILED, data kept in {folder}")
    print(f"reception: {len(held)} checks held")


main()
