"""Declares a practice that is a ledger in one value: what its records in each state tell, its ceiling and its page."""

from collections.abc import Mapping
from dataclasses import field

from salesdesk.frozen import frozen
from salesdesk.model.kinds import Kind, kind_of
from salesdesk.services.practices.declared import Facts, Figure, Practice, Rule, Threshold
from salesdesk.services.practices.usual import (
    ByPersonBlock,
    EntryBlock,
    FiguresBlock,
    LedgerBlock,
    PracticePage,
    Tell,
    above_ceiling,
    count_of,
    oldest_of,
    share_of,
)


@frozen
class Ceiling:
    """How large a share may be before the manager is told of it; `says` has count, whole and share.

    `key` names the rule, and with "_ceiling" the threshold, which is called `label`.
    """

    key: str
    default: float
    label: str
    says: str

    @property
    def limit(self) -> str:
        """Gives the key of the threshold."""
        return f"{self.key}_ceiling"


@frozen(kw_only=True)
class LedgerState:
    """What the records in one state tell: a figure, a part of each person's bar, a button that writes one down.

    The figure is a share where it has a `ceiling`, the age of the oldest where only those count of which a day is
    not filled in (`until`), else a number. `note` stands beneath it, for ages with {number}; `nothing` is said
    where there is none. What stands `apart` belongs to no share and is told without all the others. `bar` and `verb`
    are the words in the bar and on the button. `key` names the figure where its state would not; one that is no
    `card` is told by person and to scripts alone.
    """

    state: str
    title: str
    explanation: str
    note: str = ""
    nothing: str = ""
    bar: str = ""
    verb: str = ""
    key: str = ""
    until: str = ""
    apart: bool = False
    card: bool = True
    newcomer: bool = False
    ceiling: Ceiling | None = None

    @property
    def tell(self) -> Tell:
        """Gives the way its figure is told."""
        if self.ceiling:
            return share_of(self.ceiling.limit, self.nothing)
        if self.until:
            return oldest_of(self.nothing, lambda number: self.note.format(number=number))
        return count_of(self.note, of_all=not self.apart)


@frozen(kw_only=True)
class Ledger:
    """A practice of which each record is written down in one line and stands in a state.

    `sorts` gives, by the sort of a record, first the words that go with it and then the signs by which a line is
    known to be of that sort; without any sign it is of the one that has none. The words go into the field
    `goes_into` where the first button is pressed, and a link called `another` exchanges them. `asks` asks whose a
    line is, and `by_person` explains the bars.
    """

    kind: str
    looks_back: str
    states: tuple[LedgerState, ...]
    words: str = ""
    asks: str = ""
    by_person: str = ""
    sorts: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    goes_into: str = ""
    another: str = ""

    @property
    def practice(self) -> Practice:
        """Makes the thresholds, the figures, those with a ceiling first, the rule of each ceiling, and the page."""
        states = sorted(self.states, key=lambda each: each.ceiling is None)
        figures = {each: self._figure(each) for each in states}
        ceilings = [(each.ceiling, figure) for each, figure in figures.items() if each.ceiling]
        return Practice(
            completes={self.kind: self._completed} if self.sorts else {},
            thresholds=(
                *(self._threshold(c.limit, c.label, c.default, high=1) for c, _figure in ceilings),
                self._threshold(self._days, self.looks_back, 90, low=7, high=730, unit=_("days")),
            ),
            figures=tuple(figures.values()),
            rules=tuple(self._rule(ceiling, figure) for ceiling, figure in ceilings),
            page=self._page(figures),
        )

    @property
    def _declared(self) -> Kind:
        return kind_of(self.kind)

    @property
    def _title(self) -> str:
        return self._declared.timeline or self._declared.plural

    @property
    def _days(self) -> str:
        return f"{self.kind}_days"

    @property
    def _key(self) -> str:
        """Gives the key of the page on which its records are opened; those of its figures begin with it."""
        return self._declared.room.partition("/")[2]

    def _threshold(
        self, key: str, label: str, default: float, *, low: float = 0, high: float, unit: str = ""
    ) -> Threshold:
        heading = self._declared.timeline
        return Threshold(
            key=key, label=label, default=default, low=low, high=high, unit=unit, heading=heading
        )

    def _figure(self, one: LedgerState) -> Figure:
        state, apart = f"t.{self._declared.state}", [each.state for each in self.states if each.apart]
        still = f" AND t.{one.until} IS NULL" if one.until else ""
        return Figure(
            key=f"{self._key}_{one.key or one.state}",
            title=one.title,
            kind=self.kind,
            explanation=one.explanation,
            tell=one.tell,
            within=" AND ".join(f"{state} <> '{each}'" for each in apart if one.ceiling) or "1",
            having=f"{state} = '{one.state}'{still}",
            days="" if still else self._days,
            newcomer=one.newcomer,
        )

    def _rule(self, ceiling: Ceiling, figure: Figure) -> Rule:
        page = f"page_{self._declared.room.replace('/', '_')}"
        return above_ceiling(ceiling.key, figure, ceiling.limit, page, _("Open them"), ceiling.says)

    def _page(self, figures: Mapping[LedgerState, Figure]) -> PracticePage:
        """Puts the figures above the line, and the bars of each person beside the list."""
        line = EntryBlock(
            self.kind, self._declared.state, {each.state: each.verb for each in figures if each.verb}, self.asks,
            self._foretold if self.sorts else None, self.goes_into,
            tuple(words for words, *_signs in self.sorts.values()), self.another,
        )  # fmt: skip
        legend = tuple((figures[each].key, each.bar) for each in self.states if each.bar)
        return PracticePage(
            key=self._key,
            title=self._title,
            words=self.words,
            top=(FiguresBlock(tuple(figure.key for each, figure in figures.items() if each.card)), line),
            main=(LedgerBlock(self.kind),),
            side=(ByPersonBlock(_("By person"), legend, self.by_person),) if legend else (),
        )

    def _completed(self, values: Facts) -> Facts:
        """Tells the sort by the words of a line, and the words that go with it where the first button is pressed."""
        from salesdesk.model import field_of

        declared = self._declared
        words = f"{values.get(declared.title, '')} ".casefold()
        told = (sort for sort, (_goes, *signs) in self.sorts.items() if any(sign in words for sign in signs))
        sort = next(told, None) or next(sort for sort, (_goes, *signs) in self.sorts.items() if not signs)
        first = field_of(self.kind, declared.state).choices[0].value
        goes = self.sorts[sort][0] if values.get(declared.state, first) == first else None
        return {declared.sort: sort, self.goes_into: goes}

    def _foretold(self, values: Facts) -> str:
        """Says what the words of a line make of it, while it is typed."""
        from salesdesk.model import field_of

        sort = field_of(self.kind, self._declared.sort).choice_label(values[self._declared.sort])
        words = _("{kind}, by its words.", kind=sort)
        return _("{kind} “{question}” goes with it.", kind=words, question=values[self.goes_into])
