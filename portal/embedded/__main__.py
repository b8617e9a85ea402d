"""The commands behind the Makefile: `python -m portal.embedded run | exec | test | reset`."""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from . import environment as local
from .places import Problem
from .processes import dying_with_parent, follow_make
from .reset import reset
from .supervisor import Supervisor, say


def main(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code."""
    asked = _parser().parse_args(arguments)
    try:
        if asked.command == "run":
            return Supervisor(_port()).run()
        if asked.command == "reset":
            return reset(say)
        follow_make()
        holding = local.database if asked.command == "exec" else local.test_database
        with holding(_say_aside) as environment:
            return _run(asked.words, environment)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m portal.embedded", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="run the portal on 127.0.0.1, port $PORT or 8000")
    commands.add_parser("reset", help="remove the local database")
    for name, which in (("exec", "portal's"), ("test", "test")):
        command = commands.add_parser(name, help=f"run a command with the {which} database up")
        command.add_argument("words", nargs="+", metavar="COMMAND")
    return parser


def _port() -> int:
    given = os.environ.get("PORT", "").strip() or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise Problem(
            f"PORT is {given!r}; give a number from 1 to 65535, as in: make run PORT=8001"
        )
    return int(given)


def _say_aside(line: str) -> None:
    """Print progress where it does not mix with what the command prints."""
    print(line, file=sys.stderr, flush=True)


def _run(words: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a command in the foreground; signals are its to handle, its exit code is ours."""
    try:
        process = subprocess.Popen(
            list(words),
            env=dict(environment),
            preexec_fn=dying_with_parent(),  # noqa: PLW1509 - there are no threads here
        )
    except OSError as error:
        raise Problem(f"{words[0]} cannot be run: {error.strerror}.") from error
    # A terminal sends Ctrl-C to the command as well; the other signals come to us alone.
    signal.signal(signal.SIGINT, lambda *_: None)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: process.send_signal(number))
    code = process.wait()
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
