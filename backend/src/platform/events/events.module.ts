import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { EventBus } from './event-bus.ts';
import { ListenerRegistry } from './listener-registry.ts';

@Global()
@Module({
  imports: [EventEmitterModule.forRoot({ global: false }), DiscoveryModule],
  providers: [EventBus, ListenerRegistry],
  exports: [EventBus],
})
export class EventsModule {}
