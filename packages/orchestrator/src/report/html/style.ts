/**
 * All that the page looks like. Colours are chosen so that text has a contrast of at least 4.5 to 1 on its background, in the
 * dark as in the light (WCAG 2.2 AA); severities are told by words, colour only repeats them. Nothing is loaded.
 */
export const STYLE: string = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1f24; --faint: #57606a; --line: #8c959f; --box: #f6f8fa;
  --critical: #86061d; --high: #a40e26; --medium: #7d4e00; --low: #0550ae; --info: #57606a; --good: #116329; --bad: #a40e26; }
@media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --ink: #e6edf3; --faint: #9da7b3; --line: #6e7681;
  --box: #161b22; --critical: #ffa198; --high: #ff9088; --medium: #e3b341; --low: #79c0ff; --info: #9da7b3;
  --good: #56d364; --bad: #ff9088; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: 0.25rem; }
h3 { margin: 0 0 0.5rem; font-size: 1rem; }
code, pre { font: 0.9rem/1.45 ui-monospace, monospace; }
pre { background: var(--box); border: 1px solid var(--line); padding: 0.75rem; white-space: pre-wrap; }
.verdict { font-weight: 600; border-left: 0.4rem solid var(--good); padding: 0.5rem 0.75rem; background: var(--box); }
.incomplete .verdict { border-color: var(--bad); }
.wide { overflow-x: auto; } .wide:focus-visible, summary:focus-visible, input:focus-visible {
  outline: 3px solid var(--low); outline-offset: 2px; }
table { border-collapse: collapse; min-width: 100%; } caption { text-align: left; color: var(--faint); padding: 0.25rem 0; }
th, td { border: 1px solid var(--line); padding: 0.35rem 0.6rem; text-align: left; vertical-align: top; min-width: 4rem;
  overflow-wrap: break-word; }
th { background: var(--box); } td.number { text-align: right; white-space: nowrap; }
article { border: 1px solid var(--line); border-left-width: 0.4rem; padding: 0.75rem; margin: 0.75rem 0; }
td ul { margin: 0; padding: 0; list-style: none; }
article p { margin: 0.35rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 0.5rem 0; }
dt { color: var(--faint); } dd { margin: 0; }
fieldset { border: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0.5rem 0.75rem; }
label { display: inline-flex; gap: 0.4rem; align-items: center; min-height: 1.75rem; }
input { width: 1.1rem; height: 1.1rem; accent-color: var(--low); }
summary { cursor: pointer; padding: 0.25rem 0; }
.critical { border-left-color: var(--critical); } .high { border-left-color: var(--high); }
.medium { border-left-color: var(--medium); } .low { border-left-color: var(--low); } .info { border-left-color: var(--info); }
.critical .severity { color: var(--critical); } .high .severity { color: var(--high); }
.medium .severity { color: var(--medium); } .low .severity { color: var(--low); } .info .severity { color: var(--info); }
body:has(#show-critical:not(:checked)) article.critical, body:has(#show-high:not(:checked)) article.high,
body:has(#show-medium:not(:checked)) article.medium, body:has(#show-low:not(:checked)) article.low,
body:has(#show-info:not(:checked)) article.info { display: none; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.4rem; } }
@media print { :root { color-scheme: light; --paper: #ffffff; --ink: #000000; --faint: #333333; --box: #ffffff;
  --line: #8c959f; --critical: #86061d; --high: #a40e26; --medium: #7d4e00; --low: #0550ae; --info: #57606a; }
  body { max-width: none; padding: 0; font-size: 10pt; } fieldset { display: none; }
  article, tr { break-inside: avoid; } .wide { overflow: visible; } details::details-content { content-visibility: visible; } }
`;
