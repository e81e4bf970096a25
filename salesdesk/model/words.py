"""Holds the choices of the model in words, apart from the columns so that the first screen needs no SQLAlchemy."""

LEVELS = {
    "1": "Level 1 · hands-on",
    "2": "Level 2 · building",
    "3": "Level 3 · on track",
    "4": "Level 4 · independent",
    "5": "Level 5 · self-starter",
}
PERSON_STATES = {
    "active": "In the team", "candidate": "Candidate", "archived": "Left the team", "outside": "Not in my team",
}  # fmt: skip
PERSON_MOVES = {
    "active": "Move {name} into the team", "candidate": "Move {name} to Candidates",
    "archived": "Move {name} to those who left", "outside": "Move {name} out of my team",
}  # fmt: skip
"""What a change of somebody's place is called, as one would say it."""
OUTCOMES = {"open": "Open", "won": "Won", "lost": "Lost"}
IMPORT_KINDS = {
    "deals": "Deals", "products": "Products", "accounts": "Accounts",
    "people": "People", "quotas": "Quotas",
}  # fmt: skip
PERIODS = {"month": "Month", "quarter": "Quarter", "half": "Half year", "year": "Year"}
SOURCES = {"manager": "Manager", "salesperson": "Salesperson", "import": "Import"}
MEETING_KINDS = {
    "one_on_one": "One-on-one",
    "monthly_review": "Monthly review",
    "quarterly_review": "Quarterly review",
    "joint_call": "Joint call",
    "deal_review": "Deal review",
    "debrief": "Debrief",
}
REVIEW_KINDS = ("one_on_one", "monthly_review", "quarterly_review")
"""The meetings that count as a review; written into SQL they are a list of values."""
MEETING_STATES = {"planned": "Planned", "running": "Running", "held": "Held", "excused": "Excused"}
ANSWERS = {"agree": "Agree", "disagree": "Disagree"}
STEPS = {
    "wins": "Wins first",
    "agreed": "What we agreed",
    "numbers": "Your numbers",
    "deal": "One deal",
    "skill": "Build a skill",
    "plan": "Your plan",
    "book": "Agree and book",
}
VISIBILITY = {"shared": "Shared", "private": "Private"}
SIGNS = {"strength": "A strength", "gap": "A gap", "neutral": "Neither"}
WAYS = {"check": "Checked", "tell": "Told", "ask": "Asked", "show": "Showed", "develop": "Practised"}
AUTHORS = {"manager": "Manager", "salesperson": "Salesperson"}
ASSIGNMENT_KINDS = {"sales": "Sales assignment", "development": "Development assignment"}
AXES = {"knowledge": "Knowledge", "skill": "Skill", "commitment": "Commitment", "capacity": "Capacity"}
ASSIGNMENT_STATES = {"open": "Open", "done": "Done", "dropped": "Dropped"}
BASES = {"strength": "Builds on a strength", "gap": "Closes a gap"}
PROBLEM_SORTS = {"task": "Task", "problem": "Problem", "complaint": "Complaint"}
RESPONSES = {
    "handed_back": "Handed back",
    "advised": "Advised",
    "support": "Support",
    "taken_over": "Taken over",
}
DRAFT_FORMS = {
    "note": "Note",
    "assignment": "Assignment",
    "point": "Point to bring up",
    "meeting": "Meeting",
    "talk": "One-on-one",
}
TALK_FORM = "talk"
"""The draft of what is typed in a one-on-one; it is gone on with there and nowhere else."""
