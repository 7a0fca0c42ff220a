# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""pyHanko as judge of PDF signatures: EN 319 102-1 by its AdES module, and what changed after each signature."""

import asyncio
import contextlib
import pathlib

from asn1crypto import crl, ocsp, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.ades import ades_basic_validation, ades_lta_validation, ades_with_time_validation
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.policy_decl import (
    CMSAlgorithmUsagePolicy,
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec, ValidationContext
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    DisallowWeakAlgorithmsPolicy,
    RevocationCheckingPolicy,
)
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer
from pyhanko_certvalidator.registry import SimpleTrustManager


def load_certificate(path):
    octets = pathlib.Path(path).read_bytes()
    if pem.detect(octets):
        octets = pem.unarmor(octets)[2]
    return x509.Certificate.load(octets)


def anchors_in(folder):
    return [load_certificate(path) for path in sorted(pathlib.Path(folder).iterdir())]


def context(reader, anchors, online):
    """What pyHanko may know: the anchors, the material of the file's security store, and the network when `online`."""
    settings = {"trust_roots": anchors, "revocation_mode": "require" if online else "soft-fail", "allow_fetching": online}
    with contextlib.suppress(NoDSSFoundError):
        return DocumentSecurityStore.read_dss(reader).as_validation_context(settings | {"revocation_mode": "require"})
    return ValidationContext(**settings)


def knowledge(reader):
    """The material of the security store, for the AdES processes that do not look there themselves."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return LocalKnowledge()
    answers = [ocsp.OCSPResponse.load(one.get_object().data) for one in store.ocsps]
    return LocalKnowledge(
        known_ocsps=[container for answer in answers for container in OCSPContainer.load_multi(answer)],
        known_crls=[CRLContainer(crl.CertificateList.load(one.get_object().data)) for one in store.crls],
        known_certs=list(store.load_certs()),
    )


def specification(anchors, online, known):
    """Revocation answers are required for all but anchors; from the network only when `online`."""
    rule = RevinfoOnlineFetchingRule.ALWAYS_FETCH if online else RevinfoOnlineFetchingRule.LOCAL_ONLY
    return SignatureValidationSpec(
        cert_validation_policy=CertValidationPolicySpec(
            trust_manager=SimpleTrustManager.build(trust_roots=anchors),
            revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy.from_legacy("require")),
        ),
        revinfo_gathering_policy=RevocationInfoGatheringSpec(online_fetching_rule=rule),
        local_knowledge=known,
        signature_algorithm_policy=CMSAlgorithmUsagePolicy.lift_policy(DisallowWeakAlgorithmsPolicy()),
    )


def is_timestamped(signature):
    attributes = signature.signer_info["unsigned_attrs"] or []
    return any(attribute["type"].native == "signature_time_stamp_token" for attribute in attributes)


async def ades(reader, signature, anchors, online):
    """EN 319 102-1: clause 5.6 where a document timestamp follows, else 5.5 with a signature timestamp, else 5.3."""
    signature.compute_integrity_info()
    digest = signature.compute_digest()
    spec = specification(anchors, online, knowledge(reader))
    if reader.embedded_timestamp_signatures:
        return await ades_lta_validation(signature, PdfSignatureValidationSpec(spec))
    if is_timestamped(signature):
        return await ades_with_time_validation(signature.signed_data, spec, raw_digest=digest)
    return await ades_basic_validation(signature.signed_data, spec, raw_digest=digest)


def modifications(status):
    """What pyHanko's difference analysis found after the revision that the signature covers."""
    level = status.modification_level
    return level.name if level is not None else "NOT_ANALYSED"


async def judge_one(reader, signature, anchors, online):
    result = await ades(reader, signature, anchors, online)
    status = await async_validate_pdf_signature(signature, context(reader, anchors, online))
    passed = result.ades_subindic.status.name
    errors = [result.failure_msg] if passed != "PASSED" and result.failure_msg else []
    if not status.intact or not status.valid:
        errors.append("signature not intact")
    if not status.docmdp_ok:
        errors.append("changes after the signature are not allowed")
    return {
        "indication": "TOTAL-" + passed if passed != "INDETERMINATE" else passed,
        "sub_indication": None if passed == "PASSED" else result.ades_subindic.standard_name,
        "format": None,
        "errors": errors,
        "warnings": [],
        "modifications": modifications(status),
        "coverage": status.coverage.name,
        "timestamped": status.timestamp_validity is not None and status.timestamp_validity.valid,
    }


def judge(job):
    """Job: "file", "trust" (folder of anchors), "online". Answers "signatures"; document timestamps are used, not listed."""
    anchors = anchors_in(job["trust"])
    with open(job["file"], "rb") as file:
        reader = PdfFileReader(file, strict=bool(job.get("strict", False)))
        return {
            "signatures": [
                asyncio.run(judge_one(reader, signature, anchors, job["online"]))
                for signature in reader.embedded_regular_signatures
            ],
            "timestamps": [],
        }
