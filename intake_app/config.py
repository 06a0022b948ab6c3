"""What can be set for one shop PC; read once from `settings.toml`, environment and options."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from typing_extensions import override

from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Language: TypeAlias = Literal["ru", "en"]
Appearance: TypeAlias = Literal["system", "light", "dark", "contrast"]
ClientScreen: TypeAlias = Literal["off", "auto", "window"]
Registrar: TypeAlias = Literal["none", "manual", "emulator"]
LegalProfile: TypeAlias = Literal["ru", "neutral"]
Vat: TypeAlias = Literal[
    "none", "standard", "0", "5", "7", "8", "10", "12", "15", "16", "17", "18", "19",
    "20", "21", "22", "23", "24", "25", "27",
]  # fmt: skip

FILE_NAME = "settings.toml"
NOT_THERE = "none:"
"""The address of a device this desk does not have."""


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


def _help(text: str) -> Mapping[str, str]:
    return {"help": text}


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """Who the client deals with; printed on every paper."""

    name: str = field(default="Сервисный центр", metadata=_help("Name of the shop on papers"))
    legal_name: str = field(default="", metadata=_help("Company or sole trader, as registered"))
    inn: str = field(default="", metadata=_help("Taxpayer number of the company"))
    kpp: str = field(default="", metadata=_help("Tax registration code of the company (KPP)"))
    bank: str = field(default="", metadata=_help("Bank of the company, for invoices"))
    bik: str = field(default="", metadata=_help("Code of that bank (BIK)"))
    account: str = field(default="", metadata=_help("Account of the company, 20 digits"))
    corr_account: str = field(default="", metadata=_help("Correspondent account of that bank"))
    director: str = field(default="", metadata=_help("Who signs for the company"))
    accountant: str = field(default="", metadata=_help("Who signs invoices as its accountant"))
    ogrn: str = field(default="", metadata=_help("State registration number (OGRN or OGRNIP)"))
    vat: Vat = field(
        default="none",
        metadata=_help("VAT inside prices, per cent; standard: the Russian rate of the day"),
    )
    warranty_days: int = field(
        default=0, metadata=_help("Days of warranty on our work; 0: written in by hand")
    )
    address: str = field(default="", metadata=_help("Where clients come"))
    phone: str = field(default="", metadata=_help("Phone of the shop, as printed"))
    hours: str = field(default="", metadata=_help("Opening hours, as printed"))
    currency: str = field(default="RUB", metadata=_help("Currency of all amounts, ISO 4217"))
    region: str = field(
        default="RU",
        metadata=_help("ISO 3166 country: how a phone number without a country code is read"),
    )
    legal_profile: LegalProfile = field(
        default="ru", metadata=_help("Whose legal texts stand on papers")
    )
    timezone: str = field(default="Europe/Moscow", metadata=_help("Time zone of papers, IANA"))
    repair_days: int = field(
        default=15,
        metadata=_help("Calendar days promised for a paid repair"),
    )


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """How this workstation looks and which devices stand at it."""

    lang: Language = field(default="ru", metadata=_help("Language of the screen"))
    paper_lang: Language = field(default="ru", metadata=_help("Language of papers"))
    appearance: Appearance = field(default="system", metadata=_help("Colours"))
    font_points: int = field(default=10, metadata=_help("Size of letters, 7 to 32"))
    receipt_printer: str = field(default=NOT_THERE, metadata=_help("Device address"))
    label_printer: str = field(default=NOT_THERE, metadata=_help("Device address"))
    a4_printer: str = field(
        default=NOT_THERE, metadata=_help("Device address: acts and other whole pages")
    )
    fallback_printer: str = field(
        default="",
        metadata=_help("Where papers go by one key when their printer is away: a name or address"),
    )
    scanner: str = field(default=NOT_THERE, metadata=_help("Device address"))
    client_screen: ClientScreen = field(
        default="off",
        metadata=_help(
            "What the client sees and signs on: auto: the second screen, where there is one;"
            " window: a window, too"
        ),
    )
    hub: str = field(
        default="",
        metadata=_help(
            'URL of the hub; "embedded": this PC for itself, "shared": for all; empty: alone'
        ),
    )
    operator: str = field(default="", metadata=_help("Who stands at this desk, until staff log in"))
    cash_box: str = field(
        default="", metadata=_help("Name of the cash box here; empty: the only one of the shop")
    )
    fiscal: Registrar = field(
        default="none",
        metadata=_help(
            "Fiscal register: none; manual: its cheques are scanned; emulator: for training"
        ),
    )
    sign_out_minutes: int = field(
        default=0,
        metadata=_help("Minutes without a key after which nobody is signed in here; 0: never"),
    )
    photos_mb: int = field(
        default=4096,
        metadata=_help("Room for photos in MB; those at the hub too make room when it is full"),
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run of the program is told from outside."""

    data: Path
    demo: bool = False
    desk: DeskSettings = field(default_factory=DeskSettings)
    shop: ShopSettings = field(default_factory=ShopSettings)
    printers: Mapping[str, str] = field(default_factory=_nothing)
    routes: Mapping[str, str] = field(default_factory=_nothing)
    copies: Mapping[str, int] = field(default_factory=_nothing)
    backups: Mapping[str, str] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class UnknownKey:
    """A key nobody reads, probably misspelt; the program starts, and says so."""

    line: int
    key: str

    @override
    def __str__(self) -> str:
        return f"{FILE_NAME}, line {self.line}: {self.key}"


SECTIONS: Mapping[str, type[DeskSettings | ShopSettings]] = {
    "desk": DeskSettings,
    "shop": ShopSettings,
}
TABLES: Mapping[str, tuple[type[str | int], str]] = {
    "printers": (str, "More printers, each a name and its device address"),
    "routes": (str, "A document and the printer it goes to"),
    "backups": (str, "A place of backups and its folder: another disk, a stick, a network drive"),
    "copies": (int, "A document and how many copies of it are printed, 1 to 9"),
}
"""Sections whose keys the owner names."""
_MOST_COPIES = 9
_LEAST_POINTS, _MOST_POINTS = 7, 32
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off", ""})


def variable(section: str, name: str) -> str:
    """The environment variable of a field; the desk's own options need no prefix."""
    return f"INTAKE_{name if section == 'desk' else f'{section}_{name}'}".upper()


def load(
    options: Mapping[str, Any], environment: Mapping[str, str]
) -> tuple[Settings, tuple[UnknownKey, ...]]:
    """Options win over the environment, that over the file, that over the defaults.

    `options` holds fields of the desk, `data` and `demo`; None means not given. Raises
    RejectedError(SETTINGS_BROKEN) naming the line, or the variable, that is wrong.
    """
    demo = options.get("demo") or _environment_value(bool, "INTAKE_DEMO", environment)
    data = _data_folder(options.get("data") or environment.get("INTAKE_DATA"), demo=bool(demo))
    file = _SettingsFile.read(data / FILE_NAME)
    desk = {
        **file.values("desk"),
        **_environment_section("desk", environment),
        **{name: value for name, value in options.items() if _is_desk_option(name, value)},
    }
    shop = {**file.values("shop"), **_environment_section("shop", environment)}
    return (
        Settings(
            data=data,
            demo=bool(demo) or file.demo(),
            desk=DeskSettings(**desk),
            shop=ShopSettings(**shop),
            printers=file.table("printers"),
            routes=file.table("routes"),
            copies=file.table("copies"),
            backups=file.table("backups"),
        ),
        tuple(file.unknown()),
    )


@dataclass(frozen=True, slots=True)
class _SettingsFile:
    text: str
    content: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> _SettingsFile:
        """An absent file is an empty one."""
        text = _text(path)
        if not text:
            return cls("", {})
        import tomllib  # noqa: PLC0415 - most starts have no such file

        try:
            return cls(text, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            raise _broken(int(line[1]) if line else text.count("\n") + 1, str(error)) from error

    def demo(self) -> bool:
        return bool(self._checked("", "demo", bool, self.content.get("demo", False)))

    def values(self, section: str) -> dict[str, Any]:
        """The known keys of a section, each of the right type."""
        table: object = self.content.get(section, {})
        if not isinstance(table, dict):
            raise _broken(self._line("", section), f"{section} must be a section")
        hints = get_type_hints(SECTIONS[section])
        return {
            name: self._checked(section, name, hints[name], value)
            for name, value in self.content.get(section, {}).items()
            if name in hints
        }

    def table(self, section: str) -> Mapping[str, Any]:
        """All keys of a section, each value of the one type."""
        table: object = self.content.get(section, {})
        if not isinstance(table, dict):
            raise _broken(self._line("", section), f"{section} must be a section")
        hint = TABLES[section][0]
        return MappingProxyType(
            {
                name: self._checked(section, name, hint, value)
                for name, value in self.content.get(section, {}).items()
            }
        )

    def unknown(self) -> Iterator[UnknownKey]:
        for name, value in self.content.items():
            if name not in SECTIONS:
                if name != "demo" and name not in TABLES:
                    yield UnknownKey(self._line("", name), name)
                continue
            for key in value:
                if key not in {known.name for known in fields(SECTIONS[name])}:
                    yield UnknownKey(self._line(name, key), f"{name}.{key}")

    def _checked(self, section: str, name: str, hint: object, value: object) -> object:
        complaint = _complaint(name, hint, value)
        if section == "copies" and not complaint and value not in range(1, _MOST_COPIES + 1):
            complaint = f"{name} must be from 1 to {_MOST_COPIES}"
        if complaint:
            raise _broken(self._line(section, name), complaint)
        return value

    def _line(self, section: str, key: str) -> int:
        """Where a key stands; `[section]` lines and dotted keys are understood."""
        current = ""
        for number, line in enumerate(self.text.splitlines(), 1):
            if header := re.match(r"\s*\[+\s*\"?([\w.-]+)", line):
                current = header[1]
                if not section and current == key:
                    return number
            found = re.match(r"\s*([\w.\"'-]+)\s*=", line)
            full = ".".join(filter(None, (current, found[1].strip("\"'")))) if found else ""
            if full == ".".join(filter(None, (section, key))):
                return number
        return 1


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")  # Notepad leaves a mark
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _broken(line, "not UTF-8") from error
    except (FileNotFoundError, NotADirectoryError):  # the folder itself is asked for later
        return ""
    except OSError as error:
        detail = f"{FILE_NAME}: {error.strerror}"
        raise RejectedError(Problem.SETTINGS_BROKEN, detail) from error


def _is_desk_option(name: str, value: object) -> bool:
    return value is not None and name in {known.name for known in fields(DeskSettings)}


def _data_folder(given: object, *, demo: bool) -> Path:
    if given:
        return Path(str(given)).expanduser().absolute()
    if demo:
        return Path("demo").absolute()
    import platformdirs  # noqa: PLC0415 - only where nothing was said

    return platformdirs.user_data_path("intake", appauthor=False)


def _environment_section(section: str, environment: Mapping[str, str]) -> dict[str, Any]:
    hints = get_type_hints(SECTIONS[section])
    values = {
        name: _environment_value(hint, variable(section, name), environment)
        for name, hint in hints.items()
    }
    for name, value in values.items():
        complaint = _complaint(name, hints[name], value) if value is not None else ""
        if complaint:
            raise RejectedError(Problem.SETTINGS_BROKEN, f"{variable(section, name)}: {complaint}")
    return {name: value for name, value in values.items() if value is not None}


def _environment_value(hint: object, name: str, environment: Mapping[str, str]) -> Any:  # noqa: ANN401 - a value of any setting
    text = environment.get(name)
    if text is None or (hint is not bool and hint is not int):
        return text
    if hint is bool and text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    if hint is int and re.fullmatch(r"-?[0-9]{1,9}", text):
        return int(text)
    expected = "yes or no" if hint is bool else "a whole number"
    raise RejectedError(Problem.SETTINGS_BROKEN, f"{name} must be {expected}")


def _complaint(name: str, hint: Any, value: object) -> str:  # noqa: ANN401 - a type, or a Literal
    """What is wrong with a value, empty when nothing is."""
    if get_origin(hint) is Literal:
        allowed = get_args(hint)
        return "" if value in allowed else f"{name} must be one of {', '.join(allowed)}"
    if hint is str and name == "timezone":
        return "" if _is_zone(value) else f"{name} must be a time zone as Europe/Moscow"
    if type(value) is not hint:
        words = {str: "a text in quotes", int: "a whole number", bool: "true or false"}
        return f"{name} must be {words[hint]}"
    if name == "font_points" and value not in range(_LEAST_POINTS, _MOST_POINTS + 1):
        return f"{name} must be from {_LEAST_POINTS} to {_MOST_POINTS}"
    return ""


def _is_zone(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(ZoneInfo(value).key)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return False


def _broken(line: int, complaint: str) -> RejectedError:
    return RejectedError(Problem.SETTINGS_BROKEN, f"{FILE_NAME}, line {line}: {complaint}")


def resources() -> Path:
    """Icons, fonts and catalogues: inside the package once installed, beside it in a checkout."""
    inside = Path(__file__).parent / "resources"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "resources"
