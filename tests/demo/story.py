# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""The main job as the demo tells it: each step is done through the API on real parts, checked, and printed with its ids, numbers,
verdicts and duration."""

import hashlib
import json
import subprocess
import time
import urllib.parse

import tampering
from delivery import await_receipt, dispatch, document, download, register_incoming
from main_job import certificate, expect, finish, incoming_letter, post, reply, sign, visa
from packages import check_independently, validate
from server_under_test import MOHUR, ROOT, Person

SAMPLES = ROOT / "tests/demo/samples"
# (file, producer, what the registry writes on the card)
OTHERS = (("ghostscript-letter.pdf", "Ghostscript", "Elektron xidmətlərin statistikası barədə", "Chamber of Commerce (Example)", "2026/118"),
          ("scanned-letter.pdf", "a scanner", "Məktəblərin internetə qoşulması barədə", "Rayon İcra Hakimiyyəti (nümunə)", "4-117"))
SECOND_AGENCY = "sinaq-agentliyi"


class Story:
    def __init__(self, server, pki, out, began):
        self.server, self.pki, self.out, self.at = server, pki, out, began
        self.signed, self.refused = [], []
        for login in ("aynur", "anar", "leyla", "elcin", "rashad", "gunel"):
            setattr(self, login, Person(server, login))

    def step(self, text):
        print(f"{(time.monotonic() - self.at) * 1000:7.0f} ms  {text}", flush=True)
        self.at = time.monotonic()

    @staticmethod
    def more(text):
        print(f"            {text}", flush=True)

    # --- the results ------------------------------------------------------------------------------------------------------

    def keep(self, name, kind, octets):
        (self.out / "signed" / name).write_bytes(octets)
        self.signed.append({"file": f"signed/{name}", "kind": kind, "sha256": hashlib.sha256(octets).hexdigest()})

    def refuse(self, name, what, octets):
        """A changed copy must not pass; its reason is what the verifier says of it."""
        path = self.out / "refused" / f"{name}-{what.replace(' ', '-')}.bin"
        path.write_bytes(octets)
        code, reason = self.verify(path)
        expect(f"{path.name} is refused", code, 1)
        self.refused.append({"file": f"refused/{path.name}", "reason": f"{what} changed: {reason}"})

    def verify(self, path):
        """(exit code, what `mohur verify` says) offline, with the anchors of the demo alone."""
        done = subprocess.run([MOHUR, "verify", str(path), "--trust", str(self.out / "trust"), "--offline", "--json"], capture_output=True)
        verdict = json.loads(done.stdout)
        said = verdict["signatures"] or verdict["errors"]
        return done.returncode, " ".join(filter(None, (said[0].get("indication") or said[0].get("code"), said[0].get("sub_indication"))))

    # --- the steps --------------------------------------------------------------------------------------------------------

    def incoming(self, own):
        octets = (own or SAMPLES / "libreoffice-letter.pdf").read_bytes()
        self.letter, self.task, self.people = incoming_letter(self.aynur, self.anar, self.leyla, octets)
        whose = own.name if own else "a letter made by LibreOffice"
        self.step(f"incoming {self.letter['registration']['index']} ({self.letter['id']}): {whose}; registered, resolved by the minister, put on control")
        for file, producer, subject, sender, index in () if own else OTHERS:
            paper = self.register(file, (SAMPLES / file).read_bytes(), subject, sender, index)
            self.step(f"incoming {paper['registration']['index']} ({paper['id']}): a paper made by {producer}; registered")
        paper = self.register("ərizə.pdf", self.application(), "Arayış verilməsi barədə ərizə", "Məmmədov Anar Rəşad oğlu", "")
        self.step(f"incoming {paper['registration']['index']} ({paper['id']}): an application signed by a citizen (PAdES, level B); registered")
        self.reception(paper)

    def application(self):
        """The citizen signs at home, with a key of his own."""
        target = self.out / "server-input.pdf"
        key = f"{self.pki.keys['executor'].split('?')[0]}?module-path={self.pki.module}&pin-source={self.pki.pin_file}"
        subprocess.run([MOHUR, "sign", SAMPLES / "weasyprint-application.pdf", "--format", "pades", "--level", "B", "--key", key,
                        "--certificate", self.pki.data / "certs/issuing-ca.pem", "--trust", self.out / "trust", "-o", target],
                       check=True, stdout=subprocess.DEVNULL)
        octets = target.read_bytes()
        target.unlink()
        return octets

    def register(self, name, octets, subject, sender, index):
        journal = self.aynur.ask("GET", "/api/v1/journals?direction=incoming")[1]["items"][0]["id"]
        card = {"direction": "incoming", "kind": "letter", "subject": subject, "correspondent": sender,
                "files": [self.aynur.upload(urllib.parse.quote(name), octets)], "journal_id": journal}
        return post(self.aynur, "/api/v1/documents", {**card, "their_index": index} if index else card)

    def reception(self, paper, patience=60):
        """What the server found in the files when they came in, and its time-stamp over that."""
        deadline = time.monotonic() + patience
        while True:
            files = document(self.aynur, paper["id"])["reception"]
            if all(file["state"] == "stamped" for file in files) or time.monotonic() > deadline:
                break
            time.sleep(0.2)
        expect("judged and stamped at reception", {file["state"] for file in files}, {"stamped"})
        for file in files:
            expect("the citizen's signature", file["mark"], "valid")
            self.step(f"judged at reception: {file['sentence']} Received {file['received_at']}, time-stamped {file['timestamp']['time']}")

    def answer(self):
        draft = reply(self.leyla, self.anar, self.aynur, self.letter, {"visa": self.people["Rəşad"], "signer": self.people["Anar"]}, self.pki)
        self.step(f"reply drafted by the executor from the template ({draft['id']}), sent for visa and signature")
        visa(self.rashad, self.anar, draft)
        self.step("visa given by the head of the legal department")
        self.reply = sign(self.anar, draft, self.pki)
        registration = self.reply["registration"]
        links = [link["document_id"] for link in self.reply["links"] if link["kind"] == "reply_to"]
        expect("linked to what it answers", links, [self.letter["id"]])
        self.keep("reply.pdf", "pades-lt", download(self.anar, self.reply, "signed"))
        self.step(f"number {registration['index']} of {registration['date']} taken and printed; signed by the minister with his token (PAdES-LT): "
                  f"{self.reply['signatures'][0]['indication']}; registered, linked to {self.letter['registration']['index']}")

    def delivery(self):
        self.gunel.sign_in()
        sent = dispatch(self.aynur, self.reply, SECOND_AGENCY)
        theirs = register_incoming(self.gunel, self.reply["subject"])
        done = await_receipt(self.aynur, self.reply, theirs)
        self.reply = document(self.aynur, self.reply["id"])
        self.keep("reply.asice", "asic-e-xades-lt", download(self.aynur, self.reply, "package"))
        self.keep("receipt.asice", "asic-e-xades-lt", download(self.aynur, self.reply, "receipt"))
        self.step(f"packed and sealed as ASiC-E (XAdES-LT), delivered ({sent['id']}); verified and registered by the second agency as "
                  f"{theirs['registration']['index']} ({theirs['id']}); its receipt: {done['their_index']} of {done['their_date']}")

    def control(self):
        finish(self.aynur, self.anar, self.leyla, self.letter, self.task)
        self.case_file = document(self.aynur, self.letter["id"])["case_file"]["id"]
        post(self.aynur, f"/api/v1/documents/{self.reply['id']}/filings", {"case_file_id": self.case_file})
        self.step(f"execution reported and accepted; removed from control by the one who set it; letter and reply filed ({self.case_file})")

    def fact(self):
        issued, octets, tampered = certificate(self.elcin, self.server)
        self.keep("certificate.pdf", "pades-lt", octets)
        self.qr_code(issued)
        self.refuse("certificate", "content", tampered)
        self.step(f"certificate of fact {issued['index']} numbered, rendered, sealed; code {issued['code']} and its QR checked by the public API; "
                  "a changed copy refused there")

    def qr_code(self, issued):
        page = self.out / "page"
        subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", self.out / "signed/certificate.pdf", page], check=True)
        read = subprocess.run(["zbarimg", "--raw", "-q", f"{page}.png"], capture_output=True, text=True)
        page.with_suffix(".png").unlink()
        expect("QR code on the page", read.stdout.strip().split("/verify/")[-1].replace("-", ""), issued["code"].replace("-", ""))

    def tampering(self):
        for name, change in (("reply.pdf", tampering.tampered_pdf), ("reply.asice", tampering.tampered_asice)):
            for what, octets in change((self.out / "signed" / name).read_bytes()).items():
                self.refuse(name.replace(".", "-"), what, octets)
        self.step(f"{len(self.refused)} changed copies refused")
        for one in self.refused:
            self.more(f"{one['file']}: {one['reason']}")

    def judged(self):
        for one in self.signed:
            expect(f"mohur verify --offline {one['file']}", self.verify(self.out / one["file"]), (0, "TOTAL-PASSED"))
        self.step(f"{', '.join(one['file'] for one in self.signed)}: TOTAL-PASSED offline, with the anchors of var/demo/trust alone")

    def export(self):
        package = self.out / "package"
        self.server.run("export", "--case-file", self.case_file, "-o", str(package))
        code, report = validate(package, self.out / "trust")
        expect(f"mohur package validate {report['findings']}", code, 0)
        self.step(f"case file exported: {report['bag']['files']} files, {report['events']['events']} events proven; mohur package validate: valid")
        code, lines = check_independently(package, self.out / "trust")
        expect("check-package: " + "; ".join(line for line in lines if line.startswith("FAIL")), code, 0)
        self.step(f"checked without Möhür: {len(lines) - 1} checks by sha256sum, qpdf, pdfsig, openssl cms, openssl ts, xmlsec1")

    def books(self):
        report = json.loads(self.server.run("fsck", "--json"))
        expect(f"fsck {report}", report["ok"], True)
        self.step("mohur fsck: " + "; ".join(f"{one['code']} {one['events']} events, {one['numbers']['live']} numbers" for one in report["agencies"]))

    def tell(self, own):
        self.step("PostgreSQL, test PKI (CA, OCSP, CRL, TSA), tokens and server started; two agencies founded")
        self.incoming(own)
        self.answer()
        self.delivery()
        self.control()
        self.fact()
        self.tampering()
        self.judged()
        self.export()
        self.books()
        (self.out / "manifest.json").write_text(json.dumps({"signed": self.signed, "refused": self.refused}, indent=1, ensure_ascii=False))
