"""Bytes to :class:`builder.model.Filing`: one module per form that a filing comes in."""
