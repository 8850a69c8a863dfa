#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares po/POTFILES.in with the files that have translatable strings, and looks whether what is said to
translators reaches them.

With --write, po/POTFILES.in is written anew.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
POTFILES = ROOT / "po" / "POTFILES.in"
HEAD = "# SPDX-License-Identifier: GPL-3.0-or-later\n"

# What marks a string in a kind of file. The files of data/ are always translated.
MARKS = {
    ".c": re.compile(r'\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2?)\s*\(\s*(?:"|\w+,)'),
    ".h": re.compile(r'\b(?:_|N_|C_|NC_|ngettext)\s*\(\s*"'),
    ".ui": re.compile(r'\btranslatable="(?:yes|true|1)"'),
}
DATA = (".desktop.in", ".metainfo.xml.in", ".gschema.xml")


def translatable():
    for path in sorted((ROOT / "data").iterdir()):
        if path.name.endswith(DATA):
            yield path.relative_to(ROOT).as_posix()
    for path in sorted((ROOT / "src").rglob("*")):
        mark = MARKS.get(path.suffix)
        if mark is not None and mark.search(path.read_text(encoding="utf-8")):
            yield path.relative_to(ROOT).as_posix()


def listed():
    if not POTFILES.exists():
        return []
    lines = (line.strip() for line in POTFILES.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def lost_comments():
    """Comments that xgettext does not find: the string must begin on the line after them."""
    files = [path for path in listed() if path.endswith(".c")]
    marks = ["_", "N_", "C_:1c,2", "NC_:1c,2", "g_dngettext:2,3"]
    pot = subprocess.run(["xgettext", "--output=-", "--from-code=UTF-8", "--add-comments=Translators:",
                          *(f"--keyword={mark}" for mark in marks), *files],
                         cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = " ".join(line[3:].lstrip("* ") for line in pot.splitlines() if line.startswith("#. "))
    for path in files:
        text = (ROOT / path).read_text(encoding="utf-8")
        for comment in re.finditer(r"/\*\s*(Translators:.*?)\s*\*/", text, re.DOTALL):
            if re.sub(r"\s*\n[\s*]*", " ", comment[1]) not in found:
                yield f"{path}:{text.count(chr(10), 0, comment.start()) + 1}: translators do not get this comment"


def main():
    wanted = list(translatable())
    if "--write" in sys.argv[1:]:
        POTFILES.write_text(HEAD + "".join(f"{path}\n" for path in wanted), encoding="utf-8")
        return 0

    present = listed()
    problems = [f"po/POTFILES.in: {path} is missing" for path in wanted if path not in present]
    problems += [f"po/POTFILES.in: {path} has nothing to translate or does not exist"
                 for path in present if path not in wanted]
    problems += [f"po/POTFILES.in: {path} is listed twice"
                 for path in sorted(set(present)) if present.count(path) > 1]
    problems += lost_comments()
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
