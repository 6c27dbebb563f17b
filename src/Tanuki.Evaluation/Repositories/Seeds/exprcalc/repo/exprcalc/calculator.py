from .errors import ExpressionError
from .evaluator import Evaluator
from .formatter import number_text, to_text
from .parser import parse


class Calculator:
    """Keeps variables and a bounded history between calls."""

    def __init__(self, history_limit=20):
        self.evaluator = Evaluator()
        self.history_limit = history_limit
        self.history = []

    def run(self, source):
        """The value of the last statement; None without any."""
        result = None
        for statement in parse(source):
            result = self.evaluator.value(statement)
            self.evaluator.variables["ans"] = result
            self.remember(to_text(statement), result)
        return result

    def remember(self, text, result):
        self.history.append((text, result))
        if len(self.history) > self.history_limit:
            del self.history[0]

    def show(self, source):
        """What a terminal prints: the result, or the error with its place."""
        try:
            result = self.run(source)
        except ExpressionError as error:
            return f"{error.pointer(source)}\nerror: {error.message}"
        return "" if result is None else number_text(result)

    def last(self, count):
        """The newest entries, newest first."""
        if count <= 0:
            return []
        return list(reversed(self.history[-count:]))
