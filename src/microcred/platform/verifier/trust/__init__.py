"""Whom to trust: policies as values, read from the stored lists and from this installation's own registry."""
