"""A second coder, of the text alone: what each sentence is, as experts would label it."""
