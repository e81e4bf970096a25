"""Keeps outside of a desk the drafts that it does not take, until it takes them or is opened again."""

import json
import logging
import os
import re
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final, cast
from zlib import crc32

from sqlcipher3 import dbapi2

from salesdesk.env.errors import PassphraseNeededError, UserError
from salesdesk.env.whole_file import making, put_in_place, unwritten, whole_file, write_over
from salesdesk.store.connection import connect, connect_to_read
from salesdesk.store.identity import identity_in, is_another_file
from salesdesk.store.keys import is_locked
from salesdesk.store.seal import FOR_ALL, Seal

Left = tuple[str, int | None, Mapping[str, Any]]
"""A draft: its form, about whom, and what stands in it."""
log = logging.getLogger(__name__)
_OPEN: Final = ".json"
_PRIVATE: Final = ".locked"


class LeftDrafts:
    """The drafts of one desk, in a file that is known again by the number of the desk, wherever that lies.

    A copy of the desk at another place has its number too, so it says of which file the drafts are. Those of a private
    desk are kept by its key, by which alone they can be read. `at_last` is when the desk is being closed, and what it
    does not take now is not tried again; `refused` tells whether the last draft could not be kept here either.
    """

    def __init__(self, folder: Path, identity: str, desk: Path, seal: Seal = FOR_ALL) -> None:
        self._folder, self._identity, self._desk, self._seal = folder, identity, desk.absolute(), seal
        self.at_last = self.refused = False
        self._left_now: set[tuple[str, int | None]] = set()

    @property
    def place(self) -> Path:
        """Gives the file that drafts are left in."""
        name = f"{self._identity}-{crc32(os.fsencode(self._desk)):08x}"
        return self._folder / f"{name}{_PRIVATE if self._seal.private else _OPEN}"

    def places(self) -> list[Path]:
        """Gives the files with drafts of this desk, the oldest first: also of those left under a name it had before.

        Those of a passphrase that this program was not given wait on.
        """
        named = (
            each for ending in (_OPEN, _PRIVATE) for each in self._folder.glob(f"{self._identity}*{ending}")
        )
        found = [each for each in named if not (is_locked(each) or self._is_of_another(each))]
        return sorted(found, key=lambda each: each.stat().st_mtime_ns)

    def unread(self) -> list[Path]:
        """Gives the files of this desk that could not be read, and were put aside."""
        return sorted(self._folder.glob(f"{self._identity}*.damaged"))

    def leave(self, form: str, person_id: int | None, written: Mapping[str, Any]) -> None:
        """Keeps a draft; an empty one is forgotten. Raises UserError where the disk does not take it."""
        before = drafts_in(self.place)
        kept = [each for each in before if each[:2] != (form, person_id)]
        if written:
            kept.append((form, person_id, written))
            self._left_now.add((form, person_id))
        # The same words are tried again every second.
        if json.dumps(kept) == json.dumps(before):
            return
        self.refused = True
        self.place.parent.mkdir(parents=True, exist_ok=True)
        self._write(self.place, kept)
        self.refused = False

    def try_to_leave(self, form: str, person_id: int | None, written: Mapping[str, Any]) -> None:
        """Does the same for a desk that stays open, which tells already that nothing is stored."""
        try:
            self.leave(form, person_id, written)
        except (UserError, OSError):
            log.warning("words that the desk does not take could not be kept beside it", exc_info=True)

    def forget(self, form: str, person_id: int | None) -> None:
        """Forgets a draft that was left since the desk is open, because that has it now."""
        if (form, person_id) not in self._left_now:
            return
        self._left_now.discard((form, person_id))
        self.try_to_leave(form, person_id, {})
        if not drafts_in(self.place):
            with suppress(OSError):
                self.place.unlink(missing_ok=True)

    def forget_all(self) -> None:
        """Is called when nothing waits to be stored any more, such as a note that became one at once."""
        for each in list(self._left_now):
            self.forget(*each)

    def forget_about(self, person_id: int, named: re.Pattern[str]) -> None:
        """Forgets every draft about a person who is erased, and those that name them."""
        for place in self.places():
            before = drafts_in(place)
            kept = [
                each for each in before
                if each[1] != person_id and not named.search(json.dumps(each[2], ensure_ascii=False))
            ]  # fmt: skip
            if len(kept) < len(before):
                self.wait_on(place, kept)
        self._left_now = {each for each in self._left_now if each[1] != person_id}

    def wait_on(self, place: Path, kept: list[Left]) -> None:
        """Leaves in a file only what the desk still has no place for; without that the file goes."""
        if kept:
            self._write(place, kept)
        else:
            place.unlink()

    def keep_with(self, seal: Seal) -> None:
        """Is called when the desk has another passphrase, or none: what is left outside of it is kept so too."""
        left = [(each, drafts_in(each)) for each in self.places()] if seal != self._seal else []
        self._seal = seal
        for place, kept in left:
            now = place.with_suffix(_PRIVATE if seal.private else _OPEN)
            self._write(now, kept)
            if now != place:
                write_over(place)

    def _write(self, place: Path, kept: list[Left]) -> None:
        words = json.dumps({"of": str(self._desk), "drafts": kept})
        if place.suffix == _PRIVATE:
            _write_private(place, words, self._seal)
            return
        with whole_file(place) as file:
            file.write(words.encode())

    def _is_of_another(self, place: Path) -> bool:
        """Tells whether drafts are of another file of this number, which may take them itself."""
        of = Path(str(_read(place).get("of") or self._desk))
        if not is_another_file(of, self._desk):
            return False
        try:
            return not of.is_file() or identity_in(of) == self._identity
        except OSError:
            return True


def drafts_in(place: Path) -> list[Left]:
    """Gives what is kept in a file, nothing where that cannot be read."""
    with suppress(ValueError, TypeError):
        return [(form, person_id, written) for form, person_id, written in _read(place)["drafts"]]
    return []


def _write_private(place: Path, words: str, seal: Seal) -> None:
    try:
        with (
            making(place),
            put_in_place(place) as beside,
            closing(connect(beside, create=True, seal=seal, journal="MEMORY")) as file,
        ):
            file.execute("CREATE TABLE left_words (words TEXT)")
            file.execute("INSERT INTO left_words VALUES (?)", (words,))
    except (OSError, dbapi2.Error) as error:
        raise unwritten(place, error) from error


def _words_in(place: Path) -> str | bytes:
    if place.suffix != _PRIVATE:
        return place.read_bytes()
    with closing(connect_to_read(place)) as file:
        return str(file.execute("SELECT words FROM left_words").fetchone()[0])


def _read(place: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError, TypeError, PassphraseNeededError, dbapi2.Error):
        found: Any = json.loads(_words_in(place))
        # An earlier SalesDesk kept the drafts alone.
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {"drafts": found}
    return {"drafts": []}
