import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GATES, TASK_KINDS } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { loadCatalogue, loadRouting, loadTiers, type RoutingOverrides } from '../src/index.ts';
import { errorOf, sandbox } from './sandbox.ts';

const catalogue = loadCatalogue(fileURLToPath(new URL('../../../configs/models.json', import.meta.url)));
const SHIPPED = fileURLToPath(new URL('../../../configs/tiers.json', import.meta.url));

type Bag = Record<string, Record<string, Record<string, unknown>>>;

/** The shipped file with one value changed; undefined takes it away. */
function changed(path: string, value: unknown): unknown {
  const content = JSON.parse(readFileSync(SHIPPED, 'utf8')) as Bag;
  const [section = '', name = '', field] = path.split('.');
  const entries = content[section] as Bag[string];
  if (field === undefined) delete entries[name];
  else entries[name] = { ...entries[name], [field]: value };
  return content;
}

describe('the policy for tiers and kinds', () => {
  it('is shipped for every kind, with gates in the order in which they are made', () => {
    const { kinds } = loadTiers(SHIPPED, catalogue);
    expect(Object.keys(kinds).toSorted()).toEqual([...TASK_KINDS].toSorted());
    for (const { gates } of Object.values(kinds))
      expect(gates).toEqual(gates.toSorted((a, b) => GATES.indexOf(a) - GATES.indexOf(b)));
  });

  it.each([
    ['tiers.critical', undefined, 'tiers.critical: ', ''],
    ['kinds.format', undefined, 'kinds.format: ', ''],
    ['tiers.simple.startRung', 'cache', 'tiers.simple.startRung: ', ''],
    ['tiers.simple.startRungs', 'api', 'tiers.simple.startRungs: there is no such setting', 'startRung'],
    ['tiers.simple.models', [], 'tiers.simple.models: must name at least one model', ''],
    ['tiers.simple.models', ['gpt-5', 'o3', 'gpt-5'], 'tiers.simple.models[2]: names "gpt-5" a second time', ''],
    ['tiers.medium.models', ['gpt-9'], 'tiers.medium.models: "gpt-9" is not in the catalogue', 'models.json'],
    [
      'tiers.medium.escalatesTo',
      'medium',
      'tiers.medium.escalatesTo: "medium" is not a higher tier',
      'complex, critical',
    ],
    ['tiers.critical.escalatesTo', 'simple', 'tiers.critical.escalatesTo: ', 'nothing is higher'],
    ['kinds.lint.gates', ['parses', 'parses'], 'kinds.lint.gates[1]: names "parses" a second time', ''],
    ['kinds.lint.gates', ['pretty'], 'kinds.lint.gates[0]: ', ''],
    ['kinds.lint.tries', 9, 'kinds.lint.tries: ', ''],
    ['kinds.lint.agreement', 0, 'kinds.lint.agreement: ', ''],
    ['kinds.lint.agreementShare', 0.4, 'kinds.lint.agreementShare: ', ''],
    ['kinds.docs.lastRung', 'tool', 'kinds.docs.lastRung: no tool does docs tasks', 'local, mesh, api, strong'],
    ['kinds.check.lastRung', 'api', 'kinds.check.lastRung: checks are done by tools', 'tool'],
    ['kinds.check.startRung', undefined, 'kinds.check.startRung: checks are done by tools', 'tool'],
  ])(verifies('routing.policy-checked', '%s %j'), (path, value, says, mend) => {
    using box = sandbox();
    const file = box.write('t.json', changed(path, value));
    const error = errorOf(() => loadTiers(file, catalogue));
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toContain(`${file}: ${says}`);
    expect(error.mend).toContain(mend);
  });

  it(verifies('routing.policy-checked', 'rungs that end before they start'), () => {
    using box = sandbox();
    const content = changed('kinds.refactor.startRung', 'api') as Bag;
    Object.assign(content['kinds']?.['refactor'] ?? {}, { lastRung: 'mesh' });
    const error = errorOf(() => loadTiers(box.write('t.json', content), catalogue));
    expect(error.message).toContain('kinds.refactor.lastRung: refactor tasks would start at "api" and end before it');
    expect(error.mend).toContain('api, strong');
  });
});

describe('changes of the policy', () => {
  const layered = (user: RoutingOverrides, project?: RoutingOverrides): ReturnType<typeof loadRouting> =>
    loadRouting(SHIPPED, catalogue, [
      { file: '/home/config.json', overrides: user },
      { file: '/project/config.json', overrides: project },
    ]);

  it(verifies('routing.overrides'), () => {
    const shipped = loadTiers(SHIPPED, catalogue);
    const { policy, changedIn } = layered(
      { tiers: { simple: { models: ['gpt-5-nano'], startRung: 'api' }, medium: { escalatesTo: null } } },
      { tiers: { simple: { models: ['gpt-5-mini'] } }, kinds: { format: { lastRung: 'local', tries: 3 } } },
    );
    expect(policy.tiers.simple).toEqual({ ...shipped.tiers.simple, models: ['gpt-5-mini'], startRung: 'api' });
    expect(policy.tiers.medium).not.toHaveProperty('escalatesTo');
    expect(policy.tiers.complex).toEqual(shipped.tiers.complex);
    expect(policy.kinds).toEqual({
      ...shipped.kinds,
      format: { ...shipped.kinds.format, lastRung: 'local', tries: 3 },
    });
    expect(changedIn).toEqual({
      'tiers.simple.models': '/project/config.json',
      'tiers.simple.startRung': '/home/config.json',
      'tiers.medium.escalatesTo': '/home/config.json',
      'kinds.format.lastRung': '/project/config.json',
      'kinds.format.tries': '/project/config.json',
    });
    expect(loadTiers(SHIPPED, catalogue)).toEqual(shipped);
  });

  it(verifies('routing.policy-checked', 'against what another file says, in the file that changed it'), () => {
    const last = errorOf(() =>
      layered({ kinds: { lint: { lastRung: 'mesh' } } }, { kinds: { lint: { startRung: 'api' } } }),
    );
    expect(last.message).toContain('/project/config.json: kinds.lint.startRung: lint tasks would start at "api"');
    const up = errorOf(() => layered({}, { tiers: { complex: { escalatesTo: 'simple' } } }));
    expect(up.message).toContain('/project/config.json: tiers.complex.escalatesTo');
    const unknown = errorOf(() => layered({ tiers: { simple: { models: ['gpt-9'] } } }));
    expect(unknown.message).toContain('/home/config.json: tiers.simple.models: "gpt-9"');
  });

  it(verifies('routing.overrides', 'by config.json of the home'), () => {
    using box = sandbox();
    box.write('config.json', { kinds: { docs: { tier: 'simple', startRung: null } } });
    expect(box.load().policy).toEqual({ kinds: { docs: { tier: 'simple', startRung: null } } });
    box.write('config.json', { kinds: { docs: { gate: [] } } });
    const error = errorOf(() => box.load());
    expect(error.message).toContain('kinds.docs.gate: there is no such setting');
    expect(error.mend).toBe('Did you mean "gates"?');
    box.write('config.json', { kinds: { docs: { tier: null } } });
    expect(errorOf(() => box.load()).message).toContain('kinds.docs.tier: ');
  });
});
