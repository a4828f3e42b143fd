"""Which way a message leans: a small trained classifier beside the rules of listening.

It votes; it never decides alone: `fusing` says how its vote and the rules' reading become one.
"""
