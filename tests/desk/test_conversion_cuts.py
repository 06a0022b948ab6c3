"""Encryption is switched while somebody pulls the plug: the shop is there, of either kind."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from intake_app.services.store_keys import StoreKeys
from intake_app.upkeep import proving
from tests.rigs.program import ROOT, run

if TYPE_CHECKING:
    from pathlib import Path

_CUTS, _ORDERS = 6, 30
_LONGEST_S = 1.6


def test_no_cut_of_a_conversion_loses_an_order(
    tmp_path: Path, surroundings: dict[str, str]
) -> None:
    data = tmp_path / "shop"
    orders = ("--clients", "20", "--orders", str(_ORDERS))
    made = run("generate", *orders, "--data", str(data), surroundings=surroundings)
    assert made.returncode == 0, made.stderr
    chance = random.Random(5)
    for cut in range(_CUTS):
        command = ("decrypt", "encrypt")[cut % 2]
        process = subprocess.Popen(
            [sys.executable, "-m", "intake_app", command, "--data", str(data)],
            cwd=ROOT,
            env=surroundings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(chance.uniform(0.4, _LONGEST_S))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
        keys = StoreKeys(data)
        with closing(keys.open()) as store:
            assert store.execute('SELECT count(*) FROM "order"').fetchone()[0] == _ORDERS
        proving.prove(keys.store, keys.connecting())
