"""Exercises while they are alive: one writer, one commit, then the answers and the pushes."""
