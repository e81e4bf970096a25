"""Gives tables of quotas, weekly numbers and deals the one layout in which they are imported."""

from collections.abc import Sequence
from dataclasses import replace

from salesdesk.exchange.activities import Measured
from salesdesk.exchange.calendars import appointments, refuse_calendar
from salesdesk.exchange.period_dates import with_days
from salesdesk.exchange.period_words import year_in
from salesdesk.exchange.person_column import with_people
from salesdesk.exchange.quota_questions import (
    ask_year,
    ask_year_of_weeks,
    calendar_note,
    check_year,
    year_named,
)
from salesdesk.exchange.quota_tables import quota_rows
from salesdesk.exchange.split_deals import with_one_owner
from salesdesk.exchange.table import Table
from salesdesk.exchange.task_lists import refuse_task_list, with_task_activities
from salesdesk.exchange.week_numbers import number_rows, with_week_named
from salesdesk.services.importing.service import ImportService


def laid_out_table(
    service: ImportService, kind: str, table: Table, names: Sequence[str], year: str | None
) -> Table:
    """Gives a table in the layout of its kind; one of products, accounts or people as it is.

    Deals get a day wherever a period stands for one.

    `names` are those of the sheet, of the year it was pasted into and of the file, which may tell the year as titles
    do, where nobody told it.
    """
    told, where = _told_year(table, names, year)
    if kind == "numbers":
        return _weekly(service, table, _titles(table, names), told)
    if kind == "deals":
        refuse_calendar(table)
        refuse_task_list(table)
        return with_days(with_one_owner(table), service.today(), service.fiscal_start())
    if kind != "quotas":
        return table
    start = service.fiscal_start()
    found, assumed = quota_rows(table, start, told), calendar_note(table, start)
    if where and list(found.rows) != list(quota_rows(table, start).rows):
        pasted = _("The year, {year}, is that of the quotas into which it was pasted.", year=told)
        taken = _("The year, {year}, is taken from “{where}”.", year=told, where=where)
        assumed = (*assumed, pasted if where in names[1:-1] else taken)
    return with_people(replace(found, assumed=(*found.assumed, *assumed)), kind)


def _weekly(service: ImportService, table: Table, titles: Sequence[str], told: str) -> Table:
    measured, year = measured_on(service), str(year_in(told)) if told else ""
    table = with_people(with_task_activities(appointments(table, measured), measured), "numbers")
    return with_week_named(number_rows(table, measured, year), titles, year, service.today())


def measured_on(service: ImportService) -> Sequence[Measured]:
    """Gives the competencies of a desk."""
    competencies = service.known("numbers").of("competency").values()
    return [Measured(each["name"], each["of_what"], each["into_what"]) for each in competencies]


def _told_year(table: Table, names: Sequence[str], year: str | None) -> tuple[str, str]:
    return (year, "") if year else year_named(_titles(table, names))


def _titles(table: Table, names: Sequence[str]) -> Sequence[str]:
    """Gives what may name the time of a whole table: its sheet, the titles above it and its file."""
    return (names[0], *table.above, *names[1:])


def sure_layout(
    service: ImportService, kind: str, table: Table, names: Sequence[str], year: str | None
) -> Table:
    """Gives a table in the layout of its kind; raises OpenQuestionError where nobody told the year it needs."""
    year = check_year(year)
    today = service.today()
    if kind == "numbers" and not _told_year(table, names, year)[0]:
        ask_year_of_weeks(table, names[-1], today)
    found = laid_out_table(service, kind, table, names, year)
    if kind == "quotas":
        ask_year(found, names[-1], today)
    return found
