"""Simulated clients who talk to the bot by the thousand; no evidence about people."""
