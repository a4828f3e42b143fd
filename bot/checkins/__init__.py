"""Check-ins: a hello at a time the client agreed to, sent once, answered or left in peace."""
