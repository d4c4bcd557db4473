"""`python -m tests.rule_mutation`: see the package; `--help` tells the options."""

import argparse
import os
import sys

import pytest

from tests.rule_mutation.run import Choice, Mutation

# Driven by a browser, timed, or played over weeks: none of them proves a single figure.
IGNORED = ("browser", "benchmarks", "journeys")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.rule_mutation")
    parser.add_argument("--only", default="", metavar="EP-11,OR-2", help="ids (or modules) that begin with one of")
    parser.add_argument("--list", action="store_true", help="list the changes and make none")
    parser.add_argument("--with-database", action="store_true", help="ask the tests on stored rows too; slower")
    parser.add_argument("--verbose", action="store_true", help="tell which test notices each change")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="children at a time")
    parser.add_argument("tests", nargs="*", default=["tests"], help="where to look for tests")
    asked = parser.parse_args()
    choice = Choice(
        only=tuple(asked.only.split(",")),
        listed=asked.list,
        with_database=asked.with_database,
        verbose=asked.verbose,
        workers=asked.workers,
    )
    ignored = [f"--ignore=tests/{name}" for name in IGNORED]
    arguments = ["-q", "-p", "no:cacheprovider", "--reuse-db", *ignored, *asked.tests]
    return int(pytest.main(arguments, plugins=[Mutation(choice)]))


if __name__ == "__main__":
    sys.exit(main())
