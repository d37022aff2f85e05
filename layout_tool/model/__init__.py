"""The document model: frozen values, pure functions, no files, no libraries, no screen."""
