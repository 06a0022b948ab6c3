"""The cash box of this desk: its shift, what is owed, what is not settled."""
