"""Lists every command of the window once."""

from typing import Final

from salesdesk.exchange.sheets import SHEETS
from salesdesk.gui.commands.command import Command
from salesdesk.gui.sight import AT_START, MANAGER, TALK, UNLOCKED, Sight
from salesdesk.gui.tabs import TABS, new_commands, page_commands

REPLAYED: Final = Sight.DESK | Sight.OWN | Sight.SHARED

FILE: Final = (
    Command(
        "new_desk", _("New desk…"), "File", "", "add", 0, allowed=AT_START, act=lambda w: w.opening.ask_for_new(),
        also=_("file create")
    ),
    Command(
        "open_desk", _("Open desk…"), "File", "Ctrl+O", allowed=AT_START, act=lambda w: w.opening.ask_to_open(),
        also=_("file load")
    ),
    Command(
        "open_recent", _("Recent desks…"), "File", allowed=AT_START, act=lambda w: w.recent.show_window(),
        also=_("last switch file")
    ),
    Command(
        "open_sample", _("Open the sample team"), "File", allowed=AT_START, act=lambda w: w.opening.open_sample(),
        also=_("example demo try")
    ),
    Command(
        "import", _("Import…"), "File", "Ctrl+I", "import", 1, act=lambda w: w.imports.ask(), changes=True,
        also=_("file load upload add Excel XLSX CSV spreadsheet table CRM deals quotas people")
    ),
    Command(
        "import_copied", _("Import what was copied…"), "File", group=1,
        act=lambda w: w.imports.ask_clipboard(), changes=True, also=_("paste clipboard table Excel")
    ),
    Command(
        "imports", _("Import history…"), "File", group=1, act=lambda w: w.sides.show("imports"),
        also=_("undo take back remove delete earlier files")
    ),
    Command(
        "export", _("Export rows…"), "File", "Ctrl+E", "export", 1, act=lambda w: w.sides.show("export"),
        also=_("save file download Excel XLSX CSV spreadsheet table")
    ),
    Command(
        "export_all", _("Export everything (zip)…"), "File", group=1, act=lambda w: w.whole_export.ask(".zip"),
        also=_("all save file download CSV")
    ),
    Command(
        "export_plain", _("Export as plain SQLite…"), "File", group=1, act=lambda w: w.whole_export.ask(".sqlite"),
        also=_("database")
    ),
    Command(
        "hand_out", _("All held about this person…"), "File", group=1, act=lambda w: w.person_out.hand_out(),
        also=_("hand out export data subject access request GDPR ZIP PDF copy")
    ),
    *(
        Command(
            sheet.command, sheet.label, "File", sheet.keys, "print", 1,
            act=lambda w, name=sheet.name: w.sessions.print_sheet(name), also=_("PDF paper report save")
        )
        for sheet in SHEETS.values()
    ),
    Command(
        "back_up", _("Back up now"), "File", "", "save", 2,
        act=lambda w: w.opening.check_and_back_up(by_hand=True), also=_("backup save copy check")
    ),
    Command(
        "backups", _("Backups…"), "File", group=2, act=lambda w: w.sides.show("backups"),
        also=_("restore recover copies older versions damaged")
    ),
    Command(
        "passphrase", _("Passphrase…"), "File", group=2, act=lambda w: w.sides.show("passphrase"), changes=True,
        also=_("password encrypt encryption protect secret key recovery sheet keyring")
    ),
    Command(
        "lock", _("Hide"), "File", "Ctrl+L", "lock", 2, allowed=AT_START | TALK | Sight.COVERED,
        act=lambda w: w.screen_lock.lock(), also=_("lock hide screen private cover away"), if_private=_("Lock"),
        with_desk=True, everywhere=True
    ),
    Command(
        "unlock", _("Show again"), "", allowed=Sight.LOCKED, act=lambda w: w.screen_lock.unlock(),
        if_private=_("Unlock")
    ),
    Command(
        "quit", _("Quit"), "File", "Ctrl+Q", "", 3, allowed=UNLOCKED, act=lambda w: w.window.close(),
        also=_("exit close end leave")
    ),
)  # fmt: skip
EDIT: Final = (
    Command(
        "undo", _("Undo"), "Edit", "Ctrl+Z", "undo", 0, allowed=REPLAYED,
        act=lambda w: w.replay.run("undo"), changes=True, also=_("take back revert")
    ),
    Command(
        "redo", _("Redo"), "Edit", "Ctrl+Shift+Z", "redo", 0, allowed=REPLAYED,
        act=lambda w: w.replay.run("redo"), changes=True, also=_("again repeat")
    ),
    Command(
        "people_outside", _("People not in my team"), "Edit", "", "", 1, tab="team", whole=True,
        also=_("former left archived others")
    ),
    *(each for each in new_commands() if each.menu == "Edit"),
    Command(
        "find", _("Search and commands"), "Edit", "Ctrl+K", "search", 2,
        act=lambda w: w.shell.search.take_focus()
    ),
    Command("filter", _("Filter this list"), "Edit", "Ctrl+F", "filter", 2, also=_("find search")),
    Command(
        "trash", _("Open the Trash"), "Edit", "", "delete", 3, act=lambda w: w.sides.show("trash"),
        also=_("deleted removed restore recycle bin")
    ),
    Command(
        "erase_person", _("Erase this person…"), "Edit", "", "", 3, act=lambda w: w.person_out.erase(), changes=True,
        also=_("delete remove for good forget GDPR right to be forgotten")
    ),
    Command(
        "history", _("History of this record"), "Edit", "Ctrl+H", "history", 3,
        act=lambda w: w.sides.open_history(), also=_("changes log who when")
    ),
)  # fmt: skip
VIEW: Final = (
    Command(
        "zoom_in", _("Larger text"), "View", "Ctrl++", allowed=UNLOCKED, act=lambda w: w.zoom(1),
        also=_("bigger zoom in font size increase")
    ),
    Command(
        "zoom_out", _("Smaller text"), "View", "Ctrl+-", allowed=UNLOCKED, act=lambda w: w.zoom(-1),
        also=_("zoom out font size decrease")
    ),
    Command(
        "zoom_reset", _("Normal text"), "View", "Ctrl+0", allowed=UNLOCKED, act=lambda w: w.zoom(0),
        also=_("zoom reset font size 100%")
    ),
    Command(
        "scheme_system", _("Colours as the system"), "View", group=1, checkable=True, allowed=MANAGER,
        act=lambda w: w.choose_scheme("system"), also=_("theme appearance colors mode")
    ),
    Command(
        "scheme_light", _("Light"), "View", group=1, checkable=True, allowed=MANAGER,
        act=lambda w: w.choose_scheme("light"), also=_("theme appearance colours colors bright day mode")
    ),
    Command(
        "scheme_dark", _("Dark"), "View", group=1, checkable=True, allowed=MANAGER,
        act=lambda w: w.choose_scheme("dark"), also=_("theme appearance colours colors black night mode")
    ),
    Command(
        "scheme_contrast", _("High contrast"), "View", group=1, checkable=True, allowed=MANAGER,
        act=lambda w: w.choose_scheme("contrast"), also=_("theme appearance colours colors accessibility mode")
    ),
    Command(
        "chart_table", _("Charts as tables"), "View", "F7", "table", 2, True,
        also=_("graphs numbers screen reader")
    ),
    Command("refresh", _("Refresh"), "View", "Ctrl+R", "", 2, act=lambda w: w.shell.refresh(), also=_("reload update")),
)  # fmt: skip
GO: Final = (
    *(
        Command(
            f"go_{tab.key}", tab.title, "Go", f"Ctrl+{place}", tab.icon, 0,
            act=lambda w, tab=tab: w.shell.open_page(tab.key)
        )
        for place, tab in enumerate(TABS, 1)
    ),
    Command("week_numbers", _("Numbers of the week"), "Go", "Ctrl+6", "chart", 0, tab="metrics", page="competencies"),
    *page_commands(),
    Command(
        "previous_page", _("Previous page of the tab"), "Go", "Ctrl+PgUp", "", 1,
        act=lambda w: w.shell.tabs.step_page(-1)
    ),
    Command(
        "next_page", _("Next page of the tab"), "Go", "Ctrl+PgDown", "", 1,
        act=lambda w: w.shell.tabs.step_page(1)
    ),
    Command("back", _("Back"), "Go", "Alt+Left", "back", 1, act=lambda w: w.shell.go_back(-1)),
    Command("forward", _("Forward"), "Go", "Alt+Right", "", 1, act=lambda w: w.shell.go_back(1)),
    Command("whole_team", _("Whole team"), "Go", "Alt+Home", "", 2, act=lambda w: w.shell.roster.choose(None)),
    Command("previous_person", _("Previous person"), "Go", "Alt+Up", "up", 2, act=lambda w: w.shell.roster.step(-1)),
    Command("next_person", _("Next person"), "Go", "Alt+Down", "down", 2, act=lambda w: w.shell.roster.step(1)),
)  # fmt: skip
TOOLS: Final = (
    Command(
        "start_one_on_one", _("Start one-on-one"), "Tools", "F5", "coaching", 0,
        act=lambda w: w.sessions.start(), changes=True, also=_("meeting talk review 1:1 1-on-1 begin coaching")
    ),
    *(each for each in new_commands() if each.menu == "Tools"),
    Command(
        "private_notes", _("Private notes of the one-on-one"), "Tools", "F8", "note", 1, allowed=TALK,
        act=lambda w: w.sessions.turn_private()
    ),
    Command(
        "curtain", _("Draw the curtain"), "Tools", "F9", "curtain", 1, allowed=Sight.DESK | TALK,
        act=lambda w: w.sessions.draw_curtain(), everywhere=True
    ),
    Command(
        "lists", _("Lists"), "Tools", "Ctrl+Shift+L", "table", 2, act=lambda w: w.sides.show("lists"),
        also=_("deals accounts customers products stages all records")
    ),
    Command(
        "write_quotas", _("Write quotas down"), "", tab="plans", changes=True,
        also=_("set enter add targets goals plan")
    ),
    Command("gates", _("Gates of the stages"), "", act=lambda w: w.sides.open_lists("gate")),
    Command(
        "settings", _("Team settings"), "Tools", "Ctrl+,", "settings", 2, act=lambda w: w.sides.open_settings(),
        also=_("preferences options configure language currency")
    ),
)  # fmt: skip
HELP: Final = (
    Command(
        "manual", _("Manual"), "Help", "F1", "help", 0, allowed=MANAGER, act=lambda w: w.sides.open_manual(),
        also=_("help guide documentation how")
    ),
    Command(
        "cheat_sheet", _("Keyboard shortcuts"), "Help", "Ctrl+/", allowed=MANAGER,
        act=lambda w: w.sides.show("cheat_sheet"), also=_("hotkeys keys help cheat sheet")
    ),
    Command(
        "held", _("What is held"), "Help", "", "info", 1, act=lambda w: w.sides.show("held"),
        also=_("privacy private data stored where how long who can see GDPR retention")
    ),
    Command(
        "news", _("What's new"), "Help", "", "", 1, allowed=AT_START,
        act=lambda w: w.sides.show("news"), also=_("changes changelog release update")
    ),
    Command(
        "about", _("About SalesDesk"), "Help", "", "info", 1, allowed=AT_START,
        act=lambda w: w.sides.show("about"), also=_("version licence license")
    ),
)  # fmt: skip
COMMANDS: Final[tuple[Command, ...]] = (*FILE, *EDIT, *VIEW, *GO, *TOOLS, *HELP)
_BY_ID: Final = {each.id: each for each in COMMANDS}


def command(command_id: str) -> Command:
    """Gives one command by its id; raises KeyError for an unknown one."""
    return _BY_ID[command_id]
