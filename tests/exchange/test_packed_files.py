"""A packed file that is not opened here is named by its first bytes, with what to do."""

import bz2
import gzip
import io
import lzma
import tarfile
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.read_file import sniff

DEALS = b"Deal,Owner,Amount\nCrane,Ann Berg,100\n"


def tar() -> bytes:
    """Gives a tar archive with one table."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as pack:
        entry = tarfile.TarInfo("deals.csv")
        entry.size = len(DEALS)
        pack.addfile(entry, io.BytesIO(DEALS))
    return made.getvalue()


PACKS = {
    "deals.tar": (tar(), "tar"),
    "deals.tar.gz": (gzip.compress(tar()), "tar"),
    "deals.csv.bz2": (bz2.compress(DEALS), "bzip2"),
    "empty.bz2": (bz2.compress(b""), "bzip2"),
    "deals.csv.xz": (lzma.compress(DEALS), "XZ"),
    "twice.gz": (gzip.compress(bz2.compress(DEALS)), "bzip2"),
    "deals.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(90), "7z"),
    "deals.rar": (b"Rar!\x1a\x07\x01" + bytes(90), "RAR"),
    "deals.csv.zst": (b"\x28\xb5\x2f\xfd" + bytes(90), "Zstandard"),
}


@pytest.mark.parametrize(("name", "data", "form"), [(name, *made) for name, made in PACKS.items()], ids=PACKS)
def test_that_a_packed_file_is_named_and_to_be_unpacked_first(
    tmp_path: Path, name: str, data: bytes, form: str
) -> None:
    (path := tmp_path / name).write_bytes(data)
    with pytest.raises(UserError, match=rf"is a packed file \({form}\).*unpack it first"):
        sniff(path)


def test_that_a_table_whose_first_name_begins_as_a_packed_file_does_is_read(tmp_path: Path) -> None:
    (path := tmp_path / "deals.csv").write_bytes(b"BZhandler,Owner\nCrane,Ann Berg\n")
    assert sniff(path).delimiter == ","
