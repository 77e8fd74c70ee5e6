import type { JsonSchema } from '@hanzo/contracts';

/**
 * The schema as strict mode takes it everywhere: length limits of strings move into the description, because some
 * servers and fine-tuned models refuse the keyword. The gate still checks them.
 */
export function strictSchema(schema: JsonSchema): Record<string, unknown> {
  if (schema.type === 'array') return { ...schema, items: strictSchema(schema.items) };
  if (schema.type === 'object') {
    const properties = Object.entries(schema.properties).map(([name, property]) => [name, strictSchema(property)]);
    return { ...schema, required: [...schema.required], properties: Object.fromEntries(properties) };
  }
  if (schema.type === 'string' && 'maxLength' in schema && schema.maxLength !== undefined) {
    const { maxLength, description, ...rest } = schema;
    return { ...rest, description: [description, `At most ${maxLength} characters.`].filter(Boolean).join(' ') };
  }
  return { ...schema };
}

/** Schema names may hold letters, digits, `_` and `-`, at most 64. */
export function schemaName(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9_-]/g, '_').slice(0, 64) || 'answer';
}
