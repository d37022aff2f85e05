"""The docks: pages, articles, why, reading, problems."""
