import { fillOperations } from './million-operations.ts';

// A test that needs a full file starts this as a process of its own: within Jest's sandbox, where each look at a
// global object costs a call, the same takes twice as long.
const [file = '', count, end] = process.argv.slice(2);
fillOperations(file, Number(count), Number(end));
