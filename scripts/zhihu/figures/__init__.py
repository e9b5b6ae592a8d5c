"""Figures: drawings of our own, written by a script, and copies of the author's pictures."""
