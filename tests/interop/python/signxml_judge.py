# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""signxml as judge of the XAdES part: references, signature value, SigningCertificateV2 and the chain; it knows no levels."""

import pathlib
import tempfile
import urllib.parse
import zipfile

from lxml import etree
from signxml import SignatureConfiguration
from signxml.xades import XAdESVerifier

DS = "{http://www.w3.org/2000/09/xmldsig#}"


def contents_of(job, folder):
    """Signature documents, and detached contents by name: those of the container, or those of the job."""
    if not zipfile.is_zipfile(job["file"]):
        detached = {pathlib.Path(path).name: pathlib.Path(path).read_bytes() for path in job.get("detached", [])}
        return [pathlib.Path(job["file"]).read_bytes()], detached
    with zipfile.ZipFile(job["file"]) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    signatures = [octets for name, octets in parts.items() if name.startswith("META-INF/") and "signatures" in name]
    return signatures, parts


def chain_file(job, folder):
    """The anchors as one PEM file, which is what signxml takes."""
    path = pathlib.Path(folder) / "anchors.pem"
    path.write_bytes(b"".join(one.read_bytes() for one in sorted(pathlib.Path(job["trust"]).iterdir())))
    return str(path)


def judge_element(element, document, detached, anchors):
    references = len(element.findall(f"{DS}SignedInfo/{DS}Reference"))
    XAdESVerifier().verify(
        document,
        ca_pem_file=anchors,
        uri_resolver=lambda uri: detached[urllib.parse.unquote(uri)],
        expect_config=SignatureConfiguration(expect_references=references, location=".//"),
    )


def judge_document(octets, detached, anchors):
    root = etree.fromstring(octets)
    elements = [root] if root.tag == f"{DS}Signature" else root.findall(f".//{DS}Signature")
    for element in elements:
        answer = {"indication": "PASSED", "sub_indication": None, "format": None, "errors": [], "warnings": []}
        try:
            judge_element(element, octets, detached, anchors)
        except Exception as problem:  # noqa: BLE001 - the problem is the verdict
            answer.update(indication="FAILED", errors=[f"{type(problem).__name__}: {problem}"])
        yield answer


def judge(job):
    """Job: "file", "trust", "detached". Answers one entry a ds:Signature: PASSED or FAILED."""
    with tempfile.TemporaryDirectory() as folder:
        documents, detached = contents_of(job, folder)
        anchors = chain_file(job, folder)
        found = [answer for octets in documents for answer in judge_document(octets, detached, anchors)]
    return {"signatures": found, "timestamps": []}
