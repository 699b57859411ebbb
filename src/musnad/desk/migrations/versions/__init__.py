"""One module for each step; the newest is the schema of this Musnad."""
