"""Looks at columns that somebody chose or remembered for a field: whether they can hold it, and what that displaces."""

from collections.abc import Mapping
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.exchange.asked_columns import with_answers
from salesdesk.exchange.column_names import SURE, name_score
from salesdesk.exchange.column_profile import profile
from salesdesk.exchange.deal_numbers import REPEATED, with_numbers_of_deals
from salesdesk.exchange.mapping import ColumnMapping, says_yes_or_no, target_named, targets_for
from salesdesk.exchange.nameless import proposed_columns
from salesdesk.exchange.table import Table, normalised, says_nothing, text_of
from salesdesk.services.importing.import_plan import ImportPlan
from salesdesk.services.importing.missing import with_doubles
from salesdesk.services.importing.names import spelling_key
from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.service import SavedMapping
from salesdesk.services.importing.values import Verdict
from salesdesk.services.importing.versions import is_left_for_another

_OUTCOMES: Final = ("stage_id", "outcome")
_MOST: Final = 0.6
_NUMBER: Final = "external_id"


def remembered_mapping(table: Table, kind: str, saved: SavedMapping) -> ColumnMapping:
    """Applies a remembered mapping to a file; fields that are no longer there are left out."""
    known = {target.name for target in targets_for(kind)}
    columns = {header: name for header, name in saved.columns.items() if name in known}
    return mapping_from_headers(table, columns, saved.name)


def mapping_from_headers(table: Table, columns: Mapping[str, str], remembered: str) -> ColumnMapping:
    """Applies a remembered mapping to the columns of this file, wherever they stand; of namesakes the first counts."""
    wanted = {normalised(header): target for header, target in columns.items()}
    found: dict[int, str] = {}
    for index, header in enumerate(table.headers):
        target = wanted.get(normalised(header))
        if target and target not in found.values():
            found[index] = target
    return ColumnMapping(found, remembered)


def check_chosen(table: Table, kind: str, mapping: ColumnMapping) -> None:
    """Raises UserError where two columns go into one field, or where one cannot say what it is to say."""
    first: dict[str, int] = {}
    for index, name in mapping.columns.items():
        if name in first:
            raise UserError(
                _("“{one}” and “{other}” both go into “{label}”, so nothing was imported; a field is read from one "
                  "column only.",
                  one=table.headers[first[name]], other=table.headers[index], label=target_named(kind, name).label)
            )  # fmt: skip
        first[name] = index
        if why := why_no_outcome(table, kind, index, name):
            raise UserError(_("{why} Nothing was imported.", why=why))


def why_no_outcome(table: Table, kind: str, index: int, name: str) -> str:
    """Says why a column can be neither stage nor outcome of deals; empty where it can, or is to be something else.

    Days cannot, nor can numbers unless the column is called as stages are, of which many CRMs export the number.
    """
    if kind != "deals" or name not in _OUTCOMES or index >= len(table.headers):
        return ""
    header, seen = table.headers[index], profile(table.column(index))
    if seen.dates >= _MOST:
        return _("Under “{header}” stand days, which cannot say whether a deal is won; take a column of words such "
                 "as “Won” and “Lost”.", header=header)  # fmt: skip
    called = max(name_score(header, each, target_named(kind, each).names, kind) for each in _OUTCOMES)
    if seen.numbers < _MOST or says_yes_or_no(seen) or called >= SURE:
        return ""
    return _("Under “{header}” stand numbers, which cannot say whether a deal is won; take a column of words such "
             "as “Won” and “Lost”.", header=header)  # fmt: skip


def settled_columns(
    table: Table,
    kind: str,
    columns: ColumnMapping,
    answers: Mapping[str, str],
    known: KnownDesk,
    *,
    found: bool,
) -> tuple[ColumnMapping, ColumnMapping, tuple[str, ...]]:
    """Gives the columns that are read, those that were proposed, and what was chosen in the place of what.

    Raises UserError for columns that cannot be it and OpenQuestionError where one is asked for; `found` says that
    nobody chose the columns.
    """
    check_chosen(table, kind, columns)
    mapping = with_answers(table, kind, columns, answers, _people(known))
    check_chosen(table, kind, mapping)
    proposed = columns if found else proposed_columns(table, kind)
    if kind == "deals":
        mapping = with_numbers_of_deals(table, mapping, proposed, answers.get(REPEATED))
    told = (*_not_read(table, kind, proposed, mapping), *_emptied(table, kind, columns, mapping))
    return mapping, proposed, told


def _people(known: KnownDesk) -> frozenset[str]:
    """Gives the spellings of the names and addresses of everybody on the desk."""
    everybody = known.of("salesperson").values()
    return frozenset(spelling_key(w) for each in everybody for w in (each["name"], each.get("email")) if w)


def _not_read(table: Table, kind: str, before: ColumnMapping, after: ColumnMapping) -> list[str]:
    return [
        _("“{label}” comes from “{header}”, so “{other}” is not read.",
          label=target_named(kind, name).label, header=table.headers[place], other=table.headers[index])
        for index, name in before.columns.items()
        if index not in after.columns and (place := after.column_of(name)) is not None
    ]  # fmt: skip


def _emptied(table: Table, kind: str, before: ColumnMapping, after: ColumnMapping) -> list[str]:
    return [
        _("“{header}” goes into “{label}”, so nothing goes into “{other}”.",
          header=table.headers[index], label=target_named(kind, now).label, other=target_named(kind, name).label)
        for index, name in before.columns.items()
        if (now := after.columns.get(index)) not in (None, name) and after.column_of(name) is None
    ]  # fmt: skip


def refuse_wrong_kind(file_name: str, plan: ImportPlan) -> None:
    """Refuses a list of deals that was taken for one of people and the like: the same names again and again."""
    repeats = sum(is_left_for_another(row.why) for row in plan.of(Verdict.REJECTED))
    if plan.kind != "deals" and len(plan.rows) > 10 and repeats > len(plan.rows) / 2:
        raise UserError(
            _("“{file_name}” names the same {kind} on many rows, so it does not look like a list of {kind} and nothing "
              "was imported; choose what its rows are.", file_name=file_name, kind=plan.kind)
        )  # fmt: skip


def doubting_doubles(
    plan: ImportPlan, table: Table, mapping: ColumnMapping, proposed: ColumnMapping, known: KnownDesk
) -> ImportPlan:
    """Doubts a plan without the column of numbers by which its records are on the desk.

    That is the one `proposed`, or where no column is read as numbers any left out whose values are all different.
    """
    read, best = mapping.column_of(_NUMBER), proposed.column_of(_NUMBER)
    places = [] if best in (None, read) else [best]
    if read is None:
        places += [
            i for i in range(len(table.headers)) if i not in mapping.columns and _numbers_each(table, i)
        ]
    for index in places:
        doubted = with_doubles(plan, known, table.headers[index], _by_row(table, index))
        if doubted is not plan:
            return doubted
    return plan


def _numbers_each(table: Table, index: int) -> bool:
    """Tells whether a column names each row otherwise, and does not just count the rows."""
    found = list(_by_row(table, index).values())
    counted = [str(number) for number in range(1, len(found) + 1)]
    return len(set(found)) == len(table.rows) and found != counted


def _by_row(table: Table, index: int) -> dict[int, str]:
    numbers = (row.number for row in table.rows)
    cells = zip(numbers, table.column(index), strict=True)
    return {number: text_of(cell) for number, cell in cells if not says_nothing(cell)}
