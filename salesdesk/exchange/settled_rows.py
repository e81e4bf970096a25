"""Settles what the rows of a file mean by their kind, once they are read: lengths of quotas, weeks, deals put away."""

from collections.abc import Mapping, Sequence

from salesdesk.exchange.mapping import ColumnMapping
from salesdesk.exchange.quota_questions import PERIOD, with_period
from salesdesk.exchange.settled_deals import settled_deals
from salesdesk.exchange.table import Table
from salesdesk.exchange.weekly_sums import weekly
from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.values import IncomingRow


def settled_rows(
    kind: str, rows: list[IncomingRow], table: Table, mapping: ColumnMapping, proposed: ColumnMapping, file_name: str,
    answers: Mapping[str, str], known: KnownDesk,
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:  # fmt: skip
    """Gives the rows as their kind means them, with what was assumed.

    Raises OpenQuestionError for what they leave open and nobody has answered.
    """
    if kind == "quotas":
        return with_period(file_name, mapping, rows, answers.get(PERIOD)), ()
    if kind == "numbers":
        return weekly(rows, known.today, is_log=table.is_log)
    if kind == "deals":
        return settled_deals(rows, known, answers, mapping, proposed)
    return rows, ()
