"""A real Odoo 11 with contacts and CRM, and a user who may do what the adapter does and no more.

Its database is made once by tools/setup_crm.sh, which calls this file with the name of a dump.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from intake_hub.crm.adapter import Access
from intake_hub.crm.odoo.adapter import connect, usual_map
from tests.crm.odoo_rpc import DATABASE, Rpc
from tests.crm_real.serving import CRM, Serving, free_port
from tests.rigs.postgres import Postgres

HOME = CRM / "odoo"
ADMINISTRATOR = "admin:admin"
USER = "intake"
PASSWORD = "let-the-desk-in"  # noqa: S105 - of a server that lives as long as a test
_MODULES = "contacts,crm,phone_validation"
_GROUPS = (
    "base.group_user",
    "base.group_partner_manager",
    "sales_team.group_sale_salesman_all_leads",
)
_START = "import sys, odoo; sys.argv[0] = 'odoo'; odoo.cli.main()"
_INSTALL_S = 900


class Odoo:
    """A server on a fresh copy of the database that the set-up made; all goes when it is closed."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="intake-odoo-"))
        self._postgres = Postgres()
        _create_database(self._postgres)
        _dump("pg_restore", self._postgres, "-d", DATABASE, str(HOME / "database.dump"))
        port = free_port()
        argv = [*_command(self._postgres, self._folder), f"--xmlrpc-port={port}"]
        self._server = Serving(argv, port, self._folder)
        self.url = self._server.url
        self.administrator = Rpc(self.url, *ADMINISTRATOR.split(":"))
        _hire(self.administrator)

    @property
    def key(self) -> str:
        """What the adapter is given."""
        return f"{USER}:{PASSWORD}"

    def add_fields(self) -> tuple[str, ...]:
        """As the administrator does it, through an adapter with his own key."""
        access = Access(self.url, ADMINISTRATOR, {"database": DATABASE})
        with closing(connect(access, usual_map())) as adapter:
            return adapter.ensure_schema()

    def remove_field(self, model: str, name: str) -> None:
        """As the administrator does it by hand."""
        found = [("model", "=", model), ("name", "=", name)]
        ids = self.administrator.call("ir.model.fields", "search", found)
        self.administrator.call("ir.model.fields", "unlink", ids)

    def log(self) -> str:
        """What the server wrote so far."""
        return self._server.log()

    def close(self) -> None:
        """Stop it and delete its database."""
        self.administrator.close()
        self._server.close()
        self._postgres.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def make_dump(target: Path) -> None:
    """Install the modules into a new database, and keep that."""
    folder = Path(tempfile.mkdtemp(prefix="intake-odoo-"))
    postgres = Postgres()
    try:
        _create_database(postgres)
        python = target.parent / "venv/bin/python"
        done = subprocess.run(
            [
                *_command(postgres, folder, python),
                f"--init={_MODULES}",
                "--stop-after-init",
                "--without-demo=all",
            ],
            check=False,
            capture_output=True,
            text=True,
            timeout=_INSTALL_S,
            env={**os.environ, "HOME": str(folder)},
        )
        assert done.returncode == 0, done.stderr[-3000:]
        _dump("pg_dump", postgres, "-Fc", "-f", str(target), DATABASE)
    finally:
        postgres.close()
        shutil.rmtree(folder, ignore_errors=True)


def _command(postgres: Postgres, folder: Path, python: Path | None = None) -> list[str]:
    return [
        str(python or HOME / "venv/bin/python"),
        "-c",
        _START,
        f"--database={DATABASE}",
        "--db_host=127.0.0.1",
        f"--db_port={postgres.port}",
        "--db_user=intake",
        f"--data-dir={folder}",
        "--xmlrpc-interface=127.0.0.1",
        "--max-cron-threads=0",
        "--log-level=warn",
    ]


def _create_database(postgres: Postgres) -> None:
    with postgres.connection() as connection:
        connection.execute("CREATE DATABASE crm TEMPLATE template0")


def _dump(program: str, postgres: Postgres, *rest: str) -> None:
    argv = [program, "-h", "127.0.0.1", "-p", str(postgres.port), "-U", "intake", *rest]
    subprocess.run(argv, check=True)


def _hire(rpc: Rpc) -> None:
    groups = [rpc.call("ir.model.data", "xmlid_to_res_id", name) for name in _GROUPS]
    values = {"name": "Intake", "login": USER, "password": PASSWORD, "email": "intake@shop.example"}
    rpc.call("res.users", "create", values | {"groups_id": [(6, 0, groups)]})


if __name__ == "__main__":
    make_dump(Path(sys.argv[1]))
