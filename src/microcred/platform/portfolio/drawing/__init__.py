"""The timeline as a picture: what happened becomes lanes, lanes become shapes, shapes become SVG or typst."""
