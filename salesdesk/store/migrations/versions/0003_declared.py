"""The third schema: what a practice declares needs no table or column of its own."""

from alembic import op
from sqlalchemy import text

from salesdesk.store.tables import DAY, FLAG, MOMENT, MONEY, NUMBER, TEXT, WHOLE, add_field, create_kind, drop_field, needed, refers

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

THRESHOLDS = {
    "session_minutes": 30, "review_days": 35, "formal_review_days": 95, "development_share_floor": 0.30,
    "development_gap_days": 30, "development_minutes": 30, "development_weeks": 4, "open_development_limit": 2,
    "open_sales_limit": 5, "coverage_target": 3, "prior_weight": 20, "ratio_days": 90,
}  # fmt: skip
"""What the columns of the team settings were made with."""


def upgrade() -> None:
    """Adds the tables and moves the values of the third schema."""
    _log_tracked_fields_of_every_kind()
    _move_thresholds()
    create_kind("emptying", {"emptied_at": needed(MOMENT), "things": needed(WHOLE)})
    _forget_words_in_step_names()
    create_kind("problem", {
        "salesperson_id": needed(refers("salesperson")), "what": needed(TEXT), "sort": needed(TEXT),
        "response": needed(TEXT), "question": TEXT, "came_of_it": TEXT, "brought_on": needed(DAY), "closed_on": DAY,
    })  # fmt: skip
    _index_what_is_read_by_day()
    _index_what_a_start_asks()
    _keep_what_an_import_found()
    _never_number_two_drafts_alike()
    _keep_what_an_import_was_answered()
    _let_one_line_stand_for_many()


def _log_tracked_fields_of_every_kind() -> None:
    fields = {
        "kind": needed(TEXT), "record_id": needed(WHOLE), "field": needed(TEXT), "before": TEXT, "after": TEXT,
        "before_id": WHOLE, "after_id": WHOLE, "noted_at": needed(MOMENT),
    }  # fmt: skip
    create_kind("field_change", fields, {"ix_field_change_record": ("kind", "record_id")})


def _move_thresholds() -> None:
    """Keeps each threshold that was chosen as a row; steps of undo that changed one can no longer be turned."""
    create_kind("threshold", {"key": needed(TEXT), "value": needed(NUMBER)})
    for key, default in THRESHOLDS.items():
        op.execute(
            f"INSERT INTO threshold (key, value, created_at, changed_at) "
            f"SELECT '{key}', {key}, created_at, changed_at FROM team_settings WHERE {key} <> {default}"
        )
    paths = ", ".join(f"'$.{key}'" for key in THRESHOLDS)
    settings = "kind = 'team_settings' AND fields IS NOT NULL"
    op.execute(f"UPDATE change_log SET fields = json_remove(fields, {paths}) WHERE {settings}")
    op.execute(f"DELETE FROM change_log WHERE {settings} AND op = 'U' AND json_remove(fields, '$.changed_at') = '{{}}'")
    op.execute("DELETE FROM step WHERE id NOT IN (SELECT step_id FROM change_log)")
    drop_field("team_settings", *THRESHOLDS)
    add_field("team_settings", "manager_since", DAY)


def _forget_words_in_step_names() -> None:
    """Leaves out what notes and points say, which the names of steps quoted once."""
    of_words = "id IN (SELECT step_id FROM change_log WHERE kind IN ('note', 'agenda_point'))"
    quoting = ("Add %“", "Put on the agenda: “", "Discuss “", "Reopen “", "Point discussed: “", "Change % of “")
    is_quoting = " OR ".join(f"name LIKE '{begin}%'" for begin in quoting)
    before = "rtrim(substr(name, 1, instr(name, '“') - 1), ' :')"
    op.execute(
        f"UPDATE step SET name = {before} || CASE WHEN name LIKE 'Change %' THEN ' a note or point' ELSE '' END "
        f"WHERE {of_words} AND ({is_quoting})"
    )


def _keep_what_an_import_was_answered() -> None:
    """Remembers with the columns of a file what was answered about it, and which names are the same."""
    add_field("import_mapping", "answers", needed(TEXT, "'{}'"))
    create_kind("name_in_files", {
        "name": needed(TEXT), "same": needed(FLAG), "salesperson_id": refers("salesperson"),
        "account_id": refers("account"),
    })  # fmt: skip


def _index_what_is_read_by_day() -> None:
    """Lets the newest lines of the log, and the moves of a few weeks, be found without reading ten years."""
    op.create_index("ix_note_written", "note", ["written_at"])
    op.create_index("ix_one_on_one_start", "one_on_one", ["starts_at"])
    op.create_index("ix_assignment_assigned", "assignment", ["assigned_on"])
    op.create_index("ix_opportunity_change_day", "opportunity_change", ["noted_at"])
    op.drop_index("ix_opportunity_salesperson_id", "opportunity")
    op.create_index("ix_opportunity_person_started", "opportunity", ["salesperson_id", "started_on"])
    on_screen = text("on_screen")
    op.create_index("ix_one_on_one_on_screen", "one_on_one", ["on_screen"], sqlite_where=on_screen)


def _index_what_a_start_asks() -> None:
    """Lets roster and Desk be answered from a few pages of an index, however long the history is."""
    running, is_open = text("state = 'running'"), text("outcome = 'open'")
    op.create_index("ix_one_on_one_running", "one_on_one", ["salesperson_id"], sqlite_where=running)
    op.create_index(
        "ix_assignment_person_kind", "assignment",
        ["salesperson_id", "kind", "assigned_on", "done_on", "state", "deleted_at"],
    )  # fmt: skip
    op.create_index(
        "ix_opportunity_open", "opportunity",
        ["outcome", "salesperson_id", "currency", "amount", "product_id", "deleted_at"], sqlite_where=is_open,
    )  # fmt: skip


def _keep_what_an_import_found() -> None:
    """Lets an import be taken back later, and keep how the deals stood after it."""
    add_field("import_batch", "taken_back_at", MOMENT)
    create_kind("deal_snapshot", {
        "batch_id": needed(refers("import_batch")), "opportunity_id": needed(refers("opportunity")),
        "salesperson_id": refers("salesperson"), "stage_id": refers("stage"), "outcome": needed(TEXT),
        "amount": MONEY, "currency": TEXT, "expected_on": DAY,
    })  # fmt: skip


def _let_one_line_stand_for_many() -> None:
    """Lets a line of the journal be about all records from one number to another, packed, and be let go some day."""
    op.execute("ALTER TABLE change_log ADD COLUMN last_id INTEGER")
    op.execute("ALTER TABLE change_log ADD COLUMN run BLOB")
    op.execute("CREATE INDEX ix_change_log_run ON change_log (kind, last_id) WHERE last_id IS NOT NULL")
    op.execute("ALTER TABLE recorder ADD COLUMN in_bulk INTEGER NOT NULL DEFAULT 0")
    op.execute("ALTER TABLE recorder ADD COLUMN let_go_at TEXT")


def _never_number_two_drafts_alike() -> None:
    """Lets undo bring back a draft although others were begun and added since."""
    with op.batch_alter_table("draft", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
        pass
