import { Module } from '@nestjs/common';
import { LiveOperations } from '../runtime/live-operations.ts';
import { OperationBook } from './operation-book.repository.ts';
import { OperationReader } from './operation-reader.ts';

/** Looking at operations, without anything that runs them: enough for the command line. */
@Module({
  providers: [OperationBook, LiveOperations, OperationReader],
  exports: [OperationBook, LiveOperations, OperationReader],
})
export class OperationReadingModule {}
