"""Readers: files of every format in, pages out. They decode and check; they decide nothing about layout."""
