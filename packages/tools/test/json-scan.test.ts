import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from '../src/checks/json-scan.ts';

const strict = { lenient: false };

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('findJsonFault', () => {
  it('points at the fault', () => {
    expect(findJsonFault('{"a": }', strict)).toEqual({ offset: 6, message: 'A value is expected, but "}" is there' });
    expect(findJsonFault('{"a": 1 "b": 2}', strict)).toEqual({
      offset: 8,
      message: 'A comma or } is expected, but "\\"" is there',
    });
    expect(findJsonFault('[1, 2', strict)).toMatchObject({
      offset: 5,
      message: 'The file ends inside an array: a closing ] is missing',
    });
    expect(findJsonFault('{"a": "x\n"}', strict)).toMatchObject({
      offset: 6,
      message: expect.stringContaining('not closed'),
    });
    expect(findJsonFault('', strict)).toMatchObject({ message: 'The file ends before a value' });
    expect(findJsonFault('{} {}', strict)).toMatchObject({ offset: 3 });
  });

  it('allows comments and trailing commas only when told to', () => {
    const text = '// top\n{ /* a */ "a": [1, 2,], }\n';
    expect(findJsonFault(text, { lenient: true })).toBeUndefined();
    expect(findJsonFault(text, strict)).toMatchObject({ offset: 0 });
  });

  it('agrees with JSON.parse on damaged JSON', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', ']', ':', '\\', '0', '-', '.', '\n', 'e'))
      .map(([json, at, extra]) => {
        const cut = at % (json.length + 1);
        return json.slice(0, cut) + extra + json.slice(cut + (at % 3));
      });
    fc.assert(
      fc.property(damaged, (text) => {
        expect(findJsonFault(text, strict) === undefined).toBe(parses(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('copes with deep nesting', () => {
    expect(findJsonFault('['.repeat(50_000) + ']'.repeat(50_000), strict)).toBeUndefined();
  });
});
