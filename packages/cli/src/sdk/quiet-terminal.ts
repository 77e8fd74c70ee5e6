import { Writable } from 'node:stream';
import { createTerminal, type Terminal } from '../terminal/terminal.ts';

/** A terminal that nobody watches: what a command would say to people goes to `log`, line by line, and its data nowhere. */
export function quietTerminal(log: (line: string) => void = () => undefined): Terminal {
  return createTerminal(
    sink(() => undefined),
    sink(log),
    { NO_COLOR: '1', TERM: 'dumb' },
  );
}

function sink(onLine: (line: string) => void): Writable {
  let rest = '';
  return new Writable({
    write(piece, _encoding, done) {
      const lines = `${rest}${String(piece)}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
      done();
    },
  });
}
