class ExpressionError(Exception):
    """Something is wrong with an expression; `column` counts from 1, 0 when unknown."""

    def __init__(self, message, column=0):
        super().__init__(message)
        self.message = message
        self.column = column

    def pointer(self, source):
        """The source with a caret below the place, for people."""
        if self.column < 1:
            return source
        return source + "\n" + " " * (self.column - 1) + "^"

    def __str__(self):
        if self.column > 0:
            return f"{self.message} (column {self.column})"
        return self.message
