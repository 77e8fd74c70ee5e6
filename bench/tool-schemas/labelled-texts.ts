/** A text as somebody types it, and the tools that a person would reach for, named before any was chosen by program. */
export interface LabelledText {
  readonly kind: string;
  readonly text: string;
  readonly needs: readonly string[];
}

const browser = (...names: readonly string[]): readonly string[] => names.map((name) => `browser__browser_${name}`);

/** Labelled by hand before tools were chosen; how they are chosen was settled on these. None was taken out or changed later. */
export const LABELLED_TEXTS: readonly LabelledText[] = [
  {
    kind: 'code',
    text: 'Find all places where the retry budget is read, and plan to make it configurable.',
    needs: ['search_code', 'read_file'],
  },
  { kind: 'code', text: 'Rename getUser to findUser everywhere.', needs: ['search_code'] },
  { kind: 'code', text: 'Add tests for the date parser.', needs: ['search_code', 'read_file'] },
  { kind: 'code', text: 'Explain the architecture of this project.', needs: ['list_files', 'read_file'] },
  { kind: 'history', text: 'Review the changes since main for security problems.', needs: ['git_diff', 'read_file'] },
  {
    kind: 'history',
    text: 'Why does src/cart.ts round totals differently since last week? Find the commit.',
    needs: ['git_log', 'git_diff'],
  },
  {
    kind: 'forms',
    text: 'Open http://localhost:3000/login and check that the login form shows an error for a wrong password.',
    needs: browser('navigate', 'fill_form', 'click', 'snapshot'),
  },
  {
    kind: 'forms',
    text: 'Upload a photo on the profile page and see what happens with a file of 20 MB.',
    needs: browser('navigate', 'file_upload', 'click'),
  },
  {
    kind: 'forms',
    text: 'The dropdown for countries does not open when it is hovered.',
    needs: browser('navigate', 'hover', 'snapshot'),
  },
  {
    kind: 'forms',
    text: 'Press Escape while the dialog is open, and look at the page again.',
    needs: browser('navigate', 'press_key', 'snapshot'),
  },
  {
    kind: 'looks',
    text: 'The landing page looks broken on small screens: look at it at 375 pixels wide and fix the layout.',
    needs: browser('navigate', 'resize', 'take_screenshot'),
  },
  {
    kind: 'looks',
    text: 'Take a screenshot of the settings page for the user manual.',
    needs: browser('navigate', 'take_screenshot'),
  },
  {
    kind: 'looks',
    text: 'Test the dark mode of the website.',
    needs: browser('navigate', 'emulate_media', 'take_screenshot'),
  },
  {
    kind: 'looks',
    text: 'Prüfe, ob die Startseite im Browser richtig angezeigt wird.',
    needs: browser('navigate', 'snapshot'),
  },
  {
    kind: 'page faults',
    text: 'There are JavaScript errors in the console of the dashboard page; find out where they come from.',
    needs: browser('navigate', 'console_messages'),
  },
  {
    kind: 'page faults',
    text: 'Check which requests the checkout page sends, and whether any of them fails.',
    needs: browser('navigate', 'network_requests'),
  },
  {
    kind: 'database',
    text: 'Which tables does the database have, and which columns lack an index?',
    needs: ['sqlite__search_objects', 'sqlite__execute_sql'],
  },
  {
    kind: 'database',
    text: 'Write a migration that adds a column shipped_at to orders; look at the schema first.',
    needs: ['sqlite__search_objects'],
  },
  {
    kind: 'database',
    text: 'How many orders of last month have no customer? Correct the report query.',
    needs: ['sqlite__execute_sql', 'sqlite__search_objects'],
  },
  {
    kind: 'the web',
    text: 'Read https://www.rfc-editor.org/rfc/rfc9110 and tell whether our caching headers follow it.',
    needs: ['fetch__fetch_url'],
  },
  {
    kind: 'the web',
    text: 'Update the code to the newest API of the library; its changelog is at https://example.com/changelog.',
    needs: ['fetch__fetch_url'],
  },
  {
    kind: 'the web',
    text: 'Summarize the talk at https://www.youtube.com/watch?v=abc for the docs.',
    needs: ['fetch__fetch_youtube_transcript'],
  },
  { kind: 'an API', text: 'Call the shop API and list all orders that are still open.', needs: ['shop__list-orders'] },
  { kind: 'an API', text: 'Cancel order 4711 through the API.', needs: ['shop__cancel-order'] },
  { kind: 'an API', text: 'Refund invoice 88, and document how it is done.', needs: ['shop__refund-invoice'] },
  {
    kind: 'an API',
    text: 'Is product 12 still in stock? If not, set the stock to 100 in the shop.',
    needs: ['shop__get-product', 'shop__set-stock'],
  },
  {
    kind: 'several',
    text: 'Compare the customers of the API with the customers table.',
    needs: ['shop__list-customers', 'sqlite__execute_sql', 'sqlite__search_objects'],
  },
  {
    kind: 'several',
    text: 'Do the product names on the website match those in the database?',
    needs: [...browser('navigate', 'snapshot'), 'sqlite__execute_sql', 'sqlite__search_objects'],
  },
];

/** Labelled by hand too, and looked at only when all was settled. */
export const HELD_BACK_TEXTS: readonly LabelledText[] = [
  { kind: 'code', text: 'Split src/server.ts into smaller modules.', needs: ['read_file'] },
  { kind: 'history', text: 'Who changed the tax calculation last, and why?', needs: ['git_log', 'git_blame'] },
  {
    kind: 'forms',
    text: 'Find out why the search box on the start page gives no results when I type fast.',
    needs: browser('navigate', 'type', 'snapshot'),
  },
  {
    kind: 'forms',
    text: 'Drag the first card to the second column of the board, and check that the order is kept after a reload.',
    needs: browser('navigate', 'drag', 'snapshot'),
  },
  {
    kind: 'forms',
    text: 'Log in on the admin page with the test account and delete a user.',
    needs: browser('navigate', 'fill_form', 'click'),
  },
  {
    kind: 'looks',
    text: 'The print view of the invoice page cuts off the last column.',
    needs: browser('navigate', 'emulate_media', 'take_screenshot'),
  },
  {
    kind: 'page faults',
    text: 'Does the site work without JavaScript errors on a phone-sized window?',
    needs: browser('navigate', 'resize', 'console_messages'),
  },
  {
    kind: 'database',
    text: 'Which of our SQL queries would be slow with a million rows? Look at the real tables.',
    needs: ['sqlite__search_objects', 'sqlite__execute_sql'],
  },
  {
    kind: 'database',
    text: 'Insert ten demo users into the users table.',
    needs: ['sqlite__execute_sql', 'sqlite__search_objects'],
  },
  {
    kind: 'the web',
    text: 'Check that the links in README.md still work.',
    needs: ['read_file', 'fetch__fetch_url'],
  },
  {
    kind: 'the web',
    text: 'Compare our rate limiter with what https://example.com/docs/rate-limits says.',
    needs: ['fetch__fetch_url'],
  },
  { kind: 'an API', text: 'List customers named Smith from the API.', needs: ['shop__list-customers'] },
  { kind: 'an API', text: 'Update the address of customer 7.', needs: ['shop__update-customer'] },
  {
    kind: 'several',
    text: 'Create a test order through the API and see that it appears in the database.',
    needs: ['shop__create-order', 'sqlite__execute_sql'],
  },
];
