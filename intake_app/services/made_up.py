"""People, companies and broken things that do not exist; the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from intake_app.checks import imei
from intake_app.services import shipped
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_SURNAMES = _words(
    "Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков"
    " Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров"
    " Никитин Захаров Зайцев Соловьёв Борисов Яковлев Григорьев Романов Воробьёв Сергеев Кузьмин"
    " Фролов Королёв Гусев Киселёв Ильин Максимов Поляков Сорокин Виноградов Ковалёв Белов"
    " Медведев Антонов Тарасов Жуков Баранов Филиппов Комаров Давыдов Беляев Герасимов Богданов"
    " Осипов Сидоров Матвеев Титов Марков Миронов Крылов Куликов Карпов Власов Мельников Денисов"
    " Гаврилов Тихонов Казаков Афанасьев Данилов Савельев Тимофеев Фомин Чернов Абрамов Мартынов"
    " Ефимов Щербаков Назаров Калинин Исаев Чернышёв Быков Родионов Коновалов Лазарев Климов"
    " Журавлёв Ершов Рябов Кудрявцев Ёлкин Юдин Щукин Цветков Хохлов Эрлихов Уваров Якушев"
)
_HIS = _words(
    "Александр Алексей Андрей Артём Борис Вадим Виктор Владимир Глеб Григорий Денис Дмитрий"
    " Евгений Егор Иван Игорь Илья Кирилл Константин Максим Михаил Никита Николай Олег Павел"
    " Пётр Роман Сергей Степан Тимур Фёдор Юрий Ярослав"
)
_HERS = _words(
    "Александра Алёна Алла Анастасия Анна Валентина Вера Галина Дарья Евгения Екатерина Елена"
    " Жанна Зоя Инна Ирина Ксения Лариса Людмила Марина Мария Надежда Наталья Нина Оксана Ольга"
    " Полина Светлана София Тамара Татьяна Ульяна Юлия"
)
_FATHERS = _words(
    "Александров Алексеев Андреев Борисов Викторов Владимиров Геннадьев Григорьев Дмитриев"
    " Евгеньев Иванов Игорев Константинов Львов Максимов Михайлов Николаев Олегов Павлов Петров"
    " Романов Сергеев Степанов Фёдоров Юрьев"
)
_FIRMS = _words(
    "Ромашка Вектор Северный_двор Альфа-Строй Заря Меридиан Кедр Прогресс Уют Спектр Радуга Маяк"
    " Горизонт Лотос Сфера Аист Орион Каскад Берёзка Пример"
)
_FORMS = ("ООО", "ООО", "ООО", "АО")
_STREETS = _words("Лесная Садовая Школьная Новая Полевая Речная Озёрная Парковая Южная Заводская")
_FAULTS = {
    "смартфон": (
        "не заряжается",
        "разбит экран",
        "быстро садится",
        "не включается после воды",
        "хрипит динамик",
        "не видит SIM-карту",
        "не работает камера",
    ),
    "ноутбук": (
        "перегревается и шумит",
        "залита клавиатура",
        "не включается",
        "полосы на экране",
        "не держит заряд",
        "сломана петля крышки",
        "очень медленно работает",
    ),
    "планшет": ("не реагирует на касания", "разбито стекло", "не заряжается"),
    "телевизор": ("нет изображения, звук есть", "не включается", "полоса на экране"),
    "МФУ": ("мнёт бумагу", "бледная печать", "не сканирует"),
    "принтер": ("мнёт бумагу", "полосы на печати", "не захватывает бумагу"),
    "игровая приставка": ("не читает диски", "шумит и выключается", "нет изображения"),
    "кофемашина": ("не мелет кофе", "течёт вода", "ошибка заварного блока"),
    "робот-пылесос": ("не возвращается на базу", "слабо всасывает", "не крутит щётку"),
}
_ANY_FAULT = ("не включается", "работает с перебоями", "посторонний шум", "после падения")
_LOOKS = ("потёртости корпуса", "скол угла", "царапины на экране", "без видимых повреждений", "б/у")
_KITS = ("без комплекта", "зарядное устройство", "в чехле", "коробка, кабель", "пульт", "сумка")
_REMARKS = (
    "Клиент просил позвонить после 18:00",
    "Данные сохранить обязательно",
    "Деталь заказана, ждём",
    "Разъём почищен, проверяем под нагрузкой",
    "Предложена замена модуля, думает",
)
_COMPANY_EVERY = 12
_IN_BRAND_KINDS = {"смартфон", "планшет"}


@dataclass(frozen=True, slots=True)
class Person:
    """A client who never was."""

    kind: ClientKind
    name: str
    phone: str
    email: str
    address: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A device with its trouble."""

    kind: str
    brand: str
    model: str
    serial: str
    imei: str
    fault: str
    accessories: str
    appearance: str


def person(chance: Random, number: int) -> Person:
    """Somebody; `number` makes the phone, so that no two share one."""
    phone = f"+7900{number * 6_180_339 % 10_000_000:07d}"
    if number % _COMPANY_EVERY == _COMPANY_EVERY - 1:
        firm = chance.choice(_FIRMS).replace("_", " ")
        name = f"{chance.choice(_FORMS)} «{firm}»"
        return Person(
            ClientKind.COMPANY, name, phone, f"office{number}@example.ru", _address(chance)
        )
    surname, father = chance.choice(_SURNAMES), chance.choice(_FATHERS)
    if chance.getrandbits(1):
        name = f"{surname} {chance.choice(_HIS)} {father}ич"
    else:
        name = f"{surname}а {chance.choice(_HERS)} {father}на"
    return Person(ClientKind.PERSON, name, phone, "", "")


def thing(chance: Random) -> Thing:
    """Something out of order, as it comes over a counter."""
    kind, brand, model = chance.choice(_common())
    has_imei = kind in _IN_BRAND_KINDS
    return Thing(
        kind=kind,
        brand=brand,
        model=model,
        serial="" if has_imei else f"SN{chance.randrange(10**9):09d}",
        imei=imei.completed(f"{_tac(model)}{chance.randrange(10**6):06d}") if has_imei else "",
        fault=chance.choice(_FAULTS.get(kind, _ANY_FAULT)),
        accessories=chance.choice(_KITS),
        appearance=chance.choice(_LOOKS),
    )


@cache
def _common() -> tuple[shipped.Model, ...]:
    """Twenty phones and notebooks, and one thing of each other kind."""
    models = shipped.models()
    usual = [model for model in models if model[0] in _FAULTS][:: len(models) // 40]
    return (*usual, *{model[0]: model for model in reversed(models)}.values())


def _tac(model: str) -> str:
    """The same for each device of a model, as with real ones."""
    return f"35{crc32(model.encode()) % 10**6:06d}"


def remark(chance: Random) -> str:
    """What a colleague would note down."""
    return chance.choice(_REMARKS)


def _address(chance: Random) -> str:
    return f"г. Примерск, ул. {chance.choice(_STREETS)}, д. {chance.randint(1, 99)}"
