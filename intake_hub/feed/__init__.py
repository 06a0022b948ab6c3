"""Push, merge, the gapless number, pull."""
