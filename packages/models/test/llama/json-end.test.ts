import { expect, it } from 'vitest';
import { JsonEnd } from '../../src/llama/json-end.ts';

function feed(text: string, size: number): { kept: string; done: boolean } {
  const end = new JsonEnd();
  let kept = '';
  for (let at = 0; at < text.length; at += size) kept += end.push(text.slice(at, at + size));
  return { kept, done: end.done };
}

it.each(['{"a":"}\\"]"}', '[[1,2],[]]', '"a \\\\"', '{"a":[{"b":"{"}]}', '12', 'true'])(
  'stops right after %s, however it is cut',
  (value) => {
    for (const size of [1, 2, 100]) expect(feed(`${value}\n\n\n\n`, size)).toEqual({ kept: value, done: true });
  },
);

it('is not done inside a value', () => {
  expect(feed('{"a": [1, "x}', 1).done).toBe(false);
  expect(feed('12', 1).done).toBe(false);
});
