"""The commands for scripts: the same services as the window's, without a window.

Each is carried out by the module `<name>_command` in this folder; only the one that is asked for is imported.
"""

COMMANDS = {
    "import": "show what a CRM's export would do, and do it with --apply",
    "sample": "write a desk with an invented team",
    "report": "print a review sheet as PDF",
    "metrics": "print the figures of the team or of one person",
    "export": "write the records of one kind as CSV or JSON",
    "check": "look a desk over without changing it",
    "backup": "write a verified copy of a desk into a folder",
}
