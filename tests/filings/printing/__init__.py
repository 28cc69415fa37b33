"""The tests' own printers: a record as the page that the SEC would render, and as its text."""
