class Number:
    def __init__(self, value):
        self.value = value


class Name:
    def __init__(self, name, column):
        self.name = name
        self.column = column


class Unary:
    def __init__(self, operator, operand):
        self.operator = operator
        self.operand = operand


class Binary:
    def __init__(self, operator, left, right, column):
        self.operator = operator
        self.left = left
        self.right = right
        self.column = column


class Call:
    def __init__(self, name, arguments, column):
        self.name = name
        self.arguments = arguments
        self.column = column


class Assign:
    def __init__(self, name, value):
        self.name = name
        self.value = value


def children(node):
    if isinstance(node, Unary):
        return [node.operand]
    if isinstance(node, Binary):
        return [node.left, node.right]
    if isinstance(node, Call):
        return list(node.arguments)
    if isinstance(node, Assign):
        return [node.value]
    return []


def depth(node):
    """How deep the tree is; a leaf has depth 1."""
    below = [depth(child) for child in children(node)]
    return 1 + max(below, default=0)


def free_names(node):
    """Names that the expression reads, sorted."""
    found = set()
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, Name):
            found.add(current.name)
        stack.extend(children(current))
    return sorted(found)
