"""Benchmarks: one module each, with the click command of the module's name."""
