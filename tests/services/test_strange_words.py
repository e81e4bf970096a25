"""What another program wrote for drafts or remembered columns, and is none, is nothing, and stops nothing."""

import pytest

from salesdesk.model.coaching import Draft
from salesdesk.model.deals import ImportMapping
from salesdesk.services.coaching.drafts import Drafts
from salesdesk.services.importing.service import saved_mappings
from salesdesk.store.desk_file import DeskFile

STRANGE = ("[" * 100_000, "{", "7", "null", '{"a": {"b": [1]}}', '["a"]', '{"a": 1}')


@pytest.fixture
def strange(desk: DeskFile) -> DeskFile:
    """A desk with every strange thing as a draft and as columns that are remembered."""
    with desk.change("Write what is none") as work:
        work.session.add(Draft(form="note", written=STRANGE[0]))
        work.session.add_all(
            ImportMapping(name=f"{number}", kind="deals", headers=each, columns=each, answers=each)
            for number, each in enumerate(STRANGE)
        )
        work.session.add(
            ImportMapping(name="sound", kind="deals", headers='["Deal"]', columns='{"Deal": "name"}')
        )
    return desk


def test_that_strange_words_are_nothing(strange: DeskFile) -> None:
    assert Drafts(strange).begun("note", None) == {}
    assert [each.name for each in saved_mappings(strange, "deals")] == ["sound"]
