"""Asks what a file of quotas leaves open: for how long they hold, and of which year they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.exchange.mapping import ColumnMapping, target_named
from salesdesk.exchange.period_gaps import period_of
from salesdesk.exchange.period_words import is_so_far, parse_part, parse_period
from salesdesk.exchange.readable_columns import filled_of
from salesdesk.exchange.table import Table, text_of
from salesdesk.exchange.week_numbers import yearless_weeks
from salesdesk.model.words import PERIODS
from salesdesk.practice.periods import period_of as year_of
from salesdesk.services.importing.import_plan import ImportPlan
from salesdesk.services.importing.values import Doubt, ImportQuestion, IncomingRow, OpenQuestionError

PERIOD: Final = "period"
"""The question for how long a quota holds where the file gives one start a person and nothing else."""
YEAR: Final = "year"
"""The question of which year quarters and months without one are."""
_FISCAL_YEAR: Final = re.compile(r"(?<![^\W_])(?:FY|GJ)[\s-]?(?:20)?\d{2}(?!\d)", re.IGNORECASE)
_YEAR_ALONE: Final = re.compile(r"(?<!\d)(?<!\d[./-])20\d{2}(?!\d|[-./]\d)")
_YEARS_AROUND: Final = (-1, 0, 1)


def year_named(texts: Sequence[str]) -> tuple[str, str]:
    """Gives the one year that a title, the name of a sheet or of a file tells, with the text; both empty if none does.

    The day on which something was exported tells nothing.
    """
    for text in texts:
        years = {each.replace(" ", "").upper() for each in _FISCAL_YEAR.findall(text)} or set(
            _YEAR_ALONE.findall(text)
        )
        if len(years) == 1:
            return years.pop(), text
    return "", ""


def check_year(told: str | None) -> str | None:
    """Gives the year somebody told; raises UserError where it is none."""
    if told is None or _is_year(told):
        return told
    raise UserError(_("“{year}” is not a year; write it as 2026 or FY26.", year=told))


def _is_year(told: str) -> bool:
    try:
        return parse_period(told).kind == "year"
    except ValueError:
        return False


def ask_year(table: Table, file_name: str, today: date) -> None:
    """Raises OpenQuestionError where the quotas of a laid-out table are of parts of no year; refuses years so far."""
    _refuse_years_so_far(table, file_name)
    parts = list(dict.fromkeys(_yearless(table)))
    if parts:
        sentence = _(
            "“{file_name}” does not say of which year its quotas are: of which are “{first}” to “{last}”?",
            file_name=file_name, first=parts[0], last=parts[-1],
        )  # fmt: skip
        raise _which_year(sentence, today)


def _refuse_years_so_far(table: Table, file_name: str) -> None:
    """Raises UserError where all periods of the quotas are the year so far."""
    for index, header in enumerate(table.headers):
        cells = filled_of(table, index)
        if cells and all(map(is_so_far, cells)):
            raise UserError(
                _(
                    "“{text}” under “{header}” in “{file_name}” is the year so far and no whole period, so nothing was "
                    "imported; a quota holds for a month, a quarter, a half or a year.",
                    text=text_of(cells[0]), header=header, file_name=file_name,
                )
            )  # fmt: skip


def ask_year_of_weeks(table: Table, file_name: str, today: date) -> None:
    """Raises OpenQuestionError where the weeks of weekly numbers are of no year."""
    weeks = yearless_weeks(table, str(today.year))
    if weeks:
        sentence = _(
            "“{file_name}” does not say of which year its weeks are: of which are “{first}” to “{last}”?",
            file_name=file_name, first=weeks[0], last=weeks[-1],
        )  # fmt: skip
        raise _which_year(sentence, today)


def _which_year(sentence: str, today: date) -> OpenQuestionError:
    years = {str(today.year + step): str(today.year + step) for step in _YEARS_AROUND}
    return OpenQuestionError(ImportQuestion(YEAR, sentence, "--year", years))


def _yearless(table: Table) -> Iterator[str]:
    label = target_named("quotas", "starts_on").label
    for index, header in enumerate(table.headers):
        for cell in table.column(index) if header == label else ():
            if isinstance(cell, str) and _is_part(cell):
                yield text_of(cell)


def _is_part(cell: str) -> bool:
    try:
        parse_part(cell)
    except ValueError:
        return False
    return True


def doubting_year(plan: ImportPlan, pasted_into: str, fiscal_start: int) -> ImportPlan:
    """Asks about quotas that are all of other years than the one into which they were pasted."""
    starts = {day for day in plan.rows.column("starts_on", range(len(plan.rows))) if isinstance(day, date)}
    if plan.kind != "quotas" or not pasted_into or not starts:
        return plan
    year = parse_period(pasted_into, fiscal_start)
    if any(year.start <= day <= year.end for day in starts):
        return plan
    others = dict.fromkeys(year_of(day, "year", fiscal_start).label for day in sorted(starts))
    words = _(
        "The quotas that were copied are of {others}, and they were pasted into {year}.",
        others=", ".join(others),
        year=year.label,
    )
    return replace(plan, hardly_meant=(*plan.hardly_meant, Doubt(words, "")))


def calendar_note(table: Table, fiscal_start: int) -> tuple[str, ...]:
    """Says where quarters, halves or years are taken for those of the calendar on a desk with other fiscal years."""
    if fiscal_start == 1:
        return ()
    texts = (*table.headers, *(cell for row in table.rows[:_SAMPLE] for cell in row.cells))
    for text in dict.fromkeys(text_of(each) for each in texts):
        try:
            found = parse_period(text, fiscal_start)
        except ValueError:
            continue
        if found.kind != "month" and found == parse_period(text):
            return (
                _(
                    "“{text}” is taken as the calendar counts, from {start}; a quarter of your fiscal year is "
                    "written “Q1 FY26”.",
                    text=text,
                    start=found.start.isoformat(),
                ),
            )
    return ()


_SAMPLE: Final = 200


def with_period(
    file_name: str, mapping: ColumnMapping, rows: list[IncomingRow], told: str | None
) -> list[IncomingRow]:
    """Gives quotas whose file has no periods the one that was told, or that the gaps of the dates tell.

    Raises OpenQuestionError where neither does: a year's quota taken for a quarter's makes four of one.
    """
    if mapping.column_of("period") is not None:
        return rows
    period = told or period_of(row.values for row in rows)
    if period is None:
        starts = (row.values.get("starts_on") for row in rows)
        examples = dict.fromkeys(start.isoformat() for start in starts if isinstance(start, date))
        sentence = _("“{file_name}” does not say for how long its quotas hold: for which period is one?",
                     file_name=file_name)  # fmt: skip
        raise OpenQuestionError(ImportQuestion(PERIOD, sentence, "--period", PERIODS, tuple(examples)[:2]))
    return [replace(row, values={**row.values, "period": period}) for row in rows]
