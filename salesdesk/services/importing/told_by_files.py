"""Says what a file has told of the records on the desk, so that it stays when an earlier import is taken back."""

from collections.abc import Container, Mapping
from typing import Any

from salesdesk.services.importing.import_plan import ImportPlan
from salesdesk.services.importing.values import RECORD_OF
from salesdesk.store.told import OF_A_ROW, ToldByFiles, bits_of


def told_fields(values: Mapping[str, Any], fields: Container[str], outcome: str | None) -> tuple[str, ...]:
    """Gives the fields that a row tells of the record on the desk, with what follows from them.

    An outcome that the row leaves open is that of the desk. An amount is in the currency that stands there where the
    row has none, and what is open has no day on which it closed.
    """
    told = tuple(name for name in values if name in fields and (name != "outcome" or outcome))
    more = ("currency",) if "amount" in told and "currency" in fields and "currency" not in told else ()
    if outcome == "open" and "closed_on" not in told:
        more = (*more, "closed_on")
    return told + more


def told_by(plan: ImportPlan, remembered: int | None = None) -> ToldByFiles:
    """Gives which records on the desk a file has, and which of their fields it tells; new ones are in the journal.

    `remembered` are the columns, remembered before, that it is read by.
    """
    told = ToldByFiles()
    for fields, records in plan.rows.records_told().items():
        told.add(RECORD_OF[plan.kind], bits_of(records), (OF_A_ROW, *fields))
    for kind, (met, numbered) in plan.named.items():
        told.add(kind, bits_of(met))
        told.add(kind, bits_of(numbered), ("external_id", "name"))
    if remembered is not None:
        told.add("import_mapping", bits_of([remembered]), ("headers", "columns", "date_order", "answers"))
    return told
