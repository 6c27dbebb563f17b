"""Arithmetic expressions: tokens, a parser, an evaluator and a formatter."""

from .calculator import Calculator
from .errors import ExpressionError

__all__ = ["Calculator", "ExpressionError"]
