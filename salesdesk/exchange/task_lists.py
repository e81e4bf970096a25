"""Knows the tasks, calls and cases of a CRM by the names of their columns: none of them is a deal."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.exchange.activities import Measured, counted_words, counts_of, is_activity
from salesdesk.exchange.column_profile import profile
from salesdesk.exchange.count_columns import mostly
from salesdesk.exchange.mapping import map_columns, target_named
from salesdesk.exchange.readable_columns import are_days, filled_of
from salesdesk.exchange.table import Cell, Table, normalised, text_of
from salesdesk.services.importing.values import ImportQuestion, OpenQuestionError
from salesdesk.services.importing.words import words_for

ROWS: Final = "rows"
"""The key of the question what the rows of a file are that has columns of tasks and of deals."""
DEALS, TASKS = "deals", "tasks"
_FEWEST: Final = 3
_SEVERAL: Final = 2
_SHOWN: Final = 6
_LEAST_DECIDED: Final = 0.1
_DEAL: Final = frozenset({
    "amount", "probability", "expected_on", "closed_on", "won_on", "stage_id", "product_id", "is_won", "lost_reason",
})  # fmt: skip
"""What a list of tasks tells nothing of; a status that is taken for a stage is not meant."""
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")


def is_task_list(table: Table) -> bool:
    """Tells whether the columns of a table are those of tasks, calls or cases, and none is only a deal’s."""
    return _sure_heads(table) > 0 and not _of_deals(table)


def refuse_task_list(table: Table) -> None:
    """Raises UserError where a table of deals is a list of tasks: what was done for a deal is none."""
    if is_task_list(table):
        raise UserError(_refusal(table))


def ask_task_list(table: Table, file_name: str, answer: str | None) -> None:
    """Asks what the rows are where several columns are those of tasks and others those of deals.

    Raises OpenQuestionError where nobody has said it, and UserError where they are tasks.
    """
    if _sure_heads(table) < _SEVERAL or not _of_deals(table) or _is_decided(table) or answer == DEALS:
        return
    if answer == TASKS:
        raise UserError(_refusal(table))
    sentence = _("“{file_name}” has columns of tasks ({columns}) beside those of deals: what is each row?",
                 file_name=file_name, columns=_shown(table))  # fmt: skip
    answers = {DEALS: _("a deal"), TASKS: _("a task, a call or a case")}
    raise OpenQuestionError(ImportQuestion(ROWS, sentence, "--rows", answers))


def _refusal(table: Table) -> str:
    return _(
        "The columns {columns} are those of tasks, calls or cases, which are no deals, so nothing was imported as "
        "deals. As weekly numbers its activities can be counted.", columns=_shown(table),
    )  # fmt: skip


def _shown(table: Table) -> str:
    names = [header for header in table.headers if normalised(header) in _known()]
    return ", ".join(f"“{name}”" for name in names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")


def _sure_heads(table: Table) -> int:
    """Counts the columns that only tasks have, where there are enough that tasks have."""
    names = [normalised(header) for header in table.headers]
    signs = sum(name in _words("sure") | _words("sign") for name in names)
    return sum(name in _words("sure") for name in names) if signs >= _FEWEST else 0


def _of_deals(table: Table) -> bool:
    """Tells whether a column is only a deal’s, or one says won or lost."""
    read = map_columns(table, "deals").columns
    names = [normalised(header) for header in table.headers]
    only = any(target in _DEAL and names[index] not in _known() for index, target in read.items())
    return only or _is_decided(table)


def _is_decided(table: Table) -> bool:
    return any(profile(table.column(index)).decided >= _LEAST_DECIDED for index in range(len(table.headers)))


def with_task_activities(table: Table, measured: Sequence[Measured]) -> Table:
    """Gives a list of tasks with the day and the activity of each under the names of a log; others as they are.

    The activity is what a column says that names some, else the first word of the subject. Raises UserError where
    neither is one that the desk counts.
    """
    competency = target_named("numbers", "competency_id").names
    if not is_task_list(table) or any(normalised(header) in competency for header in table.headers):
        return table
    columns = range(len(table.headers))
    days = [i for i in columns if normalised(table.headers[i]) in _words("day") and are_days(table, i)]
    told = next(
        (i for i in columns if mostly(filled_of(table, i), lambda cell: is_activity(text_of(cell)))), None
    )
    subject = next((i for i in columns if normalised(table.headers[i]) in _words("subject")), None)
    names = {days[0]: "week_start"} if days else {}
    rows = table.rows
    if told is None and subject is not None:
        first = [_first_word(cell) for cell in table.column(subject)]
        if not any(counts_of(text_of(word), measured) for word in set(first)):
            raise UserError(
                _("This is a list of tasks of which neither a type nor the first word of the subject is an activity "
                  "that is counted, so nothing was imported as numbers. {counted}", counted=counted_words(measured))
            )  # fmt: skip
        told, rows = subject, table.by_column.with_columns({subject: first})
    if told is not None:
        names[told] = "competency_id"
    shown = ", ".join(f"“{table.headers[index]}”" for index in names)
    note = _("A list of tasks: its day and its activity are told by {columns}.", columns=shown)
    headers = tuple(
        target_named("numbers", names[i]).label if i in names else header
        for i, header in enumerate(table.headers)
    )
    return replace(table, headers=headers, rows=rows, assumed=(*table.assumed, note))


def _first_word(cell: Cell) -> Cell:
    found = _FIRST_WORD.search(text_of(cell))
    return found[0] if found else cell


@cache
def _known() -> frozenset[str]:
    return _words("sure") | _words("sign") | _words("day") | _words("subject")


@cache
def _words(concept: str) -> frozenset[str]:
    return frozenset(map(normalised, words_for("task", concept)))
