"""The built site: its last gate, its formulas, its checks."""
