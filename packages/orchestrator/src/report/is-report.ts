import { REPORT_KIND } from './json/json-report.ts';
import { TOOL_NAME } from './sarif/sarif-names.ts';

/** So much of a file tells whether it is a report. Characters. */
const HEAD = 2_000;

/** What reports of ours begin with, by the extension of their file: nothing else may pass for one. */
const BEGINNINGS: Readonly<Record<string, RegExp>> = {
  md: /^# [^\n]+\n\n\*\*(DONE|INCOMPLETE)[^\n]*\*\*\n\nRun `[0-9a-f-]{36}`, \d{4}-/,
  // Such a page runs no script: nobody hides code from a review with it.
  html: /^<!doctype html>\s*<html[^>]*>\s*<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="default-src (?:'|&#39;)none(?:'|&#39;); style-src (?:'|&#39;)sha256-[\w+/=]+(?:'|&#39;); base-uri (?:'|&#39;)none(?:'|&#39;); form-action (?:'|&#39;)none(?:'|&#39;)">/i,
  json: new RegExp(String.raw`^\{\s*"v":\s*\d+,\s*"kind":\s*"${REPORT_KIND}"`),
  sarif: new RegExp(String.raw`^\{[^\0]{0,1500}"driver":\s*\{\s*"name":\s*"${TOOL_NAME}"`),
};

/** True for a report that hanzo wrote: it is no source, and looking at it would be paid for. */
export function isReport(path: string, text: string): boolean {
  const beginning = BEGINNINGS[path.slice(path.lastIndexOf('.') + 1).toLowerCase()];
  return beginning?.test(text.slice(0, HEAD)) === true;
}
