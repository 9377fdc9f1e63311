"""Entry point of the command line: a parser made from a table of sub-commands, and exit statuses."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.terminal import (
    align,
    compare,
    console,
    doubts,
    embed,
    export,
    import_,
    measure,
    mine,
    read,
    realign,
    segment,
)
from app.terminal.options import PROJECT, WrongUsage
from core import __version__
from core.errors import FULL_DISK, DiglotError
from core.progress import Cancelled

DONE, BAD_INPUT, BUG, INTERRUPTED = 0, 1, 70, 130


class Command(Protocol):
    """Interface of a sub-command's module."""

    NAME: str
    SUMMARY: str
    EXAMPLE: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace) -> None: ...


COMMANDS: tuple[Command, ...] = (
    align,
    import_,
    mine,
    realign,
    doubts,
    compare,
    export,
    measure,
    embed,
    segment,
    read,
)

_DESCRIPTION = "Align a text with its translation, on this computer."
_EPILOGUE = """\
Without a command, diglot opens its window. `diglot JOB.diglot` opens that project there, and
`diglot MEMORY.tmx`, or another file that `diglot import` takes, with an existing alignment to correct.

exit status: 0 done (warnings on stderr), 1 bad input, 2 wrong usage, 70 a bug, 130 interrupted"""


def main(argv: Sequence[str]) -> int:
    """Run one command line, without the program's name, and return its exit status."""
    console.prepare()
    try:
        return _run(_parser(), argv)
    except SystemExit as leaving:  # argparse has printed the error, or its help
        return leaving.code if isinstance(leaving.code, int) else DONE
    except (KeyboardInterrupt, Cancelled):
        console.clear()
        console.fail("interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader is gone, as with `| head`; Python would complain again when closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _run(parser: argparse.ArgumentParser, argv: Sequence[str]) -> int:
    words = [word for word in argv if word != "--quiet"]
    if words and not words[0].startswith("-") and Path(words[0]).suffix:  # no command has one
        parser.error(_no_command(*words[:2]))
    arguments = parser.parse_args(argv)
    try:
        arguments.command.run(arguments)
    except WrongUsage as error:
        arguments.parser.error(str(error))
    except DiglotError as error:
        console.clear()
        console.fail(error)
        return BAD_INPUT
    except MemoryError:
        console.clear()
        console.fail("This machine has not enough memory for these files; split them into parts.")
        return BAD_INPUT
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 (the last resort: logged in full, and told)
        console.clear()
        if isinstance(error, OSError) and error.errno in FULL_DISK:  # libraries unpack to it
            console.fail("The disk for temporary files is full; free some space there.")
            return BAD_INPUT
        console.fail(_logged(error))
        return BUG
    return DONE


def _no_command(file: str, other: str = "") -> str:
    """Return the advice for a command line that names a file instead of a command."""
    if file.lower().endswith(PROJECT):
        return f"“{file}” is not a command; to open a project in the window, name it alone: diglot {file}"
    other = other if Path(other).suffix else "TRANSLATION"
    return f"“{file}” is not a command; to align two texts: diglot align {file} {other} -o pairs.tmx"


def _logged(error: Exception) -> str:
    from app import crash, paths

    path = crash.install(paths.user_folders().logs)
    crash.report(type(error), error, error.__traceback__)
    return (
        f"Diglot failed in a way that nobody foresaw ({type(error).__name__}); the details are in “{path}”."
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "diglot",
        description=_DESCRIPTION,
        epilog=_EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"diglot {__version__}")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
    rows = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        row = rows.add_parser(
            command.NAME,
            help=command.SUMMARY,
            description=command.SUMMARY,
            epilog=f"example:\n  {command.EXAMPLE}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_arguments(row)
        row.add_argument(
            "--quiet", action="store_true", default=argparse.SUPPRESS, help="print nothing but errors"
        )
        row.set_defaults(command=command, parser=row)
    return parser
