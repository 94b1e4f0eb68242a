#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run-ui.sh COMMAND…: runs it on a display, a session bus and in a home of its own, so that tests of
# the window neither see nor touch the person's.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/run"

export HOME=$home XDG_RUNTIME_DIR=$home/run XDG_CONFIG_HOME=$home/.config
export XDG_DATA_HOME=$home/.local/share XDG_CACHE_HOME=$home/.cache XDG_STATE_HOME=$home/.local/state
export GDK_BACKEND=x11 GSK_RENDERER=cairo LIBGL_ALWAYS_SOFTWARE=1 GTK_IM_MODULE=none
export GIO_USE_VFS=local GSETTINGS_BACKEND=${GSETTINGS_BACKEND:-memory}
# The cairo renderer needs no GL, and Mesa's drivers leak when they are unloaded.
export GDK_DEBUG=gl-disable GDK_DISABLE=gl
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS GTK_THEME

# What the bus and Xvfb say about themselves is not the test's.
xvfb-run -a -s '-screen 0 1280x1024x24 -noreset' dbus-run-session -- "$@"
