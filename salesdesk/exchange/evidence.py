"""Says of a file's columns which are left out, what was taken for granted, and what has to be asked."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.exchange.activities import is_activity
from salesdesk.exchange.column_names import SURE, known_as, name_score
from salesdesk.exchange.column_profile import ColumnProfile, profile, words_in
from salesdesk.exchange.currencies import UnknownCurrencyError, currency_of
from salesdesk.exchange.currency_columns import named_columns
from salesdesk.exchange.document_types import are_documents
from salesdesk.exchange.mapping import (
    ColumnMapping,
    Target,
    are_codes,
    says_yes_or_no,
    target_named,
    targets_for,
)
from salesdesk.exchange.table import Cell, Table, normalised, says_nothing, text_of
from salesdesk.frozen import frozen
from salesdesk.services.importing.deal_rules import FLAGS, assumptions, every_row_is_a_sale
from salesdesk.services.importing.names import outcome_of, put_away
from salesdesk.services.importing.values import ImportQuestion, OpenQuestionError
from salesdesk.services.importing.words import words_for

OUTCOME_COLUMN: Final = "outcome_column"
"""The key of the question which column says what became of a deal."""
NO_COLUMN: Final = "none"
_OPTION = "--outcome-column"
_SPEAKING = ("stage_id", "outcome", *sorted(FLAGS))
_SHOWN = 2
_PARTED = 0.3
"""So large a share of values that mean won, lost or open is no chance."""
_MOST_WORDS = 5


@frozen
class LeftOut:
    """A column that is not imported, and why.

    `unfit` says that a field of its name could not take its values, `unwanted` that one could, and is left out.
    """

    column: str
    why: str
    unfit: bool = False
    unwanted: bool = False


def columns_left_out(
    table: Table, kind: str, mapping: ColumnMapping, proposed: ColumnMapping
) -> tuple[LeftOut, ...]:
    """Gives every column that goes nowhere, in the order of the file; what was `proposed` for a field fits it."""
    return tuple(
        _left_out(table, index, kind, mapping, proposed)
        for index in range(len(table.headers))
        if index not in mapping.columns
    )


def left_out_words(left_out: Sequence[LeftOut]) -> tuple[str, ...]:
    """Says in a sentence each which columns are left out although they are known; nothing where there is none."""
    unfit = [f"“{each.column}”" for each in left_out if each.unfit]
    unwanted = [f"“{each.column}”" for each in left_out if each.unwanted]
    told = (
        (unfit, _("Left out, because the values are not what the name says: {columns}.", columns=", ".join(unfit))),
        (unwanted, _("Left out, although it could be read: {columns}.", columns=", ".join(unwanted))),
    )  # fmt: skip
    return tuple(words for columns, words in told if columns)


def _left_out(
    table: Table, index: int, kind: str, mapping: ColumnMapping, proposed: ColumnMapping
) -> LeftOut:
    header = table.headers[index]
    if all(says_nothing(cell) for cell in table.column(index)):
        return LeftOut(header, _("It is empty."))
    named = [target for target in targets_for(kind) if _score(header, target, kind) >= SURE]
    for target in named:
        other = mapping.column_of(target.name)
        if other is not None:
            words = _("“{label}” comes from “{other}”.", label=target.label, other=table.headers[other])
            return LeftOut(header, words)
    if index in proposed.columns:
        label = target_named(kind, proposed.columns[index]).label
        return LeftOut(
            header, _("It could be read as “{label}”, but is left out.", label=label), unwanted=True
        )
    if any(proposed.column_of(target.name) is not None for target in named):
        return LeftOut(header, _("Nothing goes into “{label}”.", label=named[0].label))
    if named:
        return LeftOut(header, _("Its values do not fit “{label}”.", label=named[0].label), unfit=True)
    if kind == "numbers" and is_activity(header):
        return LeftOut(header, _("No competency counts it here."))
    return LeftOut(header, _("No field is known by this name."))


def _score(header: str, target: Target, kind: str) -> float:
    return name_score(header, target.name, target.names, kind)


def with_outcome_column(table: Table, mapping: ColumnMapping, answer: str | None) -> ColumnMapping:
    """Gives the mapping of deals with the column that was named as the one of outcomes.

    Raises OpenQuestionError where nobody has named one and a guess could make sales of deals that are none.
    """
    if answer is None:
        _ask(table, mapping)
    if answer is None or answer == NO_COLUMN:
        return mapping
    index = column_called(table, answer)
    target = _target_of(table, index, mapping)
    others = {place: name for place, name in mapping.columns.items() if name != target and place != index}
    return ColumnMapping(dict(sorted({**others, index: target}.items())), mapping.remembered)


def column_called(table: Table, name: str) -> int:
    """Gives the column of a name; raises UserError where there is none."""
    for index, header in enumerate(table.headers):
        if normalised(header) == normalised(name):
            return index
    shown = ", ".join(table.headers)
    raise UserError(_("There is no column “{name}”; the columns are: {shown}.", name=name, shown=shown))


def _target_of(table: Table, index: int, mapping: ColumnMapping) -> str:
    """Gives what a column that says whether a deal is won goes into: one of stages tells more than won and lost."""
    seen = profile(table.column(index))
    if says_yes_or_no(seen):
        return "is_lost" if outcome_of(table.headers[index]) == "lost" else "is_won"
    if all(value.strip().endswith("%") for value in seen.values):
        return "probability"
    if not seen.decided:
        return "stage_id"
    stage = target_named("deals", "stage_id")
    staged = any(name == stage.name and place != index for place, name in mapping.columns.items())
    stages = seen.outcomes < 1 or _score(table.headers[index], stage, "deals") >= SURE
    return "stage_id" if stages and not staged else "outcome"


def _ask(table: Table, mapping: ColumnMapping) -> None:
    if _told(table, mapping):
        return
    sales = every_row_is_a_sale(frozenset(mapping.columns.values()))
    deals = sales and not _of_orders(table.headers[mapping.column_of("closed_on") or 0])
    suspects = [
        index
        for index, header in enumerate(table.headers)
        if index not in mapping.columns
        and _may_speak(header, profile(table.column(index)), sales=sales, deals=deals)
    ]
    if not suspects:
        return
    names = [table.headers[index] for index in suspects]
    none = _("Every deal with a close date is won") if sales else _("None of them; every deal is open")
    raise OpenQuestionError(
        ImportQuestion(
            OUTCOME_COLUMN,
            _("Which column says whether a deal is won? Perhaps {names}.", names=", ".join(f"“{n}”" for n in names)),
            _OPTION, {**{name: name for name in names}, NO_COLUMN: none}, tuple(examples_of(table, suspects)),
        )
    )  # fmt: skip


def _told(table: Table, mapping: ColumnMapping) -> bool:
    """Tells whether a column that is read says of some deal that it is won or lost."""
    names = mapping.columns.values()
    return (
        bool(FLAGS & set(names))
        or (every_row_is_a_sale(frozenset(names)) and "probability" in names)
        or any(
            profile(table.column(index)).decided
            for index, name in mapping.columns.items()
            if name in ("stage_id", "outcome")
        )
    )


def _of_orders(header: str) -> bool:
    """Tells whether the name of a day says that something was sold on it, such as “Order date”."""
    name, words = normalised(header), words_for("flag", "sold")
    return not {name, *name.split()}.isdisjoint(map(normalised, words))


def _may_speak(header: str, seen: ColumnProfile, *, sales: bool, deals: bool) -> bool:
    """Tells whether a column that is not read may say what became of the deals, by its values or by its name.

    Of `sales`, which nothing but their date makes sales, a name is enough; of `deals` among these any parting is.
    """
    if len(seen.values) < _SHOWN:
        return False
    if seen.decided >= 0.1 or (deals and _tells_apart(seen)):
        return True
    if says_yes_or_no(seen):
        sold = {normalised(word) for word in words_for("flag", "sale")}
        if any(outcome_of(word) in ("won", "lost") or word in sold for word in normalised(header).split()):
            return True
    if sales and (_is_chance(header, seen) or _may_be_document(header, seen)):
        return True
    named = (target_named("deals", name) for name in _SPEAKING)
    return sales and any(_score(header, target, "deals") >= SURE for target in named)


def _is_chance(header: str, seen: ColumnProfile) -> bool:
    """Tells whether numbers stand under a name with a word for a probability, as “Chance of closing (est.)”."""
    return seen.numbers == 1 and not known_as("opportunity", "probability").keys().isdisjoint(
        normalised(header).split()
    )


def _may_be_document(header: str, seen: ColumnProfile) -> bool:
    """Tells whether a column is called as one of kinds of documents; such as are all known have been read before."""
    return normalised(header) in _document_names() and not are_documents([*seen.values])


@cache
def _document_names() -> frozenset[str]:
    """Gives what columns are called that say of what kind a document is, such as “Order type”."""
    return frozenset(map(normalised, words_for("document", "column")))


def _tells_apart(seen: ColumnProfile) -> bool:
    """Tells whether values part the deals as an outcome would, whatever their column is called.

    Yes and no, W and L, a share in percent, or words of which one means open.
    """
    words = {value.strip().casefold() for value in seen.values}
    return (
        says_yes_or_no(seen)
        or seen.outcomes >= _PARTED
        or {"w", "l"} <= words
        or all(word.endswith("%") for word in words)
    )


def examples_of(table: Table, columns: Sequence[int]) -> Iterator[str]:
    """Gives two rows that differ in what the columns say."""
    seen: set[tuple[str, ...]] = set()
    for row in table.rows:
        values = tuple(text_of(row.cells[index]) for index in columns)
        if values in seen:
            continue
        seen.add(values)
        told = ", ".join(f"{table.headers[i]}: {v}" for i, v in zip(columns, values, strict=True))
        yield _("Row {number}: {told}", number=row.number, told=told)
        if len(seen) == _SHOWN:
            return


def assumed(
    table: Table, kind: str, mapping: ColumnMapping, proposed: ColumnMapping, told: Mapping[str, str], *,
    sales: bool,
) -> tuple[str, ...]:  # fmt: skip
    """Says in sentences what an import of these columns takes for granted about what became of the deals.

    What was not `proposed` but chosen is not taken for granted, nor what words mean of which that was `told`;
    `sales` says that there are any.
    """
    if kind != "deals":
        return ()
    columns = mapping.columns
    found = [*assumptions(frozenset(columns.values())), *_codes_left_out(table, {*columns}, columns.values())]
    found += _currencies_not_read(table, mapping)
    words: dict[str, str | None] = {}
    for index, name in columns.items():
        if name not in (*_SPEAKING, "currency", "salesperson_id"):
            continue
        target = target_named(kind, name)
        guessed = table.named and proposed.columns.get(index) == name
        if guessed and not _score(table.headers[index], target, kind):
            found.append(
                _("“{header}” is taken for “{label}” because of what stands in it.",
                  header=table.headers[index], label=target.label)
            )  # fmt: skip
        if name in ("stage_id", "outcome"):
            values = {text_of(cell) for cell in table.column(index) if not says_nothing(cell)}
            words |= {value: told.get(value) or outcome_of(value) for value in sorted(values)}
            if name == "outcome":
                unknown = [v for v in sorted(values) if not words[v] and not put_away(v)]
                found += _unknown_words(table.headers[index], unknown, {*columns.values()})
    if words and not FLAGS & set(columns.values()) and not {"won", "lost"} & set(words.values()):
        shown = ", ".join(list(words)[:_MOST_WORDS])
        found.append(
            _("Nothing in the file says won or lost ({shown}), so every deal is taken for open.", shown=shown)
        )
    elif (words or FLAGS & set(columns.values())) and not sales and not {"won", "is_won"} & {
        *words.values(), *columns.values(),
    }:  # fmt: skip
        found.append(_("Nothing in the file says that a deal is won, so none is taken for won."))
    return tuple(found)


def _codes_left_out(table: Table, read: Collection[int], targets: Collection[str]) -> Iterator[str]:
    """Says which columns may tell the currency of the amounts where none is read."""
    if "amount" not in targets or "currency" in targets:
        return
    for index, header in enumerate(table.headers):
        if index not in read and are_codes(words := words_in(table.column(index))):
            yield _("Under “{header}” stands {codes}, which may be a currency or a word; it is left out. If amounts "
                    "are in it, let the column go into “Currency”.",
                    header=header, codes=_(" and ").join(sorted(words)[:_SHOWN]))  # fmt: skip


def _currencies_not_read(table: Table, mapping: ColumnMapping) -> Iterator[str]:
    """Says which other columns tell of currencies: other ones than are read, or by numbers of a program's own."""
    read = mapping.column_of("currency")
    others = [i for i in named_columns(table, "currency") if i not in mapping.columns]
    for index in others if "amount" in mapping.columns.values() else ():
        cells = table.column(index)
        if read is None and len({text_of(cell) for cell in cells if not says_nothing(cell)}) > 1:
            yield _("“{header}” numbers several currencies and names none, so amounts without one count in that of "
                    "the desk; export it with codes such as EUR.", header=table.headers[index])  # fmt: skip
        if read is not None and _differ(table.column(read), cells):
            yield _("The amounts are in the currency that “{header}” says; “{other}” beside it says another one in "
                    "some rows, and is not read.", header=table.headers[read], other=table.headers[index])  # fmt: skip


def _differ(ones: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Tells whether two columns say different currencies in a row."""
    told = ((_code(one), _code(other)) for one, other in set(zip(ones, others, strict=True)))
    return any(one and other and one != other for one, other in told)


def _code(cell: Cell) -> str | None:
    try:
        return currency_of(text_of(cell))
    except UnknownCurrencyError:
        return None


def _unknown_words(header: str, unknown: Sequence[str], read: Collection[str]) -> list[str]:
    if not unknown:
        return []
    words = ", ".join(f"“{word}”" for word in unknown[:_MOST_WORDS])
    if not {"stage_id", *FLAGS} & set(read):
        return [
            _("Under “{header}” {words} says neither open nor won nor lost, and no stage is read, so its rows are "
              "rejected; if the column holds stages, let it go into “Stage”.", header=header, words=words)
        ]  # fmt: skip
    return [
        _("Under “{header}” {words} says neither open nor won nor lost; the stage decides there.",
          header=header, words=words)
    ]  # fmt: skip
