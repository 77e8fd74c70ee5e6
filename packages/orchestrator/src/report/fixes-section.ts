import { codeSpan, inline } from '@hanzo/tools';
import type { RunResult } from '../run/run-result.ts';

/** Findings that were to be mended and are not, each with why. */
export function unmendedSection({ fixes }: Pick<RunResult, 'fixes'>): readonly string[] {
  const unmended = fixes?.unmended ?? [];
  if (unmended.length === 0) return [];
  const lines = unmended.map(
    ({ path, line, severity, message, why }) =>
      `- ${codeSpan(`${path}:${line}`)} ${severity}: ${inline(message)} Not mended: ${inline(why)}`,
  );
  return ['## Not mended', '', ...lines, ''];
}
