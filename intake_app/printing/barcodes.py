"""Code 128 as whole modules, so that every bar is exactly as wide as the standard says."""

from __future__ import annotations

from intake_app.errors import Problem, RejectedError

QR_QUIET = 4  # blank modules around a QR code (ISO/IEC 18004)
QUIET = 10  # blank modules the standard asks for on either side
# Widths of bar, blank, bar … for the values 0 to 105, six each (ISO/IEC 15417).
_WIDTHS = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232"
    "122132122231113222123122123221223211221132221231213212223112312131311222321122"
    "321221312212322112322211212123212321232121111323131123131321112313132113132311"
    "211313231113231311112133112331132131113123113321133121313121211331231131213113"
    "213311213131311123311321331121312113312311332111314111221411431111111224111422"
    "121124121421141122141221112214112412122114122411142112142211241211221114413111"
    "241112134111111242121142121241114212124112124211411212421112421211212141214121"
    "412121111143111341131141114113114311411113411311113141114131311141411131211412"
    "211214211232"
)
_STOP = "2331112"
_START_B, _START_C, _TO_B = 104, 105, 100


def code128(data: str) -> tuple[bool, ...]:
    """Modules from the first bar to the last, True is black; digits in pairs (set C).

    Raises RejectedError(MALFORMED) for anything but printable ASCII.
    """
    if not data or not all(" " <= sign <= "~" for sign in data):
        raise RejectedError(Problem.MALFORMED, "barcode: printable ASCII only")
    values = _values(data)
    values.append((values[0] + sum(place * value for place, value in enumerate(values))) % 103)
    widths = "".join(_WIDTHS[6 * value : 6 * value + 6] for value in values) + _STOP
    return tuple(place % 2 == 0 for place, width in enumerate(widths) for _ in range(int(width)))


def qr(data: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of modules without the quiet zone, True is black; a quarter of them may get lost."""
    import qrcode  # noqa: PLC0415 - few papers hold one

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(data)
    code.make()
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())


def _values(data: str) -> list[int]:
    if not data.isdigit() or len(data) == 1:
        return [_START_B, *(ord(sign) - 32 for sign in data)]
    even = len(data) // 2 * 2
    pairs = [int(data[place : place + 2]) for place in range(0, even, 2)]
    tail = [_TO_B, ord(data[-1]) - 32] if even < len(data) else []
    return [_START_C, *pairs, *tail]
