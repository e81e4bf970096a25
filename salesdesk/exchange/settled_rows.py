"""Settles what the rows of a file mean by their kind, once they are read: lengths of quotas, weeks, deals put away."""

from collections.abc import Mapping, Sequence

from salesdesk.exchange.mapping import ColumnMapping
from salesdesk.exchange.quota_questions import PERIOD, with_period
from salesdesk.exchange.table import Table
from salesdesk.exchange.weekly_sums import weekly
from salesdesk.services.importing.archived import ARCHIVED, without_put_away
from salesdesk.services.importing.past_close import PAST_CLOSE, with_past_settled
from salesdesk.services.importing.product_lines import LINES, with_lines_summed
from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.values import IncomingRow

_Settled = tuple[Sequence[IncomingRow], tuple[str, ...]]


def settled_rows(
    kind: str, rows: list[IncomingRow], table: Table, mapping: ColumnMapping, file_name: str,
    answers: Mapping[str, str], known: KnownDesk,
) -> _Settled:  # fmt: skip
    """Gives the rows as their kind means them, with what was assumed.

    Raises OpenQuestionError for what they leave open and nobody has answered.
    """
    if kind == "quotas":
        return with_period(file_name, mapping, rows, answers.get(PERIOD)), ()
    if kind == "numbers":
        return weekly(rows, known.today, is_log=table.is_log)
    if kind == "deals":
        return _settled_deals(rows, frozenset(mapping.columns.values()), answers, known)
    return rows, ()


def _settled_deals(
    rows: Sequence[IncomingRow], mapped: frozenset[str], answers: Mapping[str, str], known: KnownDesk
) -> _Settled:
    rows, archived = without_put_away(rows, answers.get(ARCHIVED))
    rows, past = with_past_settled(rows, mapped, answers.get(PAST_CLOSE), known.today)
    rows, added = with_lines_summed(rows, answers.get(LINES), known.currency)
    return rows, (*archived, *past, *added)
