"""Printed pages: the sample PDFs, set in type from texts of our own, with their truth."""
