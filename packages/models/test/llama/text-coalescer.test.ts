import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TextCoalescer } from '../../src/llama/text-coalescer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('passes the first text on at once and collects the rest for a time', () => {
  const sent: string[] = [];
  using text = new TextCoalescer(40, (piece) => sent.push(piece));
  text.push('');
  text.push('a');
  expect(sent).toEqual(['a']);
  text.push('b');
  vi.advanceTimersByTime(39);
  text.push('c');
  expect(sent).toEqual(['a']);
  vi.advanceTimersByTime(1);
  expect(sent).toEqual(['a', 'bc']);
  text.push('d');
  expect(sent).toEqual(['a', 'bc']);
  text.flush();
  expect(sent).toEqual(['a', 'bc', 'd']);
  vi.advanceTimersByTime(1000);
  expect(sent).toHaveLength(3);
});

it('forgets what was not sent when its job is over', () => {
  const sent: string[] = [];
  const text = new TextCoalescer(40, (piece) => sent.push(piece));
  text.push('a');
  text.push('b');
  text[Symbol.dispose]();
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual(['a']);
  expect(vi.getTimerCount()).toBe(0);
});
