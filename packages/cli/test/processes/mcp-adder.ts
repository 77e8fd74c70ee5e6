/** Adds servers to the home's file, one after the other: `<prefix>0`, `<prefix>1`, … Fails with the first that is not added. */
import { main } from '../../src/main.ts';
import { listeningTerminal } from '../conversation/listening-terminal.ts';

const [home = '', prefix = '', count = ''] = process.argv.slice(2);
const { terminal } = listeningTerminal();
for (let at = 0; at < Number(count) && process.exitCode === undefined; at += 1) {
  const words = ['mcp', 'add', `${prefix}${at}`, '--home', home, '-w', home, '--no-test', '--', 'node'];
  const code = await main(words, terminal);
  if (code !== 0) process.exitCode = code;
}
