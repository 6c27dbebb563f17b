from .errors import ExpressionError
from .nodes import Assign, Binary, Call, Name, Number, Unary
from .tokens import tokenize

PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "%": 2}
MOST_DEPTH = 100


class Parser:
    def __init__(self, source):
        self.tokens = tokenize(source)
        self.at = 0
        self.nesting = 0

    @property
    def current(self):
        return self.tokens[self.at]

    def advance(self):
        token = self.current
        if token.kind != "end":
            self.at += 1
        return token

    def expect(self, kind):
        token = self.advance()
        if token.kind != kind:
            found = token.text or "the end"
            raise ExpressionError(f"expected {kind!r} but found {found!r}", token.column)
        return token

    def program(self):
        """Statements between semicolons; empty ones are left out."""
        statements = []
        while self.current.kind != "end":
            if self.current.kind == ";":
                self.advance()
                continue
            statements.append(self.statement())
            if self.current.kind != "end":
                self.expect(";")
        return statements

    def statement(self):
        if self.current.kind == "name" and self.tokens[self.at + 1].kind == "=":
            name = self.advance().text
            self.advance()
            return Assign(name, self.expression())
        return self.expression()

    def expression(self, least=1):
        self.nesting += 1
        if self.nesting > MOST_DEPTH:
            raise ExpressionError("nested too deeply", self.current.column)
        left = self.unary()
        while PRECEDENCE.get(self.current.kind, 0) >= least:
            operator = self.advance()
            right = self.expression(PRECEDENCE[operator.kind] + 1)
            left = Binary(operator.kind, left, right, operator.column)
        self.nesting -= 1
        return left

    def unary(self):
        if self.current.kind in ("-", "+"):
            operator = self.advance()
            operand = self.unary()
            return Unary("-", operand) if operator.kind == "-" else operand
        return self.power()

    def power(self):
        base = self.postfix()
        if self.current.kind == "^":
            operator = self.advance()
            return Binary("^", base, self.unary(), operator.column)
        return base

    def postfix(self):
        node = self.primary()
        while self.current.kind == "!":
            token = self.advance()
            node = Call("factorial", [node], token.column)
        return node

    def primary(self):
        token = self.advance()
        if token.kind == "number":
            return Number(float(token.text) if any(c in token.text for c in ".eE") else int(token.text))
        if token.kind == "name":
            if self.current.kind == "(":
                return Call(token.text, self.arguments(), token.column)
            return Name(token.text, token.column)
        if token.kind == "(":
            inner = self.expression()
            self.expect(")")
            return inner
        raise ExpressionError(f"unexpected {token.text or 'end'!r}", token.column)

    def arguments(self):
        self.expect("(")
        found = []
        if self.current.kind != ")":
            found.append(self.expression())
            while self.current.kind == ",":
                self.advance()
                found.append(self.expression())
        self.expect(")")
        return found


def parse(source):
    return Parser(source).program()
