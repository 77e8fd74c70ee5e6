import { Writable } from 'node:stream';
import { createTerminal, type Terminal } from '../../src/terminal/terminal.ts';

/** A terminal whose lines a test reads: those of both streams, in their order. */
export function listeningTerminal(): { readonly terminal: Terminal; readonly lines: string[] } {
  const lines: string[] = [];
  const stream = (): Writable =>
    new Writable({
      write(piece, _, done) {
        for (const line of String(piece).replace(/\n$/, '').split('\n')) lines.push(line);
        done();
      },
    });
  return { terminal: createTerminal(stream(), stream(), { NO_COLOR: '1' }), lines };
}
