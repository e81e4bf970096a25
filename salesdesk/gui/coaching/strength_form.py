"""Writes down one strength of a person with what showed it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.env.errors import UserError
from salesdesk.gui.coaching.compose_draft import Parts
from salesdesk.gui.coaching.compose_form import ComposeForm
from salesdesk.gui.context import GuiContext
from salesdesk.services.changes import Changes
from salesdesk.services.records import RecordsService


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
