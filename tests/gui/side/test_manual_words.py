"""The manual finds words typed without their accents."""

from salesdesk.gui.side.manual_pages import ManualPage


def test_that_a_page_is_found_by_plain_letters() -> None:
    page = ManualPage("team", "Team", "# Team\n\nZoë asks Łukasz.")
    assert page.holds(["zoe", "LUKASZ"])
    assert not page.holds(["zoe", "mia"])
