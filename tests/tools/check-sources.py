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
    "sandbox": {"sandbox"},
    "jobs": {"jobs", "shopee", "catalogue", "store"},
    "app": {"app", "jobs", "shopee", "catalogue", "store", "sandbox"},
    "": {"app", "sandbox"},
}
TOOLKIT = re.compile(r"<(?:gtk|gdk|gsk|adwaita)\b")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+(?:"([^"]+)"|(<[^>]+>))', re.MULTILINE)

# A declaration in a header starts in the first column and ends with a semicolon.
DECLARATION = re.compile(r"^(?!typedef\b|static\b|#|G_)[A-Za-z_][\w \t*\n]*?\b(\w+)[ \t]*\(([^;{}]*)\)"
                         r"[^;{}]*;", re.MULTILINE)
DOCUMENTED = re.compile(r"^/\*\*\n \* (?:SECTION:)?(\w+):", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


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


def layers():
    """Folders of src/ include only what the design lets them; GTK stays in app."""
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
            target = ours.split("/")[0] if "/" in ours else layer
            if parts[0] == "src" and target in LAYERS and target not in LAYERS.get(layer, set()):
                yield f"{place}: {layer or 'src'} must not include {target}"


def leftovers():
    """No notes to ourselves and no code that is switched off."""
    pattern = re.compile(r"\b(?:TODO|FIXME|XXX)\b|^[ \t]*#[ \t]*if[ \t]+0\b", re.MULTILINE)
    for path in files(".c", ".h", ".ui", ".css", ".py", ".sh", ".md", ".yml", "meson.build"):
        if path.parent == TOOLS:
            continue
        text = read(path)
        for match in pattern.finditer(text):
            yield f"{name(path)}:{line_of(text, match.start())}: {match.group().strip()}"


def docs():
    """Every function of a header in src/ has a gi-docgen comment."""
    documented = set()
    for path in files(".c", ".h", top=("src",)):
        documented.update(DOCUMENTED.findall(read(path)))
    for path in files(".h", top=("src",)):
        text = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), read(path))
        for match in DECLARATION.finditer(text):
            function = match.group(1)
            if function.startswith("pasar_") and not function.endswith("_get_type") \
                    and function not in documented:
                yield f"{name(path)}:{line_of(text, match.start(1))}: {function} is not documented"


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
