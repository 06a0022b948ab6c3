"""The store as the exchange sees it: fulfils `sync.replica.Replica`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoreReplica:
    """See the protocol for the contract of each verb."""
