"""The export window: what is chosen is what is written."""

import csv
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.env.errors import UserError
from salesdesk.gui.side import export_window
from salesdesk.gui.side_windows import SideWindows
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.services.privacy import Privacy
from salesdesk.services.privacy_words import UNCOVERED
from tests.private import WORDS, quick_keys

__all__ = ["quick_keys"]


def opened_export(opened: Any, side: SideWindows) -> Any:
    opened.window.actions_by_id["export"].trigger()
    return side.window_of("export")


def choose(window: Any, name: str, value: str) -> None:
    box = window.findChild(QComboBox, name)
    assert box.findData(value) >= 0
    box.setCurrentIndex(box.findData(value))


def export(opened: Any, window: Any, qtbot: QtBot, path: Path) -> str:
    opened.furniture.prompts.preset(path)
    qtbot.mouseClick(window.findChild(QPushButton, "export_rows"), Qt.MouseButton.LeftButton)
    area = window.findChild(BannerArea)
    qtbot.waitUntil(lambda: bool(area.messages), timeout=10_000)
    return area.messages[-1]


def test_that_notes_go_out_without_the_private_ones_unless_asked(
    opened: Any, side: SideWindows, qtbot: QtBot, tmp_path: Path
) -> None:
    records = opened.furniture.opening.services.records
    window = opened_export(opened, side)
    choose(window, "export_kind", "note")
    said = export(opened, window, qtbot, tmp_path / "shared.csv")
    with (tmp_path / "shared.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert {row["Seen by"] for row in rows} == {"Shared"}
    assert said == f"Exported {len(rows):,} notes to {tmp_path / 'shared.csv'}."
    window.findChild(QCheckBox, "export_private").click()
    choose(window, "export_format", "json")
    export(opened, window, qtbot, tmp_path / "all.json")
    assert len(json.loads((tmp_path / "all.json").read_text("utf-8"))) == len(records.rows("note"))


@pytest.mark.usefixtures("quick_keys")
def test_that_it_is_said_that_a_passphrase_does_not_cover_the_file(
    opened: Any, side: SideWindows, qtbot: QtBot, tmp_path: Path
) -> None:
    Privacy(opened.furniture.opening.services.desk).set(WORDS)
    said = export(opened, opened_export(opened, side), qtbot, tmp_path / "deals.csv")
    assert said.endswith(UNCOVERED)


def test_that_a_folder_that_is_not_there_is_refused_in_the_window(
    opened: Any, side: SideWindows, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened_export(opened, side)
    said = export(opened, window, qtbot, tmp_path / "nowhere" / "deals.csv")
    assert "could not be written" in said
    assert window.findChild(QPushButton, "export_rows").isEnabled()


@pytest.mark.parametrize("fails", [False, True], ids=["cancelled", "failed"])
def test_that_what_came_of_it_is_told_where_the_window_was_closed_meanwhile(
    opened: Any,
    side: SideWindows,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    fails: bool,
) -> None:
    window, closed, write = opened_export(opened, side), threading.Event(), export_window.export_rows

    def wait(*given: Any, **more: Any) -> Any:
        closed.wait(20)
        if fails:
            raise UserError("The disk is full.")
        return write(*given, **more)

    monkeypatch.setattr(export_window, "export_rows", wait)
    opened.furniture.prompts.preset(tmp_path / "deals.csv")
    qtbot.mouseClick(window.findChild(QPushButton, "export_rows"), Qt.MouseButton.LeftButton)
    window.close()
    closed.set()
    said = "The disk is full." if fails else "“deals.csv” was not written"
    areas = opened.window.findChildren(BannerArea)
    qtbot.waitUntil(lambda: any(said in each for area in areas for each in area.messages), timeout=10_000)
