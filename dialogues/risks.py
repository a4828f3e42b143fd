"""Which questions of risk, set and setting would change what is offered after which frame.

What, in what state of mind and body, and where and with whom: the three families of the project's
safety reference, which asks one a turn at most.
"""

from __future__ import annotations

RISKS: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (frozenset({"about_to_use", "rushed", "high_now"}), ("who", "where", "what", "rushed")),
    (frozenset({"new_supply", "bad_batch"}), ("supply", "amount", "what")),
    (frozenset({"police_around"}), ("police", "where")),
    (frozenset({"outdoors", "at_home", "at_party"}), ("who", "where", "alone")),
    (frozenset({"uses_alone"}), ("naloxone", "where")),
    (frozenset({"mixing_drugs", "drinking_now", "on_medication"}), ("mixing", "amount", "who")),
    (frozenset({"injecting", "smoking_route", "sharing_works"}), ("route", "alone")),
    (frozenset({"amount_more", "no_sleep_days", "not_eating"}), ("mood", "what")),
    (frozenset({"withdrawal_now"}), ("sick", "who")),
    (frozenset({"in_pain_now"}), ("pain",)),
    (frozenset({"tolerance_drop", "hospital_or_prison_out"}), ("amount", "who", "supply")),
)  # fmt: skip
"""Frames, and the questions any of them may bring, as names of question/risk/ files."""
