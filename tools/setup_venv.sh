#!/bin/sh
# Makes .venv from the hashed lock file: with uv where there is one, else with venv and pip.
set -eu
cd "$(dirname "$0")/.."

usable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

for python in python3.11 python3 python3.12 python3.13 python3.14; do
	if usable "$python"; then break; fi
	python=
done
[ -n "$python" ] || { echo "Python 3.11 or newer is needed (python3 is $(python3 -V 2>&1))." >&2; exit 1; }

if command -v uv >/dev/null 2>&1; then
	[ -x .venv/bin/python ] || uv venv --quiet --python "$python" .venv
	exec uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements.lock
fi
[ -x .venv/bin/pip ] || "$python" -m venv .venv
exec .venv/bin/pip install --quiet --require-hashes -r requirements.lock
