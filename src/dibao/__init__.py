"""Dibao 邸报: the reports that units write go in; one brief comes out in which every figure can be traced."""

__version__ = "0.1.0"
