#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What assistive technology hears of a grid, over its bus, while keys are pressed. Prints TAP.

Usage: accessible.py GRID-WINDOW

Needs a display and a session bus (see seller_support.py)."""

import pathlib
import re
import shutil
import subprocess
import sys
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

from desktop import FOCUSED, INVALID, Desktop  # noqa: E402
from gi.repository import Atspi, GLib  # noqa: E402
from seller_support import set_up, use_new_home, wait_for, what_is_missing  # noqa: E402

EVENTS = ("object:state-changed", "object:property-change", "object:announcement")


class Listener(Desktop):
    """The window of a grid, and what is told of it."""

    def __init__(self, program):
        self.events = []
        self.listener = Atspi.EventListener.new(self.hear)
        for event in EVENTS:
            self.listener.register(event)
        super().__init__([program], "grid-window")
        self.wait("table", "^Items$")
        self.wait("table cell", "^SKU, 1, Item 0$", state=FOCUSED)

    def hear(self, event):
        try:
            self.events.append((event.type, event.detail1, event.source.get_role_name(),
                                event.source.get_name(), event.source.get_description(),
                                event.any_data))
        except GLib.Error:
            pass  # it went away

    def wait_for(self, condition, what):
        def turn():
            while GLib.MainContext.default().iteration(False):
                pass
            return condition()

        return wait_for(turn, what)

    def press(self, *keys):
        """Forgets what was heard before."""
        self.events.clear()
        for key in keys:
            subprocess.run(["xdotool", "key", key], check=True)

    def type_text(self, text):
        self.events.clear()
        subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)

    def focus_heard(self, role, name):
        """Waits until the focus is told to have gone to something else."""
        self.wait_for(lambda: any(kind == "object:state-changed:focused" and on == 1 and who == role
                                  and re.search(name, called)
                                  for kind, on, who, called, _, _ in self.events),
                      lambda: f"focus on {role} {name!r}; heard: {self.events}")

    def said(self, text):
        """Waits until a sentence is announced, or told of what has the focus."""
        self.wait_for(lambda: any(kind == "object:announcement" and text in str(data)
                                  or kind == "object:property-change:accessible-description"
                                  and text in described
                                  for kind, _, _, _, described, data in self.events),
                      lambda: f"{text!r}; heard: {self.events}")

    def wait_text(self, node, expected):
        def read():
            text = node.get_text_iface()
            return Atspi.Text.get_text(text, 0, text.get_character_count())

        self.wait_for(lambda: read() == expected, lambda: f"{expected!r}, not {read()!r}")

    def the(self, role, name):
        return self.wait(role, name)

    def knows_objects(self):
        """Whether this version of GTK can tell of what is no widget."""
        version = self.application().get_toolkit_version().split(".")
        return (int(version[0]), int(version[1])) >= (4, 10)


def tells_of_the_grid(window):
    """The grid tells how many rows and columns it has, and of the cell of the cursor"""
    grid = window.the("table", "^Items$")
    assert grid.get_description() == "100 rows, 8 columns", grid.get_description()
    cell = window.the("table cell", "^SKU, 1, Item 0$")
    assert cell.get_state_set().contains(FOCUSED)
    assert cell.get_description() == "Row 1 of 100, column 2 of 8", cell.get_description()


def hears_a_move(window):
    """A move of the cursor is heard: column, value, row, and where it is"""
    window.press("Right")
    window.focus_heard("table cell", "^Price, 2, Item 0$")
    window.press("Down")
    window.focus_heard("table cell", "^Price, 12, Item 1$")
    cell = window.the("table cell", "^Price, 12, Item 1$")
    assert cell.get_description() == "Row 2 of 100, column 3 of 8", cell.get_description()


def hears_a_selection(window):
    """How many cells are selected is heard"""
    window.press("shift+Down")
    window.said("2 cells selected")
    window.press("shift+Right")
    window.said("4 cells selected")


def hears_a_mode(window):
    """What moving the cursor does to the selection is heard when it is not the usual"""
    window.press("F8")
    window.said("Extend selection")
    window.press("Down")
    window.said("2 cells selected")
    window.press("Escape", "shift+F8")
    window.said("Add to selection")
    window.press("Escape", "Right")
    cell = window.the("table cell", "^Price, 2, Item 0$")
    assert cell.get_description() == "Row 1 of 100, column 3 of 8", cell.get_description()


def reads_the_editor(window):
    """What is typed is a text with a name; what was changed is heard when it is done"""
    window.type_text("12")
    window.focus_heard("text", "^SKU, Item 0$")
    editor = window.the("text", "^SKU, Item 0$")
    window.wait_text(editor, "12")
    assert editor.get_text_iface().get_caret_offset() == 2
    window.press("Return")
    window.focus_heard("table cell", "^SKU, 11, Item 1$")
    window.press("Up")
    window.focus_heard("table cell", "^SKU, 12, changed, Item 0$")


def undoes_in_the_editor(window):
    """Undo is the text's while there is one, and does not go back to the text before"""
    window.type_text("12")
    window.focus_heard("text", "^SKU, Item 0$")
    editor = window.the("text", "^SKU, Item 0$")
    window.wait_text(editor, "12")
    window.press("ctrl+z")
    window.wait_text(editor, "1")
    window.press("Escape", "F2")
    window.focus_heard("text", "^SKU, Item 0$")
    window.press("ctrl+z", "End", "4")
    window.wait_text(editor, "14")


def hears_a_refusal(window):
    """Why a text is refused is heard, and the editor says that it is invalid"""
    window.type_text("bad")
    window.focus_heard("text", "^SKU, Item 0$")
    window.press("Return")
    window.said("This is bad.")
    editor = window.the("text", "^SKU, Item 0$")
    assert any(editor.get_state_set().contains(state) for state in INVALID)
    assert editor.get_state_set().contains(FOCUSED)
    window.press("Escape")
    window.focus_heard("table cell", "^SKU, 1, Item 0$")


def hears_a_lock(window):
    """Why a cell cannot be edited is heard"""
    window.press("Left")
    window.focus_heard("table cell", "^Item, Item 0$")
    window.press("F2")
    window.said("Names cannot be changed.")


def composes(window):
    """The first character can be a composed one"""
    window.press("dead_acute", "e")
    window.focus_heard("text", "^SKU, Item 0$")
    window.wait_text(window.the("text", "^SKU, Item 0$"), "é")
    window.press("Return")
    window.focus_heard("table cell", "^SKU, 11, Item 1$")


def goes_in_and_out(window):
    """The keyboard leaves the grid and comes back to the cursor"""
    window.press("ctrl+Tab")
    window.focus_heard("text", "")
    window.press("shift+Tab")
    window.focus_heard("table cell", "^SKU, 1, Item 0$")


def tells_of_what_is_seen(window):
    """Where GTK can tell of what is no widget, the rows and cells that are seen are in the tree"""
    if not window.knows_objects():
        return
    row = window.the("table row", "^Item 2$")
    names = [row.get_child_at_index(index).get_name() for index in range(row.get_child_count())]
    assert names[:3] == ["Item, Item 2", "SKU, 21", "Price, 22"], names
    window.press("ctrl+End")
    window.the("table row", "^Item 99$")
    window.wait_gone("table row", "^Item 2$")
    window.press("ctrl+Home")
    window.the("table row", "^Item 2$")


def ends_while_heard(window):
    """The window can be closed while somebody knows its rows and cells"""
    if window.knows_objects():
        window.the("table row", "^Item 2$")
    window.press("alt+F4")
    assert window.process.wait(30) == 0, window.process.returncode


CASES = (tells_of_the_grid, hears_a_move, hears_a_selection, hears_a_mode,
         reads_the_editor, undoes_in_the_editor, hears_a_refusal, hears_a_lock, composes, goes_in_and_out,
         tells_of_what_is_seen, ends_while_heard)


def main():
    missing = what_is_missing()
    if missing is not None:
        print(f"1..0 # SKIP {missing}")
        return 0
    home = use_new_home()
    manager = set_up()
    failed = 0
    print(f"1..{len(CASES)}", flush=True)
    try:
        for number, case in enumerate(CASES, 1):
            window = None
            try:
                window = Listener(sys.argv[1])
                case(window)
                print(f"ok {number} - {case.__doc__}", flush=True)
            except Exception:  # whatever went wrong, the other cases are run
                failed += 1
                print(f"not ok {number} - {case.__doc__}", flush=True)
                traceback.print_exc()
                if window is not None:
                    print(window.tree(), file=sys.stderr)
            finally:
                if window is not None:
                    window.process.kill()
                    window.process.wait()
                    for event in EVENTS:
                        window.listener.deregister(event)
    finally:
        manager.kill()
        shutil.rmtree(home, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
