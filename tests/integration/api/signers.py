#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""Signatures by keys that are not at the server, through the API: Mobile-ID with every result, delay and lie of the simulator, and a
card behind Web eID, whose part `openssl` plays. What fails leaves the document unsigned under its number; what is good registers it."""

import base64
import http.client
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parents[2] / "fault")]
from delivery import free_port  # noqa: E402
from main_job import Pki, configure, expect, held, paper, post  # noqa: E402
from server_under_test import ROOT, Person, Server  # noqa: E402

SESSIONS = "/api/v1/signing-sessions"
ACCEPTED, DONE = 202, 201
# What the person is told when the certificate is asked for, or when the signature is.
REFUSED_AT_ONCE = {
    "+994500009999": (404, "mobile-id-not-client"), "+994500000021": (404, "mobile-id-not-client"),
    "+994500000031": (403, "certificate-of-other-person"), "+994500000032": (403, "no-trusted-chain"),
    "+994500000051": (503, "mobile-id-unavailable"), "+994500000052": (502, "mobile-id-answer-invalid"),
    "+994500000053": (502, "mobile-id-answer-invalid"), "+994500000054": (503, "mobile-id-not-authorised"),
    "12345": (400, "field-invalid"), "+99450": (400, "field-invalid"), "+9945000000a1": (400, "field-invalid"), "": (400, "field-invalid")}
REFUSED_LATER = {
    "+994500000011": "mobile-id-timeout", "+994500000012": "mobile-id-not-client", "+994500000013": "mobile-id-cancelled",
    "+994500000014": "mobile-id-hash-mismatch", "+994500000015": "mobile-id-phone-absent", "+994500000016": "mobile-id-delivery",
    "+994500000017": "mobile-id-sim", "+994500000018": "mobile-id-timeout", "+994500000019": "mobile-id-answer-invalid",
    "+994500000033": "signature-value-wrong", "+994500000034": "signature-value-wrong", "+994500000035": "signature-value-malformed",
    "+994500000036": "signature-value-malformed", "+994500000037": "signature-value-malformed", "+994500000038": "signature-value-wrong",
    "+994500000039": "mobile-id-answer-invalid", "+994500000040": "mobile-id-answer-invalid", "+994500000055": "mobile-id-request-refused",
    "+994500000056": "mobile-id-answer-invalid", "+994500000057": "mobile-id-unavailable", "+994500000058": "mobile-id-session-lost",
    "+994500000059": "mobile-id-unavailable", "+994500000060": "mobile-id-answer-invalid", "+994500000061": "mobile-id-answer-invalid",
    "+994500000003": "certificate-revoked"}


class Office:
    """The minister and letters that wait for him."""

    def __init__(self, server, pki):
        self.server, self.pki = server, pki
        self.anar = Person(server, "anar")
        self.anar.sign_in()
        people = {one["person"]["name"].split()[1]: one["id"] for one in self.anar.ask("GET", "/api/v1/assignments")[1]["items"]}
        self.seat = people["Anar"]
        self.letters = 0

    def letter(self):
        # No two papers alike: the value for one would be the value for the other.
        self.letters += 1
        draft = post(self.anar, "/api/v1/documents", {"direction": "outgoing", "kind": "letter", "subject": "Əməkdaşlıq haqqında çox uzun başlıqlı bir məktub",
                                                      "files": [self.anar.upload("sened.pdf", paper(f"Məktub {self.letters}"))]})
        post(self.anar, f"/api/v1/documents/{draft['id']}/routes", {"visa": [], "sign": [self.seat]})
        return draft["id"]

    def open(self, letter):
        return post(self.anar, SESSIONS, {"document_id": letter})

    def prepare(self, session, wanted=DONE, **wish):
        status, answer = self.anar.ask("POST", f"{SESSIONS}/{session['id']}/preparations", wish)
        expect(f"prepare {wish.get('phone', '')} {answer if status != wanted else ''}", status, wanted)
        return answer

    def hand_in(self, session, body, key=None, headers=None):
        return self.anar.ask("POST", f"{SESSIONS}/{session['id']}/signature-value", body, key=key, headers=headers)

    def ask_phone(self, letter, phone, **more):
        session = self.open(letter)
        prepared = self.prepare(session, means="mobile-id", phone=phone, **more)
        status, answer = self.hand_in(prepared, {"means": "mobile-id"})
        expect(f"asked {phone} {answer if status != ACCEPTED else ''}", (status, answer["state"]), (ACCEPTED, "redeemed"))
        return prepared

    def end_of(self, session, patience=40):
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            now = self.anar.ask("GET", f"{SESSIONS}/{session['id']}")[1]
            if now["state"] not in ("opened", "prepared", "redeemed"):
                return now
            time.sleep(0.1)
        raise AssertionError(f"session {session['id']} did not end")

    def unsigned(self, letter, index):
        now = self.anar.ask("GET", f"/api/v1/documents/{letter}")[1]
        expect("unsigned, number kept", (now.get("signatures", []), now["registration"]["index"], now["registration"]["state"]), ([], index, "numbered"))

    def signed(self, letter, index):
        now = self.anar.ask("GET", f"/api/v1/documents/{letter}")[1]
        expect("signed under its number", (now["state"], now["registration"]["index"], [one["mark"] for one in now["signatures"]]), ("registered", index, ["valid"]))


def control_code(session):
    """SK: the first six bits of what is signed and its last seven, four digits."""
    digest = base64.b64decode(session["digest"].split(":")[1])
    return f"{(digest[0] >> 2) * 128 + (digest[-1] & 0x7f):04d}"


def events(office, session):
    """The states of a session as the stream of events tells them."""
    connection = http.client.HTTPConnection("127.0.0.1", office.server.port, timeout=40)
    connection.request("GET", f"{SESSIONS}/{session['id']}", headers={"Cookie": office.anar.cookie, "Accept": "text/event-stream", "Accept-Language": "az"})
    answer = connection.getresponse()
    expect("event stream", (answer.status, answer.getheader("Content-Type")), (200, "text/event-stream; charset=utf-8"))
    told = [json.loads(line[6:]) for line in answer.read().decode().splitlines() if line.startswith("data: ")]
    connection.close()
    return told


def by_telephone(office):
    letter = office.letter()
    session = office.open(letter)
    expect("what he has", [one["kind"] for one in session["means"]], ["pkcs11", "web-eid", "mobile-id"])
    prepared = office.prepare(session, means="mobile-id", phone="+994 (50) 000-00-01")
    expect("control code before the PIN", (prepared["chosen"], prepared["control_code"]), ("mobile-id", control_code(prepared)))
    status, asked = office.hand_in(prepared, {"means": "mobile-id"}, key="ask-once")
    expect("asked", (status, asked["state"], asked["control_code"]), (ACCEPTED, "redeemed", prepared["control_code"]))
    status, again = office.hand_in(prepared, {"means": "mobile-id"}, key="ask-once")
    expect("the same request again", (status, again["state"]), (ACCEPTED, "redeemed"))
    status, problem = office.hand_in(prepared, {"means": "mobile-id"}, key="ask-twice")
    expect("another request", (status, problem["code"]), (409, "session-state"))
    status, problem = office.anar.ask("POST", f"{SESSIONS}/{session['id']}/preparations", {"means": "mobile-id", "phone": "+994500000001"})
    expect("no other preparation", (status, problem["code"]), (409, "session-state"))
    told = events(office, session)
    expect("told as it happens", [one["state"] for one in told], ["redeemed", "completed"])
    status, again = office.hand_in(prepared, {"means": "mobile-id"}, key="ask-once")
    expect("the same request after the end", (status, again["state"]), (DONE, "completed"))
    office.signed(letter, session["index"])


def several_certificates(office):
    letter = office.letter()
    session = office.open(letter)
    asked = office.prepare(session, means="mobile-id", phone="+994500000002")
    expect("two to choose from", [one["organization"] for one in asked["choices"]], ["Nümunə Nazirliyi", ""])
    before = session.get("digest")
    expect("nothing prepared for them", (asked.get("chosen"), asked.get("digest")), (session.get("chosen"), before))
    status, problem = office.anar.ask("POST", f"{SESSIONS}/{session['id']}/preparations", {"means": "mobile-id", "phone": "+994500000002", "choice": "00" * 32})
    expect("a choice that is none", (status, problem["code"]), (403, "certificate-of-other-person"))
    chosen = office.prepare(session, means="mobile-id", phone="+994500000002", choice=asked["choices"][1]["id"])
    expect("asked", office.hand_in(chosen, {"means": "mobile-id"})[0], ACCEPTED)
    expect("signed with the chosen one", office.end_of(session)["state"], "completed")
    office.signed(letter, session["index"])


def every_refusal(office):
    letter = office.letter()
    index = office.open(letter)["index"]
    for phone, (status, code) in REFUSED_AT_ONCE.items():
        problem = office.prepare(office.open(letter), wanted=status, means="mobile-id", phone=phone)
        expect(f"{phone}: {problem}", problem["code"], code)
    for phone, code in REFUSED_LATER.items():
        session = office.ask_phone(letter, phone)
        ended = office.end_of(session)
        expect(f"{phone}: {ended}", (ended["state"], ended["error"]), ("failed", code))
        expect(f"{code} is told", ended["error_text"] != code, True)
        texts = {language: office.anar.ask("GET", f"{SESSIONS}/{session['id']}", headers={"Accept-Language": language})[1]["error_text"] for language in ("az", "en")}
        expect(f"{code} in two languages", len(set(texts.values())), 2)
    office.unsigned(letter, index)
    ended = office.end_of(office.ask_phone(letter, "+994500000041"))
    expect("a service that stumbles twice", (ended["state"], ended["index"]), ("completed", index))


def given_up(office):
    letter = office.letter()
    session = office.ask_phone(letter, "+994500000004")
    time.sleep(0.5)
    expect("given up", office.anar.ask("DELETE", f"{SESSIONS}/{session['id']}")[0], 204)
    expect("ended", office.end_of(session)["state"], "abandoned")
    office.unsigned(letter, session["index"])
    expect("and signed later", office.end_of(office.ask_phone(letter, "+994500000001"))["state"], "completed")


def restarts(office):
    """Between the question and the answer the server dies, then is stopped in order; the person notices nothing."""
    for end in (office.server.kill, office.server.stop):
        letter = office.letter()
        session = office.ask_phone(letter, "+994500000005")
        time.sleep(1.5)
        end()
        office.server.start()
        office.anar.connection = None
        expect(f"completed after {end.__name__}", office.end_of(session, 60)["state"], "completed")
        office.signed(letter, session["index"])


def dies_while_asking(office):
    """Nobody knows whether the telephone rang: the attempt has failed, and the telephone is not asked again."""
    letter = office.letter()
    session = office.ask_phone(letter, "+994500000062")
    time.sleep(1.5)
    office.server.kill()
    office.server.start()
    office.anar.connection = None
    ended = office.end_of(session, 60)
    expect(f"not asked twice {ended}", (ended["state"], ended["error"]), ("failed", "remote-interrupted"))
    office.unsigned(letter, session["index"])


class Card:
    """An ID card: what the extension would do, by `openssl`."""

    def __init__(self, pki, name):
        self.key = pki.data / f"keys/{name}.pem"
        self.certificate = base64.b64encode((pki.data / f"certs/{name}.cer").read_bytes()).decode()

    def sign(self, session):
        digest = base64.b64decode(session["digest"].split(":")[1])
        der = subprocess.run(["openssl", "pkeyutl", "-sign", "-inkey", self.key, "-pkeyopt", "digest:sha256"], input=digest, capture_output=True, check=True).stdout
        numbers, at = [], 2
        for _ in range(2):
            size = der[at + 1]
            numbers.append(der[at + 2:at + 2 + size].lstrip(b"\0").rjust(32, b"\0"))
            at += 2 + size
        return base64.b64encode(b"".join(numbers)).decode()


def by_card(office):
    card, other = Card(office.pki, "signer"), Card(office.pki, "executor")
    own = {"Origin": f"http://127.0.0.1:{office.server.port}"}
    letter = office.letter()
    session = office.open(letter)
    for certificate, wanted in ((other.certificate, (403, "certificate-of-other-person")), ("AAAA", (400, "certificate-invalid")), ("?", (400, "field-invalid"))):
        problem = office.prepare(session, wanted=wanted[0], means="web-eid", certificate=certificate)
        expect(f"certificate: {problem}", problem["code"], wanted[1])
    expect("no certificate", office.prepare(session, wanted=400, means="web-eid")["code"], "field-missing")
    expect("no such means", office.prepare(session, wanted=404, means="fax")["code"], "means-unknown")
    first = office.prepare(session, means="web-eid", certificate=card.certificate)
    prepared = office.prepare(session, means="web-eid", certificate=card.certificate)
    value = {"means": "web-eid", "value": card.sign(prepared), "nonce": prepared["nonce"]}
    for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": own["Origin"] + ".evil.example"}):
        status, problem = office.hand_in(prepared, value, headers=headers)
        expect(f"origin {headers}", (status, problem["code"]), (403, "origin-differs"))
    status, problem = office.hand_in(prepared, {**value, "nonce": first["nonce"]}, headers=own)
    expect("nonce of another preparation", (status, problem["code"]), (409, "session-nonce"))
    other_letter = office.letter()
    elsewhere = office.prepare(office.open(other_letter), means="web-eid", certificate=card.certificate)
    status, problem = office.hand_in(elsewhere, {"means": "web-eid", "value": value["value"], "nonce": elsewhere["nonce"]}, headers=own)
    expect("value of another document", (status, problem["code"]), (502, "signature-value-wrong"))
    office.unsigned(other_letter, elsewhere["index"])
    status, done = office.hand_in(prepared, value, key="card", headers=own)
    expect(f"completed {done}", (status, done["state"]), (DONE, "completed"))
    expect("the same request again", office.hand_in(prepared, value, key="card", headers=own)[1]["state"], "completed")
    status, problem = office.hand_in(prepared, value, headers=own)
    expect("used once", (status, problem["code"]), (409, "session-state"))
    office.signed(letter, session["index"])
    for lie in (other.sign(elsewhere), base64.b64encode(bytes(64)).decode(), base64.b64encode(b"x").decode()):
        again = office.prepare(office.open(other_letter), means="web-eid", certificate=card.certificate)
        status, problem = office.hand_in(again, {"means": "web-eid", "value": lie, "nonce": again["nonce"]}, headers=own)
        expect(f"a lie {problem}", (status, problem["code"] in ("signature-value-wrong", "signature-value-malformed")), (502, True))
    office.unsigned(other_letter, elsewhere["index"])


def walk(server, pki):
    server.run("populate", str(ROOT / "tests/demo/agencies.json"))
    server.start()
    office = Office(server, pki)
    by_telephone(office)
    several_certificates(office)
    by_card(office)
    every_refusal(office)
    given_up(office)
    restarts(office)
    dies_while_asking(office)
    expect("stops in order", server.stop(), 0)
    log = (server.folder / "server.log").read_text()
    expect("no telephone number in the log", "+99450" in log, False)
    expect("fsck", json.loads(server.run("fsck", "--json"))["ok"], True)


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="mohur-signers-", dir="/tmp"))
    os.chmod(folder, 0o711)
    pki = Pki(folder)
    os.environ.update({"SOFTHSM2_CONF": pki.conf, "MOHUR_ALLOW_NETWORKS": "127.0.0.0/8"})
    server = Server(folder)
    configure(server, pki)
    port = free_port()
    server.config.write_text(json.dumps({**json.loads(server.config.read_text()), "listen_port": port, "public_url": f"http://127.0.0.1:{port}", "requests_per_minute": 10_000}))
    good = False
    try:
        walk(server, pki)
        good = True
    finally:
        if server.process and server.process.poll() is None:
            server.process.kill()
        pki.server.terminate()
        if good:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(f"signers: FAILED, data kept in {folder}")
    print(f"signers: {len(held)} checks held")


main()
