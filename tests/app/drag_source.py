#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another program from which a file can be dragged: a small window.

Usage: drag_source.py TITLE FILE"""

import pathlib
import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402


def main():
    _, title, path = sys.argv
    Gtk.init()
    uris = (pathlib.Path(path).as_uri() + "\r\n").encode()
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY,
                            content=Gdk.ContentProvider.new_for_bytes("text/uri-list", GLib.Bytes.new(uris)))
    label = Gtk.Label(label=title)
    label.add_controller(source)
    window = Gtk.Window(child=label, default_width=160, default_height=80)
    window.present()
    # Before it is drawn there is nothing under the mouse.
    window.get_frame_clock().connect("after-paint", lambda _: window.set_title(title))
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
