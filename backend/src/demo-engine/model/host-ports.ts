import { isAlive, type Container } from './container.ts';
import { type PortSpec } from './container-spec.ts';
import { EngineRefusal } from './engine-refusal.ts';
import { type Fleet } from './fleet.ts';

/** What the engine leaves as the exit code of a container it could not start. */
const COULD_NOT_START = 128;

/** Throws, and leaves the complaint with the container, if somebody else has one of its ports. */
export function requireFreePorts(fleet: Fleet, container: Container): void {
  const wanted = container.spec.ports.filter(({ host }) => host !== null);
  if (wanted.length === 0) return;
  const others = fleet.all().filter((other) => other !== container && isAlive(other));
  const taken = wanted.find((port) =>
    others.some(({ spec }) => spec.ports.some((other) => collide(port, other))),
  );
  if (taken === undefined) return;
  const address = `${taken.hostIp === '' ? '0.0.0.0' : taken.hostIp}:${String(taken.host)}`;
  container.exitCode = COULD_NOT_START;
  container.error =
    `driver failed programming external connectivity on endpoint ${container.name}: ` +
    `Bind for ${address} failed: port is already allocated`;
  throw EngineRefusal.failed(container.error);
}

function collide(a: PortSpec, b: PortSpec): boolean {
  const isSameAddress = a.hostIp === b.hostIp || a.hostIp === '' || b.hostIp === '';
  return a.host === b.host && a.protocol === b.protocol && isSameAddress;
}
