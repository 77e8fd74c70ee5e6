/** Opens a server, and leaves without a word: `exits` or is `killed`. The server writes its ids into a file. */
import { join } from 'node:path';
import { silentLogger, type McpServer } from '@hanzo/contracts';
import { openMcpTools } from '@hanzo/mcp';

const [how = '', pins = '', server = ''] = process.argv.slice(2);
const { signal } = new AbortController();
const options = { pins, folders: join(pins, '..', 'folders'), signal, log: silentLogger };
const { tools } = await openMcpTools([JSON.parse(server) as McpServer], options);
process.stdout.write(`${tools.length}\n`);
if (how === 'exits') process.exit(0);
process.kill(process.pid, 'SIGKILL');
