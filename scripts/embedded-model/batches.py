"""What pack.ts wrote, in batches, and how much of each prompt is shown when."""

import torch


class Examples:
    """What pack.ts wrote: token ids, and for each example how many stand before the facts, before the answer, and in all.

    With `tails`, prompts are only their ends: the facts about the function. That is a third of the tokens, and most of the task.
    """

    MARKERS = 2

    def __init__(self, folder, longest, tails=False):
        self.tokens = torch.from_file(str(folder / "tokens.bin"), dtype=torch.int16, size=(folder / "tokens.bin").stat().st_size // 2)
        lengths = torch.from_file(str(folder / "lengths.bin"), dtype=torch.int32, size=(folder / "lengths.bin").stat().st_size // 4)
        facts, answers, totals = lengths.view(-1, 3).long().unbind(1)
        self.starts = totals.cumsum(0) - totals
        self.skipped = facts - self.MARKERS if tails else torch.zeros_like(facts)
        self.prompts, self.totals = answers - self.skipped, totals - self.skipped
        self.kept = (self.totals <= longest).nonzero().flatten()

    def batch(self, members, prompt_weight):
        longest = int(self.totals[members].max())
        tokens = torch.zeros(len(members), longest, dtype=torch.long)
        targets = torch.full((len(members), longest), -1, dtype=torch.long)
        for row, member in enumerate(members.tolist()):
            start, skipped, total = int(self.starts[member]), int(self.skipped[member]), int(self.totals[member])
            tokens[row, : self.MARKERS] = self.tokens[start : start + self.MARKERS]
            tokens[row, self.MARKERS : total] = self.tokens[start + self.MARKERS + skipped : start + skipped + total]
            since = int(self.prompts[member]) if prompt_weight == 0 else self.MARKERS
            targets[row, since - 1 : total - 1] = tokens[row, since:total]
        first = 0 if prompt_weight > 0 else int(self.prompts[members].min()) - 1
        answers = torch.arange(longest).unsqueeze(0) >= self.prompts[members].unsqueeze(1) - 1
        return tokens, targets, first, answers

    def batches(self, tokens_per_batch, generator, window=4096):
        """All examples once, in batches of about the same length: sorted within windows of a shuffled order."""
        order = self.kept[torch.randperm(len(self.kept), generator=generator)]
        for start in range(0, len(order), window):
            part = order[start : start + window]
            part = part[self.totals[part].argsort()]
            lengths = self.totals[part].tolist()
            groups, at = [], 0
            while at < len(part):
                end = at + 1
                while end < len(part) and lengths[end] * (end + 1 - at) <= tokens_per_batch:
                    end += 1
                groups.append(part[at:end])
                at = end
            for index in torch.randperm(len(groups), generator=generator).tolist():
                yield groups[index]


class Course:
    """Batches of one kind of examples, epoch after epoch, `count` of them at a time: one for each process."""

    def __init__(self, examples, flags, place):
        self.examples, self.flags, self.place = examples, flags, place
        self.groups = self.begin()
        for _ in range(place["step"]):
            next(self.groups)

    def begin(self):
        seed = self.flags.seed * 1000 + self.place["epoch"]
        groups = self.examples.batches(self.flags.batch_tokens, torch.Generator().manual_seed(seed))
        # All processes take the same order, each its own part of it; a rest that is too small for all is left out.
        return zip(*[groups] * self.flags.processes)

    def next(self):
        try:
            together = next(self.groups)
        except StopIteration:
            self.place.update(epoch=self.place["epoch"] + 1, step=0)
            self.groups = self.begin()
            together = next(self.groups)
        self.place["step"] += 1
        return together
