"""The pages of assessors, certifiers and learners."""
