import { BUILT_IN, BUILT_IN_KINDS, firstChars, HanzoError, TOOL_EFFECTS } from '@hanzo/contracts';
import { shownLine } from '../shown-text.ts';

const NAME = /^[a-zA-Z0-9_-]{1,32}$/;

const TAKEN: ReadonlySet<string> = new Set([BUILT_IN, ...BUILT_IN_KINDS, ...TOOL_EFFECTS, 'all', 'constructor']);

export function shownServerName(name: string): string {
  return shownLine(firstChars(name, 64));
}

export function checkName(name: string, names: readonly string[], file: string): void {
  if (!NAME.test(name)) {
    const fit = name
      .replaceAll(/[^a-zA-Z0-9_-]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 32);
    throw new HanzoError('CONFIG_INVALID', `${file}: mcpServers: "${shownServerName(name)}" is no name for a server.`, {
      details: { file },
      mend: `Up to 32 letters, digits, - and _${fit === '' ? '' : `, such as "${fit}"`}.`,
    });
  }
  const twin = names.find((other) => other !== name && other.toLowerCase() === name.toLowerCase());
  if (twin === undefined) return;
  throw new HanzoError('CONFIG_INVALID', `${file}: mcpServers: ${name} and ${twin} are one name.`, {
    details: { file },
    mend: 'Rename one of them.',
  });
}

export function nameFault(name: string): string | undefined {
  if (!NAME.test(name)) return 'a name has up to 32 letters, digits, - and _';
  if (TAKEN.has(name.toLowerCase())) return `"${name}" is a word for tools of hanzo's own`;
  // Tools are called <server>__<tool>: nobody may pass for one of another server.
  if (name.includes('__') || name.endsWith('_')) return 'a name holds no "__" and does not end with "_"';
  return undefined;
}
