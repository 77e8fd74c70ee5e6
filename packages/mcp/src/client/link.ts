import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HanzoError, type Logger, type McpServer } from '@hanzo/contracts';
import type { Transport } from '@modelcontextprotocol/client';
import { closeHttpTransport, openHttpTransport } from './http/http-transport.ts';
import { findProgram } from '../servers/find-program.ts';
import { cleanEnvironment } from './program/clean-environment.ts';
import { programOf } from './program/program-of.ts';
import { ProgramTransport } from './program/program-transport.ts';

/** The way to a server, before anything was said. */
export interface Link {
  readonly transport: Transport;
  /** Of a program: what it said last beside the protocol. Hostile text. */
  tail(): string;
  /** Why it broke, for people. Undefined: it did not, or nobody knows. */
  fault(): string | undefined;
  /** Resolves when nothing of it is left. */
  close(): Promise<void>;
}

export interface LinkOptions {
  /** Each program that names no folder is started in an own one in this: in no project, whose files could say what is run. */
  readonly folders: string;
  readonly log: Logger;
}

/** @throws HanzoError CONFIG_INVALID for what can be no way to a server; MCP_FAILED when its folder is not there */
export async function openLink(server: McpServer, { folders, log }: LinkOptions): Promise<Link> {
  const { transport } = server;
  if (transport.kind === 'http') {
    const http = await openHttpTransport(server, transport, log);
    return { transport: http, tail: () => '', fault: () => undefined, close: () => closeHttpTransport(http) };
  }
  const folder = transport.cwd ?? join(folders, server.name);
  if (transport.cwd === undefined) mkdirSync(folder, { recursive: true, mode: 0o700 });
  else if (!existsSync(folder))
    throw new HanzoError(
      'MCP_FAILED',
      `The MCP server ${server.name} cannot be started in ${folder}: there is no such folder.`,
      {
        details: { server: server.name },
        mend: `Correct its "cwd" in ${server.from}.`,
      },
    );
  const env = cleanEnvironment(process.env, transport.env);
  const program = new ProgramTransport({
    ...programOf(transport.command, transport.args, {
      platform: process.platform,
      execPath: process.execPath,
      find: (name) => findProgram(name, folder, env),
    }),
    env,
    cwd: folder,
  });
  return {
    transport: program,
    tail: () => program.tail,
    fault: () => program.fault,
    close: () => program.close(),
  };
}
