"""The composition root: settings, addresses, who hears which event, how the site is started."""
