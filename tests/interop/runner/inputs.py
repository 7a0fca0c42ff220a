# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""The files that are signed. Each `make` in matrix.json is a function here: it writes into a folder and returns the paths.

A producer that is not installed raises Missing; its cells are then listed as not run, never as agreed."""

import random
import shutil
import subprocess

from . import raw_pdf
from .install import Missing
from .places import SAMPLE_PAPERS

POSTSCRIPT = """%!PS-Adobe-3.0
/Helvetica findfont 24 scalefont setfont
72 700 moveto (Mohur: sinaq senedi) show
0.2 0.4 0.6 setrgbcolor 72 500 200 100 rectfill showpage
72 700 moveto (ikinci sehife) show showpage
"""
TEXT = "Salam, dünya. Möhür sınaq sənədi: ə, ğ, ı, ö, ş, ü.\n"
HTML = "<html lang='az'><head><title>Sınaq</title></head><body><h1>Möhür</h1><p>Ərizə</p></body></html>"


def run(*words):
    if shutil.which(words[0]) is None:
        raise Missing(f"{words[0]} is not installed")
    subprocess.run([str(word) for word in words], check=True, capture_output=True)


class Inputs:
    """Makes each input once for a run. `peers` gives files that others signed: peers.sign(signer, **job)."""

    def __init__(self, folder, descriptions, peers):
        self.folder = folder
        self.descriptions = descriptions
        self.peers = peers
        self.made = {}

    def files(self, name):
        """The paths of an input; the first is its main file. Raises Missing."""
        if name not in self.made:
            description = dict(self.descriptions[name])
            description.pop("refusal", None)
            recipe = getattr(self, "make_" + description.pop("make"))
            folder = self.folder / name
            folder.mkdir(parents=True, exist_ok=True)
            try:
                self.made[name] = recipe(folder, **description)
            except (Missing, OSError, RuntimeError, subprocess.CalledProcessError) as problem:
                self.made[name] = Missing(f"{name}: {getattr(problem, 'stderr', None) or problem}")
        if isinstance(self.made[name], Missing):
            raise self.made[name]
        return self.made[name]

    def make_ghostscript(self, folder, version="1.4"):
        source, target = folder / "source.ps", folder / "sened.pdf"
        source.write_text(POSTSCRIPT)
        run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", f"-dCompatibilityLevel={version}", f"-sOutputFile={target}", source)
        return [target]

    def make_qpdf(self, folder, of, options):
        target = folder / "sened.pdf"
        run("qpdf", *options, self.files(of)[0], target)
        return [target]

    def make_mutool(self, folder, of, options):
        target = folder / "sened.pdf"
        run("mutool", "clean", *options, self.files(of)[0], target)
        return [target]

    def make_cairo(self, folder, of):
        target = folder / "sened.pdf"
        run("pdftocairo", "-pdf", self.files(of)[0], target)
        return [target]

    def make_libreoffice(self, folder):
        (folder / "sened.html").write_text(HTML)
        run("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", folder, folder / "sened.html")
        return [folder / "sened.pdf"]

    def make_weasyprint(self, folder):
        (folder / "sened.html").write_text(HTML)
        run("weasyprint", folder / "sened.html", folder / "sened.pdf")
        return [folder / "sened.pdf"]

    def make_paper(self, folder, name):
        run(SAMPLE_PAPERS, folder)
        return [folder / f"{name}.pdf"]

    def make_raw(self, folder, shape, arguments=()):
        target = folder / "sened.pdf"
        target.write_bytes(getattr(raw_pdf, shape)(*arguments))
        return [target]

    def make_edited(self, folder, of, edit):
        """A PDF with its first octets or its startxref spoilt."""
        octets = self.files(of)[0].read_bytes()
        edits = {
            "junk-before-header": lambda: b"junk before the header\n" + octets,
            "broken-startxref": lambda: octets.replace(b"startxref\n", b"startxref\n9", 1),
            "truncated": lambda: octets[: len(octets) * 2 // 3],
            "junk-after-end": lambda: octets + b"\njunk after the end\n",
        }
        target = folder / "sened.pdf"
        target.write_bytes(edits[edit]())
        return [target]

    def make_signed(self, folder, of, by, **job):
        target = folder / "sened.pdf"
        self.peers.sign(by, inputs=self.files(of), output=target, **job)
        return [target]

    def make_text(self, folder, text=TEXT, name="mektub.txt"):
        (folder / name).write_text(text, encoding="utf-8")
        return [folder / name]

    def make_binary(self, folder, size):
        (folder / "fayl.bin").write_bytes(random.Random(size).randbytes(size))
        return [folder / "fayl.bin"]

    def make_several(self, folder, of):
        """Copies under names of their own, so that no two are alike."""
        files = []
        for name in of:
            source = self.files(name)[0]
            files.append(folder / f"{name}{source.suffix}")
            shutil.copy(source, files[-1])
        return files
