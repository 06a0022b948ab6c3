"""The wire protocol over HTTP: a request becomes one call of the feed, and back."""
