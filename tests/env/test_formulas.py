"""Holds what keeps a text from becoming a formula, on the way out and back."""

import pytest

from salesdesk.env.formulas import from_tab_separated, harmless, tab_separated, unguarded


@pytest.mark.parametrize(
    "text",
    ["=1+1", " =1+1", "@SUM(1)", "+SUM(1)", "-SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "-1+cmd|' /C x'!A0", "+1+A1",
     "- cmd|' /C x'!A0", "+(A1)", "-.5*A1", "－A1", "-abc", "+1 A1", "-5 abcd", "'=1+1"],
)  # fmt: skip
def test_that_no_text_becomes_a_formula_in_a_spreadsheet(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "-5 %",
        "+49 30 1234-56",
        "-1.234,56 €",
        "-$1,250",
        "-250 Kč",
        "+1 (555) 010",
        "a=b",
        "-",
        "Ada",
        "'t Hart",
        "",
    ],
)
def test_that_numbers_and_telephone_numbers_stay_themselves(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "@SUM(1)",
        "- called twice",
        "\t=1",
        "'=1+1",
        "''@x",
        "-5 %",
        "+49 30 1234",
        "Ada",
        "'t Hart",
        "'",
    ],
)
def test_that_what_was_made_harmless_is_read_as_it_was(text: str) -> None:
    assert unguarded(harmless(text)) == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("'00123", "00123"),
        ("'-1.200,50", "-1.200,50"),
        ("'90s revival", "'90s revival"),
        ("'quoted'", "'quoted'"),
    ],
)
def test_that_the_apostrophe_before_a_number_of_a_spreadsheet_is_no_part_of_it(text: str, read: str) -> None:
    assert unguarded(text) == read


def test_that_the_clipboard_holds_no_formula_and_reads_what_it_held() -> None:
    rows = [["Deal", "Next step"], ["=1+1", "-5 %"], ["a\tb", "@home"]]
    text = tab_separated(rows)
    assert text == "Deal\tNext step\n'=1+1\t-5 %\na b\t'@home"
    assert from_tab_separated(text + "\n") == [["Deal", "Next step"], ["=1+1", "-5 %"], ["a b", "@home"]]
