"""The `passphrase` command: gives a desk a passphrase, another one or none, or prints its recovery key."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import TextIO

from salesdesk.cli.arguments import seen
from salesdesk.cli.desks import open_desk
from salesdesk.cli.unlocking import add_passphrase, given, new_passphrase
from salesdesk.env.errors import UserError
from salesdesk.env.following import done_or_ended
from salesdesk.services.privacy import Privacy
from salesdesk.services.privacy_words import CHANGED, MADE_PRIVATE, MADE_PUBLIC, WRITTEN_OVER, backups_words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the command."""
    parser.add_argument("desk", type=Path, metavar="D", help=_("the desk"))
    what = parser.add_mutually_exclusive_group(required=True)
    for option, words in (
        ("--set", _("give it a passphrase, without which nobody can read it any more")),
        ("--change", _("give it another passphrase")),
        ("--remove", _("let everybody read it who has the file")),
        ("--recovery-key", _("print the key that opens it without its passphrase; keep it on paper")),
    ):
        what.add_argument(option, action="store_true", help=words)
    add_passphrase(
        parser,
        "--new-passphrase-file",
        _("a file with the new passphrase in its first line; asked for without it"),
    )
    parser.set_defaults(wrong_use=parser.error)


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Does it and says what it does not reach."""
    if arguments.new_passphrase_file is not None and (arguments.remove or arguments.recovery_key):
        arguments.wrong_use(_("a new passphrase goes with --set and --change alone"))
    with closing(open_desk(arguments.desk, err)) as desk:
        privacy = Privacy(desk)
        if arguments.set == privacy.is_private:
            raise UserError(_refusal(desk.path.name, has_one=privacy.is_private))
        if arguments.recovery_key:
            print(privacy.recovery_key(), file=out)
            return 0
        print(f"{seen(arguments.desk)}: {_done(arguments, privacy, err)}", file=out)
        for words in (WRITTEN_OVER, backups_words(privacy.other_backups())):
            if words:
                print(words, file=err)
    return 0


def _done(arguments: argparse.Namespace, privacy: Privacy, err: TextIO) -> str:
    """Does what is asked for and says how the desk is kept now."""
    old = arguments.opened_with or given(arguments, err)
    new = "" if arguments.remove else new_passphrase(arguments.new_passphrase_file, err)
    with done_or_ended():
        if arguments.set:
            privacy.set(new)
            return MADE_PRIVATE
        if arguments.change:
            privacy.change(old, new)
            return CHANGED
        privacy.remove(old)
        return MADE_PUBLIC


def _refusal(name: str, *, has_one: bool) -> str:
    if has_one:
        return _(
            "“{name}” has a passphrase already, so nothing was changed; --change gives it another one.",
            name=name,
        )
    return _("“{name}” has no passphrase, so nothing was changed; --set gives it one.", name=name)
