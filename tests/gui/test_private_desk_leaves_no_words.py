"""Of a desk with a passphrase no word is left in any file: not in the desk, beside it, in backups, settings or log."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.services.privacy import Privacy
from salesdesk.store.keys import is_private
from tests.conftest import HOME
from tests.gui.conftest import OpenWindow, open_desk
from tests.gui.test_file_watch import facts, foot, held, type_summary, window
from tests.gui.test_words_while_held import TYPED, begin, type_into
from tests.private import TOKEN, WORDS, quick_keys

pytestmark = pytest.mark.usefixtures("quick_keys")
__all__ = ["quick_keys", "window"]


def holding(words: Iterable[str], *folders: Path) -> list[tuple[Path, str]]:
    """Gives the files in which any of the words stands, in any of the ways programs write words."""
    files = [each for folder in folders for each in folder.rglob("*") if each.is_file()]
    return [
        (file, word)
        for file in files
        for word in words
        if any(word.encode(form) in file.read_bytes() for form in ("utf-8", "utf-16-le", "utf-16-be"))
    ]


def test_that_no_word_is_left_in_any_file(
    window: OpenWindow, desk_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    bench = window.furniture
    services = bench.opening.services
    assert services is not None
    desk = services.desk
    path = desk.path
    privacy = Privacy(desk)
    privacy.set(WORDS)
    form = facts(window)
    type_summary(form, TOKEN)
    form.settle()
    qtbot.waitUntil(lambda: foot(window).startswith("Saved"), timeout=20_000)
    names = [row["name"] for row in desk.rows("SELECT name FROM salesperson")]
    secret = [TOKEN, TYPED, WORDS, privacy.recovery_key(), privacy.recovery_key().replace(" ", ""), *names]
    backup = desk.back_up(bench.opening.backups)
    assert is_private(backup)
    places = (tmp_path, HOME)
    with held(path):
        type_into(qtbot, begin(window, "note"), "note")
        qtbot.waitUntil(lambda: bool([*bench.opening.left_words.glob("*")]), timeout=20_000)
        assert holding(secret, *places) == [], "as a kill would leave it now"
        open_desk(bench, desk_path)
    assert holding(secret, *places) == []
    left = [*bench.opening.left_words.glob("*")]
    assert [is_private(each) for each in left] == [True]
    open_desk(bench, path)
    assert TYPED in [each.words for each in bench.typed_told.waiting()]
    assert holding(secret, *places) == []
