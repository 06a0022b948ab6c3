"""The readers that judge our labels must themselves refuse what a printer would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rigs import epl, tspl, zpl
from tests.rigs.escpos import JobError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

    from tests.rigs.labels import Label

BURNT = bytes([0x80, 0x00, 0x00, 0x00, 0x00, 0x01])  # of 16 by 3 dots: the first and the last
SPARED = bytes([0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE])

TSPL = (
    b"SIZE 2 mm,0.375 mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 0\r\nREFERENCE 0,0\r\nSPEED 4\r\n"
    b"DENSITY 8\r\nCLS\r\nBITMAP 0,0,2,3,0," + SPARED + b"\r\nPRINT 1,1\r\n"
)
ZPL = b"~SD08\n^XA\n^MNY\n^PR4\n^PW16^LL3^LH0,0\n^PON\n^FO0,0^GFA,6,6,2,800000000001^FS\n^XZ\n"
Z64 = ZPL.replace(b"800000000001", b":Z64:eNprYAACRgADBwCC:0425")
EPL = b"\nq16\nQ3,16\nZT\nS3\nD8\nN\nGW0,0,2,3," + SPARED + b"\nP1\n"
JOBS: dict[str, tuple[Callable[[bytes], list[Label]], bytes]] = {
    "tspl": (tspl.read, TSPL),
    "zpl": (zpl.read, ZPL),
    "z64": (zpl.read, Z64),
    "epl": (epl.read, EPL),
}
EVERY = pytest.mark.parametrize("name", JOBS)


def black(picture: Image.Image) -> list[tuple[int, int]]:
    across, down = picture.size
    return [(x, y) for y in range(down) for x in range(across) if not picture.getpixel((x, y))]


@EVERY
def test_a_picture_comes_back_dot_by_dot(name: str) -> None:
    read, job = JOBS[name]
    (label,) = read(job)
    assert label.picture.size == (16, 3)
    assert black(label.picture) == [(0, 0), (15, 2)]


@EVERY
def test_each_job_of_a_row_is_a_label(name: str) -> None:
    read, job = JOBS[name]
    assert len(read(job * 3)) == 3


@EVERY
def test_a_job_cut_off_anywhere_is_refused(name: str) -> None:
    read, job = JOBS[name]
    for end in range(1, len(job)):
        if not _whole_enough(job[:end]):
            with pytest.raises(JobError):
                read(job[:end])


def _whole_enough(job: bytes) -> bool:
    """Settings alone are a job; it just prints nothing."""
    return not any(start in job for start in (b"BITMAP", b"GW", b"^XA")) and job.endswith(b"\n")


@EVERY
def test_foreign_commands_are_refused(name: str) -> None:
    read, job = JOBS[name]
    for line in (b"SOUND 1,1\r\n", b"^JUS", b"A10,10,0,1,1,1,N,", b"\x1b@", b"\xff\n"):
        with pytest.raises(JobError):
            read(job + line)
        with pytest.raises(JobError):
            read(line + job)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"SIZE 2 mm,0.375 mm", b"SIZE 2,0.375"),  # inches
        (b"SIZE 2 mm,0.375 mm", b"SIZE 1 mm,0.375 mm"),  # the picture is wider
        (b"SIZE 2 mm,0.375 mm", b"SIZE 2 mm,0.25 mm"),  # the picture is longer
        (b"GAP 2 mm,0 mm", b"GAP 26 mm,0 mm"),
        (b"GAP 2 mm,0 mm", b"BLINE 0 mm,0 mm"),
        (b"GAP 2 mm,0 mm\r\n", b""),  # what an earlier job has set
        (b"DIRECTION 0", b"DIRECTION 2"),
        (b"DIRECTION 0\r\n", b""),
        (b"REFERENCE 0,0", b"REFERENCE 8,0"),
        (b"REFERENCE 0,0\r\n", b""),
        (b"SPEED 4", b"SPEED 0"),
        (b"DENSITY 8", b"DENSITY 16"),
        (b"CLS\r\n", b""),  # the picture of an earlier job is still there
        (b"CLS", b"CLS 1"),
        (b"BITMAP 0,0,2,3,0,", b"BITMAP 0,0,3,2,0,"),  # as many bytes, too wide
        (b"BITMAP 0,0,2,3,0,", b"BITMAP 0,0,2,3,1,"),
        (b"BITMAP 0,0,2,3,0,", b"BITMAP 0,0,2,x,0,"),
        (b"BITMAP 0,0,2,3,0,", b"BITMAP 0,0,2,2,0,"),  # bytes left over
        (b"BITMAP 0,0,2,3,0,", b"BITMAP 1,0,2,3,0,"),
        (b"PRINT 1,1", b"PRINT 2,1"),
        (b"PRINT 1,1", b"PRINT 1,2"),
        (b"PRINT 1,1", b"PRINT 1,1\r\nPRINT 1,1"),  # an empty label
        (b"PRINT 1,1\r\n", b""),
        (SPARED, SPARED[:-1]),
        (SPARED, SPARED + b"\xff"),
    ],
)
def test_a_tspl_job_a_printer_would_spoil_is_refused(right: bytes, wrong: bytes) -> None:
    assert right in TSPL
    with pytest.raises(JobError):
        tspl.read(TSPL.replace(right, wrong))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"~SD08\n", b"~SD8\n"),
        (b"~SD08\n", b"~SD31\n"),
        (b"^XA\n", b"^XA\n~SD08\n"),
        (b"^XA\n", b""),
        (b"^XA\n", b"^XA\n^XA\n"),
        (b"^MNY", b"^MNX"),
        (b"^MNY\n", b""),
        (b"^PR4", b"^PR15"),
        (b"^PW16", b"^PW1"),
        (b"^PW16", b"^PW15"),
        (b"^LL3", b"^LL2"),
        (b"^LL3", b""),
        (b"^LH0,0", b"^LH8,0"),
        (b"^PON", b"^POX"),
        (b"^FO0,0", b""),
        (b"^FO0,0", b"^FO1,0"),
        (b"^FO0,0", b"^FO0,0^FO0,0"),
        (b"^GFA,6,6,2,", b"^GFB,6,6,2,"),
        (b"^GFA,6,6,2,", b"^GFA,5,6,2,"),
        (b"^GFA,6,6,2,", b"^GFA,5,5,2,"),
        (b"^GFA,6,6,2,", b"^GFA,6,6,4,"),  # no whole rows
        (b"^GFA,6,6,2,", b"^GFA,6,6,0,"),
        (b"800000000001", b"80000000001"),
        (b"800000000001", b"8000000000"),
        (b"800000000001", b"80000000000G"),
        (b"^FS\n", b""),
        (b"^FS\n", b"^FS\n^FS\n"),
        (b"^XZ\n", b"^PQ2\n^XZ\n"),
        (b"^XZ\n", b"^XZ"),
    ],
)
def test_a_zpl_job_a_printer_would_spoil_is_refused(right: bytes, wrong: bytes) -> None:
    assert right in ZPL
    with pytest.raises(JobError):
        zpl.read(ZPL.replace(right, wrong))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [(b":0425", b":0426"), (b":0425", b""), (b"eNpr", b"eNps"), (b":Z64:", b":B64:")],
)
def test_a_packed_graphic_that_is_damaged_is_refused(right: bytes, wrong: bytes) -> None:
    assert right in Z64
    with pytest.raises(JobError):
        zpl.read(Z64.replace(right, wrong))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"\nq16", b"q16"),  # joins what another program left unfinished
        (b"q16", b"q15"),
        (b"q16", b"q7"),
        (b"q16\n", b""),
        (b"Q3,16", b"Q3"),
        (b"Q3,16", b"Q2,16"),
        (b"Q3,16", b"Q3,8"),
        (b"Q3,16", b"Q3,B16"),  # a mark needs its offset
        (b"ZT", b"ZX"),
        (b"ZT\n", b""),
        (b"S3", b"S7"),
        (b"D8", b"D16"),
        (b"N\n", b""),
        (b"N\n", b"N\nq16\n"),  # takes the cleared memory away again
        (b"GW0,0,2,3,", b"GW0,0,3,2,"),
        (b"GW0,0,2,3,", b"GW0,0,2,3"),
        (b"GW0,0,2,3,", b"GW0,1,2,3,"),
        (b"P1", b"P2"),
        (b"P1", b"P1\nP1"),
        (b"P1\n", b""),
        (SPARED, SPARED[:-1]),
        (SPARED, SPARED + b"\xff"),
    ],
)
def test_an_epl_job_a_printer_would_spoil_is_refused(right: bytes, wrong: bytes) -> None:
    assert right in EPL
    with pytest.raises(JobError):
        epl.read(EPL.replace(right, wrong))


def test_marks_and_endless_rolls_are_understood() -> None:
    assert tspl.read(TSPL.replace(b"GAP 2", b"BLINE 2"))[0].said["BLINE"] == "2 mm,0 mm"
    assert epl.read(EPL.replace(b",16", b",B16+0"))[0].said["Q"] == "3,B16+0"
    assert epl.read(EPL.replace(b",16", b",0"))[0].said["Q"] == "3,0"


@pytest.mark.parametrize(
    ("read", "job"),
    [
        (tspl.read, TSPL.replace(b"DIRECTION 0", b"DIRECTION 1")),
        (zpl.read, ZPL.replace(b"^PON", b"^POI")),
        (epl.read, EPL.replace(b"ZT", b"ZB")),
    ],
)
def test_a_turned_label_is_read_upside_down(
    read: Callable[[bytes], list[Label]], job: bytes
) -> None:
    turned = job.replace(SPARED, b"\x7f" + b"\xff" * 5).replace(b"800000000001", b"800000000000")
    assert black(read(turned)[0].picture) == [(15, 2)]
