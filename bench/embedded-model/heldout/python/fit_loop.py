import copy
import json
import logging
import math
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple

import torch
from torch import nn

logger = logging.getLogger("fit")


def count_params(net: nn.Module, trainable_only: bool = True) -> int:
    return sum(p.numel() for p in net.parameters() if p.requires_grad or not trainable_only)


def seed_everything(seed):
    import random

    random.seed(seed)
    torch.manual_seed(seed)


def cosine_lr(step: int, total: int, peak: float, warmup: int = 100, floor: float = 0.0) -> float:
    if step < warmup:
        return peak * step / max(1, warmup)
    progress = (step - warmup) / max(1, total - warmup)
    return floor + 0.5 * (peak - floor) * (1 + math.cos(math.pi * min(1.0, progress)))


def collate_pad(batch: Sequence[Tuple[torch.Tensor, int]], pad_id: int = 0):
    longest = max(len(x) for x, _ in batch)
    xs = torch.full((len(batch), longest), pad_id)
    for i, (x, _) in enumerate(batch):
        xs[i, : len(x)] = x
    return xs, torch.tensor([y for _, y in batch])


def top_k_accuracy(logits, target, k=5):
    hits = logits.topk(k, dim=-1).indices.eq(target.unsqueeze(-1)).any(-1)
    return hits.float().mean().item()


class EarlyStop:
    def __init__(self, patience: int = 3, min_delta: float = 1e-4, mode: str = "min"):
        if mode not in ("min", "max"):
            raise ValueError(f"mode {mode!r}")
        self.patience = patience
        self.min_delta = min_delta
        self.sign = 1 if mode == "min" else -1
        self.best = math.inf
        self.bad_epochs = 0

    def update(self, metric: float) -> bool:
        metric *= self.sign
        if metric < self.best - self.min_delta:
            self.best = metric
            self.bad_epochs = 0
        else:
            self.bad_epochs += 1
        return self.should_stop

    @property
    def should_stop(self) -> bool:
        return self.bad_epochs >= self.patience


class EMA:
    def __init__(self, net, decay=0.999):
        self.decay = decay
        self.shadow = copy.deepcopy(net).eval()

    @torch.no_grad()
    def absorb(self, net):
        for s, p in zip(self.shadow.parameters(), net.parameters()):
            s.lerp_(p, 1 - self.decay)


class Fitter:
    def __init__(
        self,
        net: nn.Module,
        opt: torch.optim.Optimizer,
        loss_fn: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
        *,
        device: str = "cpu",
        clip: Optional[float] = None,
        ckpt_dir: Optional[Path] = None,
    ) -> None:
        self.net = net.to(device)
        self.opt = opt
        self.loss_fn = loss_fn
        self.device = device
        self.clip = clip
        self.ckpt_dir = ckpt_dir
        self.history: List[Dict[str, float]] = []
        self.step = 0

    def train_epoch(self, loader: Iterable) -> float:
        self.net.train()
        total = seen = 0
        for xb, yb in loader:
            loss = self.loss_fn(self.net(xb.to(self.device)), yb.to(self.device))
            self.opt.zero_grad()
            loss.backward()
            if self.clip is not None:
                nn.utils.clip_grad_norm_(self.net.parameters(), self.clip)
            self.opt.step()
            self.step += 1
            total += loss.item() * len(xb)
            seen += len(xb)
        return total / max(1, seen)

    @torch.inference_mode()
    def evaluate(self, loader, metrics: Mapping[str, Callable] = {}):
        self.net.eval()
        sums = dict.fromkeys(metrics, 0.0)
        n = 0
        for xb, yb in loader:
            out = self.net(xb.to(self.device))
            for name, fn in metrics.items():
                sums[name] += float(fn(out, yb)) * len(xb)
            n += len(xb)
        return {k: v / max(1, n) for k, v in sums.items()}

    def fit(self, loader, epochs, val_loader=None, stopper=None):
        for epoch in range(epochs):
            row = {"epoch": epoch, "loss": self.train_epoch(loader)}
            if val_loader is not None:
                row.update(self.evaluate(val_loader, {"acc": top_k_accuracy}))
            self.history.append(row)
            logger.info("epoch %d: %s", epoch, row)
            if stopper is not None and stopper.update(row["loss"]):
                break
        return self.history

    def save_ckpt(self, tag: str = "last") -> Path:
        if self.ckpt_dir is None:
            raise RuntimeError("no folder for checkpoints")
        path = self.ckpt_dir / f"{tag}.pt"
        torch.save({"net": self.net.state_dict(), "opt": self.opt.state_dict(), "step": self.step}, path)
        return path

    def resume_from(self, path):
        blob = torch.load(path, map_location=self.device)
        self.net.load_state_dict(blob["net"])
        self.opt.load_state_dict(blob["opt"])
        self.step = blob["step"]

    def export_history(self, dest: Path) -> None:
        dest.write_text(json.dumps(self.history))


def freeze_layers(net: nn.Module, prefixes: Sequence[str]) -> List[str]:
    frozen = []
    for name, p in net.named_parameters():
        if name.startswith(tuple(prefixes)):
            p.requires_grad_(False)
            frozen.append(name)
    return frozen


def split_decay_groups(net, wd=0.1):
    decay = [p for p in net.parameters() if p.ndim >= 2]
    rest = [p for p in net.parameters() if p.ndim < 2]
    return [{"params": decay, "weight_decay": wd}, {"params": rest, "weight_decay": 0.0}]


def flatten_cfg(cfg: Dict[str, Any], prefix: str = "") -> Dict[str, Any]:
    flat: Dict[str, Any] = {}
    for k, v in cfg.items():
        key = f"{prefix}.{k}" if prefix else k
        if isinstance(v, dict):
            flat.update(flatten_cfg(v, key))
        else:
            flat[key] = v
    return flat
