# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""pyHanko, signxml and endesive sign, for us to validate.

A job has "input", "output", "level", "p12", "password", "tsa", "trust"; pyHanko also "certify" (a DocMDP level), endesive
"format" (pdf, cms), signxml "packaging" (enveloped, enveloping)."""

import datetime
import importlib
import os
import pathlib
import sys
import types

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from lxml import etree
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko_certvalidator import ValidationContext
from signxml import SignatureConstructionMethod
from signxml.xades import XAdESDataObjectFormat, XAdESSigner

from pyhanko_judge import anchors_in


def load_p12(job):
    return pkcs12.load_pkcs12(pathlib.Path(job["p12"]).read_bytes(), job["password"].encode())


def sign_with_pyhanko(job):
    level = job["level"]
    long_term = level in ("LT", "LTA")
    signer = signers.SimpleSigner.load_pkcs12(job["p12"], passphrase=job["password"].encode(), prefer_pss=job.get("pss", False))
    meta = signers.PdfSignatureMetadata(
        field_name="Imza1",
        md_algorithm=job.get("digest", "sha256").lower(),
        subfilter=fields.SigSeedSubFilter.PADES,
        embed_validation_info=long_term,
        use_pades_lta=level == "LTA",
        certify=bool(job.get("certify")),
        docmdp_permissions=fields.MDPPerm(job.get("certify") or 2),
        validation_context=ValidationContext(trust_roots=anchors_in(job["trust"]), allow_fetching=True, revocation_mode="require") if long_term else None,
    )
    stamper = timestamps.HTTPTimeStamper(job["tsa"]) if level != "B" else None
    with open(job["input"], "rb") as file, open(job["output"], "w+b") as output:
        signers.PdfSigner(meta, signer=signer, timestamper=stamper).sign_pdf(IncrementalPdfFileWriter(file, strict=False), output=output)
    return {"output": job["output"]}


def sign_with_signxml(job):
    holder = load_p12(job)
    chain = [holder.cert.certificate] + [one.certificate for one in holder.additional_certs]
    signer = XAdESSigner(
        method=SignatureConstructionMethod[job["packaging"]],
        signature_algorithm=job["algorithm"],
        digest_algorithm=job.get("digest", "sha256").lower(),
        data_object_format=XAdESDataObjectFormat(Description="", MimeType="text/xml"),
    )
    key = holder.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    data = etree.parse(job["input"]).getroot()
    signed = signer.sign(data, key=key, cert=chain)
    pathlib.Path(job["output"]).write_bytes(etree.tostring(signed, xml_declaration=True, encoding="UTF-8"))
    return {"output": job["output"]}


def endesive_module(name):
    """endesive.NAME without its package's __init__, which also loads the verifying half and with it oscrypto 1.3.0: that refuses
    an OpenSSL whose version has two digits at its end. Signing does not use it."""
    import endesive

    package, _, _ = name.partition(".")
    bare = types.ModuleType(f"endesive.{package}")
    bare.__path__ = [os.path.join(os.path.dirname(endesive.__file__), package)]
    sys.modules.setdefault(bare.__name__, bare)
    return importlib.import_module(f"endesive.{name}")


def sign_with_endesive(job):
    holder = load_p12(job)
    chain = [one.certificate for one in holder.additional_certs]
    data = pathlib.Path(job["input"]).read_bytes()
    stamp = job["tsa"] if job["level"] == "T" else None
    pss = job.get("pss", False)
    if job["format"] == "pdf":
        now = datetime.datetime.now(datetime.timezone.utc)
        wishes = {
            "aligned": 32768,
            "sigflags": 3,
            "sigfield": "Imza1",
            "contact": "",
            "location": "Bakı".encode("ascii", "ignore").decode(),
            "reason": "interop",
            "signingdate": now.strftime("D:%Y%m%d%H%M%S+00'00'"),
            "pss": pss,
        }
        data += endesive_module("pdf.cms").sign(data, wishes, holder.key, holder.cert.certificate, chain, "sha256", tspurl=stamp)
    else:
        data = endesive_module("plain.sign").sign(data, holder.key, holder.cert.certificate, chain, "sha256", attrs=True, pss=pss)
    pathlib.Path(job["output"]).write_bytes(data)
    return {"output": job["output"]}
