"""The document model: frozen values, pure functions, no files, no screen; pydantic only where JSON is read."""
