import { HanzoError } from '@hanzo/contracts';

/** What a report may be written as. */
export const REPORT_FORMS = ['md', 'json', 'sarif', 'html'] as const;
export type ReportForm = (typeof REPORT_FORMS)[number];

/** The first that fits counts: `.sarif.json` is SARIF. */
const EXTENSIONS: readonly (readonly [string, ReportForm])[] = [
  ['.sarif.json', 'sarif'],
  ['.sarif', 'sarif'],
  ['.json', 'json'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.md', 'md'],
  ['.markdown', 'md'],
];

/** The form that a file's extension asks for. Throws HanzoError USAGE for one that no report has. */
export function reportForm(path: string): ReportForm {
  const name = path.toLowerCase();
  const [, form] = EXTENSIONS.find(([extension]) => name.endsWith(extension)) ?? [];
  if (form !== undefined) return form;
  throw new HanzoError('USAGE', `--output ${path}: no report is written as that.`, {
    mend: 'End it in .md, .json, .sarif (or .sarif.json) or .html; "-" prints Markdown.',
  });
}
