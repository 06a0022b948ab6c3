"""Odoo: partners, and orders as opportunities or as repairs."""
