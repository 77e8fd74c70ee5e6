import { findBrowser } from '../browser/find-browser.ts';
import { guardFile } from '../guards/guard-file.ts';
import type { Preset, PresetParameters, PresetPlace } from '../preset.ts';
import { wrongValue } from './values.ts';

/**
 * What is left out: running code in the server's own process (`browser_run_code_unsafe`), reading files of this machine
 * (`browser_file_upload`, `browser_drop`), and what few pages need.
 */
const LOOKING = [
  'browser_snapshot',
  'browser_find',
  'browser_console_messages',
  'browser_network_requests',
  'browser_network_request',
  'browser_wait_for',
] as const;
const DOING = [
  'browser_navigate',
  'browser_navigate_back',
  'browser_click',
  'browser_type',
  'browser_fill_form',
  'browser_select_option',
  'browser_press_key',
  'browser_hover',
  'browser_tabs',
  'browser_handle_dialog',
  'browser_evaluate',
  'browser_take_screenshot',
  'browser_resize',
  'browser_close',
] as const;
const ORIGINS = ['https://shop.example', 'https://shop.example;http://localhost:3000'] as const;
/** Screenshots and what pages had saved. */
const FILES_BYTES = 50_000_000;

export const browserPreset: Preset = {
  name: 'browser',
  purpose:
    'Opens pages in a Chromium of yours without a window and with an empty profile, reads them (by browser_snapshot), clicks and types. It reaches whatever ' +
    'this machine reaches, your own network too: --param origins says which sites pages may load from.',
  package: 'playwright',
  needs: 'Chromium, Chrome or Edge',
  parameters: [
    {
      name: 'origins',
      purpose: 'only from these may anything be loaded, separated by semicolons (a redirect still leads out of them)',
      example: ORIGINS[1],
    },
    { name: 'blocked', purpose: 'from these nothing is loaded', example: ORIGINS[0] },
    { name: 'browser', purpose: 'the program, where it is not found by itself', example: '/usr/bin/chromium' },
  ],
  async entry(parameters, place, { environment }) {
    const program = await findBrowser(parameters['browser'], environment);
    return {
      command: process.execPath,
      args: [place.bin, ...optionsOf(program, place), ...limitsOf(parameters)],
      cwd: place.home,
      hanzo: {
        timeoutSeconds: 90,
        tools: [...LOOKING, ...DOING],
        // They look at a page that is here already; all others may send something.
        effects: Object.fromEntries(LOOKING.map((name) => [name, 'read' as const])),
      },
    };
  },
};

function optionsOf(program: string, { home }: PresetPlace): readonly string[] {
  // Chromium's sandbox does not start as root.
  const sandbox = process.getuid?.() === 0 ? '--no-sandbox' : '--sandbox';
  return [
    '--headless',
    '--isolated',
    // Else a page could give the model tools of its own.
    '--no-webmcp',
    '--block-service-workers',
    `--init-page=${guardFile('web-pages')}`,
    sandbox,
    '--codegen=none',
    // Else each answer names a file with the page, which no tool reads: browser_snapshot tells it.
    '--snapshot-mode=none',
    `--executable-path=${program}`,
    `--output-dir=${home}`,
    `--output-max-size=${FILES_BYTES}`,
  ];
}

function limitsOf({ origins, blocked }: PresetParameters): readonly string[] {
  const options = [];
  if (origins !== undefined) options.push(`--allowed-origins=${originsOf('origins', origins)}`);
  if (blocked !== undefined) options.push(`--blocked-origins=${originsOf('blocked', blocked)}`);
  return options;
}

function originsOf(parameter: string, text: string): string {
  const origins = text.split(';').map((part) => part.trim());
  const wrong = origins.find(
    (origin) => !/^https?:$/.test(URL.parse(origin)?.protocol ?? '') || URL.parse(origin)?.origin !== origin,
  );
  if (wrong === undefined) return origins.join(';');
  throw wrongValue(parameter, `${JSON.stringify(wrong)} is no origin: a scheme and a host, without a path`, ORIGINS[1]);
}
