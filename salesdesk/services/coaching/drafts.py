"""Keeps what was begun in a form and not added yet, person by person; a crash loses none of it.

Writing it is no step of undo, since it is no doing of anybody yet; throwing it away is one.
"""

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast

from salesdesk.env.errors import DeskFileError
from salesdesk.frozen import frozen
from salesdesk.model.words import DRAFT_FORMS, TALK_FORM, TYPED_FORM
from salesdesk.services.changes import Changes
from salesdesk.store.desk_file import DeskFile

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ELSEWHERE: Final = (TALK_FORM, TYPED_FORM)
_BEGUN = """
SELECT d.form, d.salesperson_id, p.name, d.written, d.changed_at FROM draft d
LEFT JOIN salesperson p ON p.id = d.salesperson_id
WHERE d.deleted_at IS NULL AND (:everybody OR d.salesperson_id IS :person) ORDER BY d.changed_at DESC, d.id DESC
"""


@frozen
class Begun:
    """One form that was begun: which, about whom, what stands in it, and since when."""

    form: str
    person_id: int | None
    person: str
    written: Mapping[str, Any]
    at: datetime

    @property
    def words(self) -> str:
        """Gives the words typed, on one line; a meeting has none."""
        words = (self.written.get(name) for name in ("text", "what", "name"))
        return " ".join(str(next(filter(None, words), "")).split())


class Drafts:
    """The forms begun on one desk; of one form about one person there is one at most."""

    def __init__(self, desk: DeskFile) -> None:
        self._desk = desk

    def keep(self, form: str, person_id: int | None, written: Mapping[str, Any]) -> None:
        """Keeps what stands in a form."""
        from salesdesk.model.coaching import Draft

        text = json.dumps(written, ensure_ascii=False)
        with (
            self._or_left(form, person_id, written),
            self._desk.change(_("Keep draft"), undoable=False) as work,
        ):
            drop(work.session, form, person_id)
            work.session.add(Draft(form=form, salesperson_id=person_id, written=text))

    def begun(self, form: str, person_id: int | None) -> Mapping[str, Any]:
        """Gives what stood in a form about a person, nothing where none was begun."""
        found = {draft.form: draft.written for draft in self._read(everybody=False, person_id=person_id)}
        return found.get(form, {})

    def of(self, person_id: int | None) -> list[Begun]:
        """Gives the forms begun about one person, or with None about nobody in particular."""
        return [
            draft for draft in self._read(everybody=False, person_id=person_id) if draft.form not in ELSEWHERE
        ]

    def all(self) -> list[Begun]:
        """Gives every form begun, the newest first; what is typed in a one-on-one, a line or a cell waits there."""
        return [draft for draft in self._read(everybody=True, person_id=None) if draft.form not in ELSEWHERE]

    def forget(self, form: str, person_id: int | None) -> None:
        """Forgets a draft that is empty again."""
        if self.begun(form, person_id):
            with (
                self._or_left(form, person_id, {}),
                self._desk.change(_("Forget draft"), undoable=False) as work,
            ):
                drop(work.session, form, person_id)

    def throw_away(self, form: str, person_id: int | None, written: Mapping[str, Any]) -> Changes:
        """Throws away what stands in a form; undo brings all of it back."""
        self.keep(form, person_id, written)
        with self._desk.change(_("Empty the {what} begun", what=DRAFT_FORMS[form].lower())) as work:
            drop(work.session, form, person_id)
        return work.changes

    @contextmanager
    def _or_left(self, form: str, person_id: int | None, written: Mapping[str, Any]) -> Generator[None]:
        """Leaves a draft outside of a desk that does not take it; of one that is being closed that is all."""
        left = self._desk.left_words
        try:
            yield
        except DeskFileError:
            if left is None or not left.at_last:
                if left is not None:
                    left.try_to_leave(form, person_id, written)
                raise
            left.leave(form, person_id, written)
            return
        if left is not None:
            left.forget(form, person_id)

    def _read(self, *, everybody: bool, person_id: int | None) -> list[Begun]:
        rows = self._desk.rows(_BEGUN, {"everybody": everybody, "person": person_id})
        return [
            Begun(
                row["form"], row["salesperson_id"], row["name"] or "", written,
                datetime.fromisoformat(row["changed_at"]),
            )
            for row in rows
            if (written := _values(row["written"]))
        ]  # fmt: skip


def _values(written: str) -> Mapping[str, Any]:
    """Reads the values of a form; another program may have written what holds none, which is no draft."""
    with suppress(ValueError, RecursionError):
        found = json.loads(written)
        if isinstance(found, dict):
            return cast("dict[str, Any]", found)
    return {}


class TypedWords:
    """What is typed in lines and cells of a desk and not stored yet, by the name of the place."""

    def __init__(self, desk: DeskFile) -> None:
        self._drafts = Drafts(desk)

    def begun(self) -> Mapping[str, Any]:
        """Gives what was being typed."""
        return self._drafts.begun(TYPED_FORM, None)

    def keep(self, written: Mapping[str, Any]) -> None:
        """Keeps what is being typed, or forgets all of it when nothing is left."""
        if written:
            self._drafts.keep(TYPED_FORM, None, written)
        else:
            self._drafts.forget(TYPED_FORM, None)


def drop(session: "Session", form: str, person_id: int | None) -> None:
    """Removes a draft as a part of the step that is being done, such as adding what it became."""
    from sqlalchemy import delete

    from salesdesk.model.coaching import Draft

    session.execute(
        delete(Draft).where(Draft.form == form, Draft.salesperson_id.is_not_distinct_from(person_id))
    )
