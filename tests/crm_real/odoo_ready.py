"""The stand over a real Odoo 11."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from tests.crm.loopback import Asked, Between
from tests.crm.odoo_stand import OdooStand, is_change

if TYPE_CHECKING:
    from tests.crm_real.rig_odoo import Odoo


class Between11(Between):
    """Spoils what changes something."""

    @override
    def changes(self, asked: Asked) -> bool:
        return is_change(asked)


def stand_on(between: Between11, odoo: Odoo) -> OdooStand:
    """The price is kept in a field that was renamed later."""
    return OdooStand(between, odoo.key, odoo.administrator, total="planned_revenue")
