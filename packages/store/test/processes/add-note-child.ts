/** Opens the store, writes one note with this process's id and leaves: one of several that start together. */
import { openStore } from '../../src/index.ts';
import { add, NOTES_2 } from '../notes.ts';

using db = openStore(process.argv[2] ?? '', NOTES_2);
add(db, String(process.pid));
