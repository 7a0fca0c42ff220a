# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""Letters from a template: what is refused and by which name, what a correction may touch, what the signed paper holds; and the
letter that was uploaded ready."""

import pathlib
import subprocess
import tempfile

from main_job import TEXT, expect, paper, post, reply_facts, sign

LETTER = {"direction": "outgoing", "kind": "letter", "subject": "Sorğuya cavab", "template": "official-letter"}


def refused(person, method, path, body, wanted, **more):
    """`wanted`: status, code and, where a member of the body is named, the member."""
    status, problem = person.ask(method, path, body, **more)
    expect(f"{method} {path} {wanted[1]}", (status, problem["code"], problem.get("field"))[:len(wanted)], wanted)


def wrong_facts(leyla, letter):
    """Everything that a draft refuses, before anything is stored."""
    ask = lambda facts, wanted, **card: refused(leyla, "POST", "/api/v1/documents", {**LETTER, "facts": facts, "reply_to": letter["id"], **card}, wanted)  # noqa: E731
    facts = reply_facts()
    ask({name: fact for name, fact in facts.items() if name != "body"}, (400, "fact-missing", "/facts/body"))
    ask({**facts, "stamp": "x"}, (400, "fact-unknown", "/facts/stamp"))
    ask({**facts, "body": []}, (400, "fact-invalid", "/facts/body"))
    ask({**facts, "body": [TEXT, "Salam 😀"]}, (400, "glyph-missing", "/facts/body/1"))
    ask({**facts, "agency": {"name": "Başqa Nazirlik"}}, (400, "fact-given", "/facts/agency/name"))
    ask({**facts, "incoming": {"number": "1", "date": "2026-11-04"}}, (400, "fact-given", "/facts/incoming/number"))
    ask(facts, (404, "template-missing"), template="employment-certificate")
    ask(facts, (404, "template-missing"), template="love-letter")
    ask(facts, (400, "field-invalid", "template"), direction="internal")
    ask(None, (400, "field-missing", "facts"))
    refused(leyla, "POST", "/api/v1/documents", {"direction": "outgoing", "kind": "letter", "subject": "x", "facts": facts}, (400, "field-missing", "template"))


def previews(leyla, letter):
    path = "/api/v1/templates/official-letter/previews"
    status, octets = leyla.ask("POST", path, {"facts": {}, "reply_to": letter["id"], "subject": "Sorğuya cavab"})
    expect("an empty letter can be looked at", (status, octets[:4]), (200, b"\x89PNG"))
    long = {**reply_facts(), "body": [TEXT] * 40}
    expect("second page", leyla.ask("POST", path, {"facts": long, "reply_to": letter["id"], "page": 2})[1][:4], b"\x89PNG")
    refused(leyla, "POST", path, {"facts": reply_facts(), "reply_to": letter["id"], "page": 2}, (400, "field-invalid", "page"))
    refused(leyla, "POST", path, {"facts": {"body": ["文"]}}, (400, "glyph-missing", "/facts/body/0"))
    templates = {one["name"]: one for one in leyla.ask("GET", "/api/v1/templates", headers={"Accept-Language": "az"})[1]["items"]}
    expect("labels in Azerbaijani", templates["official-letter"]["schema"]["properties"]["addressee"]["title"], "Kimə")


def corrections(leyla, rashad, letter, people):
    """A returned letter is corrected by its author alone, and only while it is his."""
    rashad.sign_in()
    draft = post(leyla, "/api/v1/documents", {**LETTER, "facts": reply_facts(), "reply_to": letter["id"], "files": [leyla.upload("e.pdf", paper())]})
    path = f"/api/v1/documents/{draft['id']}"
    refused(leyla, "POST", f"{path}/routes", {"visa": [], "sign": [people["visa"]]}, (409, "signatory-differs", "sign"))
    refused(leyla, "POST", f"{path}/routes", {"visa": [], "sign": [people["signer"], people["visa"]]}, (400, "signatory-single", "sign"))
    post(leyla, f"{path}/routes", {"visa": [people["visa"]], "sign": [people["signer"]]})
    held = leyla.ask("GET", f"{path}/draft")[1]
    expect("while others decide", held["changeable"], False)
    expect("for another reader", rashad.ask("GET", f"{path}/draft")[1]["changeable"], False)
    refused(leyla, "PATCH", f"{path}/draft", {"facts": reply_facts()}, (409, "state-not-allowed"), headers={"If-Match": held["etag"]})
    returned = post(rashad, f"{path}/refusals", {"reason": "Mətnə düzəliş lazımdır."})
    expect("sent back", returned["state"], "returned")
    better = {"facts": {**reply_facts(), "body": [TEXT, "İkinci abzas."]}, "subject": "Düzəldilmiş cavab", "correspondent": "Örnək Qurum"}
    refused(leyla, "PATCH", f"{path}/draft", better, (428, "precondition-required"))
    refused(leyla, "PATCH", f"{path}/draft", better, (412, "version-stale"), headers={"If-Match": held["etag"]})
    refused(rashad, "PATCH", f"{path}/draft", better, (403, "not-the-author"), headers={"If-Match": returned["etag"]})
    refused(leyla, "PATCH", f"{path}/draft", {"facts": {}}, (400, "fact-missing", "/facts/incoming/date"), headers={"If-Match": returned["etag"]})
    status, corrected = leyla.ask("PATCH", f"{path}/draft", better, headers={"If-Match": returned["etag"]})
    expect("corrected", (status, corrected["subject"], corrected["correspondent"], [file["role"] for file in corrected["files"]]), (200, "Düzəldilmiş cavab", "Örnək Qurum", ["main", "facts", "annex"]))
    held = leyla.ask("GET", f"{path}/draft")[1]
    expect("what it is made of", (held["facts"]["body"], held["facts"]["subject"], held["reply_to"], held["changeable"]),
           ([TEXT, "İkinci abzas."], "Düzəldilmiş cavab", letter["id"], True))
    status, bare = leyla.ask("PATCH", f"{path}/draft", {"facts": reply_facts(), "files": []}, headers={"If-Match": held["etag"]})
    expect("without its annex", [file["role"] for file in bare["files"]], ["main", "facts"])
    other = leyla.upload("f.pdf", paper())
    status, annexed = leyla.ask("PATCH", f"{path}/draft", {"facts": reply_facts(), "files": [other]}, headers={"If-Match": bare["etag"]})
    kept = annexed["files"][2]["id"]
    status, both = leyla.ask("PATCH", f"{path}/draft", {"facts": reply_facts(), "files": [kept, other]}, headers={"If-Match": annexed["etag"]})
    expect("kept and new annex", [file["name"] for file in both["files"][2:]], ["f.pdf", "f.pdf"])
    refused(leyla, "PATCH", f"{path}/draft", {"facts": reply_facts(), "files": [letter["files"][0]["id"]]}, (404, "file-missing"), headers={"If-Match": both["etag"]})
    refused(leyla, "GET", f"/api/v1/documents/{letter['id']}/draft", None, (404, "draft-missing"))


def octets_of(person, document, role):
    file = next(file for file in document["files"] if file["role"] == role)
    return file, person.ask("GET", f"/api/v1/files/{file['id']}/content")[1]


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def signed_paper(anar, signed, pki):
    """The signed file says itself what the registry says of it."""
    expect("files of a signed letter", sorted(file["role"] for file in signed["files"]), ["annex", "facts", "signed", "verification_report"])
    file, octets = octets_of(anar, signed, "signed")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "letter.pdf"
        path.write_bytes(octets)
        text = " ".join(output("pdftotext", "-layout", path, "-").split())
        date = ".".join(reversed(signed["registration"]["date"].split("-")))
        for part in (signed["registration"]["index"], date, "Sınaq Agentliyinə", "cənab İlqar Əliyevə", "Sizin 04.11.2026 tarixli, 12/3 nömrəli məktubunuza",
                     TEXT[:40], "Anar Məmmədov", "İcraçı: L.Quliyeva", "NÜMUNƏ NAZİRLİYİ", "AZ1000"):
            expect(f"the paper says {part}", part in text, True)
        expect("no mark of a draft", "LAYİHƏ" in text, False)
        output("pdfdetach", "-saveall", "-o", folder, path)
        facts = (pathlib.Path(folder) / "facts.xml").read_text()
        expect("facts for machines", all(part in facts for part in (f"<number>{signed['registration']['index']}</number>", f"<date>{signed['registration']['date']}</date>",
                                                                    "<agency>Sınaq Agentliyi</agency>")), True)
        expect("claims PDF/A-3b", all(claim in octets for claim in (b"<pdfaid:part>3</pdfaid:part>", b"<pdfaid:conformance>B</pdfaid:conformance>")), True)
        expect("pages", f"Pages: {file['pages']}" in " ".join(output("pdfinfo", path).split()), True)


def uploaded(leyla, anar, people, pki):
    """A letter that came ready as a PDF is signed as it is; its annex stays with it."""
    files = [leyla.upload("hazır.pdf".replace("ı", "i"), paper("hazır")), leyla.upload("elave.pdf", paper("əlavə"))]
    draft = post(leyla, "/api/v1/documents", {"direction": "outgoing", "kind": "letter", "subject": "Hazır məktub", "correspondent": "Sınaq Agentliyi", "files": files})
    refused(leyla, "GET", f"/api/v1/documents/{draft['id']}/draft", None, (404, "draft-missing"))
    post(leyla, f"/api/v1/documents/{draft['id']}/routes", {"visa": [], "sign": [people["signer"]]})
    signed = sign(anar, draft, pki)
    expect("annex stays", octets_of(anar, signed, "annex")[1], paper("əlavə"))
