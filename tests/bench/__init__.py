"""Measured beside peers; run by ``make bench``, never by the tests."""
