"""The work of Diglot: no Qt, no printing, no globals. Start reading at `core.pipeline`."""

__version__ = "0.1.0"
