"""The source of a page: its picture, tile by tile, and its text."""
