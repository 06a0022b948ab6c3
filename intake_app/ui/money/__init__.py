"""The money of one order."""
