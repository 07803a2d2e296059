"""The pages about awards: the officer's sheet in four steps, the register, one award; the holder's page."""
