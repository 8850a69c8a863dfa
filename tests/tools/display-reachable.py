#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Succeeds when the Wayland or X11 display of the environment takes connections."""

import os
import re
import socket
import sys

TIMEOUT_SECS = 3


def can_connect(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(TIMEOUT_SECS)
        try:
            connection.connect(address)
        except OSError:
            return False
    return True


def wayland(display):
    path = os.path.join(os.environ.get("XDG_RUNTIME_DIR", "/"), display)
    return can_connect(socket.AF_UNIX, path)


def x11(display):
    match = re.fullmatch(r"(.*):(\d+)(?:\.\d+)?", display)
    if match is None:
        return False
    host, number = match.group(1), int(match.group(2))
    if host not in ("", "unix"):
        return can_connect(socket.AF_INET, (host, 6000 + number))
    path = f"/tmp/.X11-unix/X{number}"
    return can_connect(socket.AF_UNIX, path) or can_connect(socket.AF_UNIX, "\0" + path)


def main():
    wayland_display = os.environ.get("WAYLAND_DISPLAY")
    x11_display = os.environ.get("DISPLAY")
    found = (wayland_display and wayland(wayland_display)) or (x11_display and x11(x11_display))
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
