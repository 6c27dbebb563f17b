"""Stock of a small warehouse: items, lots, reservations, reorder proposals and reports."""

from .store import Store

__all__ = ["Store"]
