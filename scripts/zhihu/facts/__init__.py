"""What people write in `source/`: facts, translations and notes."""
