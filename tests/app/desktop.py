# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a program as a person does: finds what is shown by role and accessible name, presses keys, takes pictures.

Needs a display, a window manager on it, and a session bus (see the job "demo" of ./run)."""

import os
import re
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

APPLICATION_ID = "io.github.pasar_app.Pasar"

# What newer versions of the accessibility bus and of GTK call it.
ROLES = {"push button": ("push button", "button", "toggle button")}

# A key and a modifier go down and up again.
EVENTS_OF_KEY = 4

FOCUSED = Atspi.StateType.FOCUSED
SENSITIVE = Atspi.StateType.SENSITIVE
SELECTED = Atspi.StateType.SELECTED
# What GTK 4.8 says, and what newer versions do.
INVALID = (Atspi.StateType.INVALID, Atspi.StateType.INVALID_ENTRY)


class NotShown(AssertionError):
    """What was waited for did not appear."""


def _children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def walk(node, into_sheets=True, depth=0):
    """Yields (depth, node, role) of everything visible (GTK 4.8 says SHOWING of windows only)."""
    role = node.get_role_name()
    yield depth, node, role
    if role == "tree table" and not into_sheets:
        return
    for child in _children(node):
        try:
            is_visible = child.get_state_set().contains(Atspi.StateType.VISIBLE)
        except GLib.Error:
            continue  # it went away while we looked; the others are still there
        if is_visible:
            yield from walk(child, into_sheets, depth + 1)


class Desktop:
    """A running program named `name` on the accessibility bus."""

    copied_from = None  # the program that owns the clipboard, of which a display has one

    def __init__(self, command, name, output=None):
        self.name = name
        self.process = subprocess.Popen(command, env={**os.environ, "G_DEBUG": "fatal-criticals"},
                                        stdout=output, stderr=output)

    def application(self):
        desktop = Atspi.get_desktop(0)
        for node in _children(desktop):
            if node.get_name() == self.name:
                return node
        return None

    def find(self, role=None, name=None):
        """Yields what is shown and matches, in the newest window first. The rows of the sheet are many, and
        looked at only for a cell."""
        application = self.application()
        roles = ROLES.get(role, (role,))
        for index in reversed(range(0 if application is None else application.get_child_count())):
            try:
                for _, node, its_role in walk(application.get_child_at_index(index), role == "table cell"):
                    if ((role is None or its_role in roles)
                            and (name is None or re.search(name, node.get_name() or ""))):
                        yield node
            except (GLib.Error, AttributeError):
                continue  # it went away while we looked

    def check_running(self):
        """What has ended shows nothing, and so nothing wrong."""
        if self.process.poll() is not None:
            raise NotShown(f"the program ended with {self.process.returncode}")

    def wait(self, role=None, name=None, seconds=30, state=Atspi.StateType.VISIBLE):
        """The first thing shown that matches and is in that state; waits for it."""
        deadline = time.monotonic() + seconds
        while True:
            for node in self.find(role, name):
                try:
                    if node.get_state_set().contains(state):
                        return node
                except GLib.Error:
                    continue  # it went away while we looked
            self.check_running()
            if time.monotonic() > deadline:
                raise NotShown(f"not shown: role {role!r}, name {name!r}")
            time.sleep(0.1)

    def wait_gone(self, role=None, name=None, seconds=30):
        deadline = time.monotonic() + seconds
        while next(self.find(role, name), None) is not None:
            if time.monotonic() > deadline:
                raise NotShown(f"still shown: role {role!r}, name {name!r}")
            time.sleep(0.1)
        self.check_running()

    def press(self, name, role="push button", seconds=30):
        """Presses a button by its accessible name, once it can be pressed."""
        node = self.wait(role, name, seconds, SENSITIVE)
        if node.get_action_iface().get_n_actions() == 0:
            node = node.get_child_at_index(0)  # newer GTK's menu button: the toggle button in it
        node.get_action_iface().do_action(0)
        self.settle()
        return node

    def settle(self, n_events=0):
        """Returns once the program has handled what it was sent: its main loop answers, in each round of which
        one event of the display is handled. What it put off while it did so is handled by the last answer."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        for _ in range(n_events + 2):
            try:
                bus.call_sync(APPLICATION_ID, "/" + APPLICATION_ID.replace(".", "/"),
                              "org.gtk.Actions", "List", None, None,
                              Gio.DBusCallFlags.NO_AUTO_START, 60_000)
            except GLib.Error:
                return  # it has ended

    def wait_keyboard(self, seconds=30):
        """Waits until a window of the program has the keyboard: between two of them, as when one was closed, a
        key goes nowhere."""
        deadline = time.monotonic() + seconds
        while True:
            owner = subprocess.run(["xdotool", "getwindowfocus", "getwindowpid"], capture_output=True, text=True,
                                   check=False).stdout.strip()
            if owner == str(self.process.pid):
                return
            self.check_running()
            if time.monotonic() > deadline:
                raise NotShown(f"the keyboard is with {owner or 'nobody'}")
            time.sleep(0.02)

    def key(self, *keys):
        """Presses keys as xdotool names them, in the active window."""
        for key in keys:
            self.wait_keyboard()
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)
            self.settle(EVENTS_OF_KEY)

    def key_until(self, key, role, name, state=Atspi.StateType.VISIBLE):
        """Presses a key until something is in that state by it: while a page or a menu opens, keys get lost."""
        for _ in range(10):
            self.key(key)
            try:
                return self.wait(role, name, 3, state)
            except NotShown:
                continue
        raise NotShown(f"not shown by {key}: role {role!r}, name {name!r}")

    def type(self, text):
        self.wait_keyboard()
        subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)
        self.settle(EVENTS_OF_KEY * len(text))

    def drag(self, x, y, by_x, by_y):
        """Drags what is at that place of the screen; in two moves, as a hand makes many."""
        def send(*command):
            subprocess.run(["xdotool", *map(str, command)], check=True)
            self.settle()

        send("mousemove", x, y, "mousedown", 1)
        send("mousemove", x + by_x // 2, y + by_y // 2)
        send("mousemove", x + by_x, y + by_y)
        send("mouseup", 1)

    @staticmethod
    def set_clipboard(text, target="UTF8_STRING"):
        """As another program does it: one that goes on answering until something else is copied."""
        Desktop.release_clipboard()
        owner = subprocess.Popen(["xclip", "-quiet", "-selection", "clipboard", "-target", target], text=True,
                                 stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        Desktop.copied_from = owner
        owner.stdin.write(text)
        owner.stdin.close()
        deadline = time.monotonic() + 30
        while Desktop.read_clipboard(target) != text:
            if time.monotonic() > deadline:
                raise NotShown("the clipboard was not taken over")
            time.sleep(0.02)

    @staticmethod
    def release_clipboard():
        """Leaves nothing on the clipboard of this display that set_clipboard() put there."""
        if Desktop.copied_from is not None:
            Desktop.copied_from.kill()
            Desktop.copied_from.wait()
            Desktop.copied_from = None

    @staticmethod
    def read_clipboard(target="UTF8_STRING"):
        """What another program would paste; None where there is none of that type."""
        read = subprocess.run(["xclip", "-selection", "clipboard", "-out", "-target", target],
                              capture_output=True, check=False)
        return read.stdout.decode() if read.returncode == 0 else None

    def copy(self, key="ctrl+c", seconds=30):
        """Copies by the key; gives the text."""
        before = "nothing was copied"
        self.set_clipboard(before)
        self.key(key)
        deadline = time.monotonic() + seconds
        while True:
            text = self.read_clipboard()
            if text not in (None, before):
                return text
            if time.monotonic() > deadline:
                raise NotShown(f"nothing copied by {key}")
            time.sleep(0.1)

    def paste(self, text, key="ctrl+v", target="UTF8_STRING"):
        self.set_clipboard(text, target)
        self.key(key)

    def picture(self, path):
        """Takes a picture once nothing on the screen moves any more."""
        def take():
            return subprocess.run(["import", "-window", "root", "rgb:-"], check=True,
                                  capture_output=True).stdout

        before = take()
        for _ in range(20):
            self.settle()
            now = take()
            if now == before:
                break
            before = now
        subprocess.run(["import", "-window", "root", str(path)], check=True)

    def wait_ended(self, seconds=20):
        """Waits until the program, which was asked to, has ended as it should."""
        status = self.process.wait(seconds)
        if status != 0:
            raise NotShown(f"a clean end; the program ended with {status}")

    def tree(self):
        """Everything shown, as text: for looking at when something was not found."""
        lines = []
        application = self.application()
        if application is not None:
            for window in _children(application):
                try:
                    for depth, node, role in walk(window):
                        lines.append(f"{'  ' * depth}{role}: {node.get_name()!r}")
                except GLib.Error:
                    lines.append("(it went away)")
        return "\n".join(lines)

    def close(self, seconds=20):
        """Asks the program to end and waits; gives its exit status."""
        self.process.terminate()
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise NotShown("the program did not end when asked to")
