"""Which questions of risk, set and setting follow which cue.

The order is the project's safety reference's: who is there before what it is.
"""

from __future__ import annotations

RISK_ORDER: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
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
"""After which cue which question may be asked, one at a time: who is there before what it is."""
