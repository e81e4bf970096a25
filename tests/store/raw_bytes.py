"""Reads every byte that a desk and what lies beside it hold, opened page by page without SQLite.

What SQLite would pass over, such as free pages and the rest of a page, is read too. AES is the textbook's, for many
blocks at once.
"""

import struct
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from salesdesk.store.log_frames import FRAME, HEAD
from salesdesk.store.seal import FOR_ALL, PAGE, Key

_RESERVED: Final = 48
_VECTOR: Final = 16
Bytes = Any


def raw_bytes_beside(desk: Path, key: Key = FOR_ALL.key) -> bytes:
    """Gives all bytes of a desk, of its log and every file whose name begins like it; of a private one by its key."""
    found = [
        _raw(path, key) for path in sorted(desk.parent.iterdir()) if desk.stem in path.name and path.is_file()
    ]
    return b"\0".join(found)


def _raw(path: Path, key: Key) -> bytes:
    data, keys = path.read_bytes(), _round_keys(key.raw)
    if data.startswith(key.salt):
        return _opened([data[at : at + PAGE] for at in range(0, len(data), PAGE)], keys, first=True)
    if path.name.endswith("-wal") and data:
        frames = range(HEAD, len(data) - PAGE - FRAME + 1, PAGE + FRAME)
        first = [struct.unpack_from(">I", data, at)[0] == 1 for at in frames]
        pages = [data[at + FRAME : at + FRAME + PAGE] for at in frames]
        return b"".join(
            _opened([page], keys, first=is_first) for page, is_first in zip(pages, first, strict=True)
        )
    return data


def _opened(pages: list[bytes], keys: Bytes, *, first: bool) -> bytes:
    """Opens pages, of which the first may be the first of the file, whose salt is in the clear."""
    found: list[bytes] = []
    for number, page in enumerate(pages):
        begins = _VECTOR if first and number == 0 else 0
        vector = page[PAGE - _RESERVED : PAGE - _RESERVED + _VECTOR]
        found.append(_decrypt(page[begins : PAGE - _RESERVED], vector, keys))
    return b"".join(found)


def _decrypt(sealed: bytes, vector: bytes, keys: Bytes) -> bytes:
    blocks = np.frombuffer(sealed, np.uint8).reshape(-1, 16)
    before = np.vstack([np.frombuffer(vector, np.uint8)[None], blocks[:-1]])
    state = blocks ^ keys[14]
    for turn in range(13, -1, -1):
        state = _UNBOXED[state[:, _UNSHIFTED]] ^ keys[turn]
        if turn:
            state = _unmixed(state)
    return (state ^ before).tobytes()


def _unmixed(state: Bytes) -> Bytes:
    columns = state.reshape(-1, 4, 4)
    mixed = [
        _TIMES[14][columns[:, :, row]] ^ _TIMES[11][columns[:, :, (row + 1) % 4]]
        ^ _TIMES[13][columns[:, :, (row + 2) % 4]] ^ _TIMES[9][columns[:, :, (row + 3) % 4]]
        for row in range(4)
    ]  # fmt: skip
    return np.stack(mixed, axis=2).reshape(-1, 16)


def _times(one: int, other: int) -> int:
    product = 0
    for bit in range(8):
        product ^= (one << bit) if other >> bit & 1 else 0
    for bit in range(14, 7, -1):
        product ^= (0x11B << (bit - 8)) if product >> bit & 1 else 0
    return product


def _box() -> list[int]:
    inverse = [0] + [next(b for b in range(256) if _times(a, b) == 1) for a in range(1, 256)]
    return [_affine(each) for each in inverse]


def _affine(x: int) -> int:
    found = x
    for shift in range(1, 5):
        found ^= (x << shift | x >> (8 - shift)) & 255
    return found ^ 0x63


_BOX: Final = _box()
_UNBOXED: Final = np.array([_BOX.index(value) for value in range(256)], np.uint8)
_UNSHIFTED: Final = np.array([(4 * ((at // 4 - at % 4) % 4)) + at % 4 for at in range(16)])
_TIMES: Final = {by: np.array([_times(each, by) for each in range(256)], np.uint8) for by in (9, 11, 13, 14)}


@cache
def _round_keys(key: bytes) -> Bytes:
    words = [list(key[at : at + 4]) for at in range(0, 32, 4)]
    once = 1
    for number in range(8, 60):
        word = list(words[-1])
        if number % 8 == 0:
            word = [_BOX[each] for each in (*word[1:], word[0])]
            word[0] ^= once
            once = _times(once, 2)
        elif number % 8 == 4:
            word = [_BOX[each] for each in word]
        words.append([one ^ other for one, other in zip(words[number - 8], word, strict=True)])
    return np.array(words, np.uint8).reshape(15, 16)
