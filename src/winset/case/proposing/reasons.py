"""What a proposed line says of its claims: on whose word, how firmly, and what is uncertain about it."""

from __future__ import annotations

from collections.abc import Sequence

from winset.reading.ledger import Claim

STATE = {
    "done": "done",
    "ongoing": "under way",
    "planned": "planned",
    "forecast": "foreseen",
    "conditional": "conditional",
    "demanded": "asked for",
    "refused": "refused",
    "unresolved": "open",
}


def resting(claims: Sequence[tuple[str, Claim]]) -> str:
    """Each claim in a few words: how it is reported, and on whose word."""
    return " ".join(f"{report}#{claim.id}: {state(claim)}, {word_of(claim)}." for report, claim in claims[:4])


def state(claim: Claim) -> str:
    """How a claim has it: its commitment where it speaks of one, its status, and how likely its words make it."""
    words = claim.commitment.replace("_", " ") if claim.commitment else STATE[claim.status]
    if claim.commitment in ("agreed", "agreed_partly", "agreed_in_principle"):
        weak = [one.span.exact for one in claim.hedges if one.kind == "approximator"]
        words += f" ({', '.join(weak)})" if weak else ""
    likely = claim.likelihood
    return f"{words}, {round(100 * likely.low)}-{round(100 * likely.high)} %" if likely else words


def word_of(claim: Claim) -> str:
    """On whose word a claim rests."""
    if claim.source.type == "outlet":
        return "the outlet itself" + (", in its headline" if claim.section == "headline" else "")
    words = claim.source.descriptor or (claim.source.span.exact if claim.source.span else "nobody named")
    return f"unnamed ({words})" if claim.source.type == "anonymous" else " ".join(words.split())


def doubts(claims: Sequence[tuple[str, Claim]]) -> list[str]:
    """What is uncertain about a line that rests on these claims."""
    found = []
    own = [claim for _, claim in claims]
    if own and all(claim.source.type in ("anonymous", "unspecified") for claim in own):
        found.append("Nobody answers for it by name.")
    if own and all(claim.section == "headline" for claim in own):
        found.append("Only a headline says so.")
    levels = {claim.commitment for claim in own if claim.commitment}
    if len(levels) > 1:
        found.append("The claims differ on how far it is agreed.")
    if own and all(claim.status in ("forecast", "planned") for claim in own):
        found.append("It is expected, not reported as decided.")
    return found
