"""The engine: one evidence table, one linear score, one global optimum, every decision explained."""
