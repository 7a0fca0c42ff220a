# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""Takes a signed file apart for judges that know only a part: CMS objects with what they cover, timestamp tokens with the
octets they stamp, XML signatures in a folder beside their data. Shares no code with the product."""

import base64
import pathlib
import urllib.parse
import zipfile

from asn1crypto import cms
from lxml import etree
from pyhanko.pdf_utils.reader import PdfFileReader

DS = "{http://www.w3.org/2000/09/xmldsig#}"
XADES = "{http://uri.etsi.org/01903/v1.3.2#}"
TIMESTAMP_TOKEN = "1.2.840.113549.1.9.16.2.14"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"


class Parts:
    """What was found, each piece in a numbered file of `folder`."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.found = {"cms": [], "tokens": [], "xml": []}
        self.count = 0

    def write(self, octets):
        self.count += 1
        path = self.folder / f"part-{self.count}"
        path.write_bytes(octets)
        return str(path)

    def add_cms(self, octets, content):
        """A SignedData whose content stands elsewhere (or inside, when `content` is None), and its signature timestamps."""
        self.found["cms"].append({"cms": self.write(octets), "content": None if content is None else self.write(content)})
        for signer in cms.ContentInfo.load(octets)["content"]["signer_infos"]:
            value = signer["signature"].native
            for attribute in signer["unsigned_attrs"] or []:
                if attribute["type"].dotted == TIMESTAMP_TOKEN:
                    for token in attribute["values"]:
                        self.add_token(token.dump(), value)

    def add_token(self, token, data):
        self.found["tokens"].append({"token": self.write(token), "data": self.write(data)})

    def add_xml(self, octets, name):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(octets)
        self.found["xml"].append({"file": name, "folder": str(self.folder)})
        for stamp in etree.fromstring(octets).iter(f"{XADES}SignatureTimeStamp"):
            method = stamp.find(f"{DS}CanonicalizationMethod")
            algorithm = method.get("Algorithm") if method is not None else ""
            value = next(stamp.iterancestors(f"{DS}Signature")).find(f"{DS}SignatureValue")
            data = etree.tostring(value, method="c14n", exclusive=algorithm.startswith(EXCLUSIVE), with_comments=algorithm.endswith("omments"))
            self.add_token(base64.b64decode(stamp.findtext(f"{XADES}EncapsulatedTimeStamp")), data.removesuffix(tail_of(value)))


def tail_of(element):
    """lxml serialises what follows an element with it; the canonical form of the element alone ends before."""
    return (element.tail or "").encode()


def covered(octets, byte_range):
    return b"".join(octets[start : start + size] for start, size in zip(byte_range[::2], byte_range[1::2]))


def take_pdf_apart(parts, path):
    octets = path.read_bytes()
    with path.open("rb") as file:
        for signature in PdfFileReader(file, strict=False).embedded_signatures:
            content = covered(octets, [int(number) for number in signature.byte_range])
            if signature.sig_object.get("/SubFilter") == "/ETSI.RFC3161":
                parts.add_token(bytes(signature.pkcs7_content), content)
            else:
                parts.add_cms(bytes(signature.pkcs7_content), content)


def take_container_apart(parts, path):
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name, octets in members.items():
        target = parts.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(octets)
    for name, octets in members.items():
        if not name.startswith("META-INF/"):
            continue
        if "signature" in name and name.endswith(".xml"):
            parts.add_xml(octets, name)
        elif name.endswith((".p7s", ".tst")):
            content = stamped_by(name, members)
            (parts.add_cms if name.endswith(".p7s") else parts.add_token)(octets, content)


def stamped_by(name, members):
    """The manifest that names this signature or token (EN 319 162-1 clause 4.4), or the one data file of an ASiC-S."""
    for other, octets in members.items():
        if other.startswith("META-INF/") and "anifest" in other and other.endswith(".xml"):
            reference = etree.fromstring(octets).find("{http://uri.etsi.org/02918/v1.2.1#}SigReference")
            if reference is not None and urllib.parse.unquote(reference.get("URI")) == name:
                return octets
    data = [octets for other, octets in members.items() if other != "mimetype" and not other.startswith("META-INF/")]
    return data[0]


def take_apart(job):
    """Job: "file", "folder", optional "detached" (one path). Answers "cms", "tokens", "xml"."""
    path, parts = pathlib.Path(job["file"]), Parts(job["folder"])
    start = path.read_bytes()[:1024]
    detached = [pathlib.Path(one) for one in job.get("detached", [])]
    if start.startswith(b"PK"):
        take_container_apart(parts, path)
    elif b"%PDF-" in start:
        take_pdf_apart(parts, path)
    elif start.lstrip().startswith(b"<"):
        for one in detached:
            (parts.folder / one.name).write_bytes(one.read_bytes())
        parts.add_xml(path.read_bytes(), "signature.xml")
    else:
        parts.add_cms(path.read_bytes(), detached[0].read_bytes() if detached else None)
    return parts.found
