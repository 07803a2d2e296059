"""The W3C's VC API: issue, verify, derive, and presentations, for software of others that speaks it."""
