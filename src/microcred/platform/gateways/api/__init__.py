"""The API at /api/v1: addresses, what each needs, and what it answers."""
