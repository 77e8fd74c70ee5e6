#!/usr/bin/env node
// Old syntax on purpose: on any Node this file must load, say which version is needed, and how to get it.
import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';

var NEEDED = 24;
var major = Number(process.versions.node.split('.')[0]);
var argument = process.argv[2];

if (major < NEEDED) {
  process.stderr.write(
    'hanzo needs Node ' +
      NEEDED +
      ' or newer; this is ' +
      process.version +
      '.\n' +
      'Get it from https://nodejs.org, or run `npx -p node@' +
      NEEDED +
      ' -p hanzo hanzo` (in a checkout: `npx hanzo`).\n',
  );
  process.exitCode = 3;
} else if (process.argv.length === 3 && (argument === '--version' || argument === '-V')) {
  // Whoever asked may be gone already.
  process.stdout.on('error', function () {});
  process.stdout.write(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version + '\n');
} else {
  // Compiled code of earlier starts is kept by Node, which makes the next start faster.
  if (nodeModule.enableCompileCache) nodeModule.enableCompileCache();
  import('../dist/main.js').then(function (main) {
    return main.run(process.argv.slice(2));
  });
}
