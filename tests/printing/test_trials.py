"""Test prints are jobs a printer understands, and guesses are what the system says."""

from __future__ import annotations

import os
import stat
from ipaddress import IPv4Address
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from serial.tools import list_ports

from intake_app.errors import UnavailableError
from intake_app.printing import finding, network_finding, trials
from intake_app.printing.address_text import option, with_options
from intake_app.printing.finding import Found, Places
from intake_app.printing.network_finding import Neighbours
from intake_app.printing.printer import printer
from intake_app.printing.trials import DARKNESS, SLOTS, Bench, Trial
from tests.printing.samples import FONTS
from tests.rigs import epl as epl_reader
from tests.rigs import escpos as escpos_reader
from tests.rigs import tspl as tspl_reader
from tests.rigs import zpl as zpl_reader
from tests.rigs.printer import Behaviour, TcpPrinter
from tests.rigs.usb_bus import UsbBus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.rigs.labels import Label

READERS: dict[str, Callable[[bytes], list[Label]]] = {
    "tspl": tspl_reader.read,
    "zpl": zpl_reader.read,
    "epl": epl_reader.read,
}


NOBODY = Neighbours(())
LABELS = "TSC, Xprinter XP-365B, XP-420B"
EPSON = "Epson TM-T20, TM-T88, TM-m30"


@pytest.fixture
def bench(cache: Path) -> Bench:
    return Bench(FONTS, cache)


def test_the_ruler_is_as_wide_as_any_paper(bench: Bench) -> None:
    job = trials.payload(Trial.WIDTH, printer("none:", "receipt").profile, bench)
    paper = escpos_reader.read(job, trials.WIDEST_DOTS)
    picture = paper.picture
    assert picture.size[0] == trials.WIDEST_DOTS
    ticks = [x for x in range(79, 832, 80) if not picture.getpixel((x, 50))]
    assert len(ticks) == 10
    assert paper.commands[-1] == "ESC d"


@pytest.mark.parametrize("language", READERS)
@pytest.mark.parametrize("trial", [Trial.WIDTH, Trial.DARKNESS, Trial.PLACE])
def test_label_printers_understand_their_trials(bench: Bench, language: str, trial: Trial) -> None:
    target = printer(f"none:?language={language}", "label")
    labels = READERS[language](trials.payload(trial, target.profile, bench))
    assert len(labels) == {Trial.WIDTH: 1, Trial.DARKNESS: len(DARKNESS), Trial.PLACE: 3}[trial]
    assert all(label.picture.convert("L").getextrema() == (0, 255) for label in labels)


def test_each_line_of_letters_is_russian_in_its_own_slot(bench: Bench) -> None:
    job = trials.payload(Trial.LETTERS, printer("none:", "receipt").profile, bench)
    for number, (encoding, slot) in enumerate(SLOTS, 1):
        said = "Привет, Ёж. Цена 1500".encode(encoding)
        assert f"{number:2} {encoding} {slot:3}  ".encode() in job
        assert b"\x1bt" + bytes([slot]) + said + b"\n" in job


def test_the_knife_cuts_and_the_drawer_kicks(bench: Bench) -> None:
    profile = printer("none:?cut=tear", "receipt").profile
    assert escpos_reader.read(trials.payload(Trial.KNIFE, profile, bench)).cuts
    assert escpos_reader.read(trials.payload(Trial.DRAWER, profile, bench)).kicks == [2]


@pytest.mark.parametrize(
    ("behaviour", "found"),
    [
        (Behaviour(), "status&fence"),
        (Behaviour(online=None), "fence"),
        (Behaviour(fence=False), "status"),
    ],
)
def test_a_printer_is_asked_what_it_answers(
    bench: Bench, behaviour: Behaviour, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "PATIENCE_S", 0.4)
    rig = TcpPrinter(behaviour)
    try:
        assert trials.run(Trial.FENCE, rig.address, "receipt", bench) == found
    finally:
        rig.close()


def test_a_file_answers_nothing_and_a_printer_that_is_away_is_told(
    bench: Bench, tmp_path: Path
) -> None:
    assert trials.run(Trial.FENCE, f"file://{tmp_path}/lp", "receipt", bench) == ""
    assert trials.run(Trial.KNIFE, f"file://{tmp_path}/lp", "receipt", bench) == ""
    with pytest.raises(UnavailableError):
        trials.run(Trial.KNIFE, "file:///dev/usb/none", "receipt", bench)
    with pytest.raises(UnavailableError):
        trials.run(Trial.FENCE, "tcp://127.0.0.1:1", "receipt", bench)


def test_trials_fit_the_language() -> None:
    assert Trial.DRAWER in trials.of_language("escpos")
    assert Trial.DARKNESS in trials.of_language("zpl")
    assert trials.of_language("pdf") == ()


def test_options_change_and_the_rest_stays() -> None:
    address = "serial:///dev/ttyUSB0?baudrate=9600&cut=full"
    assert with_options(address, cut="", width="384") == (
        "serial:///dev/ttyUSB0?baudrate=9600&width=384"
    )
    assert with_options("tcp://a?cut=full", cut="") == "tcp://a"
    assert (option(address, "cut"), option(address, "drawer")) == ("full", "")


def test_usb_printers_and_queues_are_found(tmp_path: Path) -> None:
    devices, facts = tmp_path / "usb", tmp_path / "facts"
    for name in ("lp0", "lp1"):
        (devices / name).parent.mkdir(exist_ok=True)
        (devices / name).touch()
    (facts / "lp0" / "device").mkdir(parents=True)
    told = "MFG:Xprinter;CMD:TSPL;MDL:XP-365B;CLS:PRINTER;\n"
    (facts / "lp0" / "device" / "ieee1284_id").write_text(told)
    command = tmp_path / "lpstat"
    command.write_text("#!/bin/sh\necho 'Office_HP'\necho 'Back room'\n")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    found = finding.look(Places(devices, facts, os.fspath(command), None, NOBODY))
    assert found[:4] == (
        Found(f"file://{devices}/lp0?language=tspl", "Xprinter XP-365B TSPL", LABELS),
        Found(f"file://{devices}/lp1", "lp1"),
        Found("spooler://Office_HP?language=pdf", "Office_HP"),
        Found("spooler://Back%20room?language=pdf", "Back room"),
    )
    alone = finding.look(Places(tmp_path, facts, "no such command", None, NOBODY))
    assert not [one for one in alone if one.address.startswith("spooler")]


def test_printers_on_the_usb_bus_are_found(tmp_path: Path) -> None:
    def found(bus: UsbBus) -> list[str]:
        places = Places(tmp_path, tmp_path, "no such command", bus, NOBODY)
        return [one.address for one in finding.look(places) if one.address.startswith("usb:")]

    assert found(UsbBus()) == ["usb://04b8:0e15?status=yes&fence=yes"]
    assert found(UsbBus(interface_class=3)) == []


def test_serial_ports_are_found_and_bare_sockets_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports = [
        SimpleNamespace(device="/dev/ttyUSB0", description="Xprinter XP-365B", vid=1),
        SimpleNamespace(device="/dev/ttyS0", description="n/a", vid=None),
        SimpleNamespace(device="COM3", description="n/a", vid=None),
    ]
    monkeypatch.setattr(list_ports, "comports", lambda: ports)
    bus = UsbBus(interface_class=3)
    found = finding.look(Places(tmp_path, tmp_path, "no such command", bus, NOBODY))
    assert found == (
        Found("serial:///dev/ttyUSB0?language=tspl", "Xprinter XP-365B", LABELS),
        Found("serial://COM3", "COM3"),
    )


def test_a_device_file_is_never_asked(tmp_path: Path) -> None:
    devices, facts = tmp_path / "usb", tmp_path / "facts"
    devices.mkdir()
    (devices / "lp0").touch()
    (facts / "lp0" / "device").mkdir(parents=True)
    (facts / "lp0" / "device" / "ieee1284_id").write_text("MFG:EPSON;MDL:TM-T20III;")
    found = finding.look(Places(devices, facts, "no such command", None, NOBODY))
    assert found[0] == Found(f"file://{devices}/lp0", "EPSON TM-T20III", EPSON)


def test_printers_that_answer_on_the_network_are_found_and_asked_for_nothing(
    tmp_path: Path,
) -> None:
    rig = TcpPrinter()
    neighbours = Neighbours(("127.0.0.2", "127.0.0.1"), rig.port, 1.0)
    bus = UsbBus(interface_class=3)
    found = finding.look(Places(tmp_path, tmp_path, "no such command", bus, neighbours))
    rig.close()
    assert Found(rig.address, "127.0.0.1") in found
    assert len([one for one in found if one.address.startswith("tcp:")]) == 1
    assert rig.mechanism.printed == b""


@pytest.mark.parametrize(
    ("own", "count"), [("192.168.1.7", 253), ("10.0.0.1", 253), ("8.8.8.8", 0), ("127.0.0.1", 0)]
)
def test_only_a_private_network_is_knocked_at(own: str, count: int) -> None:
    hosts = network_finding.around(IPv4Address(own)).hosts
    assert len(hosts) == count
    assert own not in hosts
    assert all(IPv4Address(host).is_private for host in network_finding.near().hosts)
    assert network_finding.answering(NOBODY) == ()
