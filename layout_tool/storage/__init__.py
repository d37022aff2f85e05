"""Projects on disk: the project file, its journal, recovery after a crash, and who has it open."""
