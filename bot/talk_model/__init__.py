"""Training and judging the classifier of change, neutral and sustain talk (scikit-learn)."""
