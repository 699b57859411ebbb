"""The world as data: types, triggers, actors, sources, weapons, places. Data files with small loaders."""
