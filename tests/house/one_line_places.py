"""Looks for one field everywhere it should have turned up; run on a copy of the program by test_one_line_field.

Prints as JSON in which places the field or its value was found.
"""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import StringIO
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

import salesdesk
from salesdesk.cli import import_command
from salesdesk.env.clock import FixedClock
from salesdesk.env.locale import Formats
from salesdesk.env.table_states import TableStates
from salesdesk.exchange.export_rows import export_rows
from salesdesk.gui.background import Background
from salesdesk.gui.changes import ChangeBus
from salesdesk.gui.context import GuiContext
from salesdesk.gui.messages import Messages
from salesdesk.gui.prompts import Prompts
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.record_form import RecordForm
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model.fields import Audience
from salesdesk.services.bundle import Services
from salesdesk.store.desk_file import DeskFile
from tests.gui.page_parts import parts_of
from tests.gui.team.room import TeamRoom

LABEL, VALUE = "Favourite coffee", "Ristretto"
ADA = 1
CLOCK = FixedClock(datetime(2026, 11, 11, 9, 0))


def main(folder: Path) -> dict[str, object]:
    """Fills the field by an import and gives the places where it is seen."""
    path = folder / "team.salesdesk"
    DeskFile.open(path, CLOCK, folder / "backups").close()
    imported = import_value(path, folder / "people.csv")
    desk = DeskFile.open(path, CLOCK)
    services = Services(desk, CLOCK)
    places = {"program": str(Path(salesdesk.__file__).parent), "import": imported}
    places |= told_by(services, folder) | shown_by(services, folder)
    desk.close()
    return places


def import_value(path: Path, file: Path) -> bool:
    """Imports a file that has the field as a column, found by its label alone."""
    file.write_text(f"Name,{LABEL}\nAda,{VALUE}\n", encoding="utf-8")
    out = StringIO()
    parser = ArgumentParser()
    import_command.add_arguments(parser)
    wanted = parser.parse_args(["people", str(file), "--desk", str(path), "--apply", "--json"])
    assert import_command.run(wanted, out, sys.stderr) == 0
    return json.loads(out.getvalue())["changed"] == 1


def told_by(services: Services, folder: Path) -> dict[str, bool]:
    """Looks into what the services and files tell each reader."""
    records, searching = services.records, services.searching
    meeting = services.sessions.prepare(ADA)
    rows, rep_rows = folder / "all.csv", folder / "shared.csv"
    export_rows(records, "salesperson", rows, with_private=True)
    export_rows(records, "salesperson", rep_rows)
    return {
        "record": records.one("salesperson", ADA).values.get("favourite_coffee") == VALUE,
        "search": [hit.title for hit in searching.find(VALUE[:4])] == ["Ada"],
        "export with private": all(words in rows.read_text(encoding="utf-8") for words in (LABEL, VALUE)),
        "export": any(words in rep_rows.read_text(encoding="utf-8") for words in (LABEL, VALUE)),
        "record for the salesperson": VALUE in repr(records.one("salesperson", ADA, Audience.SALESPERSON)),
        "search for the salesperson": bool(searching.find(VALUE, Audience.SALESPERSON, ADA)),
        "one-on-one": VALUE in repr(services.sessions.state(meeting, Audience.SALESPERSON)),
        "print": VALUE in repr(services.review_sheet.sheet(meeting)),
    }


def shown_by(services: Services, folder: Path) -> dict[str, bool]:
    """Looks at the table and the form on the screen."""
    with team_tab(services, folder) as tab:
        tab.show_person(None)
        tab.catch_up()
        model = tab.findChild(RecordTable, "table_team").model()
        headers = [model.headerData(c, Qt.Orientation.Horizontal) for c in range(model.columnCount())]
        shown = {model.index(0, c).data() for c in range(model.columnCount())}
        tab.show_person(ADA)
        tab.catch_up()
        forms = tab.findChildren(RecordForm)
        labels = {label.text() for form in forms for label in form.findChildren(QLabel)}
        values = [form.editor("favourite_coffee").value() for form in forms if LABEL in labels]
        return {"table": LABEL in headers and VALUE in shown, "form": VALUE in values}


@contextmanager
def team_tab(services: Services, folder: Path) -> Iterator[TeamRoom]:
    """Gives the Team tab as the window has it."""
    application = QApplication([])
    theme, window = Theme(application, "light"), QMainWindow()
    bus, states = ChangeBus(), TableStates(folder / "tables.json")
    messages = Messages(BannerArea(theme, window), bus)
    context = GuiContext(bus, Prompts(window), Formats(), theme, Background(print), states, CLOCK, messages)
    tab = TeamRoom(parts_of(services.desk, context, CLOCK))
    tab.show()
    yield tab
    tab.close()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
