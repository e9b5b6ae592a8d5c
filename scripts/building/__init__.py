"""How MkDocs is made to build a large site: what the hook (scripts/hooks.py) calls, and nothing of what pages say."""
