"""The shop's own certificate authority: made at the first serve, pinned by every desk."""
