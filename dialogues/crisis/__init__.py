"""What is said in danger, for many turns: a small machine of its own, driven by tables.

`scenarios` says which talk a danger opens, `steps` which answer leads to what, `answers` hears
the answer, `saying` puts the message together, `talking` is the one way in.
"""
