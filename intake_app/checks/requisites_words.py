"""The words in a pasted block of requisites: who, where, which bank, under whom."""

from __future__ import annotations

import re

from intake_app.checks import names, requisites_numbers

_SHORT = r"(?:ООО|ОАО|ЗАО|ПАО|НАО|АО|АНО|НКО|ФГУП|ГУП|МУП|ТСЖ|ТСН|СНТ|КФХ|ГБУ|МБУ|ФГБУ)"
_LONG = (
    r"(?:(?:Публичное|Непубличное|Открытое|Закрытое)\s+акционерное\s+общество"
    r"|Акционерное\s+общество|Общество\s+с\s+ограниченной\s+ответственностью)"
)
_QUOTED = r"[«\"“„'‟]\s*[^»\"”\n]{1,120}?\s*[»\"”“']{1,2}"
_BARE = r"[А-ЯЁA-Z0-9][^\n,;:«»\"]{0,80}"
_COMPANY = re.compile(
    rf"(?<![А-ЯЁа-яё])(?:{_SHORT}|{_LONG})\s*(?:{_QUOTED}|(?<=\s){_BARE})", re.IGNORECASE
)
_PERSON = (
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?:\s+[А-ЯЁ][а-яё]+){1,2}"
    r"|[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]\."
)
_TRADER = re.compile(
    r"(?<![А-ЯЁа-яё])(?i:ИП|Индивидуальный\s+предприниматель)[\s:]+"
    rf"({_PERSON}|[А-ЯЁ]+(?: [А-ЯЁ]+){{1,2}})"
)
_DIRECTOR = re.compile(
    r"(?i:(?:(?:генеральный|исполнительный|ген\.?)\s*)?директор|руководитель|управляющий)"
    rf"(?i:\s*\((?i:[^)\n]*)\))?[\s:.–—-]+({_PERSON}|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+)"
)
_ADDRESS = re.compile(
    r"(?i:(юр\w*\.?(?:\s*/\s*факт\w*\.?)?|факт\w*\.?|почт\w*\.?)?\s*"
    r"(?:адрес(?:\s+(?:места\s+нахождения|регистрации|организации))?|место\s*нахождения))"
    r"[ \t]*(?:\([^)\n]*\))?[ \t]*[:.–—-]*\s*"
)
_BANK = re.compile(
    r"(?i:(?<!БИК )(?<!ИНН )(?<!КПП )(?:наименование\s+)?"
    r"банк(?:а\s+получателя|\s+получателя|а)?)[ \t]*[:–—-]\s*"
)
_NAME = re.compile(
    r"(?i:(полное|сокращ[её]нное|краткое)?\s*(?:фирменное\s+)?(?:наименование(?!\s+банка)|название"
    r"|организация|получатель|покупатель|заказчик|контрагент|плательщик)"
    r"(?:\s+(?:организации|компании|предприятия|общества))?)[ \t]*[:–—-]\s*"
)
_OTHERS = re.compile(
    r"(?i:\b(?:тел(?:ефон|\.)?|моб(?:\.|ильный)|факс|e-?mail|эл(?:ектронная|\.)?\s*почта|почта|сайт"
    r"|окпо|оквэд|окато|октмо|действующ\w+|на\s+основании|в\s+лице)\b)"
)
_BANKISH = re.compile(r"банк|bank", re.IGNORECASE)
_BANK_ALONE = re.compile(
    rf"(?:{_SHORT}\s+)?(?:{_QUOTED}\s+)?[^\n,;:]{{0,40}}?(?i:банк)[^\n,;:]{{0,60}}"
)
_LETTERS = re.compile(r"[^\W\d_]{3}")
_EDGES = " \t\n,;:.-–—/|"


def name(text: str) -> str:
    """The company as papers call it, its form shortened; never its bank."""
    labelled = sorted(_NAME.finditer(text), key=_is_full)
    for place in labelled:
        said = _value(text, place.end())
        if said and not _BANKISH.search(said):
            return names.company(said)
    if trader := _TRADER.search(text):
        return names.company(f"ИП {_cased(_cut(trader[1]))}")
    for place in _COMPANY.finditer(text):
        said = _cut(place[0])
        if not _BANKISH.search(said):
            return names.company(said)
    return ""


def director(text: str) -> str:
    """The person behind "директор"; in the middle of a contract the name would be declined."""
    found = _DIRECTOR.search(text)
    return names.tidy(found[1]) if found else ""


def address(text: str) -> str:
    """The legal address before any other."""
    places = sorted(_ADDRESS.finditer(text), key=_is_other_address)
    return next(filter(None, (_value(text, place.end()) for place in places)), "")


def bank(text: str) -> str:
    """Behind its label, else the words that hold "банк"."""
    labelled = (_value(text, place.end()) for place in _BANK.finditer(text))
    if said := next(filter(_LETTERS.search, labelled), ""):
        return names.company(said)
    for line in re.split(r"[\n;]", text):
        for piece in re.split(requisites_numbers.labels(), line):
            found = _BANK_ALONE.search(_cut(piece).removeprefix("в "))
            if found and not _is_heading(found[0]):
                words = re.sub(r"^[\d\s,.]*(?:в\s+)?", "", found[0])
                return names.company(_cut(words))
    return ""


def _is_heading(text: str) -> bool:
    return re.fullmatch(r"(?i)\s*банк(?:а|овские(?:\s+реквизиты)?)?\s*", text) is not None or bool(
        re.search(r"(?i)банковск\w+\s+реквизит", text)
    )


def _is_full(place: re.Match[str]) -> bool:
    return bool(place[1]) and place[1].casefold().startswith("полн")


def _is_other_address(place: re.Match[str]) -> bool:
    return not (place[1] or "").casefold().startswith("юр")


def _value(text: str, start: int) -> str:
    """To the end of the line; an address that ends in a comma goes on below."""
    said = ""
    for line in text[start:].split("\n")[:3]:
        said = f"{said} {line}".strip()
        if said and not said.endswith(","):
            break
    return _cut(said)


def _cut(text: str) -> str:
    """Whatever is announced by another label belongs to that one."""
    ends = [
        place.start()
        for pattern in (requisites_numbers.labels(), _OTHERS, _ADDRESS, _BANK, _DIRECTOR, _NAME)
        for place in pattern.finditer(text)
        if place.start() > 0
    ]
    return names.tidy(text[: min(ends, default=len(text))]).strip(_EDGES)


def _cased(text: str) -> str:
    return text.title() if text.isupper() else text
