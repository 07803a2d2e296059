"""Recognition: what counts here, applications, decisions, and where credit is used."""
