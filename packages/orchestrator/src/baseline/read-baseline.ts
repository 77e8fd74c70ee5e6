import { readFile, stat } from 'node:fs/promises';
import { CATEGORIES, HanzoError, SEVERITIES, TASK_KINDS } from '@hanzo/contracts';
import { z } from 'zod';
import { REPORT_KIND, REPORT_VERSION } from '../report/json/json-report.ts';
import { FINGERPRINT_KEY, pathOfUri, TOOL_NAME } from '../report/sarif/sarif-names.ts';
import { type Baseline, baselineOf, type BaselineFinding } from './baseline.ts';

/** No report of ours comes near it: such a file was named by mistake. Bytes. */
const MOST_BYTES = 256 * 1024 * 1024;

const MEND = 'Make one with: hanzo dev … --output baseline.json';

const fingerprint = z.string().regex(/^[0-9a-f]{32}$/);
const place = { path: z.string().min(1), line: z.int().min(1) };
const said = { severity: z.enum(SEVERITIES), category: z.enum(CATEGORIES), kind: z.enum(TASK_KINDS) };

const ourReport = z.object({
  v: z.literal(REPORT_VERSION),
  kind: z.literal(REPORT_KIND),
  findings: z.array(z.object({ fingerprint, ...place, ...said, message: z.string() })),
});

const ourResult = z.object({
  partialFingerprints: z.object({ [FINGERPRINT_KEY]: fingerprint }),
  message: z.object({ text: z.string() }),
  locations: z
    .array(
      z.object({
        physicalLocation: z.object({
          artifactLocation: z.object({ uri: z.string() }),
          region: z.object({ startLine: z.int().min(1) }),
        }),
      }),
    )
    .min(1),
  properties: z.object(said),
});

const ourSarif = z.object({
  version: z.literal('2.1.0'),
  runs: z.array(
    z.object({ tool: z.object({ driver: z.object({ name: z.literal(TOOL_NAME) }) }), results: z.array(ourResult) }),
  ),
});

/**
 * Reads a report of before, as hanzo wrote it: JSON or SARIF, which its content tells. Rejects with HanzoError USAGE when the
 * file is missing, or is something else.
 */
export async function readBaseline(file: string): Promise<Baseline> {
  return baselineOf(findingsIn(parsed(await textOf(file), file), file));
}

async function textOf(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES) throw refused(file, `has ${size} bytes, and no report has as many`);
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof HanzoError) throw cause;
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HanzoError('USAGE', isMissing ? `There is no baseline ${file}.` : `The baseline cannot be read: ${why}`, {
      cause,
      mend: `${MEND}; leave --baseline out where there is none yet.`,
    });
  }
}

function parsed(text: string, file: string): unknown {
  try {
    // Some editors put a byte order mark before it.
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw refused(file, 'is no JSON', cause);
  }
}

function findingsIn(value: unknown, file: string): readonly BaselineFinding[] {
  if (typeof value === 'object' && value !== null && 'runs' in value) return sarifFindings(value, file);
  const report = ourReport.safeParse(value);
  if (report.success) return report.data.findings;
  const isOurs = typeof value === 'object' && value !== null && 'kind' in value && value.kind === REPORT_KIND;
  throw refused(
    file,
    isOurs ? `is a report that this hanzo cannot read: ${firstFault(report.error)}` : 'is no report of hanzo',
  );
}

function sarifFindings(value: object, file: string): readonly BaselineFinding[] {
  const read = ourSarif.safeParse(value);
  if (!read.success) {
    const foreign = toolNames(value).find((name) => name !== TOOL_NAME);
    if (foreign !== undefined)
      throw refused(
        file,
        `is a report of ${foreign}: its findings have other names than ours, so none would be known again`,
      );
    throw refused(file, `is SARIF that this hanzo cannot read: ${firstFault(read.error)}`);
  }
  return read.data.runs.flatMap(({ results }) =>
    results.map(({ partialFingerprints, message, locations, properties }) => {
      const { artifactLocation, region } = locations[0]?.physicalLocation ?? {};
      return {
        ...properties,
        fingerprint: partialFingerprints[FINGERPRINT_KEY] ?? '',
        path: pathOfUri(artifactLocation?.uri ?? ''),
        line: region?.startLine ?? 1,
        message: message.text,
      };
    }),
  );
}

const anySarif = z.object({ runs: z.array(z.object({ tool: z.object({ driver: z.object({ name: z.string() }) }) })) });

function toolNames(value: object): readonly string[] {
  const read = anySarif.safeParse(value);
  return read.success ? read.data.runs.map(({ tool }) => tool.driver.name) : [];
}

function firstFault({ issues }: z.ZodError): string {
  const [first] = issues;
  return first === undefined ? 'it has another form' : `${first.path.join('.')}: ${first.message}`;
}

function refused(file: string, why: string, cause?: unknown): HanzoError {
  return new HanzoError('USAGE', `The baseline ${file} ${why}.`, { cause, mend: MEND });
}
