"""The pages of institutions: the public one, switching, and Settings."""
