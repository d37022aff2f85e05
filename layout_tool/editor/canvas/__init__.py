"""The page drawn: camera, layers, hit tests and the gestures of the mouse."""
