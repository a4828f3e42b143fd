"""What the bot knows: helplines, fact cards, dangerous mixtures, and who may hear of them when."""
