"""Makes ICU's library of data without what Qt never asks for, which is three quarters of its 31 MB.

Qt compares texts with ICU, and turns them into small and capital letters. Encodings, words to break lines at, units,
zones, currencies, names of languages and regions, other scripts and spelt-out numbers it knows by itself or not at
all. What is left stays byte for byte; `ld` and `objcopy`, which building needs anyway, put it into a library again.
"""

import struct
import subprocess
from pathlib import Path
from typing import NamedTuple

DROPPED = ("brkitr/", "curr/", "lang/", "rbnf/", "region/", "translit/", "unit/", "zone/")
DROPPED_KINDS = (".cnv", ".cfu", ".spp")
MAGIC = b"\xda\x27"
FORMAT = b"CmnD"
ALIGNED = 16
MOST_BEHIND = 1 << 16


class Item(NamedTuple):
    """One piece of data: its name in the package, and its bytes."""

    name: bytes
    data: bytes


def make_lean(library: Path, into: Path) -> Path:
    """Writes the lean library into a folder and gives its file; what cannot be understood is an error."""
    whole = library.read_bytes()
    header, items = read_package(whole)
    lean = header + written([item for item in items if is_kept(item.name.decode())])
    symbol = f"icudt{library.name.rpartition('.')[2]}_dat"
    if symbol.encode() not in whole:
        raise ValueError(f"{library} has no {symbol}.")
    into.mkdir(parents=True, exist_ok=True)
    (into / "icu").write_bytes(lean)
    attributes = ".data=.rodata,alloc,load,readonly,data,contents"
    for command in (
        ["ld", "-r", "-b", "binary", "-o", "icu.o", "icu"],
        ["objcopy", f"--rename-section={attributes}", f"--set-section-alignment=.data={ALIGNED}",
         f"--redefine-sym=_binary_icu_start={symbol}", "icu.o"],
        ["ld", "-shared", f"-soname={library.name}", "-z", "noexecstack", "--build-id=none",
         "-o", library.name, "icu.o"],
        ["strip", "--strip-unneeded", library.name],
    ):  # fmt: skip
        subprocess.run(command, cwd=into, check=True)
    return into / library.name


def is_kept(name: str) -> bool:
    """Tells whether Qt may ask for a piece of data."""
    _, _, inner = name.partition("/")
    return not inner.startswith(DROPPED) and not inner.endswith(DROPPED_KINDS)


def read_package(library: bytes) -> tuple[bytes, list[Item]]:
    """Gives the header of the package of data in a library, and all its pieces."""
    start = library.index(FORMAT) - 12
    (length,) = struct.unpack_from("<H", library, start)
    if library[start + 2 : start + 4] != MAGIC:
        raise ValueError("This is no package of ICU's data.")
    base = start + length
    (count,) = struct.unpack_from("<I", library, base)
    places = [struct.unpack_from("<II", library, base + 4 + 8 * each) for each in range(count)]
    names = [library[base + name : library.index(b"\0", base + name)] for name, _ in places]
    starts = [base + data for _, data in places]
    # Nothing says where the last piece ends; what stands behind it in the library does no harm.
    ends = [*starts[1:], min(len(library), starts[-1] + MOST_BEHIND)]
    items = [
        Item(*each) for each in zip(names, map(library.__getitem__, map(slice, starts, ends)), strict=True)
    ]
    return library[start:base], items


def written(items: list[Item]) -> bytes:
    """Gives the table of contents and the pieces, laid out as ICU reads them; pieces keep their order."""
    names = b"".join(item.name + b"\0" for item in items)
    at = 4 + 8 * len(items)
    data_at = at + len(names)
    # The header's length is a multiple of 16, and so is where each piece begins.
    data_at += -data_at % ALIGNED
    table, pieces = [struct.pack("<I", len(items))], []
    for item in items:
        table.append(struct.pack("<II", at, data_at))
        padded = item.data + bytes(-len(item.data) % ALIGNED)
        pieces.append(padded)
        at += len(item.name) + 1
        data_at += len(padded)
    head = b"".join(table) + names
    return head + bytes(-len(head) % ALIGNED) + b"".join(pieces)
