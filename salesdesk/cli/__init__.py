"""The commands for scripts: the same services as the window's, without a window.

Each is carried out by the module `<name>_command` in this folder; only the one that is asked for is imported.
"""

COMMANDS = {
    "import": _("show what a CRM's export would do, and do it with --apply"),
    "imports": _("list the imports of a desk, and take one back with --take-back"),
    "sample": _("write a desk with an invented team"),
    "report": _("print a review sheet as PDF"),
    "metrics": _("print the figures of the team or of one person"),
    "export": _("write the records of one kind as CSV or JSON, or all of a desk"),
    "held": _("write all that a desk holds about one person, to be handed out"),
    "erase": _("tell what erasing a person takes, and do it with --apply"),
    "check": _("look a desk over, without changing it unless told to mend"),
    "backup": _("write a verified copy of a desk into a folder"),
    "restore": _("make a desk of a backup or of an archive"),
    "passphrase": _("give a desk a passphrase, another one or none"),
    "salvage": _("read out of a damaged desk what can be read, into a new one"),
}
