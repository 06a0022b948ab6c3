#!/bin/sh
# Takes the program off this PC, unless work would go with it; the data stay. See docs/backup.md.
# Run it as the account that works here:  sh uninstall.sh FOLDER [--exported FILE]
set -eu
program=$(cd -- "${1:?name the folder of the program}" && pwd)
shift
if [ ! -x "$program/intake-app" ]; then
    echo "no intake-app in $program" >&2
    exit 2
fi
# What was built has its parts below _internal: /usr/bin with a link in it is not such a folder.
if [ -L "$program/intake-app" ] || [ ! -d "$program/_internal" ]; then
    echo "$program holds more than the program: remove it as it was installed" >&2
    exit 2
fi
if ! "$program/intake-app" reset --check "$@"; then
    echo "Nothing was removed. Carry it: intake-app export-pending FILE, then again with --exported FILE" >&2
    exit 1
fi
rm -rf -- "$program"
