"""Hearing: from a message to meanings, feelings, people, and what it asks of the talk."""
