import type { Tool } from '@hanzo/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTokens, Toolbox } from '../../src/index.ts';
import { fakeTool } from './fake-tool.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const RULES = { read: 'allow', write: 'allow', network: 'allow' } as const;

const OWN = [
  fakeTool('read_file', { description: 'Read lines of a file.', parameters: ['path'] }),
  fakeTool('search_code', { description: 'Search the code for a pattern.', parameters: ['pattern'] }),
  fakeTool('write_file', { effect: 'write', description: 'Write a whole file.', parameters: ['path', 'content'] }),
];
const BROWSER = ['navigate to a URL', 'click on a web page', 'take a screenshot of the page', 'close'].map((what) =>
  fakeTool(`web__${what.split(' ')[0] ?? ''}`, { origin: 'web', effect: 'network', description: what }),
);
const DATABASE = ['execute_sql on the database', 'search_objects such as tables'].map((what) =>
  fakeTool(`db__${what.split(' ')[0] ?? ''}`, { origin: 'db', effect: 'network', description: what }),
);
const box = new Toolbox({ tools: [...DATABASE, ...BROWSER, ...OWN], rules: RULES });
const offered = (about: string, roomTokens = 8_000): readonly string[] =>
  box.offer({ about, roomTokens }).specs.map(({ name }) => name);

describe('which tools a request gets', () => {
  it(verifies('toolbox.nearest'), () => {
    expect(offered('Is there a screenshot of every page?')).toEqual(
      ['read_file', 'search_code', ...BROWSER.map(({ spec }) => spec.name)].toSorted(),
    );
    expect(offered('Which tables lack an index?')).toEqual([
      'db__execute_sql',
      'db__search_objects',
      'read_file',
      'search_code',
    ]);
    // What one server has by chance is nothing beside what another one is made for.
    const chance = fakeTool('mail__send', {
      origin: 'mail',
      effect: 'network',
      description: `send ${'mail '.repeat(60)}url`,
    });
    const more = new Toolbox({ tools: [...OWN, ...BROWSER, chance], rules: RULES });
    const { left } = more.offer({
      about: 'Navigate to the URL, click, take a screenshot of the web page, close.',
      roomTokens: 8_000,
    });
    expect(left).toContain('mail__send');
    // Our own words speak for no server.
    const finder = fakeTool('disk__find', {
      origin: 'disk',
      effect: 'network',
      description: 'Search a pattern in the code.',
    });
    const besides = new Toolbox({ tools: [...OWN, finder], rules: RULES });
    expect(besides.offer({ about: 'search the code', roomTokens: 8_000 }).left).toContain('disk__find');
    expect(offered('writeFile is slow')).toContain('write_file');
  });

  it.each([
    ['in another language', 'Stimmen die Beträge im Code?'],
    ['in another script', '注文の合計は正しいですか'],
    ['in words that no tool has', 'Does it hold?'],
  ])(verifies('toolbox.nearest', 'everything where the text says nothing of tools, %s'), (_how, about) => {
    expect(box.offer({ about, roomTokens: 8_000 }).left).toEqual([]);
    // As many as there is room for, ours first.
    expect(offered(about, 130).filter((name) => !name.includes('__'))).toEqual(['read_file', 'search_code']);
    expect(offered(about, 130).length).toBeGreaterThan(2);
  });

  it('offers tools that the user has named whatever it is about', () => {
    const named = new Toolbox({ tools: BROWSER, rules: RULES, isNamed: () => true });
    expect(named.offer({ about: 'Is it fine?', roomTokens: 8_000 }).specs).toHaveLength(4);
    expect(named.offer({ about: 'Is it fine?', roomTokens: 60 }).left).toHaveLength(2);
    const isNamed = ({ origin }: Tool): boolean => origin === 'db';
    const some = new Toolbox({ tools: [...BROWSER, ...DATABASE], rules: RULES, isNamed });
    // Before all that only speaks of it.
    const { specs } = some.offer({ about: 'take a screenshot of the page', roomTokens: 75 });
    expect(specs.map(({ name }) => name)).toEqual(['db__execute_sql', 'db__search_objects']);
  });

  it(verifies('toolbox.no-writes'), () => {
    const { specs, left } = box.offer({ about: 'write a file', roomTokens: 8_000, withoutWrites: true });
    expect([...specs.map(({ name }) => name), ...left]).not.toContain('write_file');
    expect(offered('write a file')).toContain('write_file');
  });

  it(verifies('toolbox.room'), () => {
    const all = box.offer({ about: 'page table file', roomTokens: 8_000 });
    expect(all.left).toEqual([]);
    // Ours that look come first, then the nearest one; of its server as many as there is room for.
    const { specs, left, tokens, together } = box.offer({ about: 'screenshot', roomTokens: 130 });
    expect(specs.map(({ name }) => name)).toEqual(['read_file', 'search_code', 'web__take']);
    expect(left).toContain('web__close');
    expect(tokens).toBeLessThanOrEqual(130);
    expect([...(together ?? [])]).toEqual(['read_file', 'search_code']);
    expect(box.offer({ about: 'screenshot', roomTokens: 0 })).toMatchObject({ specs: [], tokens: 0 });
  });

  it(verifies('toolbox.room', 'any'), () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 8 }), fc.integer({ min: 0, max: 900 }), (about, roomTokens) => {
        const { specs, left, tokens } = box.offer({ about: `${about} page table`, roomTokens });
        expect(tokens).toBeLessThanOrEqual(roomTokens);
        if (specs.length > 0) expect(estimateTokens(JSON.stringify(specs))).toBeLessThanOrEqual(tokens + 1);
        const names = specs.map(({ name }) => name);
        expect(names).toEqual(names.toSorted());
        expect(new Set([...names, ...left]).size).toBe(9);
      }),
    );
  });

  it(verifies('toolbox.same-order'), () => {
    const other = new Toolbox({ tools: [...OWN, ...DATABASE.toReversed(), ...BROWSER.toReversed()], rules: RULES });
    for (const about of ['a page', 'the database', 'page and database', 'files']) {
      for (const roomTokens of [100, 200, 8_000])
        expect(other.offer({ about, roomTokens })).toEqual(box.offer({ about, roomTokens }));
    }
  });
});
