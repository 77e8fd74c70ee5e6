import { HanzoError, type GenerateRequest } from '@hanzo/contracts';

export const REQUEST: GenerateRequest = {
  model: 'ours',
  system: 'You are brief.',
  prompt: 'Say hello.',
  output: { kind: 'text' },
  maxOutputTokens: 200,
  sampling: { temperature: 0.5, seed: 7 },
};

/** Runs a call that must fail and returns its HanzoError. */
export async function failureOf(call: Promise<unknown>): Promise<HanzoError> {
  const outcome = await call.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  if (outcome instanceof HanzoError) return outcome;
  throw outcome instanceof Error ? outcome : new HanzoError('INTERNAL', String(outcome));
}

/** Everything an error could show anybody: message, details, mend, causes, stacks, own properties. */
export function everythingIn(error: unknown, depth = 6): string {
  if (depth === 0 || error === null || typeof error !== 'object') return String(error);
  const parts = Object.getOwnPropertyNames(error).map((name) => {
    const value = (error as Record<string, unknown>)[name];
    return value instanceof Headers ? JSON.stringify([...value]) : everythingIn(value, depth - 1);
  });
  return [JSON.stringify(error), ...parts].join('\n');
}
