import type { LogFacts, Logger } from '@hanzo/contracts';
import type { Terminal } from './terminal.ts';

const LEVELS = ['debug', 'info', 'warn', 'silent'] as const;
export type LogLevel = (typeof LEVELS)[number];

/** Log lines on stderr: time, words, facts. */
export function createTerminalLogger(terminal: Terminal, level: LogLevel): Logger {
  const print = (at: LogLevel, colour: (text: string) => string) => {
    return (message: string, facts: LogFacts = {}): void => {
      if (LEVELS.indexOf(at) < LEVELS.indexOf(level)) return;
      const pairs = Object.entries(facts).filter(([, value]) => value !== undefined);
      const tail = pairs.map(([key, value]) => `${key}=${String(value)}`).join(' ');
      const time = new Date().toISOString().slice(11, 19);
      terminal.err(
        `${terminal.style.dim(time)} ${colour(message)}${tail === '' ? '' : ` ${terminal.style.dim(tail)}`}`,
      );
    };
  };
  const plain = (text: string): string => text;
  return {
    debug: print('debug', terminal.style.dim),
    info: print('info', plain),
    warn: print('warn', terminal.style.yellow),
  };
}
