"""What the owner reads of his shop: bars on one page, which print and go out as files."""
