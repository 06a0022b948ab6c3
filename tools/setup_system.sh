#!/bin/sh
# System libraries: `run` for the desktop, `test` for the tests as well. Installs what is missing
# when root, else names it in one line to copy. Silent when nothing is missing.
set -eu

desktop="libgl1 libegl1 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon0 fonts-dejavu-core
	libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
	libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1
	libwayland-cursor0 libusb-1.0-0"
tests="xvfb xauth openbox x11-xkb-utils libxtst6 postgresql poppler-utils qpdf gcc libc6-dev
	libsqlite3-dev"

# Elsewhere `intake-app doctor` names the library that is missing.
command -v dpkg-query >/dev/null 2>&1 || exit 0

has() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

wanted=$desktop
[ "${1:-run}" = test ] && wanted="$desktop $tests"
[ -x .venv/bin/python ] || command -v uv >/dev/null 2>&1 || python3 -c 'import ensurepip' 2>/dev/null ||
	wanted="$wanted python3-venv"

missing=
for package in $wanted; do
	# Since Debian 13 some carry the suffix t64.
	has "$package" || has "${package}t64" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
	echo "Missing system packages. Run: sudo apt-get install -y --no-install-recommends$missing" >&2
	exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 - a list of words
exec apt-get install -y -qq --no-install-recommends $missing >/dev/null
