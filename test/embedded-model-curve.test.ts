import { expect, it } from 'vitest';
import { drawCurve, readCurve } from '../scripts/embedded-model/curve.ts';

const HEAD = 'step,tokens,seconds,train_loss,validation_loss,validation_exact';

it('draws a loss curve', () => {
  const drawn = drawCurve(readCurve(`${HEAD}\n10,1000000,60,2.5,2.4,0.1\n20,2000000,120,0.5,0.6,0.4\n`));
  expect(drawn).toContain('2.0 M');
  expect(drawn).toContain('(2 minutes in all)');
  expect(drawn).not.toContain('NaN');
});

it.each([
  ['10,1000000,60,nan,2.4,0.1', 'train_loss'],
  ['10,1000000,60,2.5,2.4', 'validation_exact'],
  ['10,,60,2.5,2.4,0.1', 'tokens'],
  ['10,1000000,60,2.5,0,0.1', 'validation_loss'],
])('refuses a line of a curve without a number: %s', (line, column) => {
  expect(() => readCurve(`${HEAD}\n5,500000,30,3,3,0\n${line}\n`)).toThrow(column);
});

it('refuses a curve without points', () => {
  expect(() => drawCurve(readCurve(`${HEAD}\n`))).toThrow('no points');
});
