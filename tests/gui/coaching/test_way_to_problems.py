"""The ways to the page of problems brought: its chip, its name, the word on the Desk, a record that was found."""

from typing import Any

from pytestqt.qtbot import QtBot

from salesdesk.gui.commands.table import command
from salesdesk.gui.wishes import DoCommand, OpenRecord
from salesdesk.services.attention import every_nudge
from salesdesk.services.practices import RULES
from salesdesk.services.team_settings import team_settings


def page_in_front(opened: Any) -> str:
    tabs = opened.window.shell.tabs
    return tabs.page(tabs.current_key()).objectName()


def test_that_what_a_rule_offers_is_a_command_or_a_record(opened: Any) -> None:
    services = opened.furniture.opening.services
    found = every_nudge(services.desk, services.clock.today(), team_settings(services.desk), RULES)
    assert found
    assert all(each.record is not None or command(each.action) for each in found)


def test_that_the_word_on_the_desk_and_a_found_problem_lead_to_the_page(opened: Any, qtbot: QtBot) -> None:
    services, wishes = opened.furniture.opening.services, opened.furniture.context.wishes
    opened.window.shell.roster.choose(None)
    wishes.make(DoCommand("page_coaching_problems"))
    assert page_in_front(opened) == "page_problems"
    opened.window.shell.open_page("desk")
    number = services.desk.rows("SELECT id, salesperson_id FROM problem ORDER BY id LIMIT 1")[0]
    wishes.make(OpenRecord("problem", number["id"], number["salesperson_id"]))
    qtbot.waitUntil(lambda: page_in_front(opened) == "page_problems")
