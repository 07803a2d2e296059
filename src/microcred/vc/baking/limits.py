"""How much is read of a file from a stranger. All are checked before any decoding."""

PNG_BYTES = 20_000_000
PNG_PIXELS = 50_000_000
"""Width times height, from the header."""
PNG_CHUNKS = 20_000
SVG_BYTES = 5_000_000
SVG_ELEMENTS = 50_000
SVG_DEPTH = 100
PDF_BYTES = 20_000_000
PDF_ATTACHMENTS = 16
CREDENTIAL_BYTES = 2_000_000
"""The credential itself, once taken out."""
