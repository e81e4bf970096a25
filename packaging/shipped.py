"""Tells what a built program is made of: every part with its version and licence, the texts, and a bill of materials.

What is shipped is read from what was built, not from a list kept by hand: the Python packages by the files they
brought, the libraries of a Linux machine by the packages they belong to.
"""

import json
import os
import platform
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import NamedTuple

OWN = Path(__file__).parent / "licences"
NAMES = ("licen", "copying", "notice", "authors")
# Of parts inside of packages that bring no text for them; what Python's packages bring is found by itself.
INSIDE = {
    "numpy": ("LAPACK.txt",),
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt.txt", "ICU.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "sqlcipher3": ("SQLCipher.txt", "Apache-2.0.txt"),
    "qtawesome": ("Apache-2.0.txt",),
}
HEADS = {
    "SQLCipher.txt": "SQLite and SQLCipher",
    "Apache-2.0.txt": "OpenSSL, the Remix icons and some crates of Rust",
    "Qt.txt": "Qt and what is in it; GPL and GFDL parts of this list are not shipped",
}


class Part(NamedTuple):
    """One part of the program that others made."""

    name: str
    version: str
    licence: str
    address: str  # where it comes from, as a package URL
    texts: tuple[tuple[str, str], ...]  # what each is of, and its words

    @property
    def text(self) -> str:
        """Gives everything that is said of the part, for the folder of licences."""
        head = f"{self.name} {self.version}\nLicence: {self.licence}\n"
        return head + "".join(f"\n\n=== {title} ===\n\n{words.strip()}\n" for title, words in self.texts)


def parts_of(entries: Iterable[tuple[str, str]]) -> list[Part]:
    """Gives the parts from which files of the program came, of which each has a place in it and a source."""
    # What was compiled comes from elsewhere, but lies where its source did.
    files = {path for place, source in entries for path in (_source_of(place), os.path.normpath(source))}
    found = [_of_python(), *filter(None, (_of_distribution(each, files) for each in distributions()))]
    return sorted({*found, *_of_system(files)}, key=lambda part: part.name.lower())


def write_texts(parts: list[Part], folder: Path) -> Path:
    """Writes what is said of every part into a file of its own, and gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for part in parts:
        (folder / f"{part.name}.txt").write_text(part.text, encoding="utf-8")
    return folder


def write_bill(parts: list[Part], version: str, path: Path) -> Path:
    """Writes the bill of materials as CycloneDX has it; the same parts give the same bytes."""
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "SalesDesk", "version": version}},
        "components": [
            {
                "type": "library",
                "bom-ref": part.address,
                "name": part.name,
                "version": part.version,
                "licenses": [{"license": {"name": part.licence}}],
                "purl": part.address,
            }
            for part in parts
        ],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def system_packages(files: Iterable[str]) -> dict[str, str]:
    """Gives the Debian package of each file that belongs to the system; none where there is no Debian."""
    real = {file: os.path.realpath(file) for file in files if file.startswith(("/lib", "/usr/lib"))}
    # The lists of packages may still name a folder that is a link by now.
    names = sorted({name for file in real.values() for name in (file, file.removeprefix("/usr"))})
    if not names or not shutil.which("dpkg-query"):
        return {}
    # Of names that belong to no package it complains.
    said = subprocess.run(["dpkg-query", "-S", *names], capture_output=True, text=True, check=False).stdout
    owners = {
        path: package.split(":")[0]
        for package, _, path in (line.rpartition(": ") for line in said.splitlines())
    }
    found = {file: owners.get(name) or owners.get(name.removeprefix("/usr")) for file, name in real.items()}
    return {file: package for file, package in found.items() if package}


def _source_of(place: str) -> str:
    return place[:-1] if place.endswith(".pyc") else place


def _of_distribution(distribution: Distribution, files: set[str]) -> Part | None:
    name = str(distribution.metadata["Name"])
    key = name.lower().replace("_", "-")
    own = [os.path.normpath(str(distribution.locate_file(file))) for file in distribution.files or ()]
    there = not files.isdisjoint(own) or not files.isdisjoint(map(str, distribution.files or ()))
    # PyInstaller's own start is in every program that it makes.
    if key == "salesdesk" or not (there or key == "pyinstaller"):
        return None
    texts = [(Path(file).name, Path(file).read_text("utf-8", "replace")) for file in own if _is_text(file)]
    inside = [(HEADS.get(file, file), (OWN / file).read_text("utf-8")) for file in INSIDE.get(key, ())]
    address = f"pkg:pypi/{key}@{distribution.version}"
    return Part(name, distribution.version, _licence(distribution), address, (*texts, *inside))


def _is_text(file: str) -> bool:
    return ".dist-info" in file and Path(file).name.lower().startswith(NAMES) and Path(file).is_file()


def _licence(distribution: Distribution) -> str:
    said = distribution.metadata
    classes = [
        each.split(" :: ")[-1] for each in said.get_all("Classifier") or () if each.startswith("License")
    ]
    short = str(said["License"] or "").strip().partition("\n")[0]
    return str(said["License-Expression"] or ", ".join(classes) or short[:80] or "as its text says")


def _of_python() -> Part:
    found = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path("/usr/share/doc/python3/copyright"))
    texts = [(file.name, file.read_text("utf-8", "replace")) for file in found if file.is_file()][:1]
    version = platform.python_version()
    return Part("Python", version, "PSF-2.0", f"pkg:generic/python@{version}", tuple(texts))


def _of_system(files: set[str]) -> list[Part]:
    packages = sorted(set(system_packages(files).values()))
    if not packages:
        return []
    asked = ["dpkg-query", "-W", "-f", "${Package} ${Version}\\n", *packages]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    parts: list[Part] = []
    for package, version in dict(line.split() for line in said.splitlines()).items():
        text = Path(f"/usr/share/doc/{package}/copyright")
        words = text.read_text("utf-8", "replace") if text.is_file() else ""
        address = f"pkg:deb/debian/{package}@{version}"
        parts.append(Part(package, version, "as its text says", address, (("copyright", words),)))
    return parts
