"""What lies in the shop: parts, prices, what is waited for, and whatever else has a tab here."""
