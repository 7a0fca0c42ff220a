# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""Puts the judges that no Debian package brings into the cache: two Maven projects and one virtual environment.

Each lies in a folder named after the digest of what it is made of, so that a changed pin or driver is made anew."""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import xml.etree.ElementTree

from .places import CACHE, HERE


class Missing(Exception):
    """A judge that cannot be had, and why."""


def digest_of(*parts):
    digest = hashlib.sha256(sys.version.encode())
    for part in parts:
        for path in sorted([part] if part.is_file() else part.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def make_once(name, sources, make):
    """The folder that `make(folder)` fills; one that was made to the end is taken as it is."""
    folder = CACHE / f"{name}-{digest_of(*sources)}"
    if not (folder / "made").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        print(f"interop: installing {name}", file=sys.stderr, flush=True)
        make(folder)
        (folder / "made").touch()
    return folder


def must_run(name, *words):
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()][-3:]
        raise Missing(f"{name} could not be installed: {' / '.join(last)}")


def java_project(name):
    """The class path of the Maven project tests/interop/`name`."""
    for tool in ("java", "javac", "mvn"):
        if shutil.which(tool) is None:
            raise Missing(f"{tool} is not installed (packages default-jdk-headless, maven)")
    project = HERE / name

    def make(folder):
        must_run(name, "mvn", "-q", "-B", "-f", str(project / "pom.xml"), f"-Dout={folder}", "compile",
                 "dependency:build-classpath", f"-Dmdep.outputFile={folder}/classpath")

    folder = make_once(name, [project], make)
    return f"{folder}/classes:{(folder / 'classpath').read_text().strip()}"


def java_version_of(name, property_name):
    space = "{http://maven.apache.org/POM/4.0.0}"
    tree = xml.etree.ElementTree.parse(HERE / name / "pom.xml")
    return tree.findtext(f"{space}properties/{space}{property_name}")


def python_environment():
    """The interpreter of a virtual environment with tests/interop/python/requirements.txt."""
    requirements = HERE / "python/requirements.txt"

    def make(folder):
        must_run("python", sys.executable, "-m", "venv", str(folder / "venv"))
        must_run("python", str(folder / "venv/bin/python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", str(requirements))

    return str(make_once("python", [requirements], make) / "venv/bin/python")


def python_version_of(name):
    for line in (HERE / "python/requirements.txt").read_text().splitlines():
        package, _, version = line.partition("==")
        if package.lower() == name:
            return version
    raise KeyError(name)


def tool_version(tool, *words):
    """The first number with a dot that a tool prints about itself."""
    if shutil.which(tool) is None:
        raise Missing(f"{tool} is not installed")
    done = subprocess.run([tool, *words], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})
    for word in (done.stdout + done.stderr).split():
        if word[0].isdigit() and "." in word:
            return word.rstrip(",;)")
    return pathlib.Path(shutil.which(tool)).name
