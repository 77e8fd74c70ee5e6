import { Ajv, type ErrorObject } from 'ajv';

/**
 * What SARIF 2.1.0 says of the objects that we write, in our own words: which properties there are, which are wanted, and what
 * they hold. Sections are those of the OASIS standard. Each object allows only what is listed, so that whatever we write anew has
 * to be looked up first. https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/
 */
const text = { type: 'string', minLength: 1 };
const count = { type: 'integer', minimum: 0 };
const bag = { type: 'object' };
const level = { enum: ['none', 'note', 'warning', 'error'] };
const listOf = (items: object): object => ({ type: 'array', items });

function object(properties: Readonly<Record<string, object>>, ...required: readonly string[]): object {
  return { type: 'object', additionalProperties: false, properties, required };
}

// 3.11: a message has a text or an id; we write texts.
const message = object({ text }, 'text');
// 3.4: a relative URI reference, beside the id of what it is relative to.
const artifactLocation = object(
  { uri: { type: 'string', format: 'uri-reference' }, uriBaseId: text },
  'uri',
  'uriBaseId',
);
// 3.30
const region = object(
  {
    startLine: { type: 'integer', minimum: 1 },
    endLine: { type: 'integer', minimum: 1 },
    snippet: object({ text: { type: 'string' } }, 'text'),
  },
  'startLine',
);
// 3.28, 3.29
const location = object(
  { physicalLocation: object({ artifactLocation, region }, 'artifactLocation') },
  'physicalLocation',
);
// 3.49
const descriptor = object({ id: text, name: text, shortDescription: message, properties: bag }, 'id');
// 3.58
const notification = object(
  { level, descriptor: object({ id: text, index: count }, 'id'), message, locations: listOf(location) },
  'message',
);
const instant = { type: 'string', format: 'date-time' };
// 3.20
const invocation = object(
  {
    executionSuccessful: { type: 'boolean' },
    startTimeUtc: instant,
    endTimeUtc: instant,
    toolExecutionNotifications: listOf(notification),
  },
  'executionSuccessful',
);
// 3.27
const result = object(
  {
    ruleId: text,
    ruleIndex: count,
    level,
    message,
    locations: listOf(location),
    partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
    baselineState: { enum: ['new', 'unchanged', 'updated', 'absent'] },
    rank: { type: 'number', minimum: 0, maximum: 100 },
    properties: bag,
  },
  'message',
);
// 3.18, 3.19
const driver = object(
  { name: text, version: text, rules: listOf(descriptor), notifications: listOf(descriptor) },
  'name',
);
// 3.14
const run = object(
  {
    tool: object({ driver }, 'driver'),
    automationDetails: object({ id: text }),
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    originalUriBaseIds: { type: 'object', additionalProperties: object({ description: message }) },
    invocations: listOf(invocation),
    results: listOf(result),
    properties: bag,
  },
  'tool',
);
// 3.13
const log = object(
  { $schema: { type: 'string', format: 'uri' }, version: { const: '2.1.0' }, runs: listOf(run) },
  'version',
  'runs',
);

/** What is wrong with a SARIF log of ours; empty: nothing. */
export function sarifFaults(value: unknown): readonly string[] {
  const ajv = new Ajv({ allErrors: true, strict: false, formats: FORMATS });
  ajv.validate(log, value);
  return (ajv.errors ?? []).map(({ instancePath, message: why }: ErrorObject) => `${instancePath} ${why}`);
}

/** RFC 3986 for references, RFC 3339 for times. */
const FORMATS = {
  uri: /^[a-z][a-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$/,
  'uri-reference': /^(?:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
};
