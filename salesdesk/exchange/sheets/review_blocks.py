"""The blocks of the review sheet that give way where room is short, each with its height."""

from typing import Final

from salesdesk.env.locale import Formats
from salesdesk.exchange.competency_chart import ratio_trend_of, spark_svg
from salesdesk.exchange.sheets.paper import (
    ACCENT,
    BODY,
    BOLD,
    HEADING,
    LINE,
    QUIET,
    SMALL,
    TITLE,
    PdfPage,
    Style,
    together,
)
from salesdesk.frozen import frozen
from salesdesk.practice.checklist import Line
from salesdesk.practice.ratio import Estimate
from salesdesk.services.review_sheet import ReviewSheet
from salesdesk.services.sessions.values import CompetencyState

GAP: Final = 5.0
FIGURE: Final = Style(size=17, strong=True)
BLIND_HEIGHT, CHART_HEIGHT = 64.0, 42.0
GUTTER: Final = 14.0
MOST_CARDS: Final = 4
MOST_WINS: Final = 4
FACT_LINES = 2
LABELS: Final = 118.0
LABEL_SHARE: Final = 0.5
"""Of a narrow column the labels take this much at most."""
LABEL_GAP: Final = 6.0


@frozen
class Room:
    """How much of what may give way is shown: items of a list, and lines for the pen."""

    items: int
    pen_lines: int = 0


@frozen
class Head:
    """Who, which meeting and when; whose team."""

    sheet: ReviewSheet
    formats: Formats

    def height(self, page: PdfPage, width: float) -> float:  # noqa: ARG002 - every block is asked alike
        """Gives the height of two lines and a rule."""
        return 48

    def paint(self, page: PdfPage, x: float, y: float, width: float) -> None:
        """Paints name and meeting at the left, team at the right."""
        session = self.sheet.session
        page.words(x, y, session.person.name, TITLE)
        minutes = round(session.timer.elapsed_seconds / 60)
        length = _(" · {minutes} min", minutes=minutes) if session.state == "held" and minutes else ""
        page.words(x, y + 26, f"{session.kind_label} · {self.formats.day(session.day)}{length}", QUIET)
        page.words(x, y + 7, self.sheet.team, BOLD, width=width, right=True)
        if self.sheet.manager:
            page.words(
                x, y + 26, _("with {manager}", manager=self.sheet.manager), QUIET, width=width, right=True
            )
        page.rule(x, y + 44, width, ACCENT, 1.4)


@frozen
class Since:
    """The seven lines since last time."""

    sheet: ReviewSheet
    formats: Formats

    def height(self, page: PdfPage, width: float) -> float:
        """Gives the height of the heading and of all lines."""
        lines = sum(self._line_height(page, line, width) for line in self.sheet.session.lines)
        return HEADING.leading + 3 + lines + GAP

    def paint(self, page: PdfPage, x: float, y: float, width: float) -> None:
        """Paints the labels at the left, what they say beside them."""
        session = self.sheet.session
        since = self.formats.short_day(session.last_on) if session.last_on else _("the last 30 days")
        page.words(x, y, _("Since last time"), HEADING)
        page.words(
            x + page.advance(_("Since last time"), HEADING) + 6,
            y + 2.2,
            _("since {since}", since=since),
            SMALL,
        )
        top, label = y + HEADING.leading + 3, _label_width(width)
        for line in session.lines:
            page.words(x, top, line.label, QUIET, width=label - LABEL_GAP)
            page.words(x + label, top, line_words(line, self.formats), BODY, width=width - label)
            top += self._line_height(page, line, width)

    def _line_height(self, page: PdfPage, line: Line, width: float) -> float:
        label = _label_width(width)
        said = page.measure(line_words(line, self.formats), width - label)
        return max(BODY.leading, said, page.measure(line.label, label - LABEL_GAP, QUIET)) + 1.2


@frozen
class WonAndDeal:
    """What was won, and the one deal that was talked about."""

    sheet: ReviewSheet
    formats: Formats
    room: Room

    def height(self, page: PdfPage, width: float) -> float:
        """Gives the height of all its words."""
        return sum(page.measure(words, width, style) + _above(style) for words, style in self._parts()) + GAP

    def paint(self, page: PdfPage, x: float, y: float, width: float) -> None:
        """Paints them from the top down."""
        top = y - _above(HEADING)
        for words, style in self._parts():
            top += _above(style)
            top += page.words(x, top, words, style, width=width)

    def _parts(self) -> list[tuple[str, Style]]:
        session, formats = self.sheet.session, self.formats
        parts: list[tuple[str, Style]] = [(_("Won"), HEADING)]
        shown = min(MOST_WINS, self.room.items)
        parts += [(f"{w.name}, {formats.money(w.amount, w.currency)}", BODY) for w in session.wins[:shown]]
        parts += [(_("nothing decided yet"), QUIET)] if not session.wins else []
        parts += more(len(session.wins), shown)
        deal = session.deal
        if deal is not None:
            now = formats.short_day(self.sheet.printed_on)
            parts.append(
                (_("One deal, as of {day}", day=now) if self.sheet.later else _("One deal"), HEADING)
            )
            parts.append(
                (
                    _(
                        "{name}: {stage}, {passed} of {count} gates",
                        name=deal.name,
                        stage=deal.stage,
                        passed=deal.passed,
                        count=len(deal.gates),
                    ),
                    BODY,
                )
            )
            if deal.next_step:
                on = f", {formats.short_day(deal.next_step_on)}" if deal.next_step_on else ""
                parts.append((_("The buyer next: {next_step}{on}", next_step=deal.next_step, on=on), QUIET))
        return parts


@frozen
class Numbers:
    """Up to four competencies with their range and how they moved."""

    sheet: ReviewSheet
    formats: Formats

    def height(self, page: PdfPage, width: float) -> float:
        """Gives the height of one row of cards; nothing without competencies."""
        if not self.sheet.session.competencies:
            return 0
        more_lines = self._names_height(page, width) - BOLD.leading
        return HEADING.leading + 4 + self._card_height(page, width) + more_lines + GAP

    def paint(self, page: PdfPage, x: float, y: float, width: float) -> None:
        """Paints the cards beside one another."""
        shown = self.sheet.session.competencies[:MOST_CARDS]
        if not shown:
            return
        page.words(x, y, _("Your numbers"), HEADING)
        hidden = len(self.sheet.session.competencies) - len(shown)
        if hidden:
            page.words(x, y + 2.2, _("… {hidden} more", hidden=hidden), SMALL, width=width, right=True)
        each, top = self._card_width(width), y + HEADING.leading + 4
        names = self._names_height(page, width)
        for place, competency in enumerate(shown):
            left = x + place * (each + GUTTER)
            page.rule(left, top, each)
            page.words(left, top + 4, competency.name, BOLD, width=each)
            self._paint_card(page, left, top + names - BOLD.leading, each, competency)

    def _card_width(self, width: float) -> float:
        count = min(MOST_CARDS, len(self.sheet.session.competencies))
        return (width - GUTTER * (count - 1)) / count

    def _card_height(self, page: PdfPage, width: float) -> float:
        """Gives the height of a card beneath a name of one line; its words are never cut."""
        shown, each = self.sheet.session.competencies[:MOST_CARDS], self._card_width(width)
        if all(competency.record is None for competency in shown):
            return BLIND_HEIGHT
        said = max(page.measure(estimate_words(one, self.formats), each, SMALL) for one in shown)
        return 38 + CHART_HEIGHT + max(said, 2 * SMALL.leading) + 2

    def _names_height(self, page: PdfPage, width: float) -> float:
        """Gives the height of the longest name, so that the figures of all cards stand in one line."""
        shown, each = self.sheet.session.competencies[:MOST_CARDS], self._card_width(width)
        return max(page.measure(competency.name, each, BOLD) for competency in shown)

    def _paint_card(
        self, page: PdfPage, x: float, y: float, width: float, competency: CompetencyState
    ) -> None:
        record = competency.record
        if record is None:
            page.words(x, y + 24, _("Your number:"), QUIET)
            page.rule(x + 62, y + 35, width - 62)
            page.words(
                x,
                y + 44,
                _(
                    "{into_what} of {of_what}",
                    into_what=competency.into_what,
                    of_what=competency.of_what.lower(),
                ),
                SMALL,
                width=width,
                most=2,
            )
            return
        page.words(x, y + 17, self.formats.percent(record.now.share), FIGURE)
        goal = (
            (_("goal now {goal}") if self.sheet.later else _("goal {goal}")).format(
                goal=self.formats.percent(competency.goal)
            )
            if competency.goal is not None
            else ""
        )
        page.words(x, y + 23, goal, SMALL, width=width, right=True)
        if len(record.trend) > 1:
            trend = ratio_trend_of(record, None, self.formats)
            page.drawing(spark_svg(trend, width, CHART_HEIGHT), x, y + 38, width, CHART_HEIGHT)
        page.words(x, y + 38 + CHART_HEIGHT, estimate_words(competency, self.formats), SMALL, width=width)


@frozen
class Foot:
    """The next date, the answer, and who has seen it; it stands at the foot of its page."""

    at_foot = True
    sheet: ReviewSheet
    formats: Formats

    def height(self, page: PdfPage, width: float) -> float:
        """Gives the height of the lines and the signatures."""
        answer = page.measure(self._answer(), width)
        return (
            6
            + BODY.leading * 1.2
            + answer
            + 44
            + page.measure(self._facts(), width, SMALL, most=FACT_LINES)
            + 4
        )

    def paint(self, page: PdfPage, x: float, y: float, width: float) -> None:
        """Paints them at the foot of the page."""
        session = self.sheet.session
        page.rule(x, y, width, LINE)
        starts = session.next.starts_at
        next_words = f"{self.formats.day(starts.date())}, {starts:%H:%M}" if session.next.booked else ""
        page.words(x, y + 6, _("Next time"), BOLD)
        if next_words:
            page.words(x + 54, y + 6, next_words, BODY)
        else:
            page.rule(x + 54, y + 6 + BODY.leading - 2, 150)
        page.words(x, y + 6 + BODY.leading * 1.2, self._answer(), BODY, width=width)
        facts = page.measure(self._facts(), width, SMALL, most=FACT_LINES)
        half, line = (width - 28) / 2, self.height(page, width) + y - 13
        page.words(x, line - 30 - facts, self._facts(), SMALL, width=width, most=FACT_LINES)
        page.rule(x, line, half)
        page.rule(x + half + 28, line, half)
        seen = (
            _(", read on {seen_on}", seen_on=self.formats.short_day(session.wrap.seen_on))
            if session.wrap.seen_on
            else ""
        )
        page.words(x, line + 1.5, f"{session.person.name}{seen}", SMALL)
        page.words(x + half + 28, line + 1.5, self.sheet.manager or _("Manager"), SMALL)

    def _facts(self) -> str:
        return " · ".join(f"{label}: {words}" for label, words in self.sheet.session.person.facts)

    def _answer(self) -> str:
        session, wrap = self.sheet.session, self.sheet.session.wrap
        name = session.person.first_name
        said = {
            "agree": _("{name} agrees.", name=name),
            "disagree": _("{name} sees it differently.", name=name),
        }.get(wrap.answer, "")
        return " ".join(part for part in (said, f"“{wrap.comment}”" if wrap.comment else "") if part)


def line_words(line: Line, formats: Formats) -> str:
    """Says one of the seven lines in short, with what it was before."""
    if line.parts:
        return "\n".join(f"{part.name} {_ratio_words(part.now, formats)}" for part in line.parts)
    before = _(" ({before:g} before)", before=line.before) if line.before is not None else ""
    return f"{line.value_text}{before}"


def estimate_words(competency: CompetencyState, formats: Formats) -> str:
    """Says counts, range and the own number in short."""
    record = competency.record
    if record is None or record.now.share is None:
        return _("no tries yet")
    said = together(_("said {number}", number=formats.percent(competency.own.number)))
    return _ratio_words(record.now, formats) + ("" if competency.own.number is None else f", {said}")


def _ratio_words(found: Estimate, formats: Formats) -> str:
    """Says a ratio as everywhere; neither its counts nor its range are parted over two lines."""
    return " ".join(f"{together(part)};" for part in found.say(formats.percent).split("; ")).removesuffix(";")


def more(count: int, shown: int) -> list[tuple[str, Style]]:
    """Says how many did not fit, where some did not."""
    return [(_("… {count} more", count=count - shown), QUIET)] if count > shown else []


def _label_width(width: float) -> float:
    return min(LABELS, width * LABEL_SHARE)


def _above(style: Style) -> float:
    return 5.0 if style is HEADING else 1.0
