"""Holds the choices of the model in words, apart from the columns so that the first screen needs no SQLAlchemy."""

LEVELS = {
    "1": _("Level 1 · hands-on"),
    "2": _("Level 2 · building"),
    "3": _("Level 3 · on track"),
    "4": _("Level 4 · independent"),
    "5": _("Level 5 · self-starter"),
}
PERSON_STATES = {
    "active": _("In the team"), "candidate": _("Candidate"), "archived": _("Left the team"),
    "outside": _("Not in my team"),
}  # fmt: skip
PERSON_MOVES = {
    "active": _("Move {name} into the team"), "candidate": _("Move {name} to Candidates"),
    "archived": _("Move {name} to those who left"), "outside": _("Move {name} out of my team"),
}  # fmt: skip
"""What a change of somebody's place is called, as one would say it."""
OUTCOMES = {"open": _("Open"), "won": _("Won"), "lost": _("Lost")}
STANDINGS = OUTCOMES | {"gone": _("No longer on the desk")}
"""How a deal stands in a snapshot."""
IMPORT_KINDS = {
    "deals": _("Deals"), "products": _("Products"), "accounts": _("Accounts"),
    "people": _("People"), "quotas": _("Quotas"), "numbers": _("Weekly numbers"),
}  # fmt: skip
PERIODS = {"month": _("Month"), "quarter": _("Quarter"), "half": _("Half year"), "year": _("Year")}
SOURCES = {"manager": _("Manager"), "salesperson": _("Salesperson"), "import": _("Import")}
MEETING_KINDS = {
    "one_on_one": _("One-on-one"),
    "monthly_review": _("Monthly review"),
    "quarterly_review": _("Quarterly review"),
    "joint_call": _("Joint call"),
    "deal_review": _("Deal review"),
    "debrief": _("Debrief"),
}
REVIEW_KINDS = ("one_on_one", "monthly_review", "quarterly_review")
"""The meetings that count as a review; written into SQL they are a list of values."""
MEETING_STATES = {
    "planned": _("Planned"),
    "running": _("Running"),
    "held": _("Held"),
    "excused": _("Excused"),
}
ANSWERS = {"agree": _("Agree"), "disagree": _("Disagree")}
STEPS = {
    "wins": _("Wins first"),
    "agreed": _("What we agreed"),
    "numbers": _("Your numbers"),
    "deal": _("One deal"),
    "skill": _("Build a skill"),
    "plan": _("Your plan"),
    "book": _("Agree and book"),
}
VISIBILITY = {"shared": _("Shared"), "private": _("Private")}
SIGNS = {"strength": _("A strength"), "gap": _("A gap"), "neutral": _("Neither")}
WAYS = {
    "check": _("Checked"),
    "tell": _("Told"),
    "ask": _("Asked"),
    "show": _("Showed"),
    "develop": _("Practised"),
}
AUTHORS = {"manager": _("Manager"), "salesperson": _("Salesperson")}
ASSIGNMENT_KINDS = {"sales": _("Sales assignment"), "development": _("Development assignment")}
AXES = {
    "knowledge": _("Knowledge"),
    "skill": _("Skill"),
    "commitment": _("Commitment"),
    "capacity": _("Capacity"),
}
ASSIGNMENT_STATES = {"open": _("Open"), "done": _("Done"), "dropped": _("Dropped")}
BASES = {"strength": _("Builds on a strength"), "gap": _("Closes a gap")}
PROBLEM_SORTS = {"task": _("Task"), "problem": _("Problem"), "complaint": _("Complaint")}
RESPONSES = {
    "handed_back": _("Handed back"),
    "advised": _("Advised"),
    "support": _("Support"),
    "taken_over": _("Taken over"),
}
DRAFT_FORMS = {
    "note": _("Note"),
    "assignment": _("Assignment"),
    "point": _("Point to bring up"),
    "meeting": _("Meeting"),
    "strength": _("Strength"),
    "talk": _("One-on-one"),
    "typed": _("Lines and cells"),
}
TALK_FORM, TYPED_FORM = "talk", "typed"
"""The drafts of what is typed in a one-on-one, and in lines and cells; it is gone on with there and nowhere else."""
