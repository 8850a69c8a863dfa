#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the table of proof in tests/README.md from what runs of the tests left.

Usage: proof.py BUILD README

Reads what programs of tests say of their work, as TAP comments ("# kills survived: 19"), from
meson's logs in BUILD, and the logs of fuzzers in BUILD/log. What has not run since the build
folders were made has no figure. A test that failed counts for nothing, and the exit status is 1.
"""

import datetime
import json
import pathlib
import re
import sys

BEGIN = "<!-- proof: written by ./run proof -->\n"
END = "<!-- proof ends -->\n"

# What is counted, as the tests say it, and what it means.
FIGURES = {
    "kills survived": "programs killed in the middle of their work, after which all was right",
    "faults injected": "failed calls of the disk and losses of power, likewise",
    "pages spoilt": "pages of data files spoilt, likewise",
    "files salvaged": "of these, found damaged and salvaged",
    "calls checked": "calls through faults of the network, the clock or the keyring, whose outcome "
    "was told as it was or as not known",
    "rows read back": "rows compared with what was sent to the shop or written to a file",
    "inputs tried": "inputs of what comes from outside, kept ones and changed ones",
}
COMMENT = re.compile(r"^# (%s): (\d+)$" % "|".join(FIGURES), re.MULTILINE)
# One that failed may have had no time to say what it did.
FAILURES = ("FAIL", "ERROR", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS")
JOBS = ("test", "soak")
FUZZER = re.compile(r"^Done (\d+) runs in (\d+) second", re.MULTILINE)


def job_of(log):
    return "soak" if log.name.startswith("testlog-soak") else "test"


def short_name(name):
    """pasar:jobs / kill → kill"""
    return name.rsplit(" / ", 1)[-1]


class Figures:
    def __init__(self):
        self.counts = {}  # (figure, job) → number
        self.tests = {}  # figure → names of tests
        self.days = {}  # job → newest log
        self.failed = set()

    def note_log(self, job, path):
        day = datetime.date.fromtimestamp(path.stat().st_mtime)
        self.days[job] = max(self.days.get(job, day), day)

    def add_program(self, job, entry):
        name = short_name(entry.get("name", "?"))
        found = COMMENT.findall(entry.get("stdout") or "")
        if entry.get("result") in FAILURES:
            self.failed.add(name)
        if entry.get("result") != "OK":
            return
        for figure, number in found:
            key = (figure, job)
            self.counts[key] = self.counts.get(key, 0) + int(number)
            self.tests.setdefault(figure, set()).add(name)

    def read(self, build):
        for path in sorted(build.glob("*/meson-logs/testlog-*.json")):
            job = job_of(path)
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                if line.strip():
                    self.add_program(job, json.loads(line))
            self.note_log(job, path)


def read_fuzzers(build, figures):
    """(reader, inputs, seconds) of each reader whose fuzzer took all of its inputs."""
    rows = []
    for path in sorted((build / "log").glob("fuzz-*.log")):
        reader = path.stem.removeprefix("fuzz-")
        done = FUZZER.search(path.read_text(encoding="utf-8", errors="replace"))
        if reader in ("setup", "build"):
            continue
        if done is None:
            figures.failed.add(path.stem)
            continue
        rows.append((reader, int(done.group(1)), int(done.group(2))))
        figures.note_log("fuzz", path)
    return rows


def number(value):
    return f"{value:,}" if value is not None else "–"


def name_tests(names):
    others = sorted(name for name in names if not name.startswith("fuzz-"))
    if len(others) < len(names):
        others.append("fuzz-*")
    return ", ".join(f"`{name}`" for name in others)


def table(head, aligned, rows):
    lines = [head, aligned, *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def write_days(figures):
    days = [f"{job} on {day.day} {day:%B %Y}" for job, day in sorted(figures.days.items())]
    return f"Last run: {', '.join(days)}.\n" if days else "Nothing has run yet.\n"


def write(figures, fuzzers):
    rows = [
        (
            meaning,
            *(number(figures.counts.get((figure, job))) for job in JOBS),
            name_tests(figures.tests.get(figure, set())),
        )
        for figure, meaning in FIGURES.items()
    ]
    text = write_days(figures) + "\n"
    text += table(
        ("what", *(f"`./run {job}`" for job in JOBS), "tests"),
        ("---", *("---:" for _ in JOBS), "---"),
        rows,
    )
    if fuzzers:
        text += "\n" + table(
            ("`./run fuzz`: reader", "inputs, all taken", "seconds", "a second"),
            ("---", "---:", "---:", "---:"),
            [
                (f"`{reader}`", number(inputs), number(secs), number(inputs // max(secs, 1)))
                for reader, inputs, secs in fuzzers
            ],
        )
    return text


def main():
    build, readme = map(pathlib.Path, sys.argv[1:])
    figures = Figures()
    figures.read(build)
    text = write(figures, read_fuzzers(build, figures))
    before, begin, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"{readme} has no place for the table")
    readme.write_text(before + begin + text + end + after, encoding="utf-8")
    for name in sorted(figures.failed):
        print(f"not counted, as it failed: {name}")
    return 1 if figures.failed else 0


if __name__ == "__main__":
    sys.exit(main())
