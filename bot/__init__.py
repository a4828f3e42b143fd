"""Everything that knows files, the clock, chance, the terminal and, later, Telegram."""
