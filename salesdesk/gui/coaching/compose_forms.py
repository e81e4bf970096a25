"""Small forms that open in the Coaching log and on the Desk: a note, a point, a meeting, a strength."""

from datetime import datetime, timedelta

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from salesdesk.env.errors import UserError
from salesdesk.env.typed_dates import parse_typed_time
from salesdesk.gui.coaching.compose_form import ComposeForm, Parts
from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.date_edit import DateEdit
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.note_edit import NoteEdit
from salesdesk.model.fields import Field
from salesdesk.services.changes import Changes
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.records import RecordsService


class NoteForm(ComposeForm):
    """A note; private until somebody ticks that it is shared."""

    kind = "note"
    heading = _("New note")
    verb = _("Add note")

    def __init__(self, context: GuiContext, coaching: CoachingService, signs: Field) -> None:
        super().__init__(context)
        self._coaching = coaching
        self._text = NoteEdit(_("Note"), lines=5)
        self._sign = ChoiceField([(c.value, c.label) for c in signs.choices], context.theme, required=True)
        self._shared = CheckBox(context.theme, _("Share it with the salesperson"))
        self._build_form()

    def first_field(self) -> QWidget:
        """Gives the field to start in."""
        return self._text

    def parts(self) -> Parts:
        """Gives the fields of the draft."""
        return {"text": self._text, "sign": self._sign, "shared": self._shared}

    def add(self) -> Changes:
        """Writes the note."""
        return self._coaching.add_note(
            self.person_id(), self._text.text(), shared=self._shared.isChecked(), sign=str(self._sign.value())
        )

    def clear(self) -> None:
        """Empties the form for the next note."""
        self._text.setPlainText("")
        self._shared.setChecked(False)
        self._sign.setCurrentIndex(self._sign.findData("neutral"))

    def _build_form(self) -> None:
        self._text.setObjectName("compose_note_text")
        self._shared.setObjectName("compose_note_shared")
        self._text.setPlaceholderText(_("What you saw or heard. Private unless you share it."))
        self.add_field(_("About"), self.person, may_be_nobody=True)
        self.add_field(_("Note"), self._text)
        self.add_field(_("About a strength or a gap"), self._sign)
        self.add_field("", self._shared)
        self.ready()


class PointForm(ComposeForm):
    """A point for the agenda of the next one-on-one."""

    kind = "point"
    heading = _("Put on the agenda")
    verb = _("Put on the agenda")

    def __init__(self, context: GuiContext, coaching: CoachingService) -> None:
        super().__init__(context)
        self._coaching = coaching
        self._text = QLineEdit()
        self._private = CheckBox(context.theme, _("Only I see it"))
        self._build_form()

    def first_field(self) -> QWidget:
        """Gives the field to start in."""
        return self._text

    def parts(self) -> Parts:
        """Gives the fields of the draft."""
        return {"text": self._text, "private": self._private}

    def add(self) -> Changes:
        """Puts the point on the agenda."""
        return self._coaching.bring_up(
            self.needed_person_id(), self._text.text(), private=self._private.isChecked()
        )

    def clear(self) -> None:
        """Empties the form for the next point."""
        self._text.clear()
        self._private.setChecked(False)

    def _build_form(self) -> None:
        self._text.setObjectName("compose_point_text")
        self._text.setPlaceholderText(_("A question, rather than an order"))
        self.add_field(_("With"), self.person)
        self.add_field(_("What"), self._text)
        self.add_field("", self._private)
        self.ready()


class MeetingForm(ComposeForm):
    """A meeting to plan, typed as people type dates."""

    kind = "meeting"
    heading = _("Plan a meeting")
    verb = _("Plan it")

    def __init__(self, context: GuiContext, coaching: CoachingService, kinds: Field) -> None:
        super().__init__(context)
        self._context, self._coaching = context, coaching
        self._kind = ChoiceField([(c.value, c.label) for c in kinds.choices], context.theme, required=True)
        self._day = DateEdit(context.theme, context.formats, context.clock, _("Day"))
        self._time, self._busy = QLineEdit(), QLabel()
        self._build_form()

    def first_field(self) -> QWidget:
        """Gives the field to start in."""
        return self._day

    def parts(self) -> Parts:
        """Gives the fields of the draft."""
        return {"kind": self._kind, "day": self._day, "time": self._time}

    def add(self) -> Changes:
        """Plans the meeting."""
        starts = self._starts_at()
        if starts is None:
            raise UserError(_("Nothing was planned yet. Say on which day, such as “fri” or “26 nov”."))
        return self._coaching.plan_meeting(self.needed_person_id(), str(self._kind.value()), starts)

    def choose_kind(self, kind: str) -> None:
        """Plans a meeting of a kind, such as a quarterly review."""
        self._kind.setCurrentIndex(self._kind.findData(kind))

    def clear(self) -> None:
        """Offers a meeting a week from now."""
        self._kind.setCurrentIndex(0)
        day = self._context.clock.today() + timedelta(days=7)
        self._day.set_day(day)
        self._time.setText(f"{self._coaching.free_time(day, self.person_id()):%H:%M}")
        self._tell_busy()

    def _build_form(self) -> None:
        self._day.setObjectName("compose_meeting_day")
        self._time.setObjectName("compose_meeting_time")
        self._time.setAccessibleName(_("Time"))
        keep(self._context.theme, self._time, most_width=90)
        moment = QWidget()
        line = QHBoxLayout(moment)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._day, 1)
        line.addWidget(self._time)
        self.add_field(_("With"), self.person)
        self.add_field(_("Kind"), self._kind)
        self.add_field(_("When"), moment, buddy=self._day)
        set_role(self._busy, "small", "soon")
        self._busy.setObjectName("compose_meeting_busy")
        self._busy.setWordWrap(True)
        self.add_field("", self._busy)
        self._day.date_edited.connect(self._tell_busy)
        self._time.textEdited.connect(self._tell_busy)
        self.person.activated.connect(self._tell_busy)
        self.ready()

    def _starts_at(self) -> datetime | None:
        day = self._day.read()
        return datetime.combine(day, parse_typed_time(self._time.text())) if day is not None else None

    def _tell_busy(self) -> None:
        """Says whom another meeting of that time is with; it can be planned all the same."""
        try:
            at = self._starts_at()
        except UserError:
            at = None
        other = self._coaching.busy_at(at, self.person_id()) if at is not None else ""
        self._busy.setText(_("At that time you meet {other}.", other=other) if other else "")
        self._busy.setVisible(bool(other))


class StrengthForm(ComposeForm):
    """A strength counts when something showed it, so both are asked for."""

    heading = _("New strength")
    verb = _("Add strength")

    def __init__(self, context: GuiContext, records: RecordsService) -> None:
        super().__init__(context)
        self._records = records
        self._name, self._evidence = QLineEdit(), QLineEdit()
        self._build_form()

    def first_field(self) -> QWidget:
        """Gives the field to start in."""
        return self._name

    def parts(self) -> Parts:
        """Gives the fields that Tab walks through."""
        return {"name": self._name, "evidence": self._evidence}

    def add(self) -> Changes:
        """Writes the strength down."""
        name, evidence = self._name.text().strip(), self._evidence.text().strip()
        if not name or not evidence:
            raise UserError(_("Nothing was added yet. Say what the strength is and what showed it."))
        values = {"salesperson_id": self.needed_person_id(), "name": name, "evidence": evidence}
        return self._records.add("strength", values)

    def clear(self) -> None:
        """Empties the form for the next strength."""
        self._name.clear()
        self._evidence.clear()

    def _build_form(self) -> None:
        self._name.setObjectName("compose_strength_name")
        self._evidence.setObjectName("compose_strength_evidence")
        self._name.setPlaceholderText(_("Such as: asks for the client's metric"))
        self._evidence.setPlaceholderText(_("Which deal or call, in a few words"))
        self.add_field(_("Whose"), self.person)
        self.add_field(_("Strength"), self._name)
        self.add_field(_("What showed it"), self._evidence)
        self.ready()
