"""Forty line signs of our own, each one path of strokes in a square of 24 units."""

from __future__ import annotations

from collections.abc import Mapping

SIGNS: Mapping[str, str] = {
    "presentation": "M3 4H21M4.5 4V15H19.5V4M12 15V18M8 21L12 18L16 21M8 11L11 8.5L13.5 10.5L16.5 7.5",
    "conversation": "M3 4H15V12H8L5 15V12H3ZM18 8H21V17H19V20L16 17H10V15",
    "team": (
        "M12 10A3 3 0 1 0 12 4A3 3 0 0 0 12 10M6 20V17A6 5 0 0 1 18 17V20M4.5 11.5A2 2 0 1 1 6 8.5"
        "M19.5 11.5A2 2 0 1 0 18 8.5M2 18V16.5A3.5 3.5 0 0 1 5 14M22 18V16.5A3.5 3.5 0 0 0 19 14"
    ),
    "listening": (
        "M7 9A5 5 0 0 1 17 9C17 13 13 13.5 13 17A3 3 0 0 1 7.5 18.5M10 9A2 2 0 0 1 14 9C14 11 12 11 12 13"
    ),
    "negotiation": (
        "M2 8L6 6L12 9L18 6L22 8M2 15L5 16L9 19.5L12 20.5L15 19L19 16L22 15M12 9L8 12.5"
        "A1.8 1.8 0 0 0 10.5 15L13 13L18 17"
    ),
    "compass": "M12 21A9 9 0 1 0 12 3A9 9 0 0 0 12 21M15.5 8.5L13.5 13.5L8.5 15.5L10.5 10.5Z",
    "decision": "M12 21V13M12 13L5 6M12 13L19 6M5 10V6H9M19 10V6H15",
    "plan": "M4 5H20V20H4ZM4 9H20M8 3V6M16 3V6M8 13H11M8 16.5H15",
    "clock": "M12 21A9 9 0 1 0 12 3A9 9 0 0 0 12 21M12 7V12L15.5 14.5",
    "idea": "M9 17H15M10 20H14M9 17C9 14 6 13 6 9A6 6 0 0 1 18 9C18 13 15 14 15 17M12 17V12",
    "book": "M12 6C9 4 6 4 3 4.5V18.5C6 18 9 18 12 20C15 18 18 18 21 18.5V4.5C18 4 15 4 12 6V20",
    "writing": "M4 20L5 16L16.5 4.5L19.5 7.5L8 19ZM14 7L17 10M12 20H20",
    "language": "M3 6H13M8 4V6M5 15C9 13 11 10 11 6M5 9C6 12 9 14 12 15M12 20L16.5 10L21 20M13.8 16.5H19.2",
    "teaching": "M12 4L22 8.5L12 13L2 8.5ZM6 10.5V15.5C9 18.5 15 18.5 18 15.5V10.5M22 8.5V15",
    "code": "M8 6L2.5 12L8 18M16 6L21.5 12L16 18M13.5 4L10.5 20",
    "screen": "M3 4H21V16H3ZM9 20H15M12 16V20",
    "network": (
        "M12 8A2.5 2.5 0 1 0 12 3A2.5 2.5 0 0 0 12 8M5.5 20.5A2.5 2.5 0 1 0 5.5 15.5"
        "A2.5 2.5 0 0 0 5.5 20.5M18.5 20.5A2.5 2.5 0 1 0 18.5 15.5A2.5 2.5 0 0 0 18.5 20.5M10.8 7.8"
        "L6.7 15.8M13.2 7.8L17.3 15.8M8 18H16"
    ),
    "data": (
        "M12 9C16 9 19.5 7.8 19.5 6S16 3 12 3S4.5 4.2 4.5 6S8 9 12 9M4.5 6V18"
        "C4.5 19.8 8 21 12 21S19.5 19.8 19.5 18V6M4.5 12C4.5 13.8 8 15 12 15S19.5 13.8 19.5 12"
    ),
    "chart": "M4 3V20H21M8 16V12M12.5 16V8M17 16V5",
    "security": "M12 3L20 6V11C20 16 17 19 12 21C7 19 4 16 4 11V6ZM8.5 12L11 14.5L15.5 9.5",
    "robot": "M6 9H18V19H6ZM12 9V5M10.5 4H13.5M9.5 13V13.5M14.5 13V13.5M9.5 16.5H14.5M3 12V16M21 12V16",
    "electricity": "M13 2.5L5 14H11.5L11 21.5L19 10H12.5Z",
    "circuit": "M8 8H16V16H8ZM10 8V4M14 8V4M10 16V20M14 16V20M8 10H4M8 14H4M16 10H20M16 14H20",
    "gear": (
        "M12 15.5A3.5 3.5 0 1 0 12 8.5A3.5 3.5 0 0 0 12 15.5M12 8.5V3M12 15.5V21M8.5 12H3M15.5 12H21"
        "M9.5 9.5L5.7 5.7M14.5 14.5L18.3 18.3M14.5 9.5L18.3 5.7M9.5 14.5L5.7 18.3"
    ),
    "wrench": (
        "M20 7L16.5 10.5L13.5 7.5L17 4A5 5 0 0 0 10.5 10.5L3.5 17.5A2.1 2.1 0 0 0 6.5 20.5L13.5 13.5"
        "A5 5 0 0 0 20 7"
    ),
    "welding": (
        "M3 20H21M6 20V16H18V20M9 12L18 3M7 14L9 12M12 16L11 13M8.5 9.5L6 9M12.5 12.5L15 13M9 6L10 8"
    ),
    "wood": "M3 15L14 4L20 10L9 21ZM6 12L8 14M9 9L10.5 10.5M12 6L14 8M3 15L9 21",
    "building": "M4 21V9L12 3L20 9V21M2 21H22M9 21V15H15V21M9 11H10M14 11H15",
    "drawing": "M4 20L11 4H13L20 20M7 14H17M12 4V2.5M9 20A6 6 0 0 0 15 20",
    "paint": (
        "M12 3A9 9 0 1 0 12 21C14 21 13.5 19 13 18C12.5 16.5 13.5 15 15 15H18C20 15 21 13.5 21 12"
        "A9 9 0 0 0 12 3M7.5 12V12.1M9.5 7.8V7.9M14.5 7.8V7.9"
    ),
    "camera": "M3 7H7.5L9 5H15L16.5 7H21V19H3ZM12 17A4 4 0 1 0 12 9A4 4 0 0 0 12 17",
    "music": (
        "M9 17.5V5L19 3V15.5M9 17.5A2.5 2.5 0 1 1 4 17.5A2.5 2.5 0 0 1 9 17.5M19 15.5"
        "A2.5 2.5 0 1 1 14 15.5A2.5 2.5 0 0 1 19 15.5"
    ),
    "kitchen": (
        "M5 11H19V17A3 3 0 0 1 16 20H8A3 3 0 0 1 5 17ZM2.5 13H5M19 13H21.5M9 8C8 7 10 6 9 4M13 8"
        "C12 7 14 6 13 4"
    ),
    "plant": "M12 21V10M12 14C7 14 5 11 5 7C9 7 12 9 12 14M12 11C12 7 15 4 19 4C19 8 17 11 12 11M7 21H17",
    "water": "M12 3C15 7 18 10.5 18 14.5A6 6 0 0 1 6 14.5C6 10.5 9 7 12 3M9.5 15A2.5 2.5 0 0 0 12 17.5",
    "laboratory": "M9 3H15M10 3V9L4.5 19A1.5 1.5 0 0 0 6 21H18A1.5 1.5 0 0 0 19.5 19L14 9V3M7 15H17",
    "care": (
        "M12 20C6 16 3 13 3 9A4.5 4.5 0 0 1 12 7A4.5 4.5 0 0 1 21 9C21 13 18 16 12 20M8 11.5H10.5L12 9"
        "L13.5 13.5L14.5 11.5H16"
    ),
    "firstaid": "M3 8H21V20H3ZM9 8V5H15V8M12 11V17M9 14H15",
    "transport": (
        "M2 6H14V17H2ZM14 10H19L22 13.5V17H14M6.5 19.5A2 2 0 1 0 6.5 15.5A2 2 0 0 0 6.5 19.5M17.5 19.5"
        "A2 2 0 1 0 17.5 15.5A2 2 0 0 0 17.5 19.5"
    ),
    "money": (
        "M12 21A9 9 0 1 0 12 3A9 9 0 0 0 12 21M15.5 8.5A4.5 4.5 0 1 0 15.5 15.5M6.5 11H12.5M6.5 13.5H12"
    ),
}
"""Name to path. A name stays; a drawing may be bettered."""


def sign_drawing(name: str, left: float, top: float, side: float, ink: str) -> str:
    """The sign `name` in a square of `side` units, as SVG strokes of constant width."""
    scale = side / 24
    return (
        f'<path d="{SIGNS[name]}" transform="translate({left:g} {top:g}) scale({scale:g})" fill="none" '
        f'stroke="{ink}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>'
    )
