import { Module } from '@nestjs/common';
import { ProbeGateway } from './probe.gateway.ts';

/** Somewhere to open sockets to. */
@Module({ providers: [ProbeGateway] })
export class ProbeModule {}
