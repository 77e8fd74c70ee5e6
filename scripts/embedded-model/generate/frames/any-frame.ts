import type { Frame, Making } from '../frame.ts';
import {
  aloneFrame,
  componentFrame,
  eventFrame,
  hookFrame,
  stateFrame,
  testFrame,
  wellKnownFrame,
} from './event-frames.ts';
import { getterFrame, nounFrame, setterFrame } from './noun-frames.ts';
import { triedFrame } from './tried-frame.ts';
import { turnFrame } from './turn-frame.ts';
import { constructorFrame, dunderFrame } from './object-frames.ts';
import { predicateFrame } from './predicate-frame.ts';
import { verbFrame } from './verb-frame.ts';

type FrameMaker = (making: Making) => Frame;

const EVERYWHERE: readonly (readonly [number, FrameMaker])[] = [[500, verbFrame], [110, predicateFrame], [80, nounFrame], [50, turnFrame], [45, eventFrame], [60, constructorFrame], [40, getterFrame], [16, setterFrame], [30, triedFrame], [20, wellKnownFrame], [8, stateFrame], [6, aloneFrame]]; // prettier-ignore
const IN_PYTHON: readonly (readonly [number, FrameMaker])[] = [...EVERYWHERE, [70, dunderFrame], [30, testFrame]];
const IN_SCRIPT: readonly (readonly [number, FrameMaker])[] = [...EVERYWHERE, [30, componentFrame], [30, hookFrame]];

/** A function as code has them, kind by kind about as often. */
export function anyFrame(making: Making): Frame {
  return making.dice.weighted(making.language === 'py' ? IN_PYTHON : IN_SCRIPT)(making);
}
