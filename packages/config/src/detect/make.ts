import type { Detected, Detection, DetectionRoot } from './detection.ts';

/** Targets that only look, in the order in which they are taken. */
const TARGETS = {
  format: ['format-check', 'check-format', 'fmt-check'],
  lint: ['lint'],
  types: ['typecheck', 'type-check', 'types', 'mypy'],
  tests: ['test', 'tests'],
} as const;

const FILES = ['GNUmakefile', 'makefile', 'Makefile'] as const;

/** Targets of a Makefile. All of it may matter to any of them. */
export function detectMake(root: DetectionRoot): Detection {
  const file = FILES.find((name) => root.read(name) !== undefined);
  const text = file === undefined ? undefined : root.read(file);
  if (file === undefined || text === undefined) return { commands: {}, evidence: [] };
  const targets = new Set(Array.from(text.matchAll(/^([\w.-]+)\s*:(?!=)/gm), ([, name = '']) => name));
  const commands: Partial<Record<keyof typeof TARGETS, Detected>> = {};
  for (const [name, wanted] of Object.entries(TARGETS) as [keyof typeof TARGETS, readonly string[]][]) {
    const target = wanted.find((one) => targets.has(one));
    if (target !== undefined) commands[name] = { argv: ['make', target], from: `${file}: ${target}` };
  }
  return { commands, evidence: Object.keys(commands).length === 0 ? [] : [text] };
}
