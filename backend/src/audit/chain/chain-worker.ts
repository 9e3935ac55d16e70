import { parentPort, workerData } from 'node:worker_threads';
import { verifyFile, type VerifyRequest } from './verify-file.ts';

/*
 * A thread of its own for checking the trail, so that the server answers meanwhile. Loaded from the sources in
 * tests and as an entry of the bundle in the program: nothing it imports may need a compiler beyond Node's own.
 */
const finding = verifyFile(workerData as VerifyRequest, (progress) => parentPort?.postMessage({ progress }));
parentPort?.postMessage({ finding });
