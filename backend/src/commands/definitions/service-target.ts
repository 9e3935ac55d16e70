import type { ServiceDetail } from '#shared/service-detail';
import { containerId, type ContainerId } from '../../docker/public.ts';
import { CommandFailed, CommandRefused, ParamUnresolved } from '../command-errors.ts';
import type { CommandPorts, Services } from '../command-ports.ts';
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
 * Whoever stops the container this program runs in, the one whose network it uses, or the one through which it
 * reaches the engine, ends the operation halfway.
 *
 * @param verb such as `restart`, also what `docker` calls it
 * @throws CommandRefused
 */
export function refuseOwnContainer(
  service: ServiceDetail,
  services: Services,
  verb: 'stop' | 'restart',
): void {
  const ownId = services.ownContainerId();
  const proxyId = services.engineProxyId();
  const own = services
    .all()
    .flatMap(({ containers }) => containers)
    .find(({ id }) => id === ownId);
  for (const { id, name } of service.containers) {
    const onTheMachine = `“docker ${verb} ${name}”`;
    if (id === ownId)
      throw new CommandRefused(
        `${service.key} is this program itself, in the container ${name}. A ${verb} from here would end the operation halfway, with nobody left to finish it or to tell how it ended. Run ${onTheMachine} on the machine instead.`,
      );
    if (id === proxyId)
      throw new CommandRefused(
        `This program reaches the engine through ${name}. A ${verb} from here would cut the operation off before it is finished. Run ${onTheMachine} on the machine instead.`,
      );
    if (own?.networkOf === id || own?.networkOf === name)
      throw new CommandRefused(
        `This program uses the network of ${name}. A ${verb} from here would cut it off from you, until its own container ${own.name} is restarted as well. Run ${onTheMachine} and “docker restart ${own.name}” on the machine instead.`,
      );
  }
}
