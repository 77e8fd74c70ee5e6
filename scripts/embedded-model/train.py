"""Trains hanzo-embedded: a small llama on the CPU, in bf16, on what pack.ts wrote.

    /usr/bin/python3 scripts/embedded-model/train.py --data DIR --out DIR [--minutes 60]

Everything is PyTorch from Debian (python3-torch 1.13), without any other package. Checkpoints hold the weights as llama.cpp wants
them (weights.bin, weights.json: read by export.ts) and what is needed to go on (state.pt); --resume goes on from the newest.
"""

import argparse
import csv
import json
import math
import os
import pathlib
import random
import sys
import threading
import time

# PyTorch gives large blocks back to the system after each operation and has them zeroed again: a third of the time, without this.
ALLOCATOR = "glibc.malloc.mmap_threshold=17179869184:glibc.malloc.trim_threshold=17179869184:glibc.malloc.hugetlb=1"
if __name__ == "__main__" and "GLIBC_TUNABLES" not in os.environ:
    os.execve("/proc/self/exe", ["python3", *sys.argv], {**os.environ, "GLIBC_TUNABLES": ALLOCATOR})

import torch
import torch.multiprocessing as processes
from multiprocessing import connection

from batches import Course, Examples
from model import Model, ROPE_BASE


class Optimizer:
    """Muon for the blocks' matrices, AdamW for embedding and norms."""

    def __init__(self, weights, flags):
        self.weights, self.rate, self.matrix_rate, self.decay = weights, flags.rate, flags.matrix_rate, flags.decay
        self.step_count = 0
        self.state = {
            name: {"first": torch.zeros(value.shape).share_memory_(), "second": torch.zeros(value.shape).share_memory_()}
            for name, value in weights.items()
        }

    @staticmethod
    def is_matrix(name):
        return name.startswith("blk.") and "norm" not in name

    @staticmethod
    def orthogonal(update):
        """The nearest matrix with equal singular values, nearly: five Newton-Schulz steps with the coefficients of Muon."""
        x = update.bfloat16()
        tall = x.shape[0] > x.shape[1]
        x = x.t() if tall else x
        x = x / (x.norm() + 1e-7)
        for _ in range(5):
            square = x @ x.t()
            x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
        return (x.t() if tall else x).float()

    @torch.no_grad()
    def step(self, gradients, factor):
        """Takes a step with the weights that have a gradient here."""
        self.step_count += 1
        for name, gradient in gradients.items():
            value, state = self.weights[name], self.state[name]
            if self.is_matrix(name) and self.matrix_rate > 0:
                state["first"].lerp_(gradient, 0.05)
                update = self.orthogonal(torch.lerp(gradient, state["first"], 0.95))
                rate = self.matrix_rate * factor
                value.mul_(1 - rate * self.decay)
                value.add_(update, alpha=-rate * max(1.0, value.shape[0] / value.shape[1]) ** 0.5)
            else:
                state["first"].lerp_(gradient, 0.1)
                state["second"].lerp_(gradient.square(), 0.05)
                mean = state["first"] / (1 - 0.9**self.step_count)
                spread = (state["second"] / (1 - 0.95**self.step_count)).sqrt_().add_(1e-10)
                value.mul_(1 - self.rate * factor * (0.1 if value.dim() > 1 else 0))
                value.addcdiv_(mean, spread, value=-self.rate * factor)


class Team:
    """Processes of one thread each: every one works on a batch of its own, and takes the step for its share of the weights.

    Threads within operations would wait for each other hundreds of times in a step; these meet three times in all.
    """

    def __init__(self, weights, count):
        self.count = count
        self.barrier = processes.Barrier(count)
        self.gradients = [{name: torch.zeros(value.shape).share_memory_() for name, value in weights.items()} for _ in range(count)]
        self.facts = torch.zeros(count, 4, dtype=torch.float64).share_memory_()
        # The smallest share gets the next weight, largest first.
        sizes, self.shares = [0] * count, [set() for _ in range(count)]
        for name, value in sorted(weights.items(), key=lambda item: -item[1].numel()):
            rank = sizes.index(min(sizes))
            self.shares[rank].add(name)
            sizes[rank] += value.numel()

    def meet(self):
        self.barrier.wait()

    def average(self, rank, weights):
        """The mean gradients of this process's share, clipped to a norm of 1 over all."""
        for name, value in weights.items():
            self.gradients[rank][name].copy_(value.grad)
            value.grad = None
        self.meet()
        mine = {name: sum(gradients[name] for gradients in self.gradients) / self.count for name in self.shares[rank]}
        self.facts[rank, 0] = sum(float(gradient.square().sum()) for gradient in mine.values())
        self.meet()
        scale = min(1.0, 1.0 / (math.sqrt(float(self.facts[:, 0].sum())) + 1e-6))
        return {name: gradient.mul_(scale) for name, gradient in mine.items()}

    def sum(self, rank, *numbers):
        """Each number, summed over all processes."""
        self.facts[rank, 1 : 1 + len(numbers)] = torch.tensor(numbers, dtype=torch.float64)
        self.meet()
        return self.facts[:, 1 : 1 + len(numbers)].sum(0).tolist()


def rate_factor(progress, warm_up=0.02, last=0.02):
    """Linear warm-up, then a cosine; `progress` is the share of the run that is over."""
    if progress < warm_up:
        return progress / warm_up + 1e-3
    return last + (1 - last) * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - warm_up) / (1 - warm_up))))


def in_llama_order(name, value, shape):
    """llama.cpp rotates neighbouring pairs, we rotate halves: the rows of q and k change places."""
    heads = {"attn_q": shape["heads"], "attn_k": shape["keyValueHeads"]}.get(name.split(".")[-2])
    if heads is None:
        return value
    return value.view(heads, 2, -1, value.shape[1]).transpose(1, 2).reshape(value.shape)


def write_checkpoint(folder, model, optimizer, run):
    folder.mkdir(parents=True, exist_ok=True)
    tensors, offset = [], 0
    with open(folder / "weights.bin.part", "wb") as file:
        for name, value in model.weights.items():
            ordered = in_llama_order(name, value.detach(), model.shape).contiguous()
            file.write(ordered.numpy().tobytes())
            tensors.append({"name": name, "shape": list(reversed(value.shape)), "offset": offset})
            offset += ordered.numel() * 4
    torch.save({"weights": {name: value.detach() for name, value in model.weights.items()}, "optimizer": optimizer.state,
                "steps": optimizer.step_count, "run": run}, folder / "state.pt.part")
    details = {**model.shape, "ropeBase": ROPE_BASE, "run": run, "tensors": tensors}
    (folder / "weights.json.part").write_text(json.dumps(details, indent=1) + "\n")
    for name in ("weights.bin", "state.pt", "weights.json"):
        (folder / f"{name}.part").rename(folder / name)


def load_checkpoint(folder, model, optimizer):
    saved = torch.load(folder / "state.pt")
    with torch.no_grad():
        for name, value in saved["weights"].items():
            model.weights[name].copy_(value)
            for moment, kept in saved["optimizer"][name].items():
                optimizer.state[name][moment].copy_(kept)
    optimizer.step_count = saved["steps"]
    return saved["run"]


@torch.no_grad()
def validate(model, examples, tokens_per_batch):
    """Loss per answer token, and the share of examples whose greedy answer would be the expected one, token for token."""
    total, count, exact, seen = 0.0, 0, 0, 0
    for members in examples.batches(tokens_per_batch, torch.Generator().manual_seed(0)):
        tokens, targets, first, _ = examples.batch(members, 0)
        losses, right, asked = model.losses(tokens, targets, first)
        total, count = total + float(losses.sum()), count + len(losses)
        rows = asked.nonzero()[:, 0]
        exact += len(members) - len(rows[~right].unique())
        seen += len(members)
    return total / count, exact / seen


def read_flags():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True, help="a folder with train/, valid/ and vocabulary.json")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--minutes", type=float, default=60.0, help="the run ends then; its schedule, too")
    parser.add_argument("--steps", type=int, default=0, help="end after so many steps instead: the same result on every run")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2, help="of one thread each; a step takes a batch for each of them")
    parser.add_argument("--embedding", type=int, default=192)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--heads", type=int, default=3)
    parser.add_argument("--key-value-heads", type=int, default=3)
    parser.add_argument("--feed-forward", type=int, default=512)
    parser.add_argument("--longest", type=int, default=896)
    parser.add_argument("--batch-tokens", type=int, default=4_096, help="of one process")
    parser.add_argument("--rate", type=float, default=4e-3, help="of AdamW")
    parser.add_argument("--matrix-rate", type=float, default=0.02, help="of Muon; 0: AdamW for all")
    parser.add_argument("--decay", type=float, default=0.1, help="of the matrices")
    parser.add_argument("--tails-until", type=float, default=0.7, help="the share of the run after which all prompts are whole")
    parser.add_argument("--prompt-weight", type=float, default=0.5, help="of the loss on prompt tokens where only tails are shown")
    parser.add_argument("--validate-every", type=float, default=120, help="seconds")
    parser.add_argument("--checkpoint-every", type=float, default=300, help="seconds")
    parser.add_argument("--resume", action="store_true")
    return parser.parse_args()


class Curve:
    """loss-curve.csv: a line per validation. Those of steps that a checkpoint does not hold go: they are taken again."""

    COLUMNS = ("step", "tokens", "seconds", "train_loss", "validation_loss", "validation_exact")

    def __init__(self, path, step):
        kept = []
        if step > 0 and path.exists():
            with open(path, newline="") as file:
                kept = [row for row in list(csv.reader(file))[1:] if len(row) == len(self.COLUMNS) and int(row[0]) <= step]
        self.file = open(path, "w", newline="")
        self.writer = csv.writer(self.file)
        self.writer.writerows([self.COLUMNS, *kept])
        self.file.flush()

    def add(self, run, train_loss, validation_loss, exact):
        row = (run["step"], run["tokens"], round(run["seconds"]), round(train_loss, 4), round(validation_loss, 4), round(exact, 4))
        self.writer.writerow(row)
        self.file.flush()
        print(" ".join(f"{name}={value}" for name, value in zip(self.COLUMNS, row)), flush=True)


def train_step(model, optimizer, team, rank, batch, prompt_weight, factor):
    """One step of all processes; this one's loss per answer token."""
    tokens, targets, first, answers = batch
    losses, _, asked = model.losses(tokens, targets, first)
    on_answer = answers[asked]
    loss = losses[on_answer].mean()
    whole = loss if prompt_weight == 0 else loss + prompt_weight * losses[~on_answer].mean()
    whole.backward()
    optimizer.step(team.average(rank, model.weights), factor)
    return float(loss.detach())


class Progress:
    """How far a run is: all processes know the same, because the first one's clock counts."""

    def __init__(self, run, flags):
        self.run, self.flags = run, flags

    @property
    def share(self):
        if self.flags.steps:
            return self.run["step"] / self.flags.steps
        return self.run["seconds"] / (self.flags.minutes * 60)

    @property
    def over(self):
        return self.share >= 1

    @property
    def shows_tails(self):
        """Whether the next step takes tails: all do at first, then fewer and fewer. The same in all processes, and on every run."""
        chance = 1.15 - 1.15 * self.share / max(1e-9, self.flags.tails_until)
        return random.Random(self.flags.seed * 1_000_003 + self.run["step"]).random() < chance


def work(rank, flags, model, optimizer, team, run):
    """What each process does; the first one also validates and writes."""
    torch.set_num_threads(1)
    valid = Examples(flags.data / "valid", flags.longest)
    courses = {kind: Course(Examples(flags.data / "train", flags.longest, tails=kind == "tails"), flags, run[kind]) for kind in ("tails", "whole")}
    progress = Progress(run, flags)
    newest = flags.out / "checkpoint"
    curve = Curve(flags.out / "loss-curve.csv", run["step"]) if rank == 0 else None
    looked, saved, recent = run["seconds"], run["seconds"], []
    if rank == 0:
        count = sum(value.numel() for value in model.weights.values())
        print(f"{count} parameters, {len(courses['whole'].examples.kept)} examples, from step {run['step']}", flush=True)

    def look():
        curve.add(run, sum(recent) / len(recent), *validate(model, valid, flags.batch_tokens))
        recent.clear()

    while not progress.over:
        began = time.monotonic()
        course = courses["tails" if progress.shows_tails else "whole"]
        members = course.next()[rank]
        prompt_weight = flags.prompt_weight if course is courses["tails"] else 0.0
        batch = course.examples.batch(members, prompt_weight)
        loss = train_step(model, optimizer, team, rank, batch, prompt_weight, rate_factor(progress.share))
        seconds = time.monotonic() - began if rank == 0 else 0.0
        loss, tokens, seconds = team.sum(rank, loss / team.count, int(course.examples.totals[members].sum()), seconds)
        recent.append(loss)
        run.update(step=run["step"] + 1, tokens=run["tokens"] + int(tokens), seconds=run["seconds"] + seconds)
        if rank == 0 and not progress.over and run["seconds"] - looked >= flags.validate_every:
            looked = run["seconds"]
            look()
        if rank == 0 and run["seconds"] - saved >= flags.checkpoint_every:
            saved = run["seconds"]
            write_checkpoint(newest, model, optimizer, run)
    if rank == 0:
        look()
        write_checkpoint(newest, model, optimizer, run)


def end_with_helpers(helpers, ending):
    """Ends this process when a helper dies: the others would wait for it for ever, whatever it left locked."""
    left = {helper.sentinel: helper for helper in helpers}
    while left:
        for sentinel in connection.wait(list(left)):
            helper = left.pop(sentinel)
            helper.join()
            if helper.exitcode == 0 or ending.is_set():
                continue
            print(f"a process of the training died ({helper.exitcode}); --resume goes on from the last checkpoint", file=sys.stderr, flush=True)
            for other in left.values():
                other.kill()
            os._exit(1)


def help_out(rank, *parts):
    """A helper: it ends with the process that began it."""

    def end_with_parent():
        connection.wait([processes.parent_process().sentinel])
        os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
    work(rank, *parts)


def main():
    flags = read_flags()
    torch.set_num_threads(1)
    flags.out.mkdir(parents=True, exist_ok=True)
    vocabulary = len(json.loads((flags.data / "vocabulary.json").read_text())["tokens"])
    shape = {"vocabulary": vocabulary, "embedding": flags.embedding, "layers": flags.layers, "heads": flags.heads,
             "keyValueHeads": flags.key_value_heads, "feedForward": flags.feed_forward, "longest": flags.longest}
    model = Model(shape, torch.Generator().manual_seed(flags.seed))
    for value in model.weights.values():
        value.detach().share_memory_()
    optimizer = Optimizer(model.weights, flags)
    newest = flags.out / "checkpoint"
    if flags.resume and newest.exists():
        run = load_checkpoint(newest, model, optimizer)
    else:
        run = {"seed": flags.seed, "step": 0, "tokens": 0, "seconds": 0.0,
               "tails": {"epoch": 0, "step": 0}, "whole": {"epoch": 0, "step": 0}}
    if Progress(run, flags).over:
        print(f"the run is over: it has {run['step']} steps", flush=True)
        return
    team = Team(model.weights, flags.processes)
    helpers = [processes.get_context("fork").Process(target=help_out, args=(rank, flags, model, optimizer, team, run), daemon=True)
               for rank in range(1, flags.processes)]
    for helper in helpers:
        helper.start()
    ending = threading.Event()
    watch = threading.Thread(target=end_with_helpers, args=(helpers, ending), daemon=True)
    watch.start()
    try:
        work(0, flags, model, optimizer, team, run)
        watch.join()
    finally:
        # Whoever is left is ended by Python now, and that is no accident.
        ending.set()


if __name__ == "__main__":
    main()
