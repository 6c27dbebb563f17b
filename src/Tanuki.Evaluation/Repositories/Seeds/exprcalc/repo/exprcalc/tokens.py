from .errors import ExpressionError

SINGLE = "+-*/%^(),;=!"


class Token:
    def __init__(self, kind, text, column):
        self.kind = kind
        self.text = text
        self.column = column

    def __repr__(self):
        return f"Token({self.kind!r}, {self.text!r}, {self.column})"


def scan_number(source, start):
    """The end of the number that begins at `start`."""
    end = start
    seen_point = False
    while end < len(source) and (source[end].isdigit() or (source[end] == "." and not seen_point)):
        if source[end] == ".":
            seen_point = True
        end += 1
    if end < len(source) and source[end] in "eE":
        exponent = end + 1
        if exponent < len(source) and source[exponent] in "+-":
            exponent += 1
        if exponent < len(source) and source[exponent].isdigit():
            while exponent < len(source) and source[exponent].isdigit():
                exponent += 1
            end = exponent
    return end


def tokenize(source):
    """All tokens of the source, the last one of kind `end`."""
    tokens = []
    at = 0
    while at < len(source):
        char = source[at]
        if char.isspace():
            at += 1
            continue
        if char.isdigit() or (char == "." and at + 1 < len(source) and source[at + 1].isdigit()):
            end = scan_number(source, at)
            tokens.append(Token("number", source[at:end], at + 1))
            at = end
        elif char.isalpha() or char == "_":
            end = at
            while end < len(source) and (source[end].isalnum() or source[end] == "_"):
                end += 1
            tokens.append(Token("name", source[at:end], at + 1))
            at = end
        elif char in SINGLE:
            tokens.append(Token(char, char, at + 1))
            at += 1
        else:
            raise ExpressionError(f"unexpected {char!r}", at + 1)
    tokens.append(Token("end", "", len(source) + 1))
    return tokens
