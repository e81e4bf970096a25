"""The first schema: the team, its deals, plans, competencies and coaching, the journal and the search index."""

from alembic import op

from salesdesk.store.tables import DAY, FLAG, MOMENT, NUMBER, TEXT, WHOLE, create_kind, needed, refers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JOURNAL_TABLES = (
    """CREATE TABLE step (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, together TEXT NOT NULL DEFAULT '',
        at TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone')))""",
    """CREATE TABLE change_log (
        id INTEGER PRIMARY KEY AUTOINCREMENT, step_id INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
        kind TEXT NOT NULL, record_id INTEGER NOT NULL, op TEXT NOT NULL CHECK (op IN ('I', 'U', 'D')),
        fields TEXT)""",
    "CREATE INDEX ix_change_log_step ON change_log (step_id)",
    "CREATE INDEX ix_change_log_record ON change_log (kind, record_id)",
    "CREATE TABLE recorder (id INTEGER PRIMARY KEY CHECK (id = 1), step_id INTEGER, at TEXT, replaying INTEGER)",
    "INSERT INTO recorder VALUES (1, NULL, NULL, 0)",
    """CREATE VIRTUAL TABLE search_index USING fts5 (
        shared, private, kind UNINDEXED, record_id UNINDEXED, person_id UNINDEXED,
        tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')""",
)
KINDS = {
    "account": ({
        "name": needed(TEXT), "sector": TEXT, "revenue": NUMBER, "employees": WHOLE, "founded": WHOLE,
        "location": TEXT, "parent": TEXT,
    }, {}),
    "competency": ({
        "name": needed(TEXT), "of_what": needed(TEXT), "into_what": needed(TEXT), "goal": NUMBER,
        "position": needed(WHOLE), "active": needed(FLAG), "routine": TEXT, "training": TEXT, "meaning": TEXT,
    }, {}),
    "import_batch": ({
        "file_name": needed(TEXT), "kind": needed(TEXT), "applied_at": MOMENT, "as_of": DAY,
        "rows": needed(WHOLE), "new": needed(WHOLE), "changed": needed(WHOLE), "same": needed(WHOLE),
        "rejected": needed(WHOLE),
    }, {}),
    "import_mapping": ({
        "name": needed(TEXT), "kind": needed(TEXT), "headers": needed(TEXT), "columns": needed(TEXT),
        "date_order": TEXT,
    }, {}),
    "postponement": ({
        "nudge": needed(TEXT), "reason": TEXT, "until": needed(DAY),
    }, {}),
    "product": ({
        "name": needed(TEXT), "series": TEXT, "list_price": WHOLE,
    }, {}),
    "salesperson": ({
        "name": needed(TEXT), "role": TEXT, "region": TEXT, "reports_to": TEXT, "status": needed(TEXT),
        "level": needed(TEXT), "joined_on": DAY, "email": TEXT, "phone": TEXT, "external_id": TEXT,
        "outside_profile": needed(FLAG), "product_issue_open": needed(FLAG), "private_summary": TEXT,
    }, {}),
    "stage": ({
        "name": needed(TEXT), "position": needed(WHOLE), "outcome": needed(TEXT), "proposal": needed(FLAG),
    }, {}),
    "team_settings": ({
        "team_name": needed(TEXT), "manager_name": TEXT, "currency": needed(TEXT),
        "fiscal_year_start": needed(WHOLE), "session_minutes": needed(WHOLE), "review_days": needed(WHOLE),
        "formal_review_days": needed(WHOLE), "development_share_floor": needed(NUMBER),
        "development_gap_days": needed(WHOLE), "development_minutes": needed(WHOLE),
        "development_weeks": needed(WHOLE), "open_development_limit": needed(WHOLE),
        "open_sales_limit": needed(WHOLE), "coverage_target": needed(WHOLE), "prior_weight": needed(WHOLE),
        "ratio_days": needed(WHOLE),
    }, {}),
    "competency_number": ({
        "salesperson_id": needed(refers("salesperson")), "competency_id": needed(refers("competency")),
        "week_start": needed(DAY), "trials": needed(WHOLE), "successes": needed(WHOLE),
        "entered_by": needed(TEXT),
    }, {
        "ix_competency_number_week": ("competency_id", "week_start"),
    }),
    "gate": ({
        "stage_id": needed(refers("stage")), "name": needed(TEXT), "position": needed(WHOLE),
    }, {}),
    "opportunity": ({
        "external_id": TEXT, "name": needed(TEXT), "salesperson_id": refers("salesperson"),
        "account_id": refers("account"), "product_id": refers("product"), "stage_id": refers("stage"),
        "outcome": needed(TEXT), "amount": WHOLE, "currency": TEXT, "started_on": DAY, "closed_on": DAY,
        "expected_on": DAY, "next_step": TEXT, "next_step_on": DAY, "lost_reason": TEXT, "source": TEXT,
        "probability": NUMBER, "batch_id": refers("import_batch"),
    }, {
        "ix_opportunity_external_id": ("external_id",),
        "ix_opportunity_outcome_closed": ("outcome", "closed_on"),
        "ix_opportunity_person_outcome": ("salesperson_id", "outcome", "closed_on"),
    }),
    "quota": ({
        "salesperson_id": needed(refers("salesperson")), "starts_on": needed(DAY), "period": needed(TEXT),
        "amount": needed(WHOLE),
    }, {}),
    "strength": ({
        "salesperson_id": needed(refers("salesperson")), "name": needed(TEXT), "evidence": TEXT, "seen_on": DAY,
        "times_seen": needed(WHOLE), "used_for": TEXT, "named_by_self": needed(FLAG),
    }, {}),
    "gate_pass": ({
        "opportunity_id": needed(refers("opportunity")), "gate_id": needed(refers("gate")), "evidence": TEXT,
        "passed_on": needed(DAY),
    }, {}),
    "one_on_one": ({
        "salesperson_id": needed(refers("salesperson")), "kind": needed(TEXT), "state": needed(TEXT),
        "starts_at": needed(MOMENT), "started_at": MOMENT, "finished_at": MOMENT, "minutes": WHOLE,
        "step": needed(TEXT), "opportunity_id": refers("opportunity"), "competency_id": refers("competency"),
        "checklist_seconds": needed(WHOLE), "answer": TEXT, "answer_comment": TEXT, "seen_on": DAY,
        "excuse": TEXT,
    }, {
        "ix_one_on_one_person_start": ("salesperson_id", "starts_at"),
    }),
    "opportunity_change": ({
        "opportunity_id": needed(refers("opportunity")), "field": needed(TEXT), "before": TEXT, "after": TEXT,
        "noted_at": needed(MOMENT), "batch_id": refers("import_batch"),
    }, {
        "ix_opportunity_change_noted": ("opportunity_id", "noted_at"),
    }),
    "agenda_point": ({
        "salesperson_id": needed(refers("salesperson")), "text": needed(TEXT), "raised_by": needed(TEXT),
        "step": needed(TEXT), "visibility": needed(TEXT), "times_carried": needed(WHOLE), "discussed_on": DAY,
        "one_on_one_id": refers("one_on_one"),
    }, {}),
    "assignment": ({
        "salesperson_id": needed(refers("salesperson")), "one_on_one_id": refers("one_on_one"),
        "opportunity_id": refers("opportunity"), "what": needed(TEXT), "kind": needed(TEXT),
        "nudge": needed(FLAG), "axis": TEXT, "basis": TEXT, "basis_text": TEXT, "done_in": TEXT,
        "own_words": TEXT, "competency_id": refers("competency"), "minutes_a_week": WHOLE,
        "assigned_on": needed(DAY), "due_on": DAY, "state": needed(TEXT), "done_on": DAY, "evidence": TEXT,
        "times_carried": needed(WHOLE),
    }, {
        "ix_assignment_person_state": ("salesperson_id", "state", "due_on"),
    }),
    "note": ({
        "salesperson_id": refers("salesperson"), "one_on_one_id": refers("one_on_one"),
        "opportunity_id": refers("opportunity"), "step": TEXT, "text": needed(TEXT), "visibility": needed(TEXT),
        "author": needed(TEXT), "sign": needed(TEXT), "way": TEXT, "written_at": needed(MOMENT),
    }, {
        "ix_note_person_written": ("salesperson_id", "written_at"),
    }),
    "own_rating": ({
        "salesperson_id": needed(refers("salesperson")), "one_on_one_id": refers("one_on_one"),
        "competency_id": needed(refers("competency")), "own_number": NUMBER, "own_rating": WHOLE,
        "manager_rating": WHOLE, "given_at": needed(MOMENT), "revealed_at": MOMENT,
    }, {}),
}  # fmt: skip
"""The fields and the further indexes of each kind."""


def upgrade() -> None:
    """Creates every table of the first schema."""
    for kind, (fields, indexes) in KINDS.items():
        create_kind(kind, fields, indexes)
    for statement in JOURNAL_TABLES:
        op.execute(statement)
