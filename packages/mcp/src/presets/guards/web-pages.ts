/**
 * Loaded into the browser's server (`--init-page`) for each of its pages: tools open pages of the web alone. The server itself refuses
 * `file:`, but opens what only wraps it: `view-source:file:///etc/passwd` (tried with 0.0.83). A page gets to neither by itself:
 * Chromium refuses it.
 */
interface Page {
  goto(url: string, options?: unknown): Promise<unknown>;
}

export default function openWebAlone({ page }: { readonly page: Page }): void {
  const goto = page.goto.bind(page);
  page.goto = async (text, options) => {
    // Else the host would be read as a scheme.
    const url = URL.parse(text.startsWith('localhost:') ? `http://${text}` : text);
    if (url?.href !== 'about:blank' && url?.protocol !== 'http:' && url?.protocol !== 'https:')
      throw new Error('Only pages of http and https are opened, and about:blank.');
    // As it was read here: nobody reads it otherwise.
    return await goto(url.href, options);
  };
}
