"""Settles what the rows of a file mean by their kind: lengths of quotas, weeks, outcomes told of, lines of a deal."""

from collections.abc import Iterator, Mapping, Sequence

from salesdesk.exchange.evidence import NO_COLUMN, OUTCOME_COLUMN
from salesdesk.exchange.group_owners import without_groups
from salesdesk.exchange.mapping import ColumnMapping, is_forecast
from salesdesk.exchange.quota_questions import PERIOD, with_period
from salesdesk.exchange.table import Table, different, says_nothing, text_of
from salesdesk.exchange.weekly_sums import weekly
from salesdesk.services.importing.alike_rows import ALIKE, with_alike_settled
from salesdesk.services.importing.archived import ARCHIVED, WORDED, without_put_away
from salesdesk.services.importing.contradictions import (
    COUNTS,
    notes_on_days,
    with_contradictions_settled,
)
from salesdesk.services.importing.listed_people import PEOPLE, with_listed_settled
from salesdesk.services.importing.missing_activities import MISSING, with_missing_settled
from salesdesk.services.importing.names import is_unclear, outcome_of, spelling_key, without_asides
from salesdesk.services.importing.outcome_words import (
    OUTCOMES,
    closed_words,
    with_words_told,
    word_key,
)
from salesdesk.services.importing.past_close import PAST_CLOSE, with_past_settled
from salesdesk.services.importing.product_lines import LINES, with_lines_summed
from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.stage_names import is_usual_stage
from salesdesk.services.importing.taken_numbers import NUMBERS, with_numbers_settled
from salesdesk.services.importing.values import IncomingRow


def settled_rows(
    kind: str, rows: list[IncomingRow], table: Table, mapping: ColumnMapping, proposed: ColumnMapping, file_name: str,
    answers: Mapping[str, str], known: KnownDesk,
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:  # fmt: skip
    """Gives the rows as their kind means them, with what was assumed.

    Raises OpenQuestionError for what they leave open and nobody has answered.
    """
    rows, told = without_groups(kind, rows, known)
    found, settled = _settled(kind, rows, table, mapping, proposed, file_name, answers, known)
    return found, (*told, *settled)


def _settled(
    kind: str, rows: list[IncomingRow], table: Table, mapping: ColumnMapping, proposed: ColumnMapping, file_name: str,
    answers: Mapping[str, str], known: KnownDesk,
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:  # fmt: skip
    if kind == "quotas":
        return with_period(file_name, mapping, rows, answers.get(PERIOD)), ()
    if kind == "numbers":
        found, told = weekly(rows, known.today, is_log=table.is_log)
        if not table.of_activities:
            return found, told
        counted, missing = with_missing_settled(found, known, answers.get(MISSING))
        return counted, (*told, *missing)
    if kind == "deals":
        heads = {name: table.headers[index] for index, name in mapping.columns.items()}
        chosen = any(
            name in WORDED and proposed.columns.get(index) != name for index, name in mapping.columns.items()
        )
        return _settled_deals(rows, known, answers, heads, chosen=chosen)
    return rows, ()


def words_of_outcomes(table: Table, kind: str, mapping: ColumnMapping) -> dict[int, set[str]]:
    """Gives the different words of each column that speaks of outcomes, by its index."""
    return {
        index: {text_of(cell) for cell in different(table.column(index)) if not says_nothing(cell)}
        for index, name in mapping.columns.items()
        if kind == "deals" and name in WORDED
    }


def told_outcomes(
    table: Table, kind: str, mapping: ColumnMapping, answers: Mapping[str, str]
) -> dict[str, str]:
    """Gives the outcomes of words that do not say it by themselves, or of which somebody has said another.

    Where what stands in brackets is a name that stands elsewhere too, as that of a pipeline does, it says nothing. What
    a forecast calls closed is won: what is lost is omitted from it.
    """
    told: dict[str, str] = {}
    for index, words in words_of_outcomes(table, kind, mapping).items():
        forecast = is_forecast(table.headers[index])
        for word in words:
            answer = answers.get(word_key(word))
            if answer in OUTCOMES:
                told[word] = answer
            elif forecast and spelling_key(word) in closed_words():
                told[word] = "won"
            elif is_unclear(word) and (outcome := _without_known_asides(table, index, word, words)):
                told[word] = outcome
    return told


def _settled_deals(
    rows: Sequence[IncomingRow], known: KnownDesk, answers: Mapping[str, str], heads: Mapping[str, str], *,
    chosen: bool,
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:  # fmt: skip
    """Gives the rows of deals as they are meant, with what was assumed; asks what has to be asked about them.

    `heads` are the names of the columns by the fields they go into; a column of outcomes that was not proposed but
    `chosen` has words that must be told.
    """
    rows, shared = with_listed_settled(rows, known, answers.get(PEOPLE), heads.get("salesperson_id", ""))
    rows, numbers = with_numbers_settled(rows, known, answers.get(NUMBERS))
    stages = known.of("stage").values()
    # Who says that no column tells what became of the deals is not asked about its words.
    today = None if answers.get(OUTCOME_COLUMN) == NO_COLUMN else known.today
    rows, words = with_words_told(rows, known.told, stages, today, chosen=chosen)
    rows = with_contradictions_settled(rows, heads, answers.get(COUNTS))
    days = tuple(notes_on_days(rows, heads))
    rows, archived = without_put_away(rows, answers.get(ARCHIVED))
    rows, past = with_past_settled(rows, frozenset(heads), answers.get(PAST_CLOSE), known.today)
    rows = with_alike_settled(rows, answers.get(ALIKE))
    rows, added = with_lines_summed(rows, answers.get(LINES), known.currency)
    return rows, (*shared, *numbers, *words, *days, *archived, *past, *added)


def _without_known_asides(table: Table, index: int, word: str, words: set[str]) -> str | None:
    """Gives the outcome of a word without what it has in brackets, if that is known from elsewhere."""
    head, asides = without_asides(word)
    told = outcome_of(head) or ("open" if is_usual_stage(head) and not is_unclear(head) else None)
    if not asides or told is None:
        return None
    keys = set(map(spelling_key, asides))
    others = {
        spelling_key(aside) for other in words if outcome_of(without_asides(other)[0]) != told
        for aside in without_asides(other)[1]
    }  # fmt: skip
    return told if keys <= others or keys <= set(_cells_beside(table, index, word)) else None


def _cells_beside(table: Table, index: int, word: str) -> Iterator[str]:
    """Gives the cells of the first row of a word, but for the word itself."""
    row = next((row for row in table.rows if text_of(row.cells[index]) == word), None)
    for place, cell in enumerate(row.cells if row else ()):
        if place != index:
            yield spelling_key(text_of(cell))
