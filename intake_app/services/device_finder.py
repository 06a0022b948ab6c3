"""What is known of devices: who has which, what they did here, kinds, models, faults, hints.

Plain SQL on the finder's connection, each answer well under a frame.
"""

from __future__ import annotations

from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from intake_app.checks import imei, names
from intake_app.models.connection import translated
from intake_app.services import device_reading, hint_shelf, learnt, matching, order_reading, shipped
from intake_app.services.matching import Shelf
from intake_app.services.shipped import Model
from intake_app.services.store_reader import StoreReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.device_history import DeviceHistory
    from intake_app.services.hint_rows import HintRow
    from intake_app.services.rows import DeviceRow

_ENDS = range(4, 7)  # so many of a number's last characters people read out


class DeviceFinder(StoreReader):
    """The part of the finder that answers the fields of the device."""

    def devices_of(self, client: UUID, typed: str = "", limit: int = 8) -> tuple[DeviceRow, ...]:
        """Devices the client brought before, latest first."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            rows = order_reading.devices_of(connection, client)
        shelf = Shelf((row, _device_text(row)) for row in rows)
        return tuple(matching.first_found(typed, (shelf,), limit))

    def device_by_code(self, code: str, brand: str = "") -> DeviceHistory | None:
        """The device that bears a scanned or typed IMEI or serial, whoever owns it."""
        connection = self._connection()
        if connection is None:
            return None
        with translated():
            found = device_reading.by_code(connection, code, brand)
            return None if found is None else device_reading.of_device(connection, found)

    def device_history(self, device: UUID) -> DeviceHistory | None:
        """What happened to a device here."""
        connection = self._connection()
        if connection is None:
            return None
        with translated():
            return device_reading.of_device(connection, device)

    def kinds(self, typed: str, limit: int = 8) -> tuple[str, ...]:
        """Device kinds used here, commonest first, then the shipped ones."""
        lang = self.lang
        shelf = self._fresh("kinds", partial(_kinds, lang), _shelf_of_kinds((), lang))
        found = matching.first_found(typed, (shelf,), limit)
        if not found:
            rare = dict.fromkeys(kind for kind, _, _ in self._rare(typed))
            found = matching.first_found(typed, (Shelf(_twice(rare)),), limit)
        return tuple(found)

    def models(
        self, typed: str, limit: int = 8, *, kind: str = "", brand: str = ""
    ) -> tuple[Model, ...]:
        """Those used here, commonest first, then shipped and imported ones.

        Those of a kind and a brand that are chosen come first.
        """
        used = self._fresh("models", _models, Shelf[Model](()))
        forgotten = self._fresh("forgotten", learnt.forgotten, frozenset[Model]())
        found = matching.first_found(typed, (used, _shipped(self.lang)))
        near = [model for model in found if _listed(model) not in forgotten]
        place = _Place(kind, brand)
        found = sorted(near, key=place.distance)
        # What stands nearer than anything common may yet be among the rare ones.
        if typed.strip() and sum(map(place.is_here, found)) < limit:
            rare = (model for model in self._rare(typed) if model[1] or model[2])
            found = sorted(dict.fromkeys((*found, *rare)), key=place.distance)
        return tuple(found[:limit])

    def brands(self, typed: str, limit: int = 8, *, kind: str = "") -> tuple[str, ...]:
        """Brands of a kind first, the commonest before the others."""
        used = self._fresh("models", _models, Shelf[Model](()))
        place = _Place(kind, "")
        models = sorted((*used.values, *_shipped(self.lang).values), key=place.distance)
        brands = dict.fromkeys(brand for _, brand, _ in models if brand)
        found = matching.first_found(typed, (Shelf(_twice(brands), ranked=False),), limit)
        rare = dict.fromkeys(brand for _, brand, _ in self._rare(typed) if brand)
        return tuple(found or rare)[:limit]

    def model_by_tac(self, number: str) -> Model | None:
        """What bore an IMEI with the same first eight digits; None when that was never seen."""
        connection, tac = self._connection(), imei.tac(number)
        if connection is None or not tac:
            return None
        with translated():
            return learnt.model_of(connection, tac)

    def colours(self, model: Model, typed: str = "", limit: int = 8) -> tuple[str, ...]:
        """Colours of a model as they were told here, the commonest first."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            found = learnt.colours(connection, model)
        return tuple(matching.first_found(typed, (Shelf(_twice(found)),), limit))

    def usual_accessories(self, kind: str, brand: str, model: str) -> tuple[str, ...]:
        """Codes of the chips that came along with at least half of such devices lately."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            return learnt.accessories(connection, (kind, brand, model))

    def faults(self, typed: str, kind: str = "", limit: int = 6) -> tuple[str, ...]:
        """Faults in few words: told here of such a kind, then the shipped ones.

        Those of other kinds are offered only while no kind is known: no dishwasher has a screen.
        """
        about = (kind, self.lang)
        shelf = self._fresh(
            f"faults of {kind}", lambda connection: _faults(learnt.faults(connection), *about), None
        )
        return tuple(matching.first_found(typed, (shelf or _faults((), *about),), limit))

    def hints_for(self, kind: str, brand: str, model: str, fault: str = "") -> tuple[HintRow, ...]:
        """What the receptionist should ask or do with such a device, the most exact first."""
        kept = self._fresh("hints", hint_shelf.kept, {})
        return hint_shelf.fitting(kept, (kind, brand, model), fault)

    def hints(self) -> tuple[HintRow, ...]:
        """All hints in force, shipped ones included, for whoever edits them."""
        return hint_shelf.in_force(self._fresh("hints", hint_shelf.kept, {}))

    def _rare(self, typed: str) -> list[Model]:
        """What is seldom used or only imported, through the index of words."""
        connection = self._connection()
        if connection is None:
            return []
        with translated():
            for query in matching.queries(typed):
                if query and (found := learnt.named(connection, matching.full_text(query))):
                    return found
        return []


class _Place:
    """How far a model is from the kind and the brand in the form."""

    def __init__(self, kind: str, brand: str) -> None:
        self._kind = _folded_kind(kind)
        self._brand = names.folded(brand)

    def distance(self, model: Model) -> int:
        """Nought for the same kind and brand; the kind weighs more."""
        other_kind = bool(self._kind) and _folded_kind(model[0]) != self._kind
        other_brand = bool(self._brand) and names.folded(model[1]) != self._brand
        return 2 * other_kind + other_brand

    def is_here(self, model: Model) -> bool:
        """Whether kind and brand are those in the form."""
        return self.distance(model) == 0


@lru_cache(maxsize=1000)
def _folded_kind(kind: str) -> str:
    return names.folded(shipped.meant(kind))


@cache
def _shipped(lang: str) -> Shelf[Model]:
    """Under both languages, in one of them."""
    return Shelf(
        ((shipped.told(kind, lang), brand, model), f"{shipped.both(kind)} {brand} {model}")
        for kind, brand, model in shipped.models()
    )


def _listed(model: Model) -> Model:
    """A model as the catalogue has it, whatever language it was shown in."""
    kind, brand, name = model
    return shipped.meant(kind), brand, name


def _models(connection: Connection) -> Shelf[Model]:
    used = (model for model, _ in learnt.used(connection))
    return Shelf((model, " ".join(model)) for model in used if model[1] or model[2])


def _kinds(lang: str, connection: Connection) -> Shelf[str]:
    uses: dict[str, int] = {}
    for (kind, _, _), count in learnt.used(connection):
        uses[kind] = uses.get(kind, 0) + count
    known = sorted(uses, key=lambda kind: -uses[kind])
    return _shelf_of_kinds(known, lang)


def _shelf_of_kinds(known: Iterable[str], lang: str) -> Shelf[str]:
    """A phone is what `тел` means in most shops, and a television where those are repaired."""
    listed = (shipped.told(kind, lang) for kind in shipped.kinds())
    once = dict.fromkeys((*known, *listed))
    return Shelf(((kind, shipped.both(shipped.meant(kind))) for kind in once), ranked=False)


def _faults(told: Iterable[tuple[str, str]], kind: str, lang: str) -> Shelf[str]:
    """Each once, in the words in which it came first, to be found in both languages."""
    wanted = shipped.meant(kind)
    near = [fault for of, fault in told if shipped.meant(of) == wanted]
    listed = [fault for of, fault in shipped.faults() if of == wanted]
    common = [fault for of, fault in shipped.faults() if not of]
    far = [] if kind else [fault for _, fault in told]
    once: dict[str, str] = {}
    for fault in (*near, *(shipped.told(fault, lang) for fault in (*listed, *common)), *far):
        once.setdefault(names.folded(fault), fault)
    return Shelf((fault, shipped.both(shipped.meant(fault))) for fault in once.values())


def _twice(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((text, text) for text in texts)


def _device_text(row: DeviceRow) -> str:
    numbers = (row.serial, row.imei, row.imei2)
    ends = " ".join(number[-end:] for number in numbers for end in _ENDS)
    return f"{row.title} {row.kind} {' '.join(numbers)} {ends}"
