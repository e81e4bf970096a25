"""The name that is proposed for the file of a printed sheet."""

from datetime import datetime

from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import OneOnOne
from salesdesk.model.team import Salesperson
from salesdesk.services.review_sheet import ReviewSheetService
from salesdesk.store.desk_file import DeskFile


def test_that_a_sheet_is_named_after_person_and_day_so_that_none_overwrites_another(
    desk: DeskFile, clock: FixedClock
) -> None:
    with desk.change("Fill", undoable=False) as work:
        work.session.add(Salesperson(id=1, name="Anna O/tt"))
        work.session.flush()
        work.session.add(OneOnOne(id=7, salesperson_id=1, state="held", starts_at=datetime(2026, 11, 4, 10)))
    sheets = ReviewSheetService(desk, clock)
    assert sheets.file_name(7, None) == "Anna Ott 2026-11-04"
    assert sheets.file_name(None, 1) == "Anna Ott 2026-11-04"
    with desk.change("Rename", undoable=False) as work:
        work.session.get_one(Salesperson, 1).name = "é" * 300
    assert len(f"{sheets.file_name(7, None)}.pdf".encode()) < 255, "the day stands at its end all the same"
    assert sheets.file_name(7, None).endswith("é 2026-11-04")
