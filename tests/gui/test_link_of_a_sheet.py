"""The link of a printed sheet opens the record in its room, and one can go back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.env.paths import paths_in
from salesdesk.env.settings import SettingsFile
from salesdesk.gui.application import Application, StartOptions
from salesdesk.gui.places import Place
from salesdesk.model.kinds import link_to, linked_record
from salesdesk.store.desk_file import DeskFile

Start = Callable[[tuple[str, int]], Application]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path, clock: FixedClock, sample_path: Path) -> Iterator[Start]:
    """Starts the program as from the link of a sheet, the sample team being the desk opened last."""
    made: list[Application] = []

    def begin(record: tuple[str, int]) -> Application:
        paths = paths_in(tmp_path / "home")
        paths.make()
        settings = SettingsFile(paths.settings_file)
        settings.change(last_desk=str(sample_path))
        application = Application(paths, settings, clock, StartOptions(record=record))
        made.append(application)
        qtbot.addWidget(application.window)
        application.window.shell.desk_shown.connect(application._on_desk_shown)
        application.show_window()
        qtbot.waitUntil(lambda: application.window.at_desk, timeout=30_000)
        return application

    yield begin
    for application in made:
        assert application.workbench is not None
        application.workbench.background.finish()
        application.workbench.opening.close()


def test_that_the_link_of_a_sheet_opens_the_record_in_its_room_and_one_goes_back(
    start: Start, qtbot: QtBot, sample_path: Path
) -> None:
    desk = DeskFile.open(sample_path)
    found = desk.rows("SELECT id, salesperson_id FROM assignment WHERE deleted_at IS NULL LIMIT 1")[0]
    desk.close()
    shell = start(("assignment", found["id"])).window.shell
    qtbot.waitUntil(lambda: shell.here().record == ("assignment", found["id"]))
    assert shell.here() == Place(found["salesperson_id"], "coaching", "log", ("assignment", found["id"]))
    shell.go_back(-1)
    assert shell.here().tab == "desk"


def test_that_a_link_to_what_is_not_in_this_desk_says_so(start: Start, qtbot: QtBot) -> None:
    application = start(("assignment", 999_999))
    said = application.window.shell.messages
    qtbot.waitUntil(lambda: "not in this desk" in "".join(said.messages))
    assert application.window.shell.here().tab == "desk"


@pytest.mark.parametrize(
    "text", ["notes.csv", "salesdesk:", "salesdesk:deal/12", "salesdesk:assignment/x", "assignment/12"]
)
def test_that_only_the_address_of_a_record_is_a_link(text: str) -> None:
    assert linked_record(text) is None
    assert linked_record(link_to("assignment", 12)) == ("assignment", 12)
