"""The import wizard on a small screen, at a large zoom: nothing out of reach."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget

ROWS = (
    "A-1,Ida Lind,Nordfeld,Alpha,Won,2026-01-05,2026-03-14,1200",
    "A-2,Bo Berg,Kvist,Alpha,Lost,2026-01-06,2026-03-15,800",
)


def test_that_a_long_name_of_a_file_makes_no_window_wider_than_a_screen(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.opened.furniture.context.theme.set_zoom(200)
    name = f"{'export_of_all_deals_' * 6}2026.csv"
    drive.open(deals(*ROWS, name=name))
    drive.wizard.resize(1180, 640)
    for page in ("import_found", "import_team", "import_preview", "import_done"):
        assert drive.page == page
        assert drive.wizard.width() == 1180, page
        assert name in drive.said()
        drive.click("import_next") if page != "import_done" else None


def test_that_a_long_name_of_a_person_cuts_nothing_on_the_page_of_the_team(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.opened.furniture.context.theme.set_zoom(200)
    long = "Maximiliane Freifrau von Hohenstein-Langenfeldsburg zu Weißenbrunn"
    drive.open(deals(*ROWS, f"A-3,{long},Kvist,Alpha,Lost,2026-01-06,2026-03-15,8"))
    drive.wizard.resize(900, 600)
    drive.click("import_next")
    assert drive.page == "import_team"
    page = drive.wizard.findChild(QStackedWidget).currentWidget()
    drive.qtbot.wait(0)
    assert page.widget().width() <= page.viewport().width()


def test_that_long_names_cut_nothing_on_the_page_of_names(drive: Any, deals: Callable[..., Path]) -> None:
    drive.opened.furniture.context.theme.set_zoom(200)
    long = "Kvist and Sons International Holding and Trading Company of the Western Provinces"
    first = f"A-1,Ida Lind,{long},Alpha,Won,2026-01-05,2026-03-14,1200"
    drive.open(deals(first)).preview().click("import_next")
    later = f"A-2,Ida Lind,{long.replace('Sons', 'Son')},Alpha,Won,2026-01-05,2026-03-14,100"
    drive.open(deals(later, name="later.csv"))
    drive.wizard.resize(900, 600)
    drive.click("import_next")
    assert drive.page == "import_names", drive.said()
    page = drive.wizard.findChild(QStackedWidget).currentWidget()
    drive.qtbot.wait(0)
    assert page.widget().width() <= page.viewport().width()
