import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '@hanzo/config';
import type { ApiModelCard } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { clearTextWarnings, hostsInWords, keptToHost } from '../src/commands/dev/models/chain-hosts.ts';

const card = (name: string): ApiModelCard =>
  ({ kind: 'api', name, aliases: [], provider: 'openai', takes: { apis: ['chat'] } }) as unknown as ApiModelCard;
const CHAIN = [card('gpt-5-mini'), card('gpt-4o')];

describe('where a chain of models goes', () => {
  it(verifies('keys.host-kept'), () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, '.hanzo'));
    const load = (env: Record<string, string>, fallbacks = {}): ReturnType<typeof loadConfig> => {
      writeFileSync(join(folder.path, '.hanzo/config.json'), JSON.stringify({ calls: { fallbacks } }));
      return loadConfig({ flags: {}, env: { OPENAI_API_KEY: 'sk-0123456789abcdef', ...env }, homeDir: folder.path });
    };
    const names = (config: ReturnType<typeof loadConfig>): readonly string[] =>
      keptToHost(card('gpt-5'), CHAIN, config).map(({ name }) => name);
    const five = { GPT5_ENDPOINT: 'http://five.local:9/v1' };
    expect(names(load({}))).toEqual(['gpt-5-mini', 'gpt-4o']);
    expect(names(load(five))).toEqual(['gpt-5-mini']);
    // Whoever names one wants it.
    expect(names(load(five, { 'gpt-5': ['gpt-4o'] }))).toEqual(['gpt-5-mini', 'gpt-4o']);
    expect(hostsInWords(card('gpt-5'), CHAIN, load(five))).toBe(
      'asked at: five.local:9 (base URL from GPT5_ENDPOINT); gpt-4o at api.openai.com',
    );
    expect(hostsInWords(card('gpt-5'), CHAIN, load({}))).toBe('asked at: api.openai.com');
    expect(clearTextWarnings([card('gpt-5'), ...CHAIN], load(five))).toHaveLength(1);
  });
});
