import type { Gate, JsonSchema } from '@hanzo/contracts';
import { z } from 'zod';

/** An answer of a shape that its asker made up: whole, JSON, and as that says. */
export function answerGate(schema: JsonSchema): Gate {
  const shape = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  return (task, { finish, text }) => {
    if (finish !== 'stop')
      return refused('finished', `The answer was cut at its limit of ${task.maxOutputTokens} tokens.`);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return refused('schema', 'The answer is no JSON.');
    }
    const { success, error } = shape.safeParse(value);
    if (success) return { passed: true };
    const faults = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return refused('schema', `The answer does not fit the schema: ${faults.slice(0, 3).join('; ')}`);
  };
}

function refused(gate: string, reason: string): Awaited<ReturnType<Gate>> {
  return { passed: false, gate, reason };
}
