"""Tryton 8: parties and sale opportunities over JSON-RPC."""
