"""Times people agree to: read in their words, worked out on their clock, said back plainly."""
