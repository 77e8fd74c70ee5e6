import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { bar, meter, sparkline } from '../src/terminal/charts.ts';
import { csvLines } from '../src/terminal/csv.ts';
import { glyphsFor } from '../src/terminal/glyphs.ts';
import { fitTable, labelled, outputWidth } from '../src/terminal/table-fit.ts';

const BLOCKS = glyphsFor({ LANG: 'en_US.UTF-8' }, 'linux');
const PLAIN = glyphsFor({}, 'linux');

describe('charts', () => {
  it('draw bars by eighths, and never hide what is more than nothing', () => {
    expect([0, 0.001, 0.5, 0.53, 1, 2].map((share) => bar(share, 8, BLOCKS))).toEqual([
      '',
      '▏',
      '████',
      '████▎',
      '████████',
      '████████',
    ]);
    expect([0, 0.001, 0.5, 1].map((share) => bar(share, 8, PLAIN))).toEqual(['', '#', '####', '########']);
  });

  it('draw one place for each value: nothing is lowest, little is more than nothing, a gap is no value', () => {
    expect(sparkline([0, 0.01, 5, 10, undefined], BLOCKS)).toBe('▁▂▅█·');
    expect(sparkline([0, 0.01, 5, 10, undefined], PLAIN)).toBe('_.=# ');
    expect(sparkline([0, 0], BLOCKS)).toBe('▁▁');
    expect(sparkline([0.5], BLOCKS, 1)).toBe('▅');
  });

  it('draw limits as spent, held and left', () => {
    expect(meter({ spent: 50, held: 20, cap: 100 }, 10, BLOCKS)).toBe('█████▒▒···');
    expect(meter({ spent: 1, held: 1, cap: 1_000 }, 10, PLAIN)).toBe('#=........');
    expect(meter({ spent: 150, held: 10, cap: 100 }, 10, PLAIN)).toBe('##########');
    expect(meter({ spent: 1, held: 0, cap: 0 }, 4, PLAIN)).toBe('####');
  });

  it(verifies('cli.plain-glyphs'), () => {
    const drawn = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform = 'linux'): string =>
      bar(1, 1, glyphsFor(env, platform));
    expect(drawn({ LANG: 'C.UTF-8' })).toBe('█');
    expect(drawn({ LC_ALL: 'de_DE.utf8', LANG: 'C' })).toBe('█');
    expect(drawn({ LC_ALL: 'C', LANG: 'en_US.UTF-8' })).toBe('#');
    expect(drawn({ LANG: 'C.UTF-8', TERM: 'dumb' })).toBe('#');
    expect(drawn({}, 'win32')).toBe('█');
    // Colours are another question.
    expect(drawn({ LANG: 'C.UTF-8', NO_COLOR: '1' })).toBe('█');
  });
});

describe('a table that has to fit', () => {
  const columns = [
    { title: 'name', cells: ['a-rather-long-name-of-a-node', 'b'], isName: true },
    { title: 'tries', cells: ['1', '1000'] },
    { title: 'p50', cells: ['2.00 s', '-'], leaveOut: 1 },
    { title: 'cost', cells: ['$0.5', '-$12.25'], leaveOut: 2 },
  ];

  it(verifies('cli.table-fits'), () => {
    const wide = fitTable(columns, 100, BLOCKS);
    expect(wide).toEqual({
      lines: [
        'name                          tries     p50     cost',
        'a-rather-long-name-of-a-node      1  2.00 s     $0.5',
        'b                              1000       -  -$12.25',
      ],
      leftOut: [],
    });
    expect(fitTable(columns, 40, BLOCKS)).toMatchObject({
      lines: [expect.any(String), 'a-rather-long-n…      1  2.00 s     $0.5', expect.any(String)],
      leftOut: [],
    });
    expect(fitTable(columns, 39, BLOCKS).leftOut).toEqual(['cost']);
    const narrow = fitTable(columns, 20, BLOCKS);
    expect(narrow).toEqual({
      lines: ['name           tries', 'a-rather-lon…      1', 'b               1000'],
      leftOut: ['cost', 'p50'],
    });
  });

  it('has the width of the terminal, of COLUMNS where nobody watches, and at least 80', () => {
    expect(outputWidth({ watched: true, columns: 132 }, { COLUMNS: '200' })).toBe(132);
    expect(outputWidth({ watched: true, columns: 40 }, {})).toBe(80);
    expect(outputWidth({ watched: false, columns: 80 }, { COLUMNS: '200' })).toBe(200);
    expect(outputWidth({ watched: false, columns: 80 }, { COLUMNS: 'wide' })).toBe(80);
  });

  it('wraps what stands beside a label', () => {
    expect(labelled('cost', 'one two three four', 6, 16)).toEqual(['cost  one two', '      three four']);
  });
});

describe('comma-separated values', () => {
  it(verifies('cli.csv'), () => {
    const [head, line] = csvLines(['a', 'b,c', 'd', 'e', 'f'], [['x "y"', 1.5, 'two\nlines', undefined, '=1+1']]);
    expect(head).toBe('a,"b,c",d,e,f');
    expect(line).toBe(`"x ""y""",1.5,"two\nlines",,'=1+1`);
    expect(csvLines(['n'], [[-5]])[1]).toBe('-5');
    // Some spreadsheets separate by semicolons or tabs, and trim before they look for a formula.
    expect(csvLines(['n'], [['a;b', 'a\tb', ' =1', '\u00a0@x', ' a']])[1]).toBe(`"a;b","a\tb",' =1,'\u00a0@x, a`);
  });
});
