"""Says in words what was found in a file and what importing it would do or has done."""

from collections import Counter

from salesdesk.env.locale import Formats
from salesdesk.exchange.file_tables import ALL_SHEETS
from salesdesk.exchange.import_file import ImportPreview, Source
from salesdesk.exchange.table import WHY_NO_DATA
from salesdesk.model import kind_of
from salesdesk.services.importing.import_plan import ImportPlan
from salesdesk.services.importing.team import Newest
from salesdesk.services.importing.values import RECORD_OF, VERDICTS, Verdict

ENCODINGS = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
    "cp1252": _("Western European (Windows)"), "cp1250": _("Central European (Windows)"),
    "mac_roman": _("Western European (Mac)"), "cp850": _("Western European (DOS)"), "latin-1": _("Western European"),
}  # fmt: skip
DELIMITERS = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("bar"), " ": _("space")}
ORDERS = {"dmy": _("Dates are read day first."), "mdy": _("Dates are read month first.")}
NOBODY_OF_TEAM = {
    "quotas": _(
        "Nobody with a quota in this file is in your team, so the plans show none of them. "
        "The Team page lets people in."
    ),
    "numbers": _(
        "Nobody with numbers in this file is in your team, so no week shows them. The Team page lets people in."
    ),
}
_SHOWN = 3
PILLS = VERDICTS | {Verdict.SAME: _("the same")}


def kind_words(kind: str) -> str:
    """Gives what the rows of a file are called: "Deals"."""
    return kind_of(RECORD_OF[kind]).plural


def counted(count: int, kind: str, formats: Formats) -> str:
    """Counts records in words: "8,800 deals"."""
    return f"{formats.whole(count)} {kind_of(RECORD_OF[kind]).called(count)}"


def file_words(source: Source, formats: Formats) -> str:
    """Says how a file is written and how much is in it."""
    table = source.table
    parts = [_("{rows} in {count} columns", rows=_rows(len(table.rows), formats), count=len(table.headers))]
    if source.sheet == ALL_SHEETS:
        parts.append(_("all sheets with these columns"))
    elif source.sheet:
        parts.append(_("sheet “{sheet}”", sheet=source.sheet))
    if source.encoding and source.delimiter:
        encoding = ENCODINGS.get(source.encoding, source.encoding.upper())
        parts.append(
            _(
                "{encoding}, {sign}-separated",
                encoding=encoding,
                sign=DELIMITERS.get(source.delimiter, source.delimiter),
            )
        )
    named = _("column names in row {header_row}", header_row=table.header_row)
    nameless = _("no column names: check below what each column is")
    parts.append(named if table.named else nameless)
    if table.skipped:
        reasons = Counter(WHY_NO_DATA[row.why] for row in table.skipped)
        listed = ", ".join(
            why if count == 1 else f"{formats.whole(count)} × {why}" for why, count in reasons.most_common()
        )
        parts.append(
            n_(
                "{rows} is no data: {listed}",
                "{rows} are no data: {listed}",
                len(table.skipped),
                rows=_rows(len(table.skipped), formats),
                listed=listed,
            )
        )
    return "  ·  ".join(parts)


def verb(plan: ImportPlan, formats: Formats) -> str:
    """Names what the last button will do: "Import 8,800 deals", "Import 5 deals and change 3"."""
    new, changed = plan.count(Verdict.NEW), plan.count(Verdict.CHANGED)
    if new and changed:
        return _(
            "Import {counted} and change {changed}",
            counted=counted(new, plan.kind, formats),
            changed=formats.whole(changed),
        )
    if new:
        return _("Import {counted}", counted=counted(new, plan.kind, formats))
    if changed:
        return _("Change {counted}", counted=counted(changed, plan.kind, formats))
    return _("Complete what is there") if plan.updates else _("Nothing to import")


def writes_something(plan: ImportPlan) -> bool:
    """Tells whether importing would change the desk at all."""
    return bool(plan.count(Verdict.NEW) or plan.count(Verdict.CHANGED) or plan.updates)


def totals_words(plan: ImportPlan, formats: Formats) -> str:
    """Says how many deals of the file are won, lost and open, and what was won in each currency."""
    if plan.kind != "deals":
        return ""
    totals = plan.totals
    amounts = _(" and ").join(formats.money(sum_, code) for code, sum_ in sorted(totals.won_amount.items()))
    won = _("won {won}", won=formats.whole(totals.won)) + (f" ({amounts})" if amounts else "")
    lost, open_ = formats.whole(totals.lost), formats.whole(totals.open)
    if plan.not_imported:
        return _(
            "Without the rows that are not imported: {won}, lost {lost}, open {open}.",
            won=won,
            lost=lost,
            open=open_,
        )
    return _("In the file: {won}, lost {lost}, open {open}.", won=won, lost=lost, open=open_)


def preview_notes(preview: ImportPreview) -> tuple[str, ...]:
    """Gives the sentences to read before importing: what comes with it, and how dates are read."""
    read = (ORDERS[preview.date_order],) if preview.date_order in ORDERS else ()
    return (*preview.plan.doubtful, *preview.notes, *read)


def done_words(plan: ImportPlan, formats: Formats) -> str:
    """Says what an import has done to the rows of its file."""
    parts = [f"{formats.whole(plan.count(each))} {VERDICTS[each]}" for each in Verdict if plan.count(each)]
    return f"{counted(len(plan.rows), plan.kind, formats)}: {', '.join(parts)}"


def outsider_words(counts: Counter[str], kind: str, formats: Formats) -> str:
    """Says how many of the new rows are of people outside the team, and of whom; empty where none is."""
    if not counts:
        return ""
    names = [name for name, _count in counts.most_common(_SHOWN)]
    rest = len(counts) - len(names)
    more = [n_("{number:,} more", "{number:,} more", rest)] if rest else []
    return _(
        "New for people who are not in your team: {counted} ({names}).",
        counted=counted(counts.total(), kind, formats),
        names=", ".join([*names, *more]),
    )


def done_notes(
    preview: ImportPreview, outsiders: Counter[str], newest: Newest | None, formats: Formats
) -> tuple[str, ...]:
    """Gives the sentences to read afterwards; `outsiders` counts the new rows of people outside the team.

    `newest` is the newest quota or week that was written, of whom the desk shows where any is.
    """
    totals, name = totals_words(preview.plan, formats), preview.choices.mapping_name
    remembered = _(
        "The columns are remembered as “{name}”, so the next file like this one is read by itself.", name=name
    )
    outside = outsider_words(outsiders, preview.plan.kind, formats)
    meant = (*preview.plan.doubtful, *preview.plan.told_after, *preview.told_left_out)
    nobody = NOBODY_OF_TEAM[preview.plan.kind] if newest and not newest.shown else ""
    return tuple(words for words in (totals, outside, nobody, *meant, remembered if name else "") if words)


def _rows(count: int, formats: Formats) -> str:
    return n_("{count} row", "{count} rows", count, count=formats.whole(count))
