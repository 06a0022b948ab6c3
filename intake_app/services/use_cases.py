"""All use cases over one open store. Built in the store lane: this imports SQLAlchemy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.services.approvals import Approvals
from intake_app.services.cargo import BlobCargo
from intake_app.services.catalogue import Catalogue
from intake_app.services.cheques import Cheques
from intake_app.services.clients import Clients
from intake_app.services.consents import Consents
from intake_app.services.counts import IntakeCounts
from intake_app.services.crm_records import CrmRecords
from intake_app.services.desk_papers import DeskPapers
from intake_app.services.disputes import Disputes
from intake_app.services.estimates import Estimates
from intake_app.services.figures import OwnersView
from intake_app.services.fiscal_jobs import FiscalJobs
from intake_app.services.forgetting import Forgetting
from intake_app.services.handovers import Handovers
from intake_app.services.hints import Hints
from intake_app.services.intakes import Intakes
from intake_app.services.kept_drafts import KeptDrafts
from intake_app.services.lines import Lines
from intake_app.services.loaners import Loaners
from intake_app.services.moves import Moves
from intake_app.services.notices import Notices
from intake_app.services.orders import Orders
from intake_app.services.outside import Outside
from intake_app.services.paperwork import Paperwork
from intake_app.services.passcodes import Passcodes
from intake_app.services.payments import Payments
from intake_app.services.placements import Placements
from intake_app.services.places import Places
from intake_app.services.preferences import Preferences
from intake_app.services.price_list import PriceList
from intake_app.services.printouts import Printouts
from intake_app.services.promises import Promises
from intake_app.services.replica import StoreReplica
from intake_app.services.shifts import Shifts
from intake_app.services.staff import Staffs
from intake_app.services.stock import Stock
from intake_app.services.stocktakes import Stocktakes
from intake_app.services.taking import Taking
from intake_app.services.tasks import Tasks
from intake_app.services.unclaimed import Unclaimed
from intake_app.services.vault import Vault, new_key
from intake_app.sync.secrets import open_secrets

if TYPE_CHECKING:
    from intake_app.config import Settings
    from intake_app.models.store import Store
    from intake_app.services.blobs import Blobs
    from intake_app.services.store_keys import StoreKeys

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Services:
    """What screens, the command line and the exchange may ask for."""

    approvals: Approvals
    cargo: BlobCargo
    catalogue: Catalogue
    cheques: Cheques
    clients: Clients
    consents: Consents
    counts: IntakeCounts
    crm_records: CrmRecords
    desk_papers: DeskPapers
    disputes: Disputes
    drafts: KeptDrafts
    estimates: Estimates
    figures: OwnersView
    fiscal_jobs: FiscalJobs
    forgetting: Forgetting
    handovers: Handovers
    hints: Hints
    intakes: Intakes
    loaners: Loaners
    moves: Moves
    lines: Lines
    notices: Notices
    orders: Orders
    outside: Outside
    passcodes: Passcodes
    payments: Payments
    placements: Placements
    places: Places
    preferences: Preferences
    price_list: PriceList
    printouts: Printouts
    promises: Promises
    replica: StoreReplica
    shifts: Shifts
    staff: Staffs
    stock: Stock
    stocktakes: Stocktakes
    taking: Taking
    tasks: Tasks
    unclaimed: Unclaimed
    vault: Vault


def build(store: Store, settings: Settings, keys: StoreKeys | None, blobs: Blobs) -> Services:
    """Put them together; `keys` is None for a store that is kept plain."""
    paperwork, vault = Paperwork(settings, blobs), _vault(store, settings, keys)
    return Services(
        approvals=Approvals(store, paperwork),
        cargo=BlobCargo(store, blobs, settings.desk.photos_mb * _MB),
        catalogue=Catalogue(store),
        cheques=Cheques(store),
        clients=Clients(store, settings),
        consents=Consents(store, paperwork),
        counts=IntakeCounts(store),
        crm_records=CrmRecords(store),
        desk_papers=DeskPapers(store, paperwork),
        disputes=Disputes(store),
        drafts=KeptDrafts(store, vault),
        estimates=Estimates(store, paperwork),
        figures=OwnersView(store, settings.shop),
        fiscal_jobs=FiscalJobs(store, paperwork),
        forgetting=Forgetting(store, blobs),
        handovers=Handovers(store, paperwork),
        hints=Hints(store),
        intakes=Intakes(store, settings, paperwork, vault),
        loaners=Loaners(store, paperwork),
        moves=Moves(store, settings.shop.legal_profile),
        lines=Lines(store, settings.shop.warranty_days),
        notices=Notices(store),
        orders=Orders(store, paperwork),
        outside=Outside(store),
        passcodes=Passcodes(store, vault),
        payments=Payments(store, paperwork),
        placements=Placements(store),
        places=Places(store),
        preferences=Preferences(store),
        price_list=PriceList(store),
        printouts=Printouts(store, paperwork),
        promises=Promises(store, paperwork),
        replica=StoreReplica(store),
        shifts=Shifts(store, paperwork),
        staff=Staffs(store),
        stock=Stock(store),
        stocktakes=Stocktakes(store),
        taking=Taking(store, settings.shop.timezone),
        tasks=Tasks(store, settings.shop.timezone),
        unclaimed=Unclaimed(store, paperwork),
        vault=vault,
    )


def _vault(store: Store, settings: Settings, keys: StoreKeys | None) -> Vault:
    with store.reading() as session:
        row = session.driver.execute("SELECT origin FROM sync").fetchone()
    # A PC may hold several stores, as with the hub's tokens.
    name = f"vault-{UUID(bytes=row[0])}"
    # Derived where it can be: the recovery key then opens what was sealed, too.
    made = partial(_vault_key, keys, name) if keys is not None else new_key
    return Vault(partial(open_secrets, settings.data), name, made)


def _vault_key(keys: StoreKeys, name: str) -> bytes:
    return keys.kept().derived(name.encode())
