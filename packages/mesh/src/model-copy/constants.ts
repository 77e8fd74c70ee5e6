/** Protocol by which members copy model files from each other. */
export const MODEL_PROTOCOL = '/hanzo/model/1';

/** A peer that says nothing for so long while we wait for it is given up. Milliseconds. */
export const MODEL_SILENCE_MS = 10_000;

/** A peer that does not read one chunk in so long is given up: links may be slow. Milliseconds. */
export const UNREAD_MS = 60_000;

/** Whoever asked for a file and then asks for nothing gives its place back after this long. Milliseconds. */
export const IDLE_PLACE_MS = 60_000;

/** How often somebody who waits for the answer is told that it is on its way. Milliseconds. */
export const HOLD_EVERY_MS = 1_000;

/** Transfers that one member serves at the same time, by default. */
export const MOST_TRANSFERS = 2;

/** When to ask again a member that serves as many as it can. Milliseconds. */
export const BUSY_RETRY_MS = 2_000;

/** Streams that one peer may have open: transfers and questions. */
export const STREAMS_PER_PEER = 8;

/** What has arrived and was not looked at yet, before the sender is held back. Bytes. */
export const READ_AHEAD_BYTES: number = 1024 * 1024;
