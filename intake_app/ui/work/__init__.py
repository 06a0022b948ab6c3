"""The page of an order where work is written down: lines, findings, another workshop."""
