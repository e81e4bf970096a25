"""Damaged binary workbooks are refused in a sentence, or read right: none takes the program with it."""

import random
import struct
from collections.abc import Callable

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.binary_workbooks import check_old
from salesdesk.exchange.compound_file import BrokenContainerError, stream_of
from salesdesk.exchange.read_workbook import read_sheets
from salesdesk.exchange.unpack import unpacked
from tests.exchange.binary_books import new_workbook, old_workbook, older_workbook

ROWS = [["Deal", "Amount"], *[[f"Deal {number}", number * 1.5] for number in range(1, 40)]]
FORMATS = ["General"] * len(ROWS)
OLD = old_workbook(ROWS, FORMATS)
SECTOR, TABLE, DIRECTORY = 512, 512, 1024


def written(data: bytes, at: int, form: str, *numbers: int) -> bytes:
    """Gives the bytes with numbers written over those at a place."""
    made = bytearray(data)
    struct.pack_into(form, made, at, *numbers)
    return bytes(made)


DAMAGED = {
    "the table of sectors is zeroed": OLD[:TABLE] + bytes(SECTOR) + OLD[TABLE + SECTOR :],
    "a sector follows itself": written(OLD, TABLE + 4 * 3, "<I", 3),
    "a sector leads back": written(OLD, TABLE + 4 * 5, "<I", 2),
    "a sector leads out of the file": written(OLD, TABLE + 4 * 5, "<I", 90),
    "the directory follows itself": written(OLD, TABLE + 4, "<I", 1),
    "the table of the table follows itself": written(OLD, 68, "<II", 2, 1),
    "small sectors are said to begin in a loop": written(written(OLD, 60, "<I", 3), TABLE + 12, "<I", 3),
    "the stream is longer than the file": written(OLD, DIRECTORY + 128 + 120, "<I", 0x7FFFFFFF),
    "the root is longer than the file": written(OLD, DIRECTORY + 120, "<I", 0x7FFFFFFF),
    "the directory is said to have very many sectors": written(OLD, 40, "<I", 0x7FFFFFFF),
    "the small table is said to have very many sectors": written(OLD, 64, "<I", 0x7FFFFFFF),
    "the file is cut": OLD[:-900],
    "only its head is left": OLD[:600],
    "sectors are of no size there is": written(OLD, 30, "<H", 63),
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_that_an_xls_whose_sectors_lead_nowhere_is_said_to_be_damaged(data: bytes) -> None:
    with pytest.raises(BrokenContainerError):
        stream_of(data, "Workbook")
    with pytest.raises(UserError, match="is damaged, so nothing was imported"):
        list(read_sheets(data, "a.xls"))


def test_that_a_cell_farther_right_than_an_xls_is_wide_is_damage() -> None:
    cell = OLD.index(struct.pack("<HHHH", 0x203, 14, 3, 1))
    with pytest.raises(BrokenContainerError):
        check_old(written(OLD, cell + 6, "<H", 60_000))


def test_that_a_sound_xls_has_its_stream_whole() -> None:
    assert len(stream_of(OLD, "Workbook")) >= 4096
    assert stream_of(OLD, "Book") == b""


def spoilt(data: bytes, seed: int) -> bytes:
    """Gives the bytes cut, with some changed, or with 512 of them zeroed."""
    chance, made = random.Random(seed), bytearray(data)
    if seed % 3 == 0:
        return bytes(made[: chance.randrange(len(made))])
    if seed % 3 == 1:
        for _each in range(chance.choice([1, 3, 20])):
            made[chance.randrange(len(made))] = chance.randrange(256)
        return bytes(made)
    at = chance.randrange(len(made))
    made[at : at + SECTOR] = bytes(len(made[at : at + SECTOR]))
    return bytes(made)


@pytest.mark.parametrize("write", [old_workbook, older_workbook, new_workbook])
def test_that_whatever_happens_to_a_binary_workbook_it_is_refused_in_a_sentence_or_read(
    write: Callable[..., bytes],
) -> None:
    whole = write(ROWS, FORMATS)
    told = [_told(spoilt(whole, seed)) for seed in range(60)]
    assert all("a.bin" in words for words in told if words)
    assert any("is damaged" in words for words in told)


def _told(data: bytes) -> str:
    """Gives the sentence that refuses a workbook; nothing where it is read."""
    try:
        list(read_sheets(unpacked(data, "a.bin"), "a.bin"))
    except UserError as error:
        return str(error)
    return ""
