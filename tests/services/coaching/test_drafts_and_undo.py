"""What is begun in a form stands outside of undo, and undo never loses a word of it nor stumbles over it."""

from typing import Any

import pytest

from salesdesk.env.errors import UserError
from salesdesk.services.coaching.drafts import Drafts
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile


@pytest.fixture
def ada(desk: DeskFile) -> int:
    """Somebody to write about."""
    return RecordsService(desk).add("salesperson", {"name": "Ada"}).new_id("salesperson")


def begun(desk: DeskFile) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in desk.rows("SELECT form, salesperson_id, written FROM draft ORDER BY id")]


def test_that_a_form_begun_since_is_not_written_over_by_undo(desk: DeskFile, ada: int) -> None:
    drafts = Drafts(desk)
    drafts.throw_away("note", ada, {"text": "first"})
    drafts.keep("note", ada, {"text": "second"})
    with pytest.raises(UserError, match="cannot be undone yet"):
        desk.undo()
    assert drafts.begun("note", ada) == {"text": "second"}
    drafts.forget("note", ada)
    desk.undo()
    assert drafts.begun("note", ada) == {"text": "first"}


def test_that_undo_brings_a_form_back_although_another_was_begun_in_between(desk: DeskFile, ada: int) -> None:
    drafts = Drafts(desk)
    drafts.throw_away("note", ada, {"text": "first"})
    drafts.keep("assignment", ada, {"what": "second"})
    desk.undo()
    assert [form for form, _person, _written in begun(desk)] == ["note", "assignment"]
    desk.redo()
    assert [form for form, _person, _written in begun(desk)] == ["assignment"]


def test_that_nobody_goes_by_undo_while_a_form_about_them_is_begun(desk: DeskFile, ada: int) -> None:
    drafts = Drafts(desk)
    drafts.keep("note", ada, {"text": "half a sentence"})
    with pytest.raises(UserError, match="“Add salesperson “Ada”” cannot be undone yet"):
        desk.undo()
    assert drafts.begun("note", ada) == {"text": "half a sentence"}
    drafts.forget("note", ada)
    desk.undo()
    assert desk.rows("SELECT 1 FROM salesperson") == []
