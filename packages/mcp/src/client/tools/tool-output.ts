import { firstChars, type ToolOutput } from '@hanzo/contracts';
import type { RawResult } from '../connection.ts';

/** Of the name of a kind that nobody knows, in characters. */
const MOST_KIND = 100;

type Block = Readonly<Record<string, unknown>>;

/**
 * What a tool told, as text. Pictures, sounds and files are named with their kind and size, not given: no model is shown what nobody
 * asked for.
 */
export function outputOf({ content, structuredContent, isError }: RawResult): ToolOutput {
  const texts = content.map(textOf).filter((text) => text !== '');
  const text = texts.length > 0 ? texts.join('\n') : structuredText(structuredContent);
  const failed = isError ? { failed: true } : {};
  return { text: text === '' ? emptyText(isError) : text, ...failed };
}

function textOf(block: unknown): string {
  if (!isObject(block)) return '';
  switch (block['type']) {
    case 'text':
      return stringOf(block['text']);
    case 'image':
      return `[an image, ${described(block)}]`;
    case 'audio':
      return `[a sound, ${described(block)}]`;
    case 'resource':
      return resourceText(block['resource']);
    case 'resource_link':
      return `[a link to ${stringOf(block['uri'])}${inBrackets(stringOf(block['name']))}]`;
    default:
      return `[something of the kind ${JSON.stringify(firstChars(stringOf(block['type']), MOST_KIND))}]`;
  }
}

function resourceText(resource: unknown): string {
  if (!isObject(resource)) return '';
  const uri = stringOf(resource['uri']);
  if (typeof resource['text'] === 'string') return `[${uri}]\n${resource['text']}`;
  return `[the file ${uri}, ${described({ ...resource, data: resource['blob'] })}]`;
}

/** Of data in base64: four characters are three bytes. */
function described(block: Block): string {
  const bytes = Math.floor((stringOf(block['data']).replace(/=+$/, '').length * 3) / 4);
  return `${stringOf(block['mimeType']) || 'of unknown type'}, ${bytes} bytes`;
}

function structuredText(value: unknown): string {
  if (value === undefined) return '';
  try {
    return JSON.stringify(value);
  } catch {
    // Nested so deep that it cannot be written.
    return '[a result that is nested too deep to be read]';
  }
}

function emptyText(isError: boolean): string {
  return isError ? 'It failed, and did not say why.' : 'Done. It told nothing.';
}

function inBrackets(text: string): string {
  return text === '' ? '' : ` (${text})`;
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed() : '';
}

function isObject(value: unknown): value is Block {
  return typeof value === 'object' && value !== null;
}
