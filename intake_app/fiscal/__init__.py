"""Fiscal registers behind one port; it knows nothing of printers and scanners."""
