#!/bin/sh
# Real CRMs for `make test-crm`, from packages: Tryton 8.2 (SQLite) and Odoo 11 (Python 3.6 and
# PostgreSQL). What is made once stays under ~/.cache/intake-crm until a lock file changes;
# .crm/tryton and .crm/odoo point there. Without a Python 3.6 there is no .crm/odoo.
set -eu
cd "$(dirname "$0")/.."
store=${INTAKE_CRM_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/intake-crm}
mkdir -p "$store" .crm

# Prints where the parts of one CRM belong; $1 names it, the rest is what it is made of.
place() {
	name=$1
	shift
	echo "$store/$name-$(cat "$@" | sha256sum | cut -c1-12)"
}

tryton() {
	home=$(place tryton tests/crm_real/tryton.txt tools/setup_crm.sh)
	if [ -e "$home/.ok" ]; then
		ln -sfn "$home" .crm/tryton
		return
	fi
	rm -rf "$home"
	mkdir -p "$home/database"
	.venv/bin/python -m venv "$home/venv"
	"$home/venv/bin/pip" install -qq --no-deps --require-hashes -r tests/crm_real/tryton.txt
	printf '[database]\nuri = sqlite://\npath = %s/database\n' "$home" >"$home/trytond.conf"
	echo administrator >"$home/pass"
	# trytond-admin makes tables in a file that is there, and asks nothing when it finds a password.
	: >"$home/database/crm.sqlite"
	admin="$home/venv/bin/trytond-admin -c $home/trytond.conf -d crm"
	TRYTONPASSFILE="$home/pass" $admin --email administrator@shop.example --all
	$admin -u party sale_opportunity project stock_lot --activate-dependencies
	touch "$home/.ok"
	ln -sfn "$home" .crm/tryton
}

old_python() {
	for found in python3.6 "$HOME"/.pyenv/versions/3.6.*/bin/python; do
		if "$found" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 6))' 2>/dev/null; then
			echo "$found"
			return
		fi
	done
}

# An addon whose dependency is not installed makes every HTTP call a 500.
without_orphans() {
	"$1" - <<-'END'
		import ast, os, shutil, odoo
		root = os.path.join(os.path.dirname(odoo.__file__), "addons")
		def needs(name):
		    manifest = os.path.join(root, name, "__manifest__.py")
		    return ast.literal_eval(open(manifest, encoding="utf-8").read()).get("depends", []) if os.path.exists(manifest) else None
		addons = {name: needs(name) for name in os.listdir(root)}
		addons = {name: found for name, found in addons.items() if found is not None}
		while True:
		    orphans = [name for name, found in addons.items() if not set(found) <= set(addons)]
		    if not orphans:
		        break
		    for name in orphans:
		        shutil.rmtree(os.path.join(root, name))
		        del addons[name]
	END
}

odoo() {
	python=$(old_python)
	if [ -z "$python" ]; then
		rm -f .crm/odoo
		echo "No Python 3.6 here: Odoo 11 is left out of test-crm." >&2
		return 0
	fi
	home=$(place odoo tests/crm_real/odoo.txt tests/crm_real/odoo-pip.txt tools/setup_crm.sh)
	if [ -e "$home/.ok" ]; then
		ln -sfn "$home" .crm/odoo
		return
	fi
	rm -rf "$home"
	mkdir -p "$home"
	"$python" -m venv "$home/venv"
	"$home/venv/bin/pip" install -qq --require-hashes -r tests/crm_real/odoo-pip.txt 2>/dev/null
	"$home/venv/bin/pip" install -qq --no-deps --require-hashes -r tests/crm_real/odoo.txt
	without_orphans "$home/venv/bin/python"
	.venv/bin/python -m tests.crm_real.rig_odoo "$home/database.dump"
	touch "$home/.ok"
	ln -sfn "$home" .crm/odoo
}

tryton
odoo
