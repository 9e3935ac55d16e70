import { fillChanges } from './made-changes.ts';

// As `fill-operations-program.ts`, for the same reason.
const [file = '', count, end] = process.argv.slice(2);
fillChanges(file, Number(count), Number(end));
