"""Recognising what Zhihu and exporters left: rules take it out with this, and finders report it."""
