/** Messages that begin with their length in four bytes, each answered with one byte before the next one comes. */
export const SINK_PROTOCOL = '/hanzo-bench/sink/1';
