import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import { listenForInterrupts } from '../../../process/interrupt.ts';
import { loadSetting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { chooseOrchestrator } from '../../dev/models/orchestrator-choice.ts';
import { clientConfig } from './connect/client-configs.ts';
import type { HttpPlace } from './connect/http/http.ts';
import { mayUseTools, type McpServeFlags } from './flags.ts';
import { openServing } from './serving.ts';

/** Serves the tools of hanzo to a client until that goes away, or prints what a client's settings need. */
export async function run(flags: McpServeFlags, terminal: Terminal): Promise<ExitCode> {
  refuseHalves(flags);
  checkOrchestrator(flags, terminal);
  if (flags.printConfig !== undefined) {
    const { snippet, where } = clientConfig(flags.printConfig, flags, process.env);
    terminal.err(where);
    terminal.out(snippet, 'data');
    return EXIT.done;
  }
  const serving = await openServing(flags, terminal);
  using interrupts = listenForInterrupts(() => terminal.err('stopping: what is done is kept; once more stops at once'));
  if (flags.http !== undefined) {
    const { serveOverHttp } = await import('./connect/http/http.ts');
    const options = { port: flags.http, tokenFile: flags.tokenFile, onListening: tellPlace(terminal) };
    await serveOverHttp(serving, options, interrupts.drain);
    return EXIT.interrupted;
  }
  if (process.stdin.isTTY === true)
    terminal.err(
      'This speaks the Model Context Protocol, with a client that starts it: see --print-config. Ctrl-C ends it.',
    );
  const { serveOverStdio } = await import('./connect/stdio.ts');
  await serveOverStdio(serving, interrupts.drain);
  return interrupts.drain.aborted ? EXIT.interrupted : EXIT.done;
}

/** @throws HanzoError USAGE for flags that do nothing, or contradict each other */
function refuseHalves(flags: McpServeFlags): void {
  const { http, tokenFile, allowTools, localOnly, printConfig } = flags;
  if (http !== undefined && printConfig !== undefined)
    throw new HanzoError(
      'USAGE',
      '--print-config is for clients that start the server, and none starts one over HTTP.',
      {
        mend: 'Leave --http out. A client over HTTP needs the address and the token that the server tells when it starts.',
      },
    );
  if (tokenFile !== undefined && http === undefined)
    throw new HanzoError('USAGE', '--token-file is for clients that come over HTTP.', {
      mend: 'Add --http <port>, or leave it out.',
    });
  if (allowTools !== undefined && !mayUseTools(flags))
    throw new HanzoError('USAGE', '--allow-tools does nothing without --mcp-tools.', {
      mend: 'Add --mcp-tools, or leave it out.',
    });
  if (localOnly === true && mayUseTools(flags))
    throw new HanzoError('USAGE', '--mcp-tools and --local-only do not go together: only models of an API use tools.', {
      mend: 'Leave one of them out.',
    });
}

/**
 * What is wrong with the model that was named is said to whoever starts the server, who can mend it: its clients cannot. A key
 * may come later.
 *
 * @throws HanzoError MODEL_UNKNOWN; USAGE for an API model where nothing goes to one
 */
function checkOrchestrator(flags: McpServeFlags, terminal: Terminal): void {
  if (flags.orchestrator === undefined) return;
  const { home, orchestrator, localOnly = false } = flags;
  const setting = loadSetting({ orchestrator, ...(home !== undefined && { home }) }, terminal, { makeHome: false });
  try {
    chooseOrchestrator(setting, { localOnly, isNamed: true });
  } catch (error) {
    if (!(error instanceof HanzoError) || error.code !== 'CREDENTIALS_MISSING') throw error;
    terminal.err(`${error.message} Until there is one, only mesh_run, mesh_status and metrics work.`);
    if (error.mend !== undefined) terminal.err(`  mend: ${error.mend}`);
  }
}

/** The address is data, for whoever started it; the token is for a person, once. */
function tellPlace(terminal: Terminal): (place: HttpPlace) => void {
  return ({ url, token, isKept }) => {
    terminal.out(url);
    if (isKept) terminal.err('Clients send the token of --token-file: Authorization: Bearer <token>');
    else terminal.err(`Clients send: Authorization: Bearer ${token}`);
  };
}
