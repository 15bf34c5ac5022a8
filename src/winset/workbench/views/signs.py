"""The signs and words of sources and states, so that none is told by colour alone."""

GLYPHS = {"outlet": "■", "named": "●", "office": "▲", "document": "▬", "anonymous": "○", "unspecified": "◌"}
"""A sign for each kind of source."""

MEANINGS = {
    "outlet": "the outlet itself",
    "named": "a named person",
    "office": "an office or body",
    "document": "a document",
    "anonymous": "an unnamed source",
    "unspecified": "nobody in particular",
}
"""What each kind of source is called."""

STATES = {
    "done": "done",
    "ongoing": "going on",
    "planned": "planned",
    "forecast": "forecast",
    "conditional": "on a condition",
    "demanded": "demanded",
    "refused": "refused",
    "unresolved": "open",
}
"""What each status of a claim is called."""

REVIEWS = {
    "machine": "not reviewed",
    "confirmed": "✓ confirmed",
    "edited": "✎ edited",
    "rejected": "✗ rejected",
}
"""What each state of a claim's review is called."""
