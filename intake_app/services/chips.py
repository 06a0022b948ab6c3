"""The chips of the intake: what may come along, how things look, what can be tried at the counter.

Light, like `drafts`. The lists are data in the shop's own words; the owner changes them under the
keys below, a kind at a time. A list under "" belongs to every kind, after the kind's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias, cast

from intake_app.checks import names
from intake_app.services import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Lists: TypeAlias = "Mapping[str, Sequence[str]]"

EVERY_KIND = ""


class Group(StrEnum):
    """Three lists of chips; the value is the key of the owner's own."""

    ACCESSORIES = "chips.accessories"
    SIGNS = "chips.appearance"
    FUNCTIONS = "chips.functions"


@dataclass(frozen=True, slots=True)
class ChipLists:
    """One group: what is shipped, and what the owner put in its place."""

    shipped: Lists
    chosen: Lists
    lang: str = "ru"

    def own(self, kind: str) -> tuple[str, ...]:
        """The list of exactly this kind; empty for one that has none."""
        found = _of(self.chosen, kind)
        if found is not None:
            return tuple(found)
        listed = _of(self.shipped, kind) or ()
        return tuple(shipped.told(chip, self.lang) for chip in listed)

    def of(self, kind: str) -> tuple[str, ...]:
        """What is offered for a device: its kind's own chips, then everybody's."""
        own = self.own(kind) if kind.strip() else ()
        return tuple(dict.fromkeys((*own, *self.own(EVERY_KIND))))

    def kinds(self) -> tuple[str, ...]:
        """The kinds that have a list of their own, "" first."""
        listed = (shipped.told(kind, self.lang) for kind in self.shipped)
        return tuple(dict.fromkeys((EVERY_KIND, *listed, *self.chosen)))


def lists(group: Group, chosen: object, lang: str = "ru") -> ChipLists:
    """A group with what the owner's preference of the same key says; nonsense in it is ignored."""
    return ChipLists(SHIPPED[group], _read(chosen), lang)


def _of(lists: Lists, kind: str) -> Sequence[str] | None:
    """A kind has one list, whatever language it is called in."""
    wanted = names.folded(shipped.meant(kind))
    for known, chips in lists.items():
        if names.folded(shipped.meant(known)) == wanted:
            return chips
    return None


def _read(chosen: object) -> Lists:
    if not isinstance(chosen, dict):
        return {}
    pairs = cast("dict[object, object]", chosen)
    return {
        str(kind): [str(chip) for chip in cast("list[object]", chips)]
        for kind, chips in pairs.items()
        if isinstance(chips, list)
    }


def _shared(*rows: tuple[tuple[str, ...], tuple[str, ...]]) -> Lists:
    return MappingProxyType({kind: chips for kinds, chips in rows for kind in kinds})


_PHONES = ("смартфон", "планшет", "кнопочный телефон")
_LAPTOPS = ("ноутбук",)
_TOWERS = ("системный блок", "моноблок")
_PRINTERS = ("принтер", "МФУ")
_CLEANERS = ("пылесос", "робот-пылесос")
_TOOLS = ("шуруповёрт", "перфоратор", "болгарка", "электроинструмент")
_SCOOTERS = ("электросамокат",)

SHIPPED: Mapping[Group, Lists] = MappingProxyType(
    {
        Group.ACCESSORIES: _shared(
            ((EVERY_KIND,), ("коробка", "документы", "гарантийный талон", "чек", "без комплекта")),
            (
                _PHONES,
                ("зарядное устройство", "кабель", "чехол", "защитное стекло", "SIM-карта",
                 "карта памяти", "стилус"),
            ),
            (_LAPTOPS, ("блок питания", "АКБ", "сумка", "мышь", "карта памяти")),
            (_TOWERS, ("кабель питания", "клавиатура", "мышь")),
            (("телевизор", "монитор"), ("пульт", "подставка", "кабель питания", "крепёж")),
            (_PRINTERS, ("кабель питания", "кабель USB", "картриджи", "лоток")),
            (("игровая приставка",), ("блок питания", "геймпад", "кабель HDMI", "диск")),
            (("смарт-часы", "наушники"), ("зарядное устройство", "кабель", "кейс", "ремешок")),
            (("кофемашина",), ("поддон", "бункер", "капучинатор", "шланг", "кабель питания")),
            (_CLEANERS, ("зарядное устройство", "шланг", "щётка", "мешок", "пульт")),
            (_TOOLS, ("АКБ", "зарядное устройство", "кейс", "патрон", "оснастка")),
            (_SCOOTERS, ("зарядное устройство", "ключи", "шлем")),
            (("фотоаппарат",), ("АКБ", "зарядное устройство", "карта памяти", "объектив", "сумка")),
        ),
        Group.SIGNS: _shared(
            (
                (EVERY_KIND,),
                ("царапины", "потёртости", "сколы", "трещины", "вмятины", "деформация",
                 "следы вскрытия", "следы влаги", "коррозия", "следы ремонта",
                 "неоригинальные детали", "отсутствуют винты", "пломба нарушена", "загрязнение",
                 "запах", "насекомые"),
            ),
            (
                _PHONES,
                ("битые пиксели", "пятна на экране", "полосы на экране", "отслоение экрана",
                 "блокировка FMI/Google включена", "SIM и карта памяти извлечены"),
            ),
            (_LAPTOPS, ("люфт петель", "пароль BIOS", "накопитель снят")),
            (_TOWERS, ("пароль BIOS", "накопитель снят")),
            (("телевизор", "монитор"), ("полосы на матрице", "битые пиксели", "засветы")),
            (("кофемашина",), ("накипь", "протечка")),
        ),
        Group.FUNCTIONS: _shared(
            ((EVERY_KIND,), ("включение",)),
            (
                _PHONES,
                ("экран", "тачскрин", "камеры", "динамики", "микрофон", "кнопки", "датчики",
                 "биометрия", "Wi-Fi", "Bluetooth", "связь", "зарядка", "АКБ"),
            ),
            (_LAPTOPS, ("матрица", "клавиатура", "тачпад", "порты", "привод", "АКБ", "Wi-Fi")),
            (_TOWERS, ("изображение", "порты", "привод")),
            (("телевизор", "монитор"), ("матрица", "звук", "разъёмы", "пульт")),
            (_PRINTERS, ("подача бумаги", "печать", "сканер", "счётчик страниц")),
            (("игровая приставка",), ("изображение", "привод", "геймпад")),
            (("кофемашина",), ("помпа", "нагрев", "помол")),
            (_TOOLS, ("двигатель", "патрон", "АКБ")),
        ),
    }
)  # fmt: skip
"""Without the owner's changes."""
