"""Bitrix24 over an incoming webhook: contacts, companies, and deals or items of a smart process."""
