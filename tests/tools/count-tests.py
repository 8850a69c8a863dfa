#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts test cases in the JSON log of one or more runs of `meson test`.

Usage: count-tests.py LOG…

Prints each failed case with the end of what its program said; the last line is
"PASSED FAILED SKIPPED". A case is one result line of a TAP stream, or a program
that does not speak TAP. A program that crashed, timed out or stopped before its
plan was fulfilled counts as one more failure; so does a log that is missing.
"""

import json
import pathlib
import re
import sys

RESULT = re.compile(r"^(\s*)(not )?ok\b[ \t]*\d*[ \t]*-?[ \t]*(.*)$")
PLAN = re.compile(r"^1\.\.(\d+)")
TAIL_LINES = 30


class Count:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.skipped = 0


def results(text):
    """Yields (ok, description) for each result that has no subtests of its own."""
    pending = None
    for line in text.splitlines():
        match = RESULT.match(line)
        if match is None:
            continue
        indent = len(match.group(1).expandtabs())
        # A result that follows deeper ones only sums them up.
        if pending is None or indent >= pending:
            yield match.group(2) is None, match.group(3)
            pending = indent
        else:
            pending = indent if indent > 0 else None


def count_tap(count, text):
    failures = []
    seen = 0
    for ok, description in results(text):
        seen += 1
        directive = description.partition("#")[2].strip().upper()
        if directive.startswith("SKIP"):
            count.skipped += 1
        elif ok or directive.startswith("TODO"):
            count.passed += 1
        else:
            failures.append(description)
    plans = [int(plan.group(1)) for plan in map(PLAN.match, text.splitlines()) if plan]
    return failures, seen, plans[-1] if plans else None


def count_program(count, entry):
    text = entry.get("stdout") or ""
    result = entry.get("result", "ERROR")
    is_bad = result not in ("OK", "EXPECTEDFAIL", "SKIP")
    failures, seen, plan = count_tap(count, text)

    if seen == 0 and plan is None:
        if result == "SKIP":
            count.skipped += 1
        elif is_bad:
            failures.append(result.lower())
        else:
            count.passed += 1
    elif seen == 0 and plan == 0 and not is_bad:
        count.skipped += 1
    elif plan is not None and seen < plan and not failures:
        failures.append(f"stopped after {seen} of {plan} cases ({result.lower()})")
    elif is_bad and not failures:
        failures.append(f"{result.lower()}, exit status {entry.get('returncode')}")

    count.failed += len(failures)
    for failure in failures:
        print(f"FAILED {entry.get('name', '?')}: {failure}")
    if failures:
        said = [line for line in text.splitlines() if not RESULT.match(line)]
        said += (entry.get("stderr") or "").splitlines()
        for line in said[-TAIL_LINES:]:
            print(f"    {line[:300]}")


def main():
    count = Count()
    for argument in sys.argv[1:]:
        path = pathlib.Path(argument)
        if not path.exists():
            print(f"FAILED {path.name}: the tests did not run")
            count.failed += 1
            continue
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.strip():
                count_program(count, json.loads(line))
    print(count.passed, count.failed, count.skipped)


if __name__ == "__main__":
    main()
