"""What the editor asks in a window of its own."""
