/** What exit codes mean, for the end of `--help`. Every command says its own; scripts may rely on them. */
export const EXIT_HELP = {
  all: `
Exit codes: 0 done · 1 incomplete or failed parts · 2 usage · 3 configuration or credentials · 4 budget refused ·
            5 no worker or endpoint reachable · 6 findings (reserved) · 130 interrupted`,
  dev: `
Exit codes: 0 all tasks done · 1 incomplete · 2 usage · 3 configuration or credentials · 4 budget refused ·
            5 no worker or endpoint reachable · 130 interrupted`,
  netUp: `
Exit codes: 0 stopped, all accepted work finished · 1 the engine ended · 2 usage or name taken ·
            3 configuration or model · 130 stopped before it was up, or with work left`,
  netStatus: `
Exit codes: 0 at least one worker is there · 2 usage · 3 configuration · 5 no worker answered`,
  models: `
Exit codes: 0 done · 2 usage · 3 configuration`,
  modelsPull: `
Exit codes: 0 the verified file is there · 1 download failed or wrong hash · 2 usage or unknown model ·
            3 configuration, or no model file · 130 interrupted; what has arrived is kept`,
  metrics: `
Exit codes: 0 done · 2 usage · 3 configuration or unusable journal`,
  doctor: `
Exit codes: 0 all that is needed works, warnings or not · 2 usage · 3 something is to be mended`,
} as const;
