import { countOf } from '@hanzo/contracts';
import { GUARD_MODES, GUARD_WORDS, GUARDS } from '@hanzo/tools';
import type { GuardrailCommand, GuardrailsReport } from './guardrails-report.ts';

const BEFORE: Readonly<Record<GuardrailCommand['before'], string>> = {
  passed: 'passed before any change',
  failed: 'failed before any change',
  unjudged: 'not tried before any change',
  missing: 'no trusted command',
};

const AFTER: Readonly<Record<NonNullable<GuardrailCommand['after']>, string>> = {
  passed: 'passed with all changes',
  'no-worse': 'no worse with all changes',
  refused: 'refused changes',
  unjudged: 'not judged with the changes',
};

/** One command: `tests: failed before any change; no worse with all changes`. */
export function commandInWords({ name, before, after }: GuardrailCommand): string {
  return `${name}: ${BEFORE[before]}${after === undefined ? '' : `; ${AFTER[after]}`}`;
}

/** All commands in one line, for people who watch. */
export function guardrailsInWords({ commands, refused }: GuardrailsReport): string {
  const said = commands.map(commandInWords).join(' · ');
  const count = Object.values(refused).reduce((sum, one) => sum + one, 0);
  return count === 0 ? said : `${said} · guards refused ${countOf(count, 'change')}`;
}

/** What the guards refused, a line for each guard that is in force. */
export function guardLines({ refused }: GuardrailsReport): readonly string[] {
  return GUARDS.map((name) => {
    const count = refused[name] ?? 0;
    const mode = GUARD_MODES[name] === 'always' ? ' (in every run)' : '';
    const result = count === 0 ? 'nothing' : countOf(count, 'change');
    return `${name}${mode} refused ${result} for: ${GUARD_WORDS[name]}`;
  });
}
