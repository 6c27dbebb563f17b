from .nodes import Assign, Binary, Call, Name, Number, Unary

LEVELS = {"+": 1, "-": 1, "*": 2, "/": 2, "%": 2, "^": 4}
UNARY_LEVEL = 3
ATOM_LEVEL = 5


def level(node):
    if isinstance(node, Binary):
        return LEVELS[node.operator]
    if isinstance(node, Unary):
        return UNARY_LEVEL
    return ATOM_LEVEL


def to_text(node):
    """The expression with no more parentheses than it needs."""
    if isinstance(node, Number):
        return number_text(node.value)
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Call):
        return f"{node.name}({', '.join(to_text(argument) for argument in node.arguments)})"
    if isinstance(node, Assign):
        return f"{node.name} = {to_text(node.value)}"
    if isinstance(node, Unary):
        return "-" + wrapped(node.operand, UNARY_LEVEL)
    own = LEVELS[node.operator]
    if node.operator == "^":
        return f"{wrapped(node.left, own + 1)} ^ {wrapped(node.right, UNARY_LEVEL)}"
    return f"{wrapped(node.left, own)} {node.operator} {wrapped(node.right, own + 1)}"


def wrapped(node, least):
    text = to_text(node)
    return f"({text})" if level(node) < least else text


def number_text(value):
    """Whole floats lose their point; others keep at most ten digits after it."""
    if isinstance(value, float):
        if value == int(value) and abs(value) < 1e15:
            return str(int(value))
        return f"{value:.10f}".rstrip("0") if abs(value) >= 1e-4 else repr(value)
    return str(value)
