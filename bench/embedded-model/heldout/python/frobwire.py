import binascii
import socket
import ssl
import struct
import zlib
from typing import Dict, List, Optional, Tuple, Union

HEADER = struct.Struct("!2sBBIH")
MAGIC = b"\xf0\x0b"
T_PING, T_DATA, T_CLOSE = 1, 2, 9


class ShortRead(EOFError):
    pass


class CrcMismatch(Exception):
    def __init__(self, want: int, got: int) -> None:
        self.want = want
        self.got = got

    def __str__(self) -> str:
        return f"want {self.want:08x}, got {self.got:08x}"


def crc16(data: bytes, seed: int = 0xFFFF) -> int:
    return binascii.crc_hqx(data, seed)


def pack_frame(ftype: int, seq: int, payload: bytes = b"", *, compress: bool = False) -> bytes:
    flags = 0
    if compress and len(payload) > 64:
        payload = zlib.compress(payload)
        flags |= 1
    if len(payload) > 0xFFFF:
        raise OverflowError("payload does not fit into one frame")
    head = HEADER.pack(MAGIC, ftype, flags, seq, len(payload))
    return head + payload + struct.pack("!H", crc16(payload))


def unpack_header(buf: bytes) -> Tuple[int, int, int, int]:
    magic, ftype, flags, seq, size = HEADER.unpack_from(buf)
    if magic != MAGIC:
        raise ValueError("bad magic")
    return ftype, flags, seq, size


def recv_exactly(sock: socket.socket, n: int) -> bytes:
    chunks: List[bytes] = []
    while n > 0:
        chunk = sock.recv(n)
        if not chunk:
            raise ShortRead(n)
        chunks.append(chunk)
        n -= len(chunk)
    return b"".join(chunks)


def read_varint(buf, off=0):
    shift = result = 0
    while True:
        b = buf[off]
        off += 1
        result |= (b & 0x7F) << shift
        if not b & 0x80:
            return result, off
        shift += 7


def write_varint(n):
    out = bytearray()
    while n > 0x7F:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def xor_mask(data: bytes, key: bytes) -> bytes:
    return bytes(b ^ key[i % len(key)] for i, b in enumerate(data))


def hexdump(data: bytes, width: int = 16) -> str:
    rows = []
    for off in range(0, len(data), width):
        part = data[off : off + width]
        ascii_ = "".join(chr(b) if 32 <= b < 127 else "." for b in part)
        rows.append(f"{off:08x}  {part.hex(' '):<{width * 3}} {ascii_}")
    return "\n".join(rows)


class FrobClient:
    def __init__(self, host: str, port: int = 7411, tls: Optional[ssl.SSLContext] = None, timeout: float = 5.0):
        self.host = host
        self.port = port
        self.tls = tls
        self.timeout = timeout
        self._seq = 0
        self._sock: Optional[socket.socket] = None

    def __enter__(self) -> "FrobClient":
        self.connect()
        return self

    def __exit__(self, exc_type, exc, tb) -> None:
        self.hang_up()

    def connect(self) -> None:
        raw = socket.create_connection((self.host, self.port), self.timeout)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sock = self.tls.wrap_socket(raw, server_hostname=self.host) if self.tls else raw

    def next_seq(self) -> int:
        self._seq = (self._seq + 1) & 0xFFFFFFFF
        return self._seq

    def _need_sock(self) -> socket.socket:
        if self._sock is None:
            raise ConnectionError("not connected")
        return self._sock

    def send_frame(self, ftype: int, payload: Union[bytes, bytearray] = b"") -> int:
        seq = self.next_seq()
        self._need_sock().sendall(pack_frame(ftype, seq, bytes(payload)))
        return seq

    def read_frame(self) -> Tuple[int, int, bytes]:
        sock = self._need_sock()
        ftype, flags, seq, size = unpack_header(recv_exactly(sock, HEADER.size))
        payload = recv_exactly(sock, size)
        (want,) = struct.unpack("!H", recv_exactly(sock, 2))
        if crc16(payload) != want:
            raise CrcMismatch(want, crc16(payload))
        return ftype, seq, zlib.decompress(payload) if flags & 1 else payload

    def ping(self) -> bool:
        seq = self.send_frame(T_PING)
        ftype, echoed, _ = self.read_frame()
        return ftype == T_PING and echoed == seq

    def hang_up(self) -> None:
        if self._sock is not None:
            try:
                self.send_frame(T_CLOSE)
            finally:
                self._sock.close()
                self._sock = None

    @property
    def peername(self) -> Optional[Tuple[str, int]]:
        return self._sock.getpeername() if self._sock else None


def parse_hostport(spec: str, default_port: int = 7411) -> Tuple[str, int]:
    host, sep, port = spec.rpartition(":")
    if not sep:
        return spec, default_port
    if not port.isdigit():
        raise ValueError(f"{port!r} is no port")
    return host.strip("[]"), int(port)


def negotiate(ours: Dict[str, int], theirs: Dict[str, int]) -> Dict[str, int]:
    return {k: min(v, theirs[k]) for k, v in ours.items() if k in theirs}
