"""The model, as llama.cpp computes it, with gradients of its own where PyTorch's are slow on a CPU in bf16."""

import torch
from torch.autograd import Function
from torch.nn import functional

EPSILON = 1e-5
ROPE_BASE = 10_000.0
# Rows of the attention matrix that are made at once: keys behind the last of them are never looked at.
ATTENTION_ROWS = 128


class RmsNorm(Function):
    """x / rms(x) * weight; float32 in, bfloat16 out."""

    @staticmethod
    def forward(context, x, weight):
        inverse = torch.rsqrt(x.square().mean(-1, keepdim=True) + EPSILON)
        context.save_for_backward(x, weight, inverse)
        return (x * inverse).mul_(weight).bfloat16()

    @staticmethod
    def backward(context, gradient):
        x, weight, inverse = context.saved_tensors
        normal = x * inverse
        gradient = gradient.float()
        weight_gradient = (gradient * normal).sum(tuple(range(x.dim() - 1)))
        gradient = gradient.mul_(weight)
        mean = (gradient * normal).mean(-1, keepdim=True)
        return gradient.sub_(normal.mul_(mean)).mul_(inverse), weight_gradient


class SwiGlu(Function):
    """silu(gate) * up, in bfloat16; only its inputs are kept."""

    @staticmethod
    def forward(context, gate, up):
        context.save_for_backward(gate, up)
        return torch.sigmoid(gate).mul_(gate).mul_(up)

    @staticmethod
    def backward(context, gradient):
        gate, up = context.saved_tensors
        sigmoid = torch.sigmoid(gate)
        silu = sigmoid * gate
        # silu' = sigmoid + silu * (1 - sigmoid)
        slope = torch.addcmul(sigmoid, silu, 1 - sigmoid)
        return slope.mul_(up).mul_(gradient), silu.mul_(gradient)


class CausalAttention(Function):
    """softmax(q k') v for the queries from position `first` on; q is scaled already. All [batch * heads, positions, head size]."""

    @staticmethod
    def forward(context, query, key, value, first):
        length = key.shape[1]
        pieces, outputs, sums = [], [], []
        for start in range(first, length, ATTENTION_ROWS):
            end = min(start + ATTENTION_ROWS, length)
            scores = torch.bmm(query[:, start - first : end - first], key[:, :end].transpose(1, 2))
            scores[:, :, start:].add_(torch.full((end - start, end - start), -1e9).triu_(1))
            weights = scores.sub_(scores.amax(-1, keepdim=True)).exp_()
            total = weights.sum(-1, keepdim=True, dtype=torch.float32).reciprocal_()
            outputs.append(torch.bmm(weights, value[:, :end]).mul_(total))
            pieces.append(weights)
            sums.append(total)
        output = torch.cat(outputs, 1)
        context.save_for_backward(query, key, value, output, torch.cat(sums, 1), *pieces)
        context.first = first
        return output

    @staticmethod
    def backward(context, gradient):
        query, key, value, output, total, *pieces = context.saved_tensors
        first, length = context.first, key.shape[1]
        scaled = gradient * total.to(gradient.dtype)
        rows = (scaled.float() * output).sum(-1, keepdim=True).to(gradient.dtype)
        query_gradient = torch.empty_like(query)
        key_gradient = torch.zeros(key.shape)
        value_gradient = torch.zeros(value.shape)
        for weights, start in zip(pieces, range(first, length, ATTENTION_ROWS)):
            end = min(start + ATTENTION_ROWS, length)
            here = slice(start - first, end - first)
            value_gradient[:, :end] += torch.bmm(weights.transpose(1, 2), scaled[:, here])
            score_gradient = torch.bmm(scaled[:, here], value[:, :end].transpose(1, 2)).sub_(rows[:, here]).mul_(weights)
            query_gradient[:, here] = torch.bmm(score_gradient, key[:, :end])
            key_gradient[:, :end] += torch.bmm(score_gradient.transpose(1, 2), query[:, here])
        return query_gradient, key_gradient.bfloat16(), value_gradient.bfloat16(), None


def rope_tables(length, size):
    angles = torch.outer(torch.arange(length).float(), ROPE_BASE ** (-torch.arange(0, size, 2).float() / size))
    return angles.cos().bfloat16(), angles.sin().bfloat16()


def rotate(x, cosine, sine):
    """Rotary positions over halves; checkpoints are reordered to the neighbouring pairs of llama.cpp."""
    left, right = x.chunk(2, -1)
    return torch.cat((left * cosine - right * sine, right * cosine + left * sine), -1)


class Model:
    def __init__(self, shape, generator):
        self.shape = shape
        width, hidden = shape["embedding"], shape["feedForward"]
        key_value = width // shape["heads"] * shape["keyValueHeads"]
        self.weights = {}

        def matrix(name, outputs, inputs, deviation):
            value = torch.randn(outputs, inputs, generator=generator) * deviation
            self.weights[f"{name}.weight"] = value.requires_grad_()

        def norm(name):
            self.weights[f"{name}.weight"] = torch.ones(width, requires_grad=True)

        matrix("token_embd", shape["vocabulary"], width, 0.02)
        norm("output_norm")
        for layer in range(shape["layers"]):
            block = f"blk.{layer}"
            norm(f"{block}.attn_norm")
            matrix(f"{block}.attn_q", width, width, width**-0.5)
            matrix(f"{block}.attn_k", key_value, width, width**-0.5)
            matrix(f"{block}.attn_v", key_value, width, width**-0.5)
            matrix(f"{block}.attn_output", width, width, (2 * width * shape["layers"]) ** -0.5)
            norm(f"{block}.ffn_norm")
            matrix(f"{block}.ffn_gate", hidden, width, width**-0.5)
            matrix(f"{block}.ffn_up", hidden, width, width**-0.5)
            matrix(f"{block}.ffn_down", width, hidden, (2 * hidden * shape["layers"]) ** -0.5)
        self.tables = rope_tables(shape["longest"], width // shape["heads"])

    def linear(self, x, *names):
        return functional.linear(x, torch.cat([self.weights[f"{name}.weight"] for name in names]).bfloat16())

    def attention(self, x, block, first):
        """`x` is normed; the result is for the positions from `first` on."""
        batch, length, width = x.shape
        heads, key_value_heads = self.shape["heads"], self.shape["keyValueHeads"]
        size = width // heads
        cosine, sine = (table[:length] for table in self.tables)

        def split(values, count):
            return values.view(batch, -1, count, size).transpose(1, 2)

        if first == 0:
            names = [f"{block}.attn_q", f"{block}.attn_k", f"{block}.attn_v"]
            query, key, value = self.linear(x, *names).split([width, *[size * key_value_heads] * 2], -1)
        else:
            query = self.linear(x[:, first:], f"{block}.attn_q")
            key, value = self.linear(x, f"{block}.attn_k", f"{block}.attn_v").chunk(2, -1)
        query = rotate(split(query, heads), cosine[first:], sine[first:]) * size**-0.5
        key = rotate(split(key, key_value_heads), cosine, sine)
        value = split(value, key_value_heads)
        if key_value_heads < heads:
            key, value = (part.repeat_interleave(heads // key_value_heads, 1) for part in (key, value))
        flat = (part.reshape(batch * heads, -1, size) for part in (query, key, value))
        mixed = CausalAttention.apply(*flat, first).view(batch, heads, -1, size)
        return self.linear(mixed.transpose(1, 2).reshape(batch, -1, width), f"{block}.attn_output")

    def hidden(self, tokens, first):
        """The last hidden states from position `first` on: the last block makes no others."""
        weights = self.weights
        x = functional.embedding(tokens, weights["token_embd.weight"])
        for layer in range(self.shape["layers"]):
            block = f"blk.{layer}"
            start = first if layer == self.shape["layers"] - 1 else 0
            normed = RmsNorm.apply(x, weights[f"{block}.attn_norm.weight"])
            x = x[:, start:] + self.attention(normed, block, start)
            normed = RmsNorm.apply(x, weights[f"{block}.ffn_norm.weight"])
            gate, up = self.linear(normed, f"{block}.ffn_gate", f"{block}.ffn_up").chunk(2, -1)
            x = x + self.linear(SwiGlu.apply(gate, up), f"{block}.ffn_down")
        return RmsNorm.apply(x, weights["output_norm.weight"])

    def losses(self, tokens, targets, first):
        """Per target: its loss and whether it is the most probable token. `targets` is -1 where nothing is asked."""
        asked = targets >= 0
        states = self.hidden(tokens, first)[asked[:, first:]]
        logits = functional.linear(states, self.weights["token_embd.weight"].bfloat16()).float()
        wanted = targets[asked]
        return functional.cross_entropy(logits, wanted, reduction="none"), logits.argmax(-1) == wanted, asked
