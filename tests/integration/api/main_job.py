# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""The main job through the HTTP API on real parts: PostgreSQL, SoftHSM2, and the test PKI's OCSP, CRL and TSA. Every step is
checked. Used by the test `walk` and by the demo."""

import hashlib
import http.client
import json
import os
import pathlib
import socket
import subprocess
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "fault"))
from server_under_test import ROOT, Person  # noqa: E402

PKI = os.environ.get("MOHUR_PKI_TEST", str(ROOT / "build/mohur-pki-test"))


class Pki:
    """The test PKI on a free port, with its tokens. With `front` (a FaultyFront) its certificates name that one's port."""

    def __init__(self, folder, port=0, front=None):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            back = probe.getsockname()[1]
        port = front.port if front else back
        self.data = folder / "pki"
        subprocess.run([PKI, "build", "--data", self.data, "--base-url", f"http://127.0.0.1:{port}"], check=True, stdout=subprocess.DEVNULL)
        tokens = json.loads(subprocess.run([PKI, "token", "--data", self.data, "--softhsm", folder / "hsm"], check=True, capture_output=True).stdout)
        self.module, self.conf = tokens["module"], tokens["softhsm2_conf"]
        self.keys = {key["name"]: key["uri"] for key in tokens["keys"]}
        self.pin_file = tokens["pin_file"]
        self.pin = pathlib.Path(self.pin_file).read_text().strip()
        self.url = f"http://127.0.0.1:{port}"
        self.server = subprocess.Popen([PKI, "serve", "--data", self.data, "--port", str(back)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if front:
            front.back_port = back
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", back), 1).close()
                return
            except OSError:
                time.sleep(0.05)

    def chain_file(self, name, folder):
        """The certificate of a key and its issuer, as the configuration wants them."""
        file = folder / f"{name}.pem"
        file.write_text((self.data / f"certs/{name}.pem").read_text() + (self.data / "certs/issuing-ca.pem").read_text())
        return str(file)


def configure(server, pki, tsa="/tsa"):
    person = lambda name, fin: {"id": name, "uri": pki.keys[name].split("?")[0], "certificate": pki.chain_file(name, server.folder), "fin": fin}  # noqa: E731
    seal = lambda name, agency: {"id": name, "uri": pki.keys[name].split("?")[0], "certificate": pki.chain_file(name, server.folder), "pin_source": pki.pin_file, "agency": agency}  # noqa: E731
    config = json.loads(server.config.read_text())
    config.update({
        "trust": [str(pki.data / "trust")], "timestamp_urls": [pki.url + tsa], "pkcs11_module": pki.module,
        "keys": [person("signer", "1AB2C3D"), seal("seal-ministry", "numune-nazirliyi"), seal("seal-agency", "sinaq-agentliyi")],
        "issuers": [str(pki.data / "certs/issuing-ca.pem")], "web_eid": True,
        "mobile_id": {"url": pki.url + "/mid-api", "relying_party_uuid": "00000000-0000-4000-8000-000000000001", "relying_party_name": "MOHUR"}})
    server.config.write_text(json.dumps(config))


held = []  # what was checked


def expect(what, got, wanted):
    if got != wanted:
        raise AssertionError(f"{what}: {got!r}, wanted {wanted!r}")
    held.append(what)


def post(person, path, body, wanted=201, **more):
    status, answer = person.ask("POST", path, body, **more)
    expect(f"POST {path} {answer if status != wanted else ''}", status, wanted)
    return answer


def paper(text="Sınaq məktubu"):
    """A one-page PDF of our own."""
    stream = b"BT /F1 24 Tf 72 700 Td (Letter) Tj ET %" + text.encode()
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)


def incoming_letter(aynur, anar, leyla, octets=None):
    session = aynur.sign_in()
    expect("power", "register" in session["assignment"]["powers"], True)
    journal = aynur.ask("GET", "/api/v1/journals?direction=incoming")[1]["items"][0]["id"]
    card = {"direction": "incoming", "kind": "letter", "subject": "Sorğu barədə", "correspondent": "Sınaq Agentliyi", "their_index": "12/3",
            "files": [aynur.upload(urllib.parse.quote("məktub.pdf"), octets or paper())], "journal_id": journal}
    letter = post(aynur, "/api/v1/documents", card, key="registration-1")
    expect("number", letter["registration"]["index"], "D-1/26")
    expect("repeated", post(aynur, "/api/v1/documents", card, key="registration-1")["id"], letter["id"])
    status, problem = aynur.ask("POST", "/api/v1/documents", {**card, "subject": "başqa"}, key="registration-1")
    expect("same key, other body", (status, problem["code"]), (422, "idempotency-mismatch"))
    status, problem = aynur.ask("POST", "/api/v1/documents", {**card, "colour": "red"})
    expect("unknown field", (status, problem["code"], problem["field"]), (400, "field-unknown", "colour"))
    anar.sign_in()
    people = {one["person"]["name"].split()[1]: one["id"] for one in anar.ask("GET", "/api/v1/assignments")[1]["items"]}
    resolved = post(anar, f"/api/v1/documents/{letter['id']}/resolutions", {
        "text": "Cavab layihəsi hazırlansın.", "executors": [people["Leyla"]], "working_days": 10, "control": True})
    expect("state", resolved["state"], "in_execution")
    leyla.sign_in()
    task = leyla.ask("GET", f"/api/v1/documents/{letter['id']}")[1]["resolutions"][0]["tasks"][0]
    expect("my task", task["mine"], True)
    return letter, task, people


TEXT = "Nazirlik sorğuda qaldırılan məsələyə baxmış və təklif olunan şərtləri qəbul edir."


def reply_facts():
    """What the executor himself has to say; the rest of the letter is on record."""
    return {"addressee": {"agency": "Sınaq Agentliyi", "person": "cənab İlqar Əliyev"}, "incoming": {"date": "2026-11-04"},
            "body": [TEXT], "executor": {"name": "L.Quliyeva", "phone": "(012) 555 01 23"}}


def reply(leyla, anar, aynur, letter, people, pki):
    """Drafted by the executor from the template, with an annex, and sent for the visa."""
    start = leyla.ask("GET", f"/api/v1/templates/official-letter/defaults?reply_to={letter['id']}")[1]
    expect("on record", (start["facts"]["incoming"], start["facts"]["addressee"], start["facts"]["agency"]["name"]),
           ({"number": "12/3"}, {"agency": "Sınaq Agentliyi"}, "Nümunə Nazirliyi"))
    expect("usual signatory", (start["signer"], start["facts"]["signer"]), (people["signer"], {"post": "Nazir", "name": "Anar Məmmədov"}))
    expect("not the writer's", {"/incoming/number", "/signer/name", "/agency/phone"} <= set(start["given"]), True)
    annex = leyla.upload(urllib.parse.quote("cədvəl.pdf"), paper("cədvəl"))
    draft = post(leyla, "/api/v1/documents", {
        "direction": "outgoing", "kind": "letter", "subject": "Sorğuya cavab", "template": "official-letter", "facts": reply_facts(),
        "files": [annex], "reply_to": letter["id"]})
    expect("files of a draft", [file["role"] for file in draft["files"]], ["main", "facts", "annex"])
    expect("to whom", draft["correspondent"], "Sınaq Agentliyi")
    routed = post(leyla, f"/api/v1/documents/{draft['id']}/routes", {"visa": [people["visa"]], "sign": [people["signer"]]})
    expect("state", routed["state"], "in_approval")
    return draft


def sign(anar, draft, pki):
    session = post(anar, "/api/v1/signing-sessions", {"document_id": draft["id"]})
    expect("prepared", session["state"], "prepared")
    index = session["index"]
    status, problem = anar.ask("POST", f"/api/v1/signing-sessions/{session['id']}/signature-value", {"means": "signer", "pin": "0000"})
    expect("wrong PIN", (status, problem["code"]), (403, "pin-incorrect"))
    again = post(anar, "/api/v1/signing-sessions", {"document_id": draft["id"]})
    expect("the number stays", again["index"], index)
    done = post(anar, f"/api/v1/signing-sessions/{again['id']}/signature-value", {"means": "signer", "pin": pki.pin})
    expect("completed", done["state"], "completed")
    status, problem = anar.ask("POST", f"/api/v1/signing-sessions/{again['id']}/signature-value", {"means": "signer", "pin": pki.pin})
    expect("used once", (status, problem["code"]), (409, "session-state"))
    signed = anar.ask("GET", f"/api/v1/documents/{draft['id']}")[1]
    expect("registered", (signed["state"], signed["registration"]["state"], signed["registration"]["index"]), ("registered", "registered", index))
    expect("verdict", signed["signatures"][0]["indication"], "TOTAL-PASSED")
    expect("mark", signed["signatures"][0]["mark"], "valid")
    return signed


def visa(rashad, anar, draft):
    rashad.sign_in()
    expect("not your step", anar.ask("POST", f"/api/v1/documents/{draft['id']}/visas", {})[0], 403)
    post(rashad, f"/api/v1/documents/{draft['id']}/visas", {"remark": "Etiraz yoxdur."})


def certificate(elcin, server):
    elcin.sign_in()
    templates = {one["name"]: one for one in elcin.ask("GET", "/api/v1/templates")[1]["items"]}
    facts = templates["employment-certificate"]["sample"]
    status, problem = elcin.ask("POST", "/api/v1/certificates", {"template": "employment-certificate", "facts": {**facts, "salary": "1"}})
    expect("fact outside the schema", (status, problem["code"]), (400, "fact-unknown"))
    wanted = post(elcin, "/api/v1/certificates", {"template": "employment-certificate", "facts": facts})
    issued = post(elcin, f"/api/v1/certificates/{wanted['id']}/issues", {})
    expect("issued", issued["state"], "issued")
    status, octets = elcin.ask("GET", f"/api/v1/files/{issued['file']['id']}/content")
    expect("download", (status, octets[:5]), (200, b"%PDF-"))
    anybody = http.client.HTTPConnection("127.0.0.1", server.port)

    def public(method, path, body=None, content_type="application/json"):
        anybody.request(method, path, body, {"Content-Type": content_type} if body else {})
        answer = anybody.getresponse()
        return answer.status, json.loads(answer.read())

    status, check = public("GET", f"/api/v1/verify/{issued['code']}")
    expect("by code", (status, check["status"], check["index"]), (200, "valid", issued["index"]))
    expect("subject is masked", "Nigar" in json.dumps(check, ensure_ascii=False), False)
    status, check = public("POST", "/api/v1/verify", json.dumps({"sha256": hashlib.sha256(octets).hexdigest()}))
    expect("by digest", (check["found"], check["file_matches"]), (True, True))
    status, check = public("POST", "/api/v1/verify", octets, "application/octet-stream")
    expect("by file", (check["found"], check["signatures"][0]["mark"]), (True, "valid"))
    at = octets.find(b"/MediaBox") + 12
    tampered = octets[:at] + bytes([octets[at] ^ 1]) + octets[at + 1:]
    status, check = public("POST", "/api/v1/verify", tampered, "application/octet-stream")
    expect("tampered", (check["found"], check["signatures"][0]["mark"]), (False, "not_valid"))
    anybody.request("GET", f"/verify/{issued['code']}")
    page = anybody.getresponse().read().decode()
    expect("page without script", ("Sənəd etibarlıdır" in page, "<script" in page), (True, False))
    return issued, octets, tampered


def finish(aynur, anar, leyla, letter, task):
    post(leyla, f"/api/v1/tasks/{task['id']}/reports", {"text": "Cavab göndərildi."})
    status, problem = leyla.ask("POST", f"/api/v1/tasks/{task['id']}/decisions", {"accept": True})
    expect("not the author", (status, problem["code"]), (403, "not-your-resolution"))
    done = post(anar, f"/api/v1/tasks/{task['id']}/decisions", {"accept": True})
    card = done["control"]["id"]
    status, problem = aynur.ask("POST", f"/api/v1/control-cards/{card}/removals", {"reason": "icra edilib"})
    expect("not the owner of control", status, 403)
    done = post(anar, f"/api/v1/control-cards/{card}/removals", {"reason": "icra edilib"})
    expect("control", done["control"]["state"], "removed")
    file_class = aynur.ask("GET", "/api/v1/file-classes")[1]["items"][0]["id"]
    case = post(aynur, "/api/v1/case-files", {"file_class_id": file_class, "year": 2026, "title": "Yazışma"})
    filed = post(aynur, f"/api/v1/documents/{letter['id']}/filings", {"case_file_id": case["id"]})
    expect("filed", (filed["state"], filed["case_file"]["id"]), ("filed", case["id"]))


def described_paths():
    """(method, path) of every operation in docs/openapi.yaml, with identifiers filled in."""
    path = ""
    for line in (ROOT / "docs/openapi.yaml").read_text().splitlines():
        if line.startswith("components:"):
            return
        if line.startswith("  /"):
            path = line.strip().rstrip(":").replace("{id}", "01a200c5-7c57-75e6-a196-ec2967951937").replace("{page}", "1").replace("{code}", "X").replace("{name}", "official-letter").replace("{export}", "01a200c5-7c57-75e6-a196-ec2967951937")
        elif path and line.strip() in ("get:", "post:", "patch:", "delete:") and line.startswith("    ") and line[4] != " ":
            yield line.strip().rstrip(":").upper(), path


def every_described_path_is_served(server):
    stranger = Person(server, "")
    operations = list(described_paths())
    expect("operations", len(operations) > 30, True)
    for method, path in operations:
        status, problem = stranger.ask(method, path, {} if method in ("POST", "PATCH") else None)
        code = problem.get("code", "") if isinstance(problem, dict) else ""
        expect(f"{method} {path}", (status == 405, code == "page-not-found"), (False, False))


def refusals(server, aynur, letter):
    status, problem = aynur.ask("PATCH", f"/api/v1/documents/{letter['id']}", {"subject": "x"})
    expect("no If-Match", (status, problem["code"]), (428, "precondition-required"))
    status, problem = aynur.ask("PATCH", f"/api/v1/documents/{letter['id']}", {"subject": "x", "reason": "düzəliş"}, headers={"If-Match": '"v1"'})
    expect("stale If-Match", (status, problem["code"]), (412, "version-stale"))
    stranger = Person(server, "gunel")
    expect("signed out", stranger.ask("GET", "/api/v1/today")[0], 401)
    stranger.sign_in()
    expect("another agency", stranger.ask("GET", f"/api/v1/documents/{letter['id']}")[0], 404)
    token, stranger.csrf = stranger.csrf, "wrong"
    expect("CSRF", stranger.ask("POST", "/api/v1/files?name=a", b"x", content_type="application/octet-stream")[1]["code"], "csrf-failed")
    stranger.csrf = token
    wrong = Person(server, "gunel")
    expect("wrong password", wrong.ask("POST", "/api/v1/sessions", {"user": "gunel", "password": "x"})[1]["code"], "login-failed")
