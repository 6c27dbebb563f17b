from .errors import ExpressionError
from .functions import BUILTINS, CONSTANTS
from .nodes import Assign, Binary, Call, Name, Number, Unary

MOST_EXPONENT = 1000


class Evaluator:
    def __init__(self, variables=None):
        self.variables = dict(variables or {})

    def value(self, node):
        if isinstance(node, Number):
            return node.value
        if isinstance(node, Name):
            return self.lookup(node)
        if isinstance(node, Unary):
            return -self.value(node.operand)
        if isinstance(node, Binary):
            return self.binary(node)
        if isinstance(node, Call):
            return self.call(node)
        if isinstance(node, Assign):
            return self.assign(node)
        raise TypeError(f"unknown node {node!r}")

    def lookup(self, node):
        if node.name in self.variables:
            return self.variables[node.name]
        if node.name in CONSTANTS:
            return CONSTANTS[node.name]
        raise ExpressionError(f"unknown name {node.name!r}", node.column)

    def assign(self, node):
        if node.name in CONSTANTS:
            raise ExpressionError(f"{node.name!r} is a constant")
        result = self.value(node.value)
        self.variables[node.name] = result
        return result

    def binary(self, node):
        left = self.value(node.left)
        right = self.value(node.right)
        if node.operator == "+":
            return left + right
        if node.operator == "-":
            return left - right
        if node.operator == "*":
            return left * right
        if node.operator in ("/", "%"):
            if right == 0:
                raise ExpressionError("division by zero", node.column)
            return left / right if node.operator == "/" else left % right
        return self.power(left, right, node.column)

    def power(self, base, exponent, column):
        if abs(exponent) > MOST_EXPONENT:
            raise ExpressionError("exponent is too large", column)
        if base == 0 and exponent < 0:
            raise ExpressionError("division by zero", column)
        if base < 0 and exponent != int(exponent):
            raise ExpressionError("root of a negative number", column)
        return base ** exponent

    def call(self, node):
        if node.name not in BUILTINS:
            raise ExpressionError(f"unknown function {node.name!r}", node.column)
        function, fewest, most = BUILTINS[node.name]
        count = len(node.arguments)
        if count < fewest or (most is not None and count > most):
            raise ExpressionError(f"{node.name} takes {describe(fewest, most)}, not {count}", node.column)
        values = [self.value(argument) for argument in node.arguments]
        try:
            return function(*values)
        except ValueError as error:
            raise ExpressionError(str(error), node.column) from error


def describe(fewest, most):
    if most is None:
        return f"at least {fewest}"
    if fewest == most:
        return str(fewest)
    return f"{fewest} to {most}"
