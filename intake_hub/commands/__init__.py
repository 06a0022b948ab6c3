"""What the commands of the hub do; each imports what it needs when it runs."""
