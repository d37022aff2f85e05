"""Geometry mode: a page of glyphs becomes the lines, fragments and evidence that the solver shares with text mode.

Lengths are in the page's unit (pt) unless a name says em; boxes have their origin at the top left. A page of vertical
text is turned before anything else, (x, y) to (y, W - x): its lines then run to the right like any other's.
"""
