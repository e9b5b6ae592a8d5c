"""The ledger, and the proof that nothing was lost."""
