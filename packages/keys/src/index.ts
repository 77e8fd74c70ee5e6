/**
 * API keys: where they are kept, and that nobody sees them.
 *
 * @packageDocumentation
 */
export {};
