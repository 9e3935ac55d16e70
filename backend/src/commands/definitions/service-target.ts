import type { ServiceDetail } from '#shared/service-detail';
import { containerId, type ContainerId } from '../../docker/public.ts';
import { CommandFailed, CommandRefused, ParamUnresolved } from '../command-errors.ts';
import type { CommandPorts, Services } from '../command-ports.ts';
import { type Lifeline, lifelineAmong } from '../lifeline.ts';
import type { ServiceParams } from './service-params.ts';

/** A container of the service, as the engine is asked for it and as a person reads of it. */
export interface TargetContainer {
  readonly id: ContainerId;
  readonly name: string;
}

/** @throws ParamUnresolved if there is no such service */
export function findService({ service: key }: ServiceParams, { services }: CommandPorts): ServiceDetail {
  const found = services.find(key);
  if (found === null) throw new ParamUnresolved('service', `There is no service “${key}” now.`);
  return found;
}

/** The containers the service has at this moment: while the operation waited for its turn, others may have taken their place. */
export function containersOf(key: string, services: Services): readonly TargetContainer[] {
  const containers = services.find(key)?.containers ?? [];
  if (containers.length === 0)
    throw new CommandFailed('service_gone', `The service ${key} has no container any more. It was removed.`);
  return containers.flatMap(({ id: text, name }) => {
    const id = containerId(text);
    return id === null ? [] : [{ id, name }];
  });
}

/**
 * Whoever stops what this program depends on ends the operation halfway.
 *
 * @param verb such as `restart`, also what `docker` calls it
 * @throws CommandRefused
 */
export function refuseOwnContainer(
  service: ServiceDetail,
  services: Services,
  verb: 'stop' | 'restart',
): void {
  const lifeline = lifelineAmong(service.containers, services);
  if (lifeline !== null) throw new CommandRefused(whyNot(lifeline, service.key, verb));
}

function whyNot(lifeline: Lifeline, key: string, verb: 'stop' | 'restart'): string {
  const { name } = lifeline.container;
  const onTheMachine = `Run “docker ${verb} ${name}”`;
  switch (lifeline.kind) {
    case 'own':
      return `${key} is this program itself, in the container ${name}. A ${verb} from here would end the operation halfway, with nobody left to finish it or to tell how it ended. ${onTheMachine} on the machine instead.`;
    case 'proxy':
      return `This program reaches the engine through ${name}. A ${verb} from here would cut the operation off before it is finished. ${onTheMachine} on the machine instead.`;
    case 'own-network':
      return `This program uses the network of ${name}. A ${verb} from here would cut it off from you, until its own container ${lifeline.user.name} is restarted as well. ${onTheMachine} and “docker restart ${lifeline.user.name}” on the machine instead.`;
    case 'proxy-network':
      return `This program reaches the engine through ${lifeline.user.name}, which uses the network of ${name}. A ${verb} from here would cut the operation off before it is finished. ${onTheMachine} and “docker restart ${lifeline.user.name}” on the machine instead.`;
  }
}
