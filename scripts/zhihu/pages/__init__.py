"""The pages: of one question, the lists, the doors to both languages; and the pass that makes them all."""
