/** What is read of one message of a server, in bytes: a result with pictures may be large, and one without end is an attack. */
export const MOST_MESSAGE_BYTES: number = 4 * 1024 * 1024;
/** For a server to start and to list its tools, in milliseconds. npx may have to unpack a package. */
export const START_MS = 30_000;
/** For one call, in milliseconds. */
export const CALL_MS = 60_000;
/** For one that left a call without an answer to answer anything else, in milliseconds. */
export const ALIVE_MS = 5_000;
export const MOST_TOOLS = 1_000;
/** Of one server, as JSON. */
export const MOST_DEFINITION_BYTES: number = 2 * 1024 * 1024;
