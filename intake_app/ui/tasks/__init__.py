"""What people ask of each other: on a page of the order, and all that waits for one person."""
