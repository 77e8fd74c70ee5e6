import re
from collections import namedtuple

Lexeme = namedtuple("Lexeme", "kind text row col")

RULES = [
    ("NUMBER", r"\d+(\.\d+)?"),
    ("IDENT", r"[A-Za-z_]\w*"),
    ("STRING", r'"(\\.|[^"\\])*"'),
    ("ARROW", r"->"),
    ("OP", r"[-+*/=<>!]=?"),
    ("PUNCT", r"[(){}\[\],;:]"),
    ("NEWLINE", r"\n"),
    ("SKIP", r"[ \t]+"),
    ("MISMATCH", r"."),
]
MASTER = re.compile("|".join(f"(?P<{k}>{v})" for k, v in RULES))
PRECEDENCE = {"==": 1, "<": 2, ">": 2, "+": 3, "-": 3, "*": 4, "/": 4}


class GrammarError(SyntaxError):
    pass


def lex(src):
    row, line_start = 1, 0
    for m in MASTER.finditer(src):
        kind, text = m.lastgroup, m.group()
        if kind == "NEWLINE":
            row += 1
            line_start = m.end()
            continue
        if kind == "SKIP":
            continue
        if kind == "MISMATCH":
            raise GrammarError(f"{text!r} at row {row}")
        yield Lexeme(kind, text, row, m.start() - line_start)


def unescape(literal):
    out = []
    it = iter(literal[1:-1])
    for ch in it:
        if ch == "\\":
            ch = {"n": "\n", "t": "\t"}.get(nxt := next(it), nxt)
        out.append(ch)
    return "".join(out)


class PrattParser:
    def __init__(self, lexemes):
        self.lexemes = list(lexemes)
        self.pos = 0

    def peek(self):
        if self.pos < len(self.lexemes):
            return self.lexemes[self.pos]
        return None

    def advance(self):
        tok = self.peek()
        if tok is None:
            raise GrammarError("unexpected end of input")
        self.pos += 1
        return tok

    def expect(self, kind, text=None):
        tok = self.advance()
        if tok.kind != kind or (text is not None and tok.text != text):
            raise GrammarError(f"expected {text or kind}, got {tok.text!r} in row {tok.row}")
        return tok

    def accept_punct(self, text):
        tok = self.peek()
        if tok is not None and tok.kind == "PUNCT" and tok.text == text:
            self.pos += 1
            return True
        return False

    def expression(self, min_bp=0):
        left = self.prefix()
        while True:
            op = self.peek()
            if op is None or op.kind != "OP":
                break
            bp = PRECEDENCE.get(op.text, 0)
            if bp <= min_bp:
                break
            self.advance()
            left = ("binary", op.text, left, self.expression(bp))
        return left

    def prefix(self):
        tok = self.advance()
        if tok.kind == "NUMBER":
            return ("num", float(tok.text))
        if tok.kind == "STRING":
            return ("str", unescape(tok.text))
        if tok.kind == "IDENT":
            if self.accept_punct("("):
                return ("call", tok.text, self.call_args())
            return ("name", tok.text)
        if tok.text == "(":
            inner = self.expression()
            self.expect("PUNCT", ")")
            return inner
        raise GrammarError(f"cannot start an expression with {tok.text!r}")

    def call_args(self):
        args = []
        if self.accept_punct(")"):
            return args
        while True:
            args.append(self.expression())
            if self.accept_punct(")"):
                return args
            self.expect("PUNCT", ",")


def fold_constants(node):
    if node[0] != "binary":
        return node
    _, op, lhs, rhs = node
    lhs, rhs = fold_constants(lhs), fold_constants(rhs)
    if lhs[0] == rhs[0] == "num":
        if op == "+":
            return ("num", lhs[1] + rhs[1])
        if op == "*":
            return ("num", lhs[1] * rhs[1])
    return ("binary", op, lhs, rhs)


def to_rpn(node, out=None):
    out = [] if out is None else out
    if node[0] == "binary":
        to_rpn(node[2], out)
        to_rpn(node[3], out)
        out.append(node[1])
    else:
        out.append(node[1])
    return out


def free_names(node):
    if node[0] == "name":
        return {node[1]}
    found = set()
    for child in node[1:]:
        if isinstance(child, tuple):
            found |= free_names(child)
        elif isinstance(child, list):
            for grandchild in child:
                found |= free_names(grandchild)
    return found


def pretty(node, depth=0):
    pad = "  " * depth
    if node[0] in ("num", "str", "name"):
        return f"{pad}{node[1]}"
    if node[0] == "call":
        return "\n".join([f"{pad}{node[1]}()", *(pretty(a, depth + 1) for a in node[2])])
    return "\n".join([pad + node[1], pretty(node[2], depth + 1), pretty(node[3], depth + 1)])
