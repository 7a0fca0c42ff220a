# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""A judge that accepts everything is no judge: from each row that was accepted one file is spoilt, and every judge of content
must refuse it."""

import zipfile

from . import cells

BLIND = {"qpdf", "openssl-ts", "verapdf"}  # they do not look at what is signed


def spoil_container(path, target):
    """The data file is another one; the signature is as it was."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for member in source.infolist():
            octets = source.read(member)
            data = member.filename != "mimetype" and not member.filename.startswith("META-INF/")
            copy.writestr(member, octets + b"!" if data else octets, member.compress_type)


def spoil_pdf(path, target):
    """One octet of the comment behind the header: any reader is content with it, no digest is."""
    octets = bytearray(path.read_bytes())
    octets[octets.index(b"%", 5) + 1] ^= 1
    target.write_bytes(octets)


def spoil_words(path, target):
    """Data that stands in the signature as text, octets or base64: a letter at its beginning."""
    octets = path.read_bytes()
    for before, after in ((b"Anar", b"Onar"), (b"Salam", b"Selam"), (b"U2FsYW0", b"U2VsYW0"), (b"PD94bWwg", b"PD94bWwJ")):
        if before in octets:
            target.write_bytes(octets.replace(before, after, 1))
            return
    raise ValueError(f"nothing to spoil in {path}")


def spoil(cell, target):
    start = cell.file.read_bytes()[:4]
    if cell.detached:
        target.write_bytes(cell.file.read_bytes())
        other = target.with_name(cell.detached[0].name)
        other.write_bytes(cell.detached[0].read_bytes() + b"!")
        return (other,)
    (spoil_container if start.startswith(b"PK") else spoil_pdf if start == b"%PDF" else spoil_words)(cell.file, target)
    return ()


def controls_of(bench, accepted):
    """One control a row: its first cell that all judges accept."""
    seen = set()
    for cell in accepted:
        if cell.row["name"] in seen or cell.row.get("unsigned") or not cells.is_accepted(cell):
            continue
        seen.add(cell.row["name"])
        judges = [name for name in bench.matrix["judges"][cell.row["judges"]] if name not in BLIND]
        row = {"name": "controls", "about": "Spoilt files: every judge must refuse.", "judges": judges, "refused": True, "format": "", "by": "nobody"}
        folder = bench.folder / "controls" / cell.row["name"]
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / cell.file.name
        detached = spoil(cell, target)
        yield cells.Cell(f"controls/{cell.row['name']}", row, cell.level, cell.key, cell.input, file=target, detached=detached)


def run(bench, accepted, in_parallel):
    spoilt = list(controls_of(bench, accepted))

    def judge(cell):
        exhibit = bench.exhibit(cell)
        for name in cell.row["judges"]:
            cell.opinions[name] = bench.judges.ask(name, exhibit)

    in_parallel(judge, spoilt)
    return spoilt
