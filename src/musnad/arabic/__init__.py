"""The language: folding, words and clitics, sentences, numbers, calendar. Knows nothing of conflict."""
