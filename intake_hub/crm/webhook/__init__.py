"""Signed calls to any program of the shop, for CRMs no adapter knows."""
