"""Where the transcripts lie."""

from pathlib import Path

TRANSCRIPTS = Path(__file__).parents[1] / "transcripts" / "en"
