"""The pages of goals, plans and openings."""
