"""Turn a Zhihu export into pages, and prove that nothing the author wrote was lost.

The package knows neither MkDocs nor the command line; `export` and `docs` are its readers, `store` its one writer.
"""
