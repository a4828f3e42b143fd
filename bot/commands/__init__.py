"""What the command line can do: one module a command, found by being here.

Each has `add(commands)`, which names the command and its arguments (`bot.parsing.Commands`), and
`run(given)`, which does it and returns the exit code. A module imports what it needs to run
inside `run`, so that no command pays for the others.
"""
