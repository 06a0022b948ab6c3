"""What a receptionist would have typed."""

from __future__ import annotations

from dataclasses import replace

from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft

PETER = ClientDraft(name="Ёлкин Пётр Ильич", phone="8 (916) 123-45-67")
PHONE = DeviceDraft(
    kind="смартфон", brand="Apple", model="iPhone 13", serial="f17 abc", imei="490154203237518"
)
INTAKE = IntakeDraft(client=PETER, device=PHONE, fault="не заряжается")


def intake(name: str = "", phone: str = "", **more: object) -> IntakeDraft:
    """`INTAKE` of somebody else."""
    client = replace(PETER, name=name or PETER.name, phone=phone)
    return replace(INTAKE, client=client, **more)
