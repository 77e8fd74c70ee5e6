import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hideSecret } from '@hanzo/contracts';
import { expect, it } from 'vitest';
import { writeReport } from '../src/commands/dev/report/write-report.ts';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';

it('a report holds no key of this process', async () => {
  hideSecret('sk-report-0123456789');
  using folder = temporaryFolder();
  const file = join(folder.path, 'report.md');
  await writeReport(file, 'found sk-report-0123456789 in .env');
  expect(readFileSync(file, 'utf8')).toBe('found [key] in .env');
});
