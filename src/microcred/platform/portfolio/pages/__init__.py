"""The pages of a portfolio."""
