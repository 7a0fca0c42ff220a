# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""Ways to change a signed file. Each takes its octets and a seeded generator and returns other octets, or None where it does
not apply. None of them holds a key."""

import base64
import io
import re
import zipfile

ATTRIBUTE = re.compile(rb'[\w:]+="([^"]*)"')
ELEMENT = re.compile(rb"<([\w:]+)(?: [^>]*)?>([^<>]+)</\1>")
ALGORITHMS = (b"http://www.w3.org/2001/04/xmlenc#sha256", b"http://www.w3.org/2001/04/xmlenc#sha512", b"http://www.w3.org/2000/09/xmldsig#sha1",
              b"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", b"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
              b"http://www.w3.org/2001/10/xml-exc-c14n#", b"http://www.w3.org/2006/12/xml-c14n11")


def flip_bit(octets, chance):
    changed = bytearray(octets)
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def change_octets(octets, chance):
    changed = bytearray(octets)
    start = chance.randrange(len(changed))
    for place in range(start, min(len(changed), start + chance.randint(2, 16))):
        changed[place] = chance.randrange(256)
    return bytes(changed)


def insert_octet(octets, chance):
    place = chance.randrange(len(octets) + 1)
    return octets[:place] + chance.randbytes(1) + octets[place:]


def delete_octet(octets, chance):
    place = chance.randrange(len(octets))
    return octets[:place] + octets[place + 1 :]


def swap_blocks(octets, chance):
    size = chance.randint(1, 64)
    first, second = sorted(chance.sample(range(0, len(octets) - size, size), 2))
    return octets[:first] + octets[second : second + size] + octets[first + size : second] + octets[first : first + size] + octets[second + size :]


def truncate(octets, chance):
    return octets[: chance.randrange(len(octets))]


def append(octets, chance):
    return octets + chance.choice([b"\n", b" ", b"\0", chance.randbytes(chance.randint(1, 32))])


def replace_span(octets, span, value):
    return octets[: span[0]] + value + octets[span[1] :]


def swap_spans(octets, first, second):
    (a, b), (c, d) = sorted((first, second))
    return octets[:a] + octets[c:d] + octets[b:c] + octets[a:b] + octets[d:]


def swap_attributes(octets, chance):
    spans = [match.span(1) for match in ATTRIBUTE.finditer(octets)]
    return swap_spans(octets, *chance.sample(spans, 2)) if len(spans) > 1 else None


def swap_texts(octets, chance):
    """The texts of two elements of one name: two digests, two certificates."""
    found = {}
    for match in ELEMENT.finditer(octets):
        found.setdefault(match.group(1), []).append(match.span(2))
    names = sorted(name for name, spans in found.items() if len(spans) > 1)
    return swap_spans(octets, *chance.sample(found[chance.choice(names)], 2)) if names else None


def change_text(octets, chance):
    spans = [match.span(2) for match in ELEMENT.finditer(octets)]
    return replace_span(octets, chance.choice(spans), chance.choice([b"", b"2001-01-01T00:00:00Z", b"AAAA"])) if spans else None


def remove_element(octets, chance):
    spans = [match.span() for match in ELEMENT.finditer(octets)]
    return replace_span(octets, chance.choice(spans), b"") if spans else None


def repeat_element(octets, chance):
    spans = [match.span() for match in ELEMENT.finditer(octets)]
    if not spans:
        return None
    start, end = chance.choice(spans)
    return octets[:end] + octets[start:end] + octets[end:]


def change_algorithm(octets, chance):
    spans = [match.span(1) for match in re.finditer(rb'Algorithm="([^"]*)"', octets)]
    return replace_span(octets, chance.choice(spans), chance.choice(ALGORITHMS)) if spans else None


def insert_space(octets, chance):
    places = [match.start() for match in re.finditer(rb"><", octets)]
    return replace_span(octets, (chance.choice(places) + 1,) * 2, chance.choice([b"\n", b" ", b"<!---->"])) if places else None


def swap_certificate(octets, chance, stranger):
    """The signer's certificate gives way to another person's of the same authority."""
    spans = [match.span(1) for match in re.finditer(rb"X509Certificate>([^<]+)<", octets)]
    return replace_span(octets, chance.choice(spans), base64.b64encode(stranger)) if spans else None


def rewrite(octets, change):
    """The container with its list of (entry, octets) changed."""
    with zipfile.ZipFile(io.BytesIO(octets)) as source:
        members = change([(entry, source.read(entry)) for entry in source.infolist()])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for entry, content in members:
            target.writestr(entry, content, entry.compress_type)
    return out.getvalue()


def is_data(entry):
    return entry.filename != "mimetype" and not entry.filename.startswith("META-INF/")


def reorder_entries(octets, chance):
    return rewrite(octets, lambda members: chance.sample(members, len(members)))


def reorder_behind_mimetype(octets, chance):
    return rewrite(octets, lambda members: members[:1] + chance.sample(members[1:], len(members) - 1))


def drop_entry(octets, chance):
    def change(members):
        members.pop(chance.randrange(len(members)))
        return members

    return rewrite(octets, change)


def add_entry(octets, chance):
    name = chance.choice(["elave.txt", "META-INF/notes.txt", "META-INF/manifest.xml", "META-INF/signatures999.xml", "qovluq/elave.txt"])
    return rewrite(octets, lambda members: [*members, (zipfile.ZipInfo(name), b"elave")])


def rename_entry(octets, chance):
    def change(members):
        entry = chance.choice(members)[0]
        entry.filename += chance.choice(["x", " ", ".txt"])
        return members

    return rewrite(octets, change)


def recompress(octets, chance):
    def change(members):
        for entry, _ in members:
            entry.compress_type = chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
        return members

    return rewrite(octets, change)


def change_data(octets, chance):
    def change(members):
        target = chance.choice([entry.filename for entry, _ in members if is_data(entry)])
        return [(entry, flip_bit(content, chance) if entry.filename == target and content else content) for entry, content in members]

    return rewrite(octets, change)


def in_signature(change):
    """A change of XML, made to one XML member below META-INF."""

    def changed(octets, chance):
        def inside(members):
            names = [entry.filename for entry, _ in members if entry.filename.startswith("META-INF/") and entry.filename.endswith(".xml")]
            if not names:
                return members
            target = chance.choice(names)
            return [(entry, (change(content, chance) or content) if entry.filename == target else content) for entry, content in members]

        return rewrite(octets, inside)

    changed.__name__ = change.__name__
    return changed


def change_byte_range(octets, chance):
    spans = [match.span(1) for match in re.finditer(rb"/ByteRange ?\[([^\]]*)\]", octets)]
    if not spans:
        return None
    start, end = chance.choice(spans)
    numbers = octets[start:end].split()
    place = chance.randrange(len(numbers))
    numbers[place] = b"%d" % max(0, int(numbers[place]) + chance.choice([-2, -1, 1, 2, 1000]))
    return octets[:start] + b" ".join(numbers).ljust(end - start)[: end - start] + octets[end:]


def change_gap(octets, chance):
    """One hex digit of a signature's /Contents, or of the zeros behind it."""
    spans = [match.span(1) for match in re.finditer(rb"/Contents ?<([0-9A-Fa-f]{200,})>", octets)]
    if not spans:
        return None
    place = chance.randrange(*chance.choice(spans))
    return octets[:place] + chance.choice([b"0", b"f", b"7"]) + octets[place + 1 :]


def append_revision(octets, chance):
    """An update by nobody: another page size, another name of the signer, or nothing at all."""
    start = int(octets.rpartition(b"startxref")[2].split()[0])
    root = re.findall(rb"/Root (\d+) 0 R", octets)[-1]
    number = int(chance.choice(re.findall(rb"\n(\d+) 0 obj", octets)))
    bodies = [b"<< /Type /Page >>", b"<< /Title (x) >>", b"null"]
    place = len(octets) + 1
    body = b"\n%d 0 obj\n%s\nendobj\n" % (number, chance.choice(bodies))
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %s 0 R /Prev %d >>\n" % (number, place, 10_000, root, start)
    return octets + body + table + b"startxref\n%d\n%%%%EOF\n" % (len(octets) + len(body))


PLAIN = (flip_bit, change_octets, insert_octet, delete_octet, swap_blocks, truncate, append)
XML = (swap_attributes, swap_texts, change_text, remove_element, repeat_element, change_algorithm, insert_space)
ZIP = (reorder_entries, reorder_behind_mimetype, drop_entry, add_entry, rename_entry, recompress, change_data)
PDF = (change_byte_range, change_gap, append_revision)


def mutators_for(octets, stranger):
    """What can be done to a file of this kind; `stranger` is the DER of a certificate that did not sign."""

    def swapped(content, chance):
        return swap_certificate(content, chance, stranger)

    swapped.__name__ = "swap_certificate"
    xml = (*XML, swapped)
    if octets.startswith(b"PK"):
        return (*PLAIN, *ZIP, *map(in_signature, xml))
    if octets.startswith(b"%PDF"):
        return (*PLAIN, *PDF, *PDF)
    return (*PLAIN, *xml) if octets.lstrip().startswith(b"<") else PLAIN
