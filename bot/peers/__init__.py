"""Peer workers: roles, pairings, talks relayed by the bot, and what the pilot comes to."""
