"""Writers, one a format behind one registry: a document goes out whole and checked, or not at all."""
