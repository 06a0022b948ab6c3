from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.services.vault import Vault
from intake_app.sync.secrets import FileSecrets, Place

if TYPE_CHECKING:
    from pathlib import Path

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=128)
abouts = st.binary(min_size=1, max_size=40)


@dataclass
class Pocket:
    """Secrets in memory; a deaf one forgets, as a keyring that only seems to keep."""

    kept: dict[str, str] = field(default_factory=dict[str, str])
    is_deaf: bool = False

    @property
    def place(self) -> Place:
        return Place.FILE

    def read(self, name: str) -> str | None:
        return self.kept.get(name)

    def write(self, name: str, secret: str) -> None:
        if not self.is_deaf:
            self.kept[name] = secret

    def erase(self, name: str) -> None:
        self.kept.pop(name, None)


def a_vault(pocket: Pocket | None = None) -> Vault:
    found = pocket or Pocket()
    return Vault(lambda: found, "vault-x")


VAULT = a_vault()


@given(texts, abouts)
def test_what_was_sealed_opens_for_the_same_thing(text: str, about: bytes) -> None:
    assert VAULT.open(VAULT.sealer()(text, about), about) == text


@given(texts, abouts, abouts)
def test_a_sealed_text_opens_for_nothing_else(text: str, about: bytes, other: bytes) -> None:
    sealed = VAULT.sealer()(text, about)
    if other != about:
        with pytest.raises(RejectedError) as refused:
            VAULT.open(sealed, other)
        assert refused.value.problem is Problem.PASSCODE_ALTERED


@given(texts, st.data())
def test_no_letter_of_a_sealed_text_can_be_changed(text: str, data: st.DataObject) -> None:
    sealed = VAULT.sealer()(text, b"order")
    place = data.draw(st.integers(0, len(sealed) - 1))
    letter = data.draw(st.sampled_from("Aa0-_.=").filter(lambda one: one != sealed[place]))
    with pytest.raises(RejectedError):
        VAULT.open(f"{sealed[:place]}{letter}{sealed[place + 1 :]}", b"order")


@given(texts)
def test_another_spelling_of_the_same_bytes_is_refused(text: str) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    sealed = VAULT.sealer()(text, b"order")
    coded = sealed.rstrip("=")
    spare = letters[letters.index(coded[-1]) + 1]  # bits that no byte holds
    with pytest.raises(RejectedError):
        VAULT.open(f"{coded[:-1]}{spare}{sealed[len(coded) :]}", b"order")


@pytest.mark.parametrize("text", ["", ".", "1.", "1.x.y", "2.00000000.AAAA", "1..", "кот"])
def test_what_was_never_sealed_is_refused(text: str) -> None:
    with pytest.raises(RejectedError):
        VAULT.open(text, b"order")


def test_too_short_a_text_under_our_key_is_refused() -> None:
    named = VAULT.sealer()("1234", b"x").split(".")[1]
    for rest in ("", "AAAA", "!!!!", "AAAAAAAAAAAAAAAAAAAAAAAA"):
        with pytest.raises(RejectedError) as refused:
            VAULT.open(f"1.{named}.{rest}", b"x")
        assert refused.value.problem is Problem.PASSCODE_ALTERED


def test_the_length_of_a_pin_is_not_told() -> None:
    seal = VAULT.sealer()
    assert len(seal("1234", b"x")) == len(seal("correct horse battery", b"x"))


def test_the_same_text_is_never_sealed_alike() -> None:
    seal = VAULT.sealer()
    assert seal("1234", b"x") != seal("1234", b"x")


def test_another_key_is_told_from_an_altered_text() -> None:
    with pytest.raises(RejectedError) as refused:
        a_vault().open(VAULT.sealer()("1234", b"x"), b"x")
    assert refused.value.problem is Problem.VAULT_ELSEWHERE


def test_the_key_outlives_the_program(tmp_path: Path) -> None:
    def again() -> Vault:
        return Vault(lambda: FileSecrets(tmp_path / "secrets.json"), "vault-x")

    sealed = again().sealer()("1234", b"x")
    assert again().open(sealed, b"x") == "1234"


@pytest.mark.parametrize(
    "pocket", [Pocket(is_deaf=True), Pocket({"vault-x": "kurz"}), Pocket({"vault-x": "ab"})]
)
def test_without_a_key_that_is_kept_nothing_is_sealed(pocket: Pocket) -> None:
    with pytest.raises(UnavailableError) as refused:
        a_vault(pocket).sealer()
    assert refused.value.problem is Problem.VAULT_CLOSED


def test_a_place_that_fails_closes_the_vault(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError) as refused:
        Vault(lambda: FileSecrets(tmp_path / "none" / "secrets.json"), "v").sealer()
    assert refused.value.problem is Problem.VAULT_CLOSED


def test_a_key_handed_over_first_is_sealed_with() -> None:
    other, newcomer = a_vault(), a_vault(Pocket())
    sealed = other.sealer()("1234", b"x")
    newcomer.take(next(iter(other.keys().values())))
    assert newcomer.open(sealed, b"x") == "1234"
    assert newcomer.sealer()("1", b"x").split(".")[1] == sealed.split(".")[1]


def test_a_desk_opens_with_every_key_it_was_handed() -> None:
    pocket = Pocket()
    ours, others = a_vault(pocket), [a_vault(Pocket()) for _ in range(3)]
    sealed = [one.sealer()("1234", b"x") for one in (ours, *others)]
    for other in others:
        for _ in range(2):
            ours.take(next(iter(other.keys().values())))
    assert [ours.open(one, b"x") for one in sealed] == ["1234"] * 4
    assert len(ours.keys()) == 4
    pocket.kept = {name: "ab" if name.count("-") > 1 else key for name, key in pocket.kept.items()}
    assert len(ours.keys()) == 1


def test_no_key_is_made_by_looking() -> None:
    pocket = Pocket()
    assert a_vault(pocket).keys() == {}
    assert pocket.kept == {}


def test_a_fresh_key_is_used_once_somebody_left_and_the_old_one_still_opens() -> None:
    pocket = Pocket()
    vault = a_vault(pocket)
    before = vault.sealer()("1234", b"x")
    assert not vault.part_with([])
    assert vault.part_with(["b", "a"])
    after = vault.sealer()("1234", b"x")
    assert after.split(".")[1] != before.split(".")[1]
    again = a_vault(pocket)  # a new start
    assert [one.open(text, b"x") for one in (vault, again) for text in (before, after)] == [
        "1234"
    ] * 4
    assert again.sealer()("1", b"x").split(".")[1] == after.split(".")[1]
    assert not again.part_with(["a", "b"])
    assert not again.part_with([])
    assert again.part_with(["a", "b", "c"])
    assert len(again.keys()) == 3


def test_the_key_after_somebody_left_follows_from_nothing_he_knows() -> None:
    pocket = Pocket()
    vault = Vault(lambda: pocket, "vault-x", made=lambda: bytes(32))
    assert vault.part_with(["a"])
    assert bytes(32) not in vault.keys().values()


def test_a_renewal_that_was_cut_short_loses_no_key_and_is_done_again() -> None:
    pocket = Pocket()
    vault = a_vault(pocket)
    sealed = [vault.sealer()("1", b"x")]
    assert vault.part_with(["a"])
    sealed.append(vault.sealer()("1", b"x"))
    pocket.erase("vault-x-parted")  # what is written last
    again = a_vault(pocket)
    assert again.part_with(["a"])
    assert [again.open(one, b"x") for one in sealed] == ["1", "1"]


def test_a_key_that_is_not_kept_is_not_sealed_with() -> None:
    pocket = Pocket(is_deaf=True)
    with pytest.raises(UnavailableError) as refused:
        a_vault(pocket).part_with(["a"])
    assert refused.value.problem is Problem.VAULT_CLOSED
