import { firstChars, HanzoError, type McpServer, redact } from '@hanzo/contracts';
import { shownLine, shownText } from '../shown-text.ts';
import type { Link } from './link.ts';

const MOST_CHARS = 300;
/** Lines of its standard error that are shown with a fault. */
const LAST_LINES = 3;
/** What Node writes around the reason: where it happened, marks under a line of code, fields of an error, its own version. */
const NO_REASON = /^(?:at |Node\.js v\d|[~^]+$|[{}]$|\w+: .*,$|(?:node|file):\S+:\d+$|throw )/;

interface Reason {
  /** After "The MCP server x": a sentence without its full stop. */
  readonly what: string;
  readonly mend: string;
}

/** What went wrong with a server, in words for people: nothing that it wrote steers a terminal or shows a secret. */
export function serverFault(server: McpServer, cause: unknown, link?: Link): HanzoError {
  if (cause instanceof HanzoError) return cause;
  const said = lastLines(link?.tail() ?? '');
  const { what, mend } = reasonOf(server, cause, link);
  const words = said === '' ? '' : ` It said: ${firstChars(shownLine(said.split('\n').join(' | ')), MOST_CHARS)}`;
  return new HanzoError('MCP_FAILED', `The MCP server ${server.name} ${what}.${words}`, {
    cause,
    details: { server: server.name, ...(said === '' ? {} : { stderr: said }) },
    mend,
  });
}

/** Text of a server on one line, cut and without secrets. */
export function oneLineOf(text: string): string {
  // Cut before anything is looked for in it: it may have megabytes. And again: what is written out is longer.
  const start = firstChars(redact(text.slice(0, 64 * MOST_CHARS)), 4 * MOST_CHARS);
  return firstChars(shownLine(start.replace(/\s+/g, ' ').trim()), MOST_CHARS);
}

function reasonOf(server: McpServer, cause: unknown, link: Link | undefined): Reason {
  const { transport } = server;
  return transport.kind === 'http'
    ? httpReason(server, transport.url, cause)
    : programReason(server, transport.command, cause, link);
}

function programReason(server: McpServer, command: string, cause: unknown, link: Link | undefined): Reason {
  const code = codeOf(cause);
  const tryIt = `Try it: hanzo mcp test ${server.name}`;
  if (code === 'ENOENT')
    return {
      what: `cannot be started: there is no program ${command}`,
      mend:
        process.platform === 'win32'
          ? `Name a program in ${server.from}: .cmd and .bat files need a shell, and hanzo starts none. Name node with the script's path.`
          : `Install it, or write its path in ${server.from}.`,
    };
  if (code === 'EACCES' || code === 'EINVAL' || code === 'ERR_INVALID_ARG_VALUE' || code === 'E2BIG')
    return {
      what: `cannot be started: ${oneLineOf(messageOf(cause))}`,
      mend: `Correct its command in ${server.from}.`,
    };
  const fault = link?.fault();
  if (fault !== undefined) return { what: `failed: ${fault}`, mend: tryIt };
  return { what: `failed: ${oneLineOf(messageOf(cause))}`, mend: tryIt };
}

function httpReason(server: McpServer, url: string, cause: unknown): Reason {
  const host = URL.canParse(url) ? new URL(url).host : url;
  const status = statusOf(cause);
  if (status === 401 || status === 403)
    return {
      what: `does not let us in: ${host} answered ${status}`,
      mend: `Give it a key in ${server.from}: "headers": { "Authorization": "Bearer \${VARIABLE}" }`,
    };
  if (status !== undefined && status >= 300 && status < 400)
    return {
      what: `sends us to another place: ${host} answered ${status}, and that is not followed`,
      mend: `Write the address that it has now in ${server.from}.`,
    };
  if (status !== undefined)
    return { what: `failed: ${host} answered ${status}`, mend: `Check its URL in ${server.from}.` };
  const inner = cause instanceof Error && cause.cause !== undefined ? cause.cause : cause;
  return {
    what: `cannot be reached at ${host}: ${oneLineOf(messageOf(inner))}`,
    mend: `Check its URL in ${server.from}, and that it runs.`,
  };
}

function lastLines(tail: string): string {
  const lines = shownText(redact(tail))
    .split('\n')
    .map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !NO_REASON.test(line))
    .slice(-LAST_LINES)
    .join('\n');
}

function statusOf(cause: unknown): number | undefined {
  if (!(cause instanceof Error) || !('data' in cause)) return undefined;
  const { data } = cause;
  return typeof data === 'object' && data !== null && 'status' in data && typeof data.status === 'number'
    ? data.status
    : undefined;
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}

function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = codeOf(cause);
  return cause.message === '' && typeof code === 'string' ? code : cause.message;
}
