"""The index that the search loads."""
