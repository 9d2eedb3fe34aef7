"""Simulated participants, who use the same protocol as everyone else."""
