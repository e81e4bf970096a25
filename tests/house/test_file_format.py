"""Holds docs/file-format.md against the model; run as a program it writes the tables of the page anew."""

from pathlib import Path

from salesdesk.model import fields_of, kind_of, model_of, models
from salesdesk.model.fields import Field, FieldType
from salesdesk.store.connection import APPLICATION_ID
from salesdesk.store.desk_file import DeskFile

PAGE = Path(__file__).parents[2] / "docs" / "file-format.md"
MARK = "<!-- tables -->\n"
STAMPS = {"id", "created_at", "changed_at", "deleted_at"}
REFRESH = (
    "docs/file-format.md is behind the model; write its tables anew: python -m tests.house.test_file_format"
)


def page_tables() -> str:
    """Writes the part of the page that follows from the declarations."""
    return "\n".join(["## The tables of records", "", *(_table(kind) for kind in models())])


def _table(kind: str) -> str:
    model = model_of(kind)
    lines = [f"### `{kind}`: {kind_of(kind).plural.lower()}", "", _first_line(model.__doc__), ""]
    if kind_of(kind).private:
        lines += ["Private as a whole.", ""]
    if private_when := kind_of(kind).private_when:
        field, value = private_when
        lines += [f"Private as a whole where `{field}` is `{value}`.", ""]
    lines += ["| Column | Kept as | What | Shared |", "| --- | --- | --- | --- |"]
    lines += [_row(field) for field in fields_of(kind)]
    return "\n".join([*lines, ""])


def _row(field: Field) -> str:
    unit = f", {field.unit}" if field.unit else ""
    return f"| `{field.name}` | {_kept_as(field)} | {field.label}{unit} | {_shared(field)} |"


def _shared(field: Field) -> str:
    return (
        f"once `{field.shared_once}` is filled" if field.shared_once else "yes" if field.shared else "private"
    )


def _kept_as(field: Field) -> str:
    needed = ", required" if field.required else ""
    if field.type is FieldType.REFERENCE:
        return f"reference to `{field.refers_to}`{', its owner' if field.owner else ''}{needed}"
    if field.type is FieldType.CHOICE:
        return "choice: " + ", ".join(f"`{choice.value}`" for choice in field.choices) + needed
    return field.type.value.replace("_", " ") + needed


def _first_line(docstring: str | None) -> str:
    return (docstring or "").strip().splitlines()[0]


def test_that_the_page_of_the_file_format_names_every_table_and_column_as_declared() -> None:
    assert PAGE.read_text(encoding="utf-8").partition(MARK)[2].strip() == page_tables().strip(), REFRESH


def test_that_a_desk_has_the_tables_of_the_page_and_no_others(desk: DeskFile) -> None:
    page = PAGE.read_text(encoding="utf-8")
    found = desk.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    tables = {row["name"] for row in found if not row["name"].startswith("search_index_")}
    assert {name for name in tables if f"`{name}`" not in page} == set()
    for kind in models():
        columns = {row["name"] for row in desk.rows(f"PRAGMA table_info({kind})")}
        assert columns == STAMPS | {field.name for field in fields_of(kind)}


def test_that_the_page_names_the_mark_of_a_desk(desk: DeskFile) -> None:
    assert desk.rows("PRAGMA application_id")[0][0] == APPLICATION_ID
    assert f"{APPLICATION_ID:#X}".replace("0X", "0x") in PAGE.read_text(encoding="utf-8")


if __name__ == "__main__":
    before = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    PAGE.write_text(f"{before}{MARK}\n{page_tables()}", encoding="utf-8")
