/** Opens the journal and leaves: one of several that start together. */
import { openJournal } from '@hanzo/coordinator';

openJournal(process.argv[2] ?? '')[Symbol.dispose]();
