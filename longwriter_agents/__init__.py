"""Turn one request into a long document that provably meets it, with any language model."""

__version__ = "0.1.0"
