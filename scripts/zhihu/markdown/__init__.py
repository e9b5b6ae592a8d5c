"""What a Markdown text is made of: spans, links, lines, blocks, tags; the parser is talked to here alone."""
