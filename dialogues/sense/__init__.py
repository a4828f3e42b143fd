"""The sense of a message, beyond its words: a small sentence encoder, taught on our own messages.

`sense` gives scores; it decides nothing. `dialogues.safety` asks it.
"""
