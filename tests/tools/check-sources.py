#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks rules of the house that neither the compiler nor the formatter knows.

Usage: check-sources.py spdx|layers|leftovers|docs|xml

Prints one line for each violation; the exit status is 1 when there is one.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOLS = pathlib.Path(__file__).resolve().parent
TOP = ("data", "flatpak", "po", "src", "tests", ".ci")
LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"

# What each folder of src/ may include; src/main.c and the programs beside it are "".
LAYERS = {
    "shopee": {"shopee"},
    "catalogue": {"catalogue"},
    "store": {"store"},
    "formats": {"formats"},
    "sandbox": {"sandbox"},
    "jobs": {"jobs", "shopee", "catalogue", "store", "formats"},
    "app": {"app", "jobs", "shopee", "catalogue", "store", "sandbox"},
    "": {"app", "sandbox"},
}
# Inside a folder, the lower rooms first: one includes itself and those before it. What lies beside
# the rooms may be included by all of them.
ROOMS = {
    "catalogue": ("values", "table", "edits", "view"),
    "jobs": ("session", "load", "submit"),
    "app": ("grid", "sheet"),
}
TOOLKIT = re.compile(r"<(?:gtk|gdk|gsk|adwaita)\b")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+(?:"([^"]+)"|(<[^>]+>))', re.MULTILINE)

# What is left of a header without its comments, directives, bodies and lines that are one macro
# is declarations, each up to its semicolon; the first name before a parenthesis is the function's.
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
BODY = re.compile(r"\{[^{}]*\}")
MACRO_LINE = re.compile(r"^G_[A-Z_]+(?:[ \t]*\((?:[^()]|\([^()]*\))*\))?[ \t]*;?[ \t]*$", re.MULTILINE)
FUNCTION = re.compile(r"\b(pasar_\w+)\s*\(")
DEFINITION = re.compile(r"^(pasar_\w+) \(", re.MULTILINE)
NAME = re.compile(r"\bpasar_\w+")
DOCUMENTED = re.compile(r"^/\*\*\n \* (\w+):\n(.*?)\*/", re.MULTILINE | re.DOTALL)
PARAGRAPH = re.compile(r"^ \*\n", re.MULTILINE)
# What a comment of parameters and a return value alone consists of; gi-docgen, which is run on
# these folders, wants more.
BUILT_DOCS = ("shopee", "catalogue", "store", "formats", "jobs")
NO_DESCRIPTION = re.compile(r"\s*(?:\* (?:@\w+:|Returns:)|$)")
# Made by G_DEFINE_QUARK and the G_DEFINE_… of types.
GENERATED = ("_get_type", "_quark")


def files(*suffixes, top=TOP):
    for folder in top:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and (path.suffix in suffixes or path.name in suffixes):
                yield path


def read(path):
    return path.read_text(encoding="utf-8", errors="replace")


def name(path):
    return path.relative_to(ROOT).as_posix()


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def spdx():
    """Every source says its licence in its first lines."""
    wanted = list(files(".c", ".h", ".ui", ".css", ".py", ".sh", ".svg", ".xml", ".in", ".yml",
                        "meson.build", "LINGUAS"))
    wanted += [ROOT / "meson.build", ROOT / "run", ROOT / ".ci" / "run", ROOT / "meson_options.txt"]
    for path in wanted:
        if not path.exists() or name(path).startswith("tests/data/"):
            continue
        if LICENCE not in "\n".join(read(path).splitlines()[:4]):
            yield f"{name(path)}:1: no line “{LICENCE}”"


def calls_upwards():
    """Yields each use of a function, also its declaration, in a room below the one that defines it."""
    for layer, rooms in ROOMS.items():
        texts = {}
        defined = {}
        for path in files(".c", ".h", top=(f"src/{layer}",)):
            room = path.relative_to(ROOT / "src" / layer).parts[0]
            if room in rooms:
                texts[path] = (room, COMMENT.sub(blank, read(path)))
                defined |= {match: room for match in DEFINITION.findall(texts[path][1])}
        for path, (room, text) in texts.items():
            for match in NAME.finditer(text):
                above = defined.get(match.group())
                if above is not None and rooms.index(above) > rooms.index(room):
                    place = f"{name(path)}:{line_of(text, match.start())}"
                    yield f"{place}: {layer}/{room} must not use {match.group()} of {above}"


def layers():
    """Folders of src/ include and call only what the design lets them; GTK stays in app."""
    yield from calls_upwards()
    for path in files(".c", ".h", top=("src", "tests")):
        parts = path.relative_to(ROOT).parts
        layer = parts[1] if len(parts) > 2 else ""
        text = read(path)
        for match in INCLUDE.finditer(text):
            place = f"{name(path)}:{line_of(text, match.start())}"
            ours, system = match.groups()
            if system is not None:
                if TOOLKIT.match(system) and layer != "app":
                    yield f"{place}: {system} outside the folder app"
                continue
            if ".." in ours.split("/"):
                yield f"{place}: write “{ours}” from src/ on"
            # A name without a folder is a neighbour or generated, as config.h is.
            target = ours.split("/")[0] if "/" in ours else None
            if parts[0] == "src" and target in LAYERS and target not in LAYERS.get(layer, set()):
                yield f"{place}: {layer or 'src'} must not include {target}"
            if parts[0] == "src" and target == layer and layer in ROOMS:
                floors = [ROOMS[layer].index(room) if room in ROOMS[layer] else None
                          for room in (parts[2], ours.split("/")[1])]
                if None not in floors and floors[1] > floors[0]:
                    yield f"{place}: {layer}/{parts[2]} must not include {ours}"


def leftovers():
    """No notes to ourselves and no code that is switched off."""
    pattern = re.compile(r"\b(?:TODO|FIXME|XXX)\b|^[ \t]*#[ \t]*if[ \t]+0\b", re.MULTILINE)
    for path in files(".c", ".h", ".ui", ".css", ".py", ".sh", ".md", ".yml", "meson.build"):
        if path.parent == TOOLS:
            continue
        text = read(path)
        for match in pattern.finditer(text):
            yield f"{name(path)}:{line_of(text, match.start())}: {match.group().strip()}"


def blank(match):
    """What is taken out leaves its line breaks, so that lines keep their numbers."""
    return re.sub(r"[^\n]", " ", match.group())


def declared(text):
    """Yields (function, offset) for what a header declares; inline functions are left out."""
    for pattern in (COMMENT, DIRECTIVE):
        text = pattern.sub(blank, text)
    before = None
    while before != text:
        before, text = text, BODY.sub(blank, text)
    text = MACRO_LINE.sub(blank, text)
    start = 0
    for statement in text.split(";"):
        words = statement.split(None, 1)
        match = FUNCTION.search(statement)
        if match is not None and words[0] not in ("typedef", "static"):
            yield match.group(1), start + match.start(1)
        start += len(statement) + 1


def docs():
    """Every function of a public header in src/ has a gi-docgen comment."""
    documented = set()
    for path in files(".c", ".h", top=("src",)):
        bare = path.relative_to(ROOT / "src").parts[0] not in BUILT_DOCS
        for symbol, words in DOCUMENTED.findall(read(path)):
            if bare or not all(NO_DESCRIPTION.match(part) for part in PARAGRAPH.split(words)):
                documented.add(symbol)
    for path in files(".h", top=("src",)):
        if path.stem.endswith("private"):
            continue
        text = read(path)
        for function, offset in declared(text):
            if not function.endswith(GENERATED) and function not in documented:
                yield f"{name(path)}:{line_of(text, offset)}: {function} is not described"


def xml():
    """Every XML file can be read."""
    for path in files(".ui", ".xml", ".svg", ".metainfo.xml.in"):
        try:
            ElementTree.parse(path)
        except ElementTree.ParseError as error:
            yield f"{name(path)}: {error}"


CHECKS = {check.__name__: check for check in (spdx, layers, leftovers, docs, xml)}


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in CHECKS:
        print(__doc__, file=sys.stderr)
        return 2
    violations = list(CHECKS[sys.argv[1]]())
    for violation in violations:
        print(violation)
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
