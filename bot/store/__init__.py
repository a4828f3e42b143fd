"""What is kept, and how: tables, keys, sealing, people, forgetting."""
