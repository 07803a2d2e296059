"""Ten pairs of occupations of ESCO, and for each one thing that whoever has the first holds in part of the second.

Each names the skill wanted, the skill held, and how the two stand to each other; a person who knows the work
can say whether it is true. `benches/pairs.py` counts the rest of each gap.
"""

from __future__ import annotations

PAIRS = (
    (
        "cook",
        "chef",
        "execute chilling processes to food products",
        "use food preparation techniques",
        "broader",
    ),
    (
        "waiter/waitress",
        "bartender",
        "prepare mixed beverages",
        "prepare alcoholic beverages",
        "narrower",
    ),
    (
        "nurse assistant",
        "nurse responsible for general care",
        "deal with emergency care situations",
        "respond to changing situations in health care",
        "broader",
    ),
    ("web developer", "software developer", "Haskell", "computer programming", "broader"),
    ("bricklayer", "tile fitter", "fill tile joints", "finish mortar joints", "same-group"),
    ("carpenter", "cabinet maker", "stain wood", "apply wood finishes", "broader"),
    ("translator", "interpreter", "perform sight translation", "translate texts", "broader"),
    ("blacksmith", "welder", "weld in hyperbaric conditions", "use welding equipment", "broader"),
    ("receptionist", "hotel concierge", "maintain customer service", "customer service", "related"),
    (
        "primary school teacher",
        "early years teacher",
        "teach kindergarten class content",
        "teach primary education class content",
        "same-group",
    ),
)
