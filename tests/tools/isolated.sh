#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# isolated.sh [--display] COMMAND...
#
# Runs a command in a session of its own: a D-Bus session, an empty home that is removed at the
# end, so that nothing of the user's is read or changed, and, where asked for, a virtual display.
# What the services of the session say goes to standard error.

set -u

xvfb_pid=
# Short, since sockets are made in it.
scratch=$(mktemp -d /tmp/pasar.XXXXXX) || exit 1

tidy_up () {
  if [ -n "$xvfb_pid" ]; then
    kill "$xvfb_pid" 2>/dev/null
    wait "$xvfb_pid" 2>/dev/null
  fi
  rm -rf "$scratch"
}
trap tidy_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP PIPE

start_display () {
  mkfifo "$scratch/display" || exit 1
  Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -noreset \
    3>"$scratch/display" >"$scratch/xvfb.log" 2>&1 &
  xvfb_pid=$!
  number=$(timeout 30 head -n 1 "$scratch/display")
  if [ -z "$number" ]; then
    tail -n 20 "$scratch/xvfb.log" >&2
    echo 'isolated.sh: the virtual display did not start' >&2
    exit 1
  fi
  DISPLAY=:$number
  GDK_BACKEND=x11
  # Without a graphics card the renderer that draws in memory is the faster one.
  GSK_RENDERER=cairo
  export DISPLAY GDK_BACKEND GSK_RENDERER
}

if [ "$1" = --display ]; then
  shift
  start_display
fi
exec 3>&1 >&2
mkdir "$scratch/home" && mkdir -m 700 "$scratch/runtime" || exit 1
# shellcheck disable=SC2016 # the inner shell expands it
env -u WAYLAND_DISPLAY -u XDG_SESSION_TYPE -u XDG_CURRENT_DESKTOP -u AT_SPI_BUS_ADDRESS \
  -u DBUS_SESSION_BUS_ADDRESS -u XDG_CONFIG_HOME -u XDG_DATA_HOME -u XDG_CACHE_HOME \
  -u XDG_STATE_HOME HOME="$scratch/home" XDG_RUNTIME_DIR="$scratch/runtime" \
  GSETTINGS_BACKEND=keyfile dbus-run-session -- sh -c 'exec "$@" >&3 3>&-' sh "$@"
