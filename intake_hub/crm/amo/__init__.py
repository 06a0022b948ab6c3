"""amoCRM (Kommo) by its API v4: contacts, companies, and leads in a pipeline of their own."""
