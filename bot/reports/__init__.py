"""Pictures of written talks for people to look at."""
