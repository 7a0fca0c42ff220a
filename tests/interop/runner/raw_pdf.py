# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""PDF written octet by octet, for kinds of file that no producer at hand makes. Shares no code with the product."""


def stream(octets, entries=b""):
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(octets), entries, octets)


def catalog_and_pages(pages, catalog=b""):
    """Objects 1 (catalog), 2 (page tree), 3 (one content stream) and the pages from 4 on."""
    kids = b" ".join(b"%d 0 R" % (4 + page) for page in range(pages))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s>>" % catalog,
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        3: stream(b"0 0 m 100 100 l S"),
    }
    for page in range(pages):
        objects[4 + page] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << >> >>"
    return objects


def table(offsets):
    """Classic cross-reference sections for the objects of `offsets`, one subsection each run (ISO 32000-2 7.5.4)."""
    lines, numbers = [], sorted(offsets)
    for number in numbers:
        if number - 1 not in offsets:
            run = next(n for n in range(number, numbers[-1] + 2) if n not in offsets) - number
            lines.append(b"%d %d\n" % (number, run))
        offset, kind = offsets[number]
        lines.append(b"%010d %05d %c \n" % (offset, 65535 if kind == b"f" else 0, kind))
    return b"xref\n" + b"".join(lines)


def write(objects, version=b"1.7", trailer=b"", hybrid=None):
    """A file with one section. `hybrid`: number of an object that only a cross-reference stream knows (7.5.8.4)."""
    out = bytearray(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % version)
    offsets = {0: (0, b"f")}
    for number, body in sorted(objects.items()):
        offsets[number] = (len(out), b"n")
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    extra = b""
    if hybrid is not None:
        hidden, _ = offsets.pop(hybrid)
        number, place = max(objects) + 1, len(out)
        row = b"\x01" + hidden.to_bytes(4, "big") + b"\x00"
        entries = b"/Type /XRef /Size %d /W [1 4 1] /Index [%d 1] /Root 1 0 R " % (number + 1, hybrid)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, stream(row, entries))
        extra = b"/XRefStm %d " % place
    start = len(out)
    out += table(offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /ID [<%s> <%s>] %s%s>>\n" % (max(objects) + (1 if hybrid is None else 2), b"5a" * 16, b"5a" * 16, extra, trailer)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def with_form():
    """A text field and an empty signature field in one form."""
    objects = catalog_and_pages(1, b"/AcroForm << /Fields [5 0 R 6 0 R] /DA (/Helv 0 Tf 0 g) >> ")
    objects[4] = objects[4].replace(b"/Contents", b"/Annots [5 0 R 6 0 R] /Contents")
    objects[5] = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (ad) /V (Anar) /Rect [50 700 250 720] /F 4 /P 4 0 R >>"
    objects[6] = b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (imza) /Rect [50 600 250 650] /F 4 /P 4 0 R >>"
    return write(objects)


def with_locked_field():
    """As `with_form`; who signs the field locks the text field, and must give a digest of the SHA-2 family."""
    objects = catalog_and_pages(1, b"/AcroForm << /Fields [5 0 R 6 0 R] >> ")
    objects[4] = objects[4].replace(b"/Contents", b"/Annots [5 0 R 6 0 R] /Contents")
    objects[5] = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (ad) /V (Anar) /Rect [50 700 250 720] /F 4 /P 4 0 R >>"
    objects[6] = b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (imza) /Rect [50 600 250 670] /F 4 /P 4 0 R /Lock 7 0 R /SV 8 0 R >>"
    objects[7] = b"<< /Type /SigFieldLock /Action /Include /Fields [(ad)] >>"
    objects[8] = b"<< /Type /SV /Ff 66 /SubFilter [/ETSI.CAdES.detached] /DigestMethod [(SHA256) (SHA384) (SHA512)] >>"
    return write(objects)


def rotated_and_cropped():
    objects = catalog_and_pages(2)
    objects[4] = objects[4].replace(b"/Contents", b"/Rotate 90 /CropBox [100 100 400 700] /Contents")
    return write(objects)


def hybrid():
    objects = catalog_and_pages(1)
    objects[5] = b"<< /Title (hidden from readers of 1.4) >>"
    return write(objects, version=b"1.5", hybrid=5)


def heavy(megabytes):
    objects = catalog_and_pages(1)
    objects[5] = stream(bytes(range(256)) * (megabytes << 12))
    return write(objects, trailer=b"/Payload 5 0 R ")


def many_pages(count):
    return write(catalog_and_pages(count))
