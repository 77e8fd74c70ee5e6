/** Protocol of the one long-lived stream between two peers. */
export const SESSION_PROTOCOL = '/hanzo/session/1';

/** Raised when messages gain fields; never a reason to refuse a peer. */
export const MINOR_VERSION = 0;

/** A peer that has not said Hello by then is dropped. Milliseconds. */
export const HELLO_TIMEOUT_MS = 3_000;

/** A heartbeat is sent this often. Milliseconds. */
export const HEARTBEAT_MS = 500;

/** A tick that comes this much early still counts: better one heartbeat early than one tick late. Milliseconds. */
export const HEARTBEAT_SLACK_MS = 50;

/** Silence after which a peer is suspected: no new work, but nothing is taken away. Milliseconds. */
export const SUSPECT_AFTER_MS = 1_600;

/** Silence after which a peer is given up and its connection closed. Milliseconds. */
export const DOWN_AFTER_MS = 5_000;

/** How often health is looked at. Milliseconds. */
export const TICK_MS = 250;

/** A peer that does not read is dropped when this much waits for it. Bytes. */
export const MAX_OUTBOX_BYTES: number = 8 * 1024 * 1024;

/** Most bytes handed to the encrypted stream in one write. */
export const WRITE_BYTES: number = 64 * 1024;

/** Inbound sockets that have not yet shown that they know the mesh; one more drops the oldest. */
export const PENDING_SOCKETS = 256;

/** What a peer may send on one stream before we have read it. Bytes. */
export const STREAM_WINDOW_BYTES: number = 256 * 1024;

/** Most connections of one peer: one direct, one relayed, and as much again while they change. */
export const CONNECTIONS_PER_PEER = 4;

/** Most connections of all nodes of one member together. */
export const CONNECTIONS_PER_MEMBER = 64;

/** A connection on which nothing happens is closed after this long. Milliseconds. */
export const IDLE_AFTER_MS = 30_000;

/** Frames of one session per second, sustained and at once: several times what busy peers send. */
export const FRAMES_PER_SECOND = 20_000;
export const FRAMES_AT_ONCE = 40_000;
