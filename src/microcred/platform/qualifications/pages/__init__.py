"""Pages of rules and qualifications."""
