import numpy as np


def hann(n, sym=True):
    if n < 1:
        return np.array([])
    if n == 1:
        return np.ones(1)
    m = n if sym else n + 1
    w = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(m) / (m - 1))
    return w if sym else w[:-1]


def rms(x, axis=-1):
    return np.sqrt(np.mean(np.square(x), axis=axis))


def db_to_gain(level_db: float) -> float:
    return 10.0 ** (level_db / 20.0)


def normalize_peak(x: np.ndarray, headroom_db: float = 1.0) -> np.ndarray:
    peak = np.abs(x).max()
    if peak == 0:
        return x
    return x * (db_to_gain(-headroom_db) / peak)


def frame_signal(x: np.ndarray, frame_len: int, hop: int, pad: bool = True) -> np.ndarray:
    if hop <= 0:
        raise ValueError("hop must be positive")
    if pad:
        rest = (-(len(x) - frame_len)) % hop
        x = np.concatenate([x, np.zeros(rest)])
    count = 1 + (len(x) - frame_len) // hop
    idx = np.arange(frame_len)[None, :] + hop * np.arange(count)[:, None]
    return x[idx]


def stft_magnitude(x, n_fft=1024, hop=256):
    frames = frame_signal(x, n_fft, hop) * hann(n_fft, sym=False)
    return np.abs(np.fft.rfft(frames, axis=1))


def mel_scale(hz):
    return 2595.0 * np.log10(1.0 + hz / 700.0)


def inv_mel(m):
    return 700.0 * (10.0 ** (m / 2595.0) - 1.0)


def mel_filterbank(n_mels, n_fft, sr, fmin=0.0, fmax=None):
    fmax = fmax or sr / 2
    points = inv_mel(np.linspace(mel_scale(fmin), mel_scale(fmax), n_mels + 2))
    bins = np.floor((n_fft + 1) * points / sr).astype(int)
    bank = np.zeros((n_mels, n_fft // 2 + 1))
    for i in range(n_mels):
        lo, mid, hi = bins[i : i + 3]
        bank[i, lo:mid] = (np.arange(lo, mid) - lo) / max(1, mid - lo)
        bank[i, mid:hi] = (hi - np.arange(mid, hi)) / max(1, hi - mid)
    return bank


def zero_crossings(x):
    return int(np.count_nonzero(np.diff(np.signbit(x))))


def autocorr(x, max_lag):
    x = x - x.mean()
    full = np.correlate(x, x, mode="full")[len(x) - 1 :]
    return full[: max_lag + 1] / full[0]


def estimate_pitch(x, sr, fmin=60, fmax=500):
    ac = autocorr(x, int(sr / fmin))
    lo = int(sr / fmax)
    lag = lo + int(np.argmax(ac[lo:]))
    if ac[lag] < 0.3:
        return None
    return sr / lag


class BiquadFilter:
    def __init__(self, b, a):
        self.b = np.asarray(b, dtype=float) / a[0]
        self.a = np.asarray(a, dtype=float) / a[0]
        self.z = np.zeros(2)

    @classmethod
    def lowpass(cls, cutoff, sr, q=0.7071):
        w0 = 2 * np.pi * cutoff / sr
        alpha = np.sin(w0) / (2 * q)
        c = np.cos(w0)
        return cls([(1 - c) / 2, 1 - c, (1 - c) / 2], [1 + alpha, -2 * c, 1 - alpha])

    def reset(self):
        self.z[:] = 0

    def process(self, block):
        out = np.empty_like(block)
        for i, s in enumerate(block):
            y = self.b[0] * s + self.z[0]
            self.z[0] = self.b[1] * s - self.a[1] * y + self.z[1]
            self.z[1] = self.b[2] * s - self.a[2] * y
            out[i] = y
        return out

    def freq_response(self, n=512):
        w = np.exp(-1j * np.linspace(0, np.pi, n))
        return np.polyval(self.b[::-1], w) / np.polyval(self.a[::-1], w)


def crossfade(a, b, overlap):
    if overlap > min(len(a), len(b)):
        raise ValueError("overlap is longer than a clip")
    ramp = np.linspace(0.0, 1.0, overlap)
    mixed = a[-overlap:] * (1 - ramp) + b[:overlap] * ramp
    return np.concatenate([a[:-overlap], mixed, b[overlap:]])
