# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""Changes signed files on purpose: where signatures cover them, octet by octet. Used by the demo and by tests/full/tamper."""

import base64
import io
import re
import zipfile

SIGNATURE_TIMESTAMP = bytes.fromhex("060b2a864886f70d010910020e")  # 1.2.840.113549.1.9.16.2.14


def flipped(octets, at):
    """A copy with the lowest bit of one octet changed."""
    return octets[:at] + bytes([octets[at] ^ 1]) + octets[at + 1:]


# --- DER with offsets ----------------------------------------------------------------------------------------------------------

def content(octets, at):
    """(start, end) of the content of the element at `at`."""
    length, start = octets[at + 1], at + 2
    if length & 0x80:
        start += length & 0x7F
        length = int.from_bytes(octets[at + 2:start], "big")
    return start, start + length


def members(octets, at):
    """Offsets of the elements inside the one at `at`."""
    start, end = content(octets, at)
    while start < end:
        yield start
        start = content(octets, start)[1]


def signer_info(cms, at=0):
    """Offsets of the members of the first SignerInfo of a ContentInfo at `at`."""
    signed_data = next(members(cms, list(members(cms, at))[1]))
    return list(members(cms, next(members(cms, list(members(cms, signed_data))[-1]))))


def middle(cms, at):
    start, end = content(cms, at)
    return (start + end) // 2


def cms_places(cms):
    """Where to hit a CAdES signature: in its value, in a signed attribute, in the signature time-stamp."""
    parts = signer_info(cms)
    signed = next(part for part in parts if cms[part] == 0xA0)
    places = {"signature value": middle(cms, next(part for part in parts if cms[part] == 0x04)),
              "signed attribute": content(cms, signed)[1] - 3}
    for unsigned in (part for part in parts if cms[part] == 0xA1):
        for attribute in members(cms, unsigned):
            oid, values = list(members(cms, attribute))[:2]
            if cms[oid:content(cms, oid)[1]] == SIGNATURE_TIMESTAMP:
                token = signer_info(cms, next(members(cms, values)))
                places["time-stamp"] = middle(cms, next(part for part in token if cms[part] == 0x04))
    return places


# --- PDF -----------------------------------------------------------------------------------------------------------------------

def pdf_signatures(octets):
    """(covered ranges, start and end of the hexadecimal value) of every signature."""
    for found in re.finditer(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", octets):
        start, before, after, rest = map(int, found.groups())
        yield ((start, start + before), (after, after + rest)), (start + before + 1, after - 1)


def tampered_pdf(octets):
    """{what was hit: the copy}, for the last signature."""
    covered, value = list(pdf_signatures(octets))[-1]
    cms = bytes.fromhex(octets[value[0]:value[1]].decode())
    copies = {"content": flipped(octets, covered[0][1] // 2)}
    for what, at in cms_places(cms).items():
        changed = flipped(cms, at).hex().encode()
        copies[what] = octets[:value[0]] + changed + octets[value[0] + len(changed):]
    return copies


# --- ASiC-E --------------------------------------------------------------------------------------------------------------------

def entries_of(octets):
    """[(ZipInfo, content)] in the order of the archive."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return [(info, archive.read(info)) for info in archive.infolist()]


def packed(entries):
    """A container again, with `mimetype` first and stored."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for info, data in entries:
            fresh = zipfile.ZipInfo(info.filename, info.date_time)
            fresh.compress_type = info.compress_type
            archive.writestr(fresh, data)
    return out.getvalue()


def with_entry(octets, name, data):
    return packed([(info, data if info.filename == name else old) for info, old in entries_of(octets)])


def is_signatures(name):
    return name.startswith("META-INF/") and "signatures" in name


def span(pattern, xml):
    """(start, end) of the first group."""
    return re.search(pattern, xml, re.S).span(1)


XADES_PARTS = {
    "signature value": rb"<ds:SignatureValue[^>]*>([^<]+)<",
    "signed attribute": rb"<xades:SigningTime>([^<]+)<",
    "reference": rb"<ds:DigestValue>([^<]+)<",
}
XADES_TOKEN = rb"<xades:SignatureTimeStamp\b.*?<xades:EncapsulatedTimeStamp[^>]*>([^<]+)<"


def with_token_value_flipped(xml):
    """The time-stamp token's own signature value changed: its certificates are not covered, a verifier may have them from elsewhere."""
    start, end = span(XADES_TOKEN, xml)
    token = base64.b64decode(xml[start:end])
    at = middle(token, next(part for part in signer_info(token) if token[part] == 0x04))
    return xml[:start] + base64.b64encode(flipped(token, at)) + xml[end:]


def tampered_asice(octets):
    """{what was hit: the copy}."""
    entries = entries_of(octets)
    paper, data = next((info.filename, data) for info, data in entries if info.filename != "mimetype" and not info.filename.startswith("META-INF/"))
    name, xml = next((info.filename, data) for info, data in entries if is_signatures(info.filename))
    copies = {"data file": with_entry(octets, paper, flipped(data, len(data) // 2))}
    for what, pattern in XADES_PARTS.items():
        start, end = span(pattern, xml)
        copies[what] = with_entry(octets, name, flipped(xml, (start + end) // 2))
    copies["time-stamp"] = with_entry(octets, name, with_token_value_flipped(xml))
    return copies


def signed_parts(xml):
    """Ranges of a XAdES file that its signature covers: SignedInfo, SignedProperties, and the value itself."""
    return [span(rb"(<ds:SignedInfo\b.*?</ds:SignedInfo>)", xml), span(rb"(<xades:SignedProperties\b.*?</xades:SignedProperties>)", xml),
            span(XADES_PARTS["signature value"], xml)]
