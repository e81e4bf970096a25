"""Says one record in words, to be read before any of its fields, and which fields a record of its kind has."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from salesdesk.env.locale import Formats
from salesdesk.env.short_words import quoted
from salesdesk.frozen import frozen
from salesdesk.model import field_of, fields_of, kind_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.changes import Changes
from salesdesk.services.deal_words import standing_of
from salesdesk.services.field_words import TableRow, words_of

MOST_FACTS: Final = 6
_DEVELOPMENT: Final = frozenset({"axis", "basis", "basis_text", "done_in", "own_words", "minutes_a_week"})

_WRITTEN_BY_THE_DESK: Final = frozenset({"one_on_one_id", "checklist_seconds", "step", "times_carried"})


@frozen
class RecordWords:
    """What a record says: its own words in full, and a sentence about them."""

    words: str
    sentence: str


def reading_of(row: TableRow, formats: Formats, today: date) -> RecordWords:
    """Says a record in words; a kind without a sentence of its own is told by its first filled fields."""
    title = row.values.get(kind_of(row.kind).title)
    words = str(title or "") if isinstance(title, str) else ""
    tell = _SENTENCES.get(row.kind)
    if tell is None:
        return RecordWords(words, _told_by_fields(row, formats))
    return RecordWords(words, _joined(tell(row, formats, today)))


def made_record(changes: Changes) -> tuple[str, int]:
    """Gives the record a step made, of all that was created in it the one that is told of."""
    told = (made for made in changes.created if kind_of(made[0]).made)
    return next(told, changes.created[0])


def made_words(row: TableRow, formats: Formats) -> str:
    """Says of a record just made what it is, about whom, and when: "Assigned: “…”, Anna Ott, due 25 Nov"."""
    kind, values, who = kind_of(row.kind), row.values, row.texts.get("salesperson_id") or ""
    words, due = values.get(kind.title), values.get(kind.due) if kind.due else None
    when = _("due {due}", due=formats.short_day(due)) if due else kind.made_for
    if isinstance(words, datetime):
        words, when = _choice(row, kind.sort), formats.moment(words)
    return ", ".join(part for part in (f"{kind.made or kind.label}: {quoted(str(words))}", who, when) if part)


def shown_fields(fields: Sequence[Field], values: Mapping[str, Any]) -> list[Field]:
    """Leaves only the fields that this very record has use for, and those that are filled in all the same.

    Whom it belongs to comes last: nobody means to change that who begins to type.
    """
    left_out = _left_out(values)
    wanted = (f for f in fields if f.editable and f.name not in _WRITTEN_BY_THE_DESK)
    shown = [f for f in wanted if f.name not in left_out or values.get(f.name)]
    return sorted(shown, key=lambda field: field.owner)


def _left_out(values: Mapping[str, Any]) -> frozenset[str]:
    state, kind = values.get("state"), values.get("kind")
    found: frozenset[str] = frozenset()
    if kind == "sales":
        found |= _DEVELOPMENT | {"competency_id"}
    if kind == "development":
        found |= {"nudge", "opportunity_id"}
    if state in ("open", "dropped"):
        found |= {"done_on", "evidence"}
    if state in ("planned", "running", "excused"):
        found |= {"answer", "answer_comment", "seen_on"}
    if state in ("planned", "running", "held"):
        found |= {"excuse"}
    if values.get("outcome") in ("open", "won"):
        found |= {"lost_reason"}
    return found


def _joined(parts: Sequence[str]) -> str:
    text = ". ".join(part[:1].upper() + part[1:] for part in parts if part)
    return f"{text}." if text else ""


def _meeting(row: TableRow, formats: Formats, today: date) -> list[str]:  # noqa: ARG001 - as every teller
    values, texts = row.values, row.texts
    kind, length = _choice(row, "kind"), _told(row, "minutes", _(", {minutes} min"))
    when = _(
        "{kind} with {who}, {starts_at}{length}", kind=kind, who=texts.get("salesperson_id", ""),
        starts_at=formats.moment(values["starts_at"]), length=length,
    )  # fmt: skip
    own = _told(row, "answer", _("their answer: {answer}")) + _told(
        row, "answer_comment", ", “{answer_comment}”"
    )
    state = _choice(row, "state").lower() + _told(row, "excuse", ": {excuse}")
    return [f"{when}, {state}", own if values.get("answer") else "", _about_deal(row)]


def _note(row: TableRow, formats: Formats, today: date) -> list[str]:  # noqa: ARG001 - as every teller
    values, who = row.values, row.texts.get("salesperson_id") or _("nobody in particular")
    seen = _("only you see it") if values.get("visibility") == "private" else _("shared with them")
    by = _("written by them") if values.get("author") == "salesperson" else ""
    sign = "" if values.get("sign") == "neutral" else _told(row, "sign", _("it is about {sign}"))
    written_at = formats.moment(values["written_at"])
    about = _("About {who}, {written_at}; {seen}", who=who, written_at=written_at, seen=seen)
    return [about, by, sign, _told(row, "way", _("here I mostly {way}")), _about_deal(row)]


def _assignment(row: TableRow, formats: Formats, today: date) -> list[str]:
    values, day = row.values, formats.short_day
    who, due = row.texts.get("salesperson_id", ""), values.get("due_on")
    when = _(", due {due}", due=day(due)) if due else ""
    late = _(", late") if values.get("state") == "open" and due and due < today else ""
    state = {
        "open": _("open{late}", late=late),
        "done": _("done {done_on}", done_on=day(values["done_on"])) if values.get("done_on") else _("done"),
    }.get(str(values.get("state")), _("dropped"))
    basis = ": ".join(filter(None, (_choice(row, "basis").lower(), values.get("basis_text"))))
    return [
        _(
            "{kind} of {who}, agreed {assigned_on}{when}: {state}", kind=_choice(row, "kind"), who=who,
            assigned_on=day(values["assigned_on"]), when=when, state=state,
        ),
        _told(row, "axis", _("what should grow: {axis}")), basis, _told(row, "done_in", _("done in: {done_in}")),
        _told(row, "evidence", _("how we know: {evidence}")), _about_deal(row),
    ]  # fmt: skip


def _point(row: TableRow, formats: Formats, today: date) -> list[str]:  # noqa: ARG001 - as every teller
    values, who = row.values, row.texts.get("salesperson_id", "")
    by = who if values.get("raised_by") == "salesperson" else _("you")
    seen = _("only you see it") if values.get("visibility") == "private" else ""
    done = _told(row, "discussed_on", _("discussed {discussed_on}"), formats.short_day) or _("still open")
    return [_("For the next one-on-one with {who}, raised by {by}: {done}", who=who, by=by, done=done), seen]


def _deal(row: TableRow, formats: Formats, today: date) -> list[str]:
    who = row.texts.get("salesperson_id")
    closed = row.values.get("closed_on")
    outcome = _choice(row, "outcome")
    when = outcome.lower() + (f" {formats.short_day(closed)}" if closed else "")
    standing = standing_of(row).words(formats, today).split(" · ")[1:]
    return [
        ", ".join(part for part in (when, *standing) if part != outcome),
        _("deal of {who}", who=who) if who else "",
        row.texts.get("account_id") or "",
    ]


def _strength(row: TableRow, formats: Formats, today: date) -> list[str]:  # noqa: ARG001 - as every teller
    seen = _told(row, "seen_on", _(", last seen {seen_on}"), formats.short_day)
    return [
        _("A strength of {who}{seen}", who=row.texts.get("salesperson_id", ""), seen=seen),
        _told(row, "evidence", _("what showed it: {evidence}")),
        _told(row, "used_for", _("used for: {used_for}")),
    ]


def _told_by_fields(row: TableRow, formats: Formats) -> str:
    title = kind_of(row.kind).title
    told: list[str] = []
    for field in fields_of(row.kind):
        words = words_of(field, row.values.get(field.name), formats, row.texts.get(field.name) or "")
        if words and field.name != title and field.tabled and field.type is not FieldType.BOOLEAN:
            told.append(f"{field.label}: {words}")
    return " · ".join(told[:MOST_FACTS])


def _told(row: TableRow, name: str, words: str, write: Callable[[Any], str] = str) -> str:
    """Puts a field into the words that name it, a choice by its label; nothing where it is empty."""
    value = row.values.get(name)
    if not value:
        return ""
    declared = field_of(row.kind, name)
    said = _choice(row, name).lower() if declared.type is FieldType.CHOICE else write(value)
    return words.format(**{name: said})


def _choice(row: TableRow, name: str) -> str:
    return field_of(row.kind, name).choice_label(row.values.get(name))


def _about_deal(row: TableRow) -> str:
    name = row.texts.get("opportunity_id")
    return _("deal: {name}", name=name) if name else ""


_SENTENCES: Final[Mapping[str, Callable[[TableRow, Formats, date], list[str]]]] = {
    "one_on_one": _meeting, "note": _note, "assignment": _assignment, "agenda_point": _point,
    "opportunity": _deal, "strength": _strength,
}  # fmt: skip
