"""Reads what the options of the `import` command answer to the questions that a file leaves open."""

import argparse
from typing import Any

from salesdesk.env.errors import UserError
from salesdesk.exchange.amount_signs import SIGNS, SIGNS_ANSWERS
from salesdesk.exchange.asked_columns import AMOUNT_COLUMN, OWNER_COLUMN
from salesdesk.exchange.column_units import SCALES, UNITS
from salesdesk.exchange.currencies import CURRENCY, is_code
from salesdesk.exchange.deal_numbers import ONE_DEAL, REPEATED, SEVERAL
from salesdesk.exchange.decimal_marks import DECIMAL, MARKS
from salesdesk.exchange.evidence import OUTCOME_COLUMN
from salesdesk.exchange.group_headings import HEADINGS, NOBODY, OWNER
from salesdesk.exchange.import_file import ImportPreview
from salesdesk.exchange.named_outcomes import AS_SAID, AS_SALES, TITLE
from salesdesk.exchange.nameless import COLUMNS
from salesdesk.exchange.quota_questions import PERIOD, YEAR
from salesdesk.exchange.settled_rows import words_of_outcomes
from salesdesk.exchange.task_lists import DEALS, ROWS, TASKS
from salesdesk.model.words import PERIODS
from salesdesk.services.importing.alike_rows import ALIKE, AS_ONE, AS_SEVERAL
from salesdesk.services.importing.archived import ARCHIVED, AS_LOST, AS_NONE, AS_OPEN
from salesdesk.services.importing.contradictions import BY_FLAG, BY_STAGE, BY_STATUS, COUNTS
from salesdesk.services.importing.listed_people import ONE_PERSON, PEOPLE, SEVERAL_PEOPLE
from salesdesk.services.importing.missing_activities import MISSING, NOT_THERE, WERE_NONE
from salesdesk.services.importing.names import spelling_key
from salesdesk.services.importing.outcome_words import word_key
from salesdesk.services.importing.past_close import AS_WON, PAST_CLOSE
from salesdesk.services.importing.product_lines import LINES, SUM, VERSIONS
from salesdesk.services.importing.taken_numbers import AS_OTHERS, AS_SAME, NUMBERS


def _currency(text: str) -> str:
    """Reads the code of a currency, in small letters too."""
    code = text.strip().upper()
    if not is_code(code):
        raise argparse.ArgumentTypeError(_("“{text}” is no code of a currency, such as SEK", text=text))
    return code


_ANSWERS: dict[str, dict[str, Any]] = {
    OUTCOME_COLUMN: {
        "metavar": "NAME",
        "help": _("the column that says which deals are won; none where every one with a close date is"),
    },
    AMOUNT_COLUMN: {
        "metavar": "NAME", "help": _("the column that holds the amounts of deals; none where there is no such"),
    },
    OWNER_COLUMN: {
        "metavar": "NAME", "help": _("the column that names the salesperson of each deal; none where there is no such"),
    },
    DECIMAL: {
        "choices": list(MARKS), "help": _("which sign parts the decimals in amounts such as 1.200"),
    },
    UNITS: {
        "choices": list(SCALES), "help": _("what amounts are whose column names a unit, such as “Amount (M)”"),
    },
    SIGNS: {
        "choices": list(SIGNS_ANSWERS), "help": _("what amounts are most of which are below zero"),
    },
    CURRENCY: {
        "type": _currency, "metavar": "C", "help": _("which currency a sign of several stands for, such as “kr”"),
    },
    PERIOD: {
        "choices": list(PERIODS), "help": _("for how long a quota holds where the file does not say"),
    },
    YEAR: {
        "metavar": "YYYY", "help": _("of which year quotas are whose file names only quarters or months"),
    },
    HEADINGS: {
        "choices": [OWNER, NOBODY], "help": _("whether lines above the rows name their salespeople"),
    },
    COLUMNS: {
        "metavar": "NAME,NAME", "help": _("which field each column holds, in their order, where the file does not say"),
    },
    LINES: {
        "choices": [SUM, VERSIONS],
        "help": _("whether rows of one deal with different products are lines to add up, or versions of it"),
    },
    ARCHIVED: {
        "choices": [AS_LOST, AS_OPEN, AS_NONE],
        "help": _("what archived deals are of which nothing says that they are lost"),
    },
    COUNTS: {
        "choices": [BY_FLAG, BY_STATUS, BY_STAGE],
        "help": _("which column counts in deals of which one says that they are won and another that they are not"),
    },
    NUMBERS: {
        "choices": [AS_SAME, AS_OTHERS],
        "help": _("whether deals are those on the desk that have their numbers and nothing else in common"),
    },
    REPEATED: {
        "choices": [ONE_DEAL, SEVERAL],
        "help": _("whether rows with the same number are one deal or several, where they are not alike"),
    },
    ALIKE: {
        "choices": [AS_ONE, AS_SEVERAL],
        "help": _("whether rows without numbers that say the same of a deal are one"),
    },
    ROWS: {
        "choices": [DEALS, TASKS], "help": _("what the rows are of a file with columns of deals and of tasks"),
    },
    PAST_CLOSE: {
        "choices": [AS_WON, AS_LOST, AS_OPEN],
        "help": _("what deals are of which a file says only that they are closed, or not lost, or not won"),
    },
    MISSING: {
        "choices": [WERE_NONE, NOT_THERE],
        "help": _("whether there were none of the activities that no row of a file names, or they are not in it"),
    },
    PEOPLE: {
        "choices": [ONE_PERSON, SEVERAL_PEOPLE],
        "help": _("whether “Bo Ek, Ada Lind” under the owners of deals is one person or several"),
    },
    TITLE: {
        "choices": [AS_SAID, AS_SALES],
        "help": _("whether deals are what a title, their sheet or the name of the file says, where no column does"),
    },
}  # fmt: skip
"""The questions of an import by their keys, each with the option that answers it."""


def add_answers(parser: argparse.ArgumentParser) -> None:
    """Declares how the questions are answered that an import asks where a file leaves something open."""
    for key, declared in _ANSWERS.items():
        parser.add_argument("--" + key.replace("_", "-"), **declared)
    for outcome, words in _TOLD_WORDS.items():
        parser.add_argument(f"--{outcome}", action="append", default=[], metavar="WORD", help=words)
    for option, words in _ABOUT_NAMES.items():
        parser.add_argument(
            option, action="append", default=[], type=_two_names, metavar="NAME=NAME", help=words
        )


_TOLD_WORDS = {
    "won": _("deals are won whose stage or status is this word"),
    "lost": _("deals are lost whose stage or status is this word"),
    "open": _("deals are open whose stage or status is this word"),
}

_ABOUT_NAMES = {
    "--same": _("a name of a person or an account in the file is the same as another"),
    "--not-same": _("a name of a person or an account in the file is not the same as another"),
}


def _two_names(text: str) -> tuple[str, str]:
    """Gives the two names an option says to be the same, or not."""
    one, sign, other = text.partition("=")
    if not (one.strip() and sign and other.strip()):
        raise argparse.ArgumentTypeError(_("give two names parted by =, such as “Jon Ek=John Ek”"))
    return one.strip(), other.strip()


def names_of(arguments: argparse.Namespace) -> dict[tuple[str, str], bool]:
    """Gives which names, by their keys, the options say to be the same, and which not."""
    told = ((arguments.same, True), (arguments.not_same, False))
    return {(spelling_key(one), spelling_key(other)): same for pairs, same in told for one, other in pairs}


def answers_of(arguments: argparse.Namespace) -> dict[str, str]:
    """Gives what the options answer to the questions of an import, by their keys."""
    answers = {key: answer for key in _ANSWERS if (answer := getattr(arguments, key)) is not None}
    for told in _TOLD_WORDS:
        for word in getattr(arguments, told):
            if answers.setdefault(word_key(word), told) != told:
                raise UserError(
                    _("“{word}” is given with two of --won, --lost and --open, so nothing was imported; it means one "
                      "thing only.", word=word)
                )  # fmt: skip
    return answers


def check_names(preview: ImportPreview, arguments: argparse.Namespace) -> None:
    """Raises UserError where an option is about a name that nobody has, in the file or on the desk."""
    for option, pairs in (("same", arguments.same), ("not-same", arguments.not_same)):
        for name in (name for pair in pairs for name in pair if spelling_key(name) in preview.plan.unheard):
            raise UserError(
                _("Neither the file nor the desk has the name “{name}”, which --{option} is about; "
                  "nothing was written.", name=name, option=option)
            )  # fmt: skip


def check_words(preview: ImportPreview, arguments: argparse.Namespace) -> None:
    """Raises UserError where an option is about a word that is no stage and no status of the file."""
    found = words_of_outcomes(preview.source.table, preview.source.kind, preview.mapping).values()
    keys = {word_key(word) for words in found for word in words}
    for told in _TOLD_WORDS:
        for word in getattr(arguments, told):
            if word_key(word) not in keys:
                raise UserError(
                    _("No row has “{word}” as its stage or status, which --{option} is about; nothing was written.",
                      word=word, option=told)
                )  # fmt: skip
