"""The only writer to the disk, and what a run means for it."""
