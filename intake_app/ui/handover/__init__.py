"""The page on which a device leaves, and the loaners that must come back before."""
