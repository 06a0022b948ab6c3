"""Who may ask: shops, codes, tokens, and keys handed from desk to desk."""
