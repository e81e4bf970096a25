"""What tests of private desks stand on: a passphrase, and keys that are made quickly."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk.model.team import Salesperson
from salesdesk.store import keys
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.keys import forget_keys

WORDS = "vier Wörter, die keiner rät"
TOKEN = "Zanzibarische Zwetschge"


@pytest.fixture
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Makes keys quickly, with which no other process opens a desk, and forgets them at the end."""
    monkeypatch.setattr(keys, "COST", 1 << 10)
    yield
    forget_keys()


def filled(path: Path, passphrase: str = WORDS) -> DeskFile:
    """Makes a desk with a word in it."""
    desk = DeskFile.create(path, passphrase=passphrase)
    with desk.change("Add") as work:
        work.session.add(Salesperson(name=TOKEN))
    return desk


def name_in(desk: DeskFile) -> str:
    """Reads the word."""
    return str(desk.rows("SELECT name FROM salesperson")[0]["name"])
