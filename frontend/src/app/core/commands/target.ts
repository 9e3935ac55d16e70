import type { CommandDescriptor } from '#shared/command';
import type { Service } from '#shared/service';
import { fieldsOf, type ParamField } from './param-fields';

/** What a person acts on. */
export type Target =
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'project'; readonly project: string; readonly services: readonly Service[] }
  | { readonly kind: 'host' };

/** How a target is called: `jellyfin`, `media`; empty for the host. */
export function targetNameOf(target: Target): string {
  switch (target.kind) {
    case 'service':
      return target.service.name;
    case 'project':
      return target.project;
    case 'host':
      return '';
  }
}

/** As operations name it: a service key, a project; null for the host. */
export function targetKeyOf(target: Target): string | null {
  switch (target.kind) {
    case 'service':
      return target.service.key;
    case 'project':
      return target.project;
    case 'host':
      return null;
  }
}

export function servicesOf(target: Target): readonly Service[] {
  switch (target.kind) {
    case 'service':
      return [target.service];
    case 'project':
      return target.services;
    case 'host':
      return [];
  }
}

/** What the target already answers of a command's parameters, and the fields that are left to ask for. */
export function fillIn(
  { paramsSchema }: Pick<CommandDescriptor, 'paramsSchema'>,
  target: Target,
): { readonly params: Record<string, string>; readonly open: readonly ParamField[] } {
  const fields = fieldsOf(paramsSchema);
  const params = Object.fromEntries(
    fields.flatMap((field) => {
      const value = field.kind === 'source' ? valueFor(field.source, target) : null;
      return value === null ? [] : [[field.name, value] as const];
    }),
  );
  return { params, open: fields.filter(({ name }) => params[name] === undefined) };
}

function valueFor(source: 'service' | 'project' | 'image', target: Target): string | null {
  switch (target.kind) {
    case 'service': {
      const { key, project, containers } = target.service;
      if (source === 'service') return key;
      return source === 'project' ? project : (containers[0]?.image ?? null);
    }
    case 'project':
      return source === 'project' ? target.project : null;
    case 'host':
      return null;
  }
}
