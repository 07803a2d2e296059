"""Pages about skills: finding, reading, suggesting, importing."""
