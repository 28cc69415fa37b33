"""Ledger -> Markdown: one module per kind of page, each a function from values to a page.

Python decides what a page says and in which order; the templates only loop and
print. Every filer's text goes through :mod:`builder.pages.markup` on its way.
"""
