"""Stancebook: from news texts to a brief whose every claim leads to a highlighted passage."""

__version__ = "0.1.0"
