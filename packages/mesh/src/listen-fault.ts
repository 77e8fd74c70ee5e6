/** The system's own words, e.g. "EADDRINUSE: address already in use": libp2p puts whole stacks into its message. */
export function listenFault(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return /\bE[A-Z]{3,}: [^\n]+/.exec(message)?.[0] ?? message.split('\n', 1)[0] ?? message;
}
