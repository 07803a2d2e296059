"""A rule in words. `telling.prose` makes the lines, from the templates in `messages`."""
