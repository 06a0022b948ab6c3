"""The texts of consents, by legal profile, language and day; a text once used never changes.

What a client accepted is known for ever by version and SHA-256: a better wording is a new version
with a later day. A test pins the sums. `{operator}` and `{contact}` are filled in on the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from intake_app.services.consent_rules import Purpose

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.config import ShopSettings
    from intake_app.services.papers import ShopData

Profile = Literal["ru", "neutral"]
_FIRST = date(2026, 1, 1)


@dataclass(frozen=True)
class ConsentText:
    """One wording; `years` is how long a consent to it lasts, unless it is withdrawn."""

    version: str
    profile: Profile
    language: str
    purpose: Purpose
    effective_from: date
    years: int
    title: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """All that is accepted, as one text."""
        return "\n".join((self.title, *self.paragraphs))

    def filled(self, shop: ShopData | ShopSettings) -> str:
        """The paragraphs as a client reads them, a line each: who asks, and how to reach him."""
        signs = (shop.legal_name or shop.name, shop.inn, shop.address)
        operator = ", ".join(filter(None, signs))
        contact = ", ".join(filter(None, (shop.phone, shop.address))) or shop.name
        return "\n".join(self.paragraphs).format(operator=operator, contact=contact)

    @cached_property
    def sha256(self) -> str:
        """The sum that the ledger keeps."""
        return sha256(self.body.encode()).hexdigest()


TEXTS: tuple[ConsentText, ...] = (
    ConsentText(
        "pd-ru-ru-1",
        "ru",
        "ru",
        Purpose.PERSONAL_DATA,
        _FIRST,
        3,
        "Согласие на обработку персональных данных",
        (
            "Я даю согласие оператору: {operator}.",
            "Это отдельный документ. Приём устройства, цена и срок ремонта от него не зависят.",
            (
                "Цель: поддерживать со мной связь после окончания ремонта – узнавать меня при новом"
                " обращении, поздравлять с днём рождения и спрашивать о качестве работы. Реклама в"
                " эту цель не входит."
            ),
            (
                "Данные: фамилия, имя, отчество, телефон, электронная почта, адрес, день рождения,"
                " сведения о моих ремонтах."
            ),
            (
                "Действия: сбор, запись, систематизация, хранение, уточнение, использование,"
                " блокирование, удаление и уничтожение, с помощью компьютера и без него. Третьим"
                " лицам данные не передаются и не распространяются."
            ),
            "Срок: три года со дня подписания или до отзыва.",
            (
                "Отозвать согласие можно в любое время: {contact}. После отзыва данные, которые"
                " закон не обязывает хранить, уничтожаются в течение 30 дней."
            ),
        ),
    ),
    ConsentText(
        "ad-ru-ru-1",
        "ru",
        "ru",
        Purpose.ADVERTISING,
        _FIRST,
        3,
        "Согласие на получение рекламы",
        (
            "Я даю согласие рекламораспространителю: {operator}.",
            "Это отдельный документ. Приём устройства, цена и срок ремонта от него не зависят.",
            "Цель: сообщать мне о скидках, акциях и услугах сервисного центра.",
            "Данные: имя, телефон, электронная почта.",
            (
                "Способы: SMS, сообщения в мессенджерах, электронная почта и звонки сотрудника."
                " Автоматических звонков не будет. Третьим лицам данные не передаются."
            ),
            "Срок: три года со дня подписания или до отзыва.",
            "Отказаться можно в любое время: {contact}. Рассылка прекращается немедленно.",
        ),
    ),
    ConsentText(
        "pd-ru-en-1",
        "ru",
        "en",
        Purpose.PERSONAL_DATA,
        _FIRST,
        3,
        "Consent to the processing of personal data",
        (
            "I give this consent to the operator: {operator}.",
            (
                "This is a document of its own. Taking in the device, the price and the date of the"
                " repair do not depend on it."
            ),
            (
                "Purpose: to stay in touch with me after the repair is over – to recognise me"
                " when I"
                " come again, to congratulate me on my birthday and to ask about the quality of the"
                " work. Advertising is not part of this purpose."
            ),
            "Data: name, telephone, e-mail, address, birthday, the record of my repairs.",
            (
                "Actions: collection, recording, systematisation, storage, correction, use,"
                " blocking,"
                " deletion and destruction, by computer and without. The data are not handed to"
                " third"
                " parties and not made public."
            ),
            "Term: three years from the day of signing, or until withdrawn.",
            (
                "This consent can be withdrawn at any time: {contact}. Data that the law does not"
                " oblige us to keep are destroyed within 30 days after that."
            ),
        ),
    ),
    ConsentText(
        "ad-ru-en-1",
        "ru",
        "en",
        Purpose.ADVERTISING,
        _FIRST,
        3,
        "Consent to receive advertising",
        (
            "I give this consent to the distributor of advertising: {operator}.",
            (
                "This is a document of its own. Taking in the device, the price and the date of the"
                " repair do not depend on it."
            ),
            "Purpose: to tell me about discounts, offers and services of the service centre.",
            "Data: name, telephone, e-mail.",
            (
                "By: SMS, messengers, e-mail and calls by a member of the staff. There are no"
                " automatic calls. The data are not handed to third parties."
            ),
            "Term: three years from the day of signing, or until withdrawn.",
            "I can refuse at any time: {contact}. Messages stop at once.",
        ),
    ),
    ConsentText(
        "pd-neutral-en-1",
        "neutral",
        "en",
        Purpose.PERSONAL_DATA,
        _FIRST,
        2,
        "Consent to keeping my contact data",
        (
            "I give this consent to: {operator}.",
            "It is voluntary. The repair, its price and its date do not depend on it.",
            (
                "Purpose: to stay in touch with me after the repair is over, to congratulate me"
                " on my"
                " birthday and to ask about the quality of the work. Advertising is not included."
            ),
            (
                "Data: name, telephone, e-mail, address, birthday, the record of my repairs."
                " They are"
                " kept by the shop alone and not handed to anybody."
            ),
            "Term: two years from the day of signing, or until withdrawn.",
            (
                "I can withdraw this consent at any time, as easily as I gave it: {contact}. I"
                " may ask"
                " for a copy of my data, their correction or erasure, and complain to the"
                " supervisory"
                " authority."
            ),
        ),
    ),
    ConsentText(
        "ad-neutral-en-1",
        "neutral",
        "en",
        Purpose.ADVERTISING,
        _FIRST,
        2,
        "Consent to receive advertising",
        (
            "I give this consent to: {operator}.",
            "It is voluntary. The repair, its price and its date do not depend on it.",
            (
                "Purpose: to tell me about discounts, offers and services of the shop by SMS,"
                " messenger, e-mail or telephone."
            ),
            "Data: name, telephone, e-mail.",
            "Term: two years from the day of signing, or until withdrawn.",
            "I can withdraw this consent at any time, in any message or here: {contact}.",
        ),
    ),
    ConsentText(
        "pd-neutral-ru-1",
        "neutral",
        "ru",
        Purpose.PERSONAL_DATA,
        _FIRST,
        2,
        "Согласие на хранение моих контактных данных",
        (
            "Я даю согласие: {operator}.",
            "Оно добровольное. Ремонт, его цена и срок от него не зависят.",
            (
                "Цель: поддерживать со мной связь после окончания ремонта, поздравлять с днём"
                " рождения"
                " и спрашивать о качестве работы. Реклама сюда не входит."
            ),
            (
                "Данные: имя, телефон, электронная почта, адрес, день рождения, сведения о моих"
                " ремонтах. Их хранит только сервис и никому не передаёт."
            ),
            "Срок: два года со дня подписания или до отзыва.",
            (
                "Отозвать согласие можно в любое время так же просто, как дать: {contact}. Я могу"
                " получить копию своих данных, потребовать их исправить или удалить и"
                " пожаловаться в"
                " надзорный орган."
            ),
        ),
    ),
    ConsentText(
        "ad-neutral-ru-1",
        "neutral",
        "ru",
        Purpose.ADVERTISING,
        _FIRST,
        2,
        "Согласие на получение рекламы",
        (
            "Я даю согласие: {operator}.",
            "Оно добровольное. Ремонт, его цена и срок от него не зависят.",
            (
                "Цель: сообщать мне о скидках, акциях и услугах сервиса по SMS, в мессенджерах, по"
                " электронной почте или телефону."
            ),
            "Данные: имя, телефон, электронная почта.",
            "Срок: два года со дня подписания или до отзыва.",
            "Отказаться можно в любое время, ответом на сообщение или здесь: {contact}.",
        ),
    ),
)
"""In the order of their days within one profile, language and purpose."""


def text_of(profile: Profile, language: str, purpose: Purpose, at: datetime) -> ConsentText:
    """The wording in force on the day, in English where there is none in a language."""
    known = [text for text in TEXTS if text.profile == profile and text.purpose == purpose]
    spoken = [text for text in known if text.language == language]
    spoken = spoken or [text for text in known if text.language == "en"]
    return next((text for text in reversed(spoken) if text.effective_from <= at.date()), spoken[0])


def by_version(version: str) -> ConsentText | None:
    """A wording that somebody accepted once."""
    return next((text for text in TEXTS if text.version == version), None)
