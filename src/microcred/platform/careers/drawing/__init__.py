"""Gaps and plans as pictures: SVG made here, without scripts; colours are classes of `careers.css`."""
