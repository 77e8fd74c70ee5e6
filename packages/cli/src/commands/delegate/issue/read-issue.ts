import { HanzoError, type Catalogue } from '@hanzo/contracts';
import { findPhrase, phraseModel } from '@hanzo/delegate';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { EvidenceFlags } from '../flags.ts';
import { readEnd, readStdin, type InputStream, type ReadInput } from './read-input.ts';

/** An issue is words of a person, with what they copied. Bytes. */
const MOST_ISSUE = 256 * 1024;
/** Bytes; a request takes a part of it. */
const MOST_LOGS = 4 * 1024 * 1024;

const EXAMPLE = 'hanzo delegate "500 error on /runs/start with no traceback" --files "src/main.py"';

/** An issue without its phrase, and what came with it. */
export interface SaidIssue {
  readonly issue: string;
  /** By its name of the catalogue; undefined: there was no phrase. */
  readonly phraseModel: string | undefined;
  readonly context: string | undefined;
  readonly logs: string | undefined;
}

export interface IssueFlags extends Pick<EvidenceFlags, 'context' | 'logs' | 'logsFile'> {
  readonly text?: string | undefined;
  readonly issue?: string | undefined;
  readonly model?: string | undefined;
  readonly models?: readonly string[] | undefined;
}

export interface IssueParts {
  readonly stdin: InputStream;
  readonly terminal: Terminal;
  readonly catalogue: Catalogue;
}

/**
 * What is delegated: the argument or `--issue`, `-` for standard input, with or without the magic phrase. What stands above the
 * phrase becomes context, what stands below it logs.
 *
 * @throws HanzoError USAGE where nothing is said, or standard input is wanted twice; MODEL_UNKNOWN for a phrase that means nobody
 */
export async function readIssue(flags: IssueFlags, { stdin, terminal, catalogue }: IssueParts): Promise<SaidIssue> {
  const { text, issue, logsFile } = flags;
  if (text !== undefined && issue !== undefined)
    throw new HanzoError('USAGE', 'The issue is said twice: as an argument and by --issue.', {
      mend: 'Leave one of them out; what is known besides goes into --context.',
    });
  const said = text ?? issue;
  if (said === undefined)
    throw new HanzoError('USAGE', 'There is no issue to delegate.', {
      mend: `Say what is wrong: ${EXAMPLE}. A text with DELEGATE TO GPT-4O: <issue> in it can be piped: hanzo delegate -`,
    });
  if (said === '-' && logsFile === '-')
    throw new HanzoError('USAGE', 'Standard input cannot be the issue and the logs at once.', {
      mend: 'Give "-" once: name a file for the other one.',
    });
  const words = said === '-' ? await readStdin(stdin, { most: MOST_ISSUE, flag: '"-"' }) : { text: said, isCut: false };
  if (words.isCut)
    throw new HanzoError('USAGE', `The issue is longer than ${MOST_ISSUE / 1024} KiB.`, {
      mend: 'Say it in a few sentences; logs go into --logs-file.',
    });
  if (words.text.trim() === '')
    throw new HanzoError('USAGE', 'The issue is empty.', { mend: `Say what is wrong: ${EXAMPLE}` });
  const logs = logsFile === undefined ? undefined : await readLogs(logsFile, stdin, terminal);
  return withPhrase(words.text, { ...flags, logs: joined(flags.logs, logs) }, catalogue);
}

function withPhrase(text: string, { context, logs, model, models }: IssueFlags, catalogue: Catalogue): SaidIssue {
  const phrase = findPhrase(text);
  if (phrase === undefined) return { issue: text.trim(), phraseModel: undefined, context, logs };
  return {
    issue: phrase.issue,
    // A model that is named counts for more: then it does not matter whom the phrase means.
    phraseModel: (model ?? models) === undefined ? phraseModel(phrase.model, catalogue) : undefined,
    context: joined(context, phrase.before),
    logs: joined(logs, phrase.after),
  };
}

async function readLogs(file: string, stdin: InputStream, terminal: Terminal): Promise<string> {
  const limits = { most: MOST_LOGS, flag: file === '-' ? '--logs-file -' : '--logs-file' };
  const read: ReadInput = file === '-' ? await readStdin(stdin, limits) : await readEnd(file, limits);
  if (read.isCut) terminal.err(`of the logs only the last ${MOST_LOGS / 1024 / 1024} MiB are read`);
  return read.text;
}

function joined(...texts: readonly (string | undefined)[]): string | undefined {
  const there = texts.filter((text): text is string => text !== undefined && text.trim() !== '');
  return there.length === 0 ? undefined : there.join('\n\n');
}
