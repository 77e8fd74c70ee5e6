import { HanzoError, type Tool } from '@hanzo/contracts';

/** Of names that a model is told. */
const MOST_NAMED = 20;

/**
 * Fields that a tool does not take, and those that it needs: before anybody is asked about a call that comes to nothing. What
 * stands in them, the tool checks itself.
 *
 * @throws HanzoError ANSWER_INVALID that says, for the model, what is wrong
 */
export function checkFields({ spec }: Tool, input: Readonly<Record<string, unknown>>): void {
  const { properties, required, additionalProperties } = spec.parameters;
  const known = isObject(properties) ? Object.keys(properties) : [];
  const isOpen = additionalProperties !== false || 'patternProperties' in spec.parameters;
  const odd = isOpen ? [] : Object.keys(input).filter((name) => !known.includes(name));
  const missing = Array.isArray(required)
    ? required.filter((name): name is string => typeof name === 'string' && !Object.hasOwn(input, name))
    : [];
  if (odd.length === 0 && missing.length === 0) return;
  const what =
    missing.length === 0 ? `have a field that ${spec.name} does not take` : `have no ${missing.slice(0, 5).join(', ')}`;
  const takes = known.slice(0, MOST_NAMED).join(', ');
  throw new HanzoError('ANSWER_INVALID', `The arguments ${what}.`, {
    mend: takes === '' ? `${spec.name} takes none.` : `${spec.name} takes ${takes}.`,
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
