/**
 * Claude models through Anthropic's own client.
 *
 * @packageDocumentation
 */
export {};
