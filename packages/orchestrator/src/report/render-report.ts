import type { RunResult } from '../run/run-result.ts';
import { renderHtml } from './html/render-html.ts';
import { renderJson } from './json/render-json.ts';
import { renderMarkdown } from './markdown.ts';
import type { ReportAuthor } from './report-author.ts';
import type { ReportForm } from './report-form.ts';
import { renderSarif } from './sarif/render-sarif.ts';

/** Writes a run as a report. Keys of this process are masked in it, and text from elsewhere is nothing but text. */
export function renderReport(result: RunResult, form: ReportForm, author: ReportAuthor = {}): string {
  switch (form) {
    case 'md':
      return renderMarkdown(result);
    case 'json':
      return renderJson(result, author);
    case 'sarif':
      return renderSarif(result, author);
    case 'html':
      return renderHtml(result, author);
  }
}
