"""A small Arabic encoder: what it reads in a report, as probabilities beside the rules."""
