import { Component, computed, input, output } from '@angular/core';
import type { Service } from '#shared/service';
import { groupByProject } from '../directory/project-summary';
import { projectTitle } from '../directory/service-key';
import { compareNames } from '../directory/order';
import type { ParamField } from './param-fields';

interface OptionGroup {
  /** Empty where the options stand for themselves. */
  readonly title: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

let nextId = 1;

/** One parameter of a command, as a field that fits its type. */
@Component({
  selector: 'app-param-input',
  templateUrl: './param-input.html',
})
export class ParamInput {
  readonly field = input.required<ParamField>();
  readonly value = input.required<string>();
  /** What is wrong with it; null if nothing is. */
  readonly problem = input.required<string | null>();
  /** What there is to choose from. */
  readonly services = input.required<readonly Service[]>();
  readonly allowedServices = input<readonly string[] | null>(null);
  readonly allowedProjects = input<readonly string[] | null>(null);
  readonly valueChange = output<string>();

  protected readonly id = `param-${nextId++}`;
  protected readonly hint = computed(() => this.problem() ?? this.field().description);
  protected readonly groups = computed(() =>
    optionGroupsOf(this.field(), this.services(), this.allowedServices(), this.allowedProjects()),
  );
}

function optionGroupsOf(
  field: ParamField,
  services: readonly Service[],
  allowedServices: readonly string[] | null,
  allowedProjects: readonly string[] | null,
): readonly OptionGroup[] {
  if (field.kind === 'choice') {
    return [
      {
        title: '',
        options: field.options.map((option) => ({ value: String(option), text: String(option) })),
      },
    ];
  }
  if (field.kind !== 'source') return [];
  const projects = [...groupByProject(services)].filter(
    ([project]) => allowedProjects?.includes(project) ?? true,
  );
  switch (field.source) {
    case 'project':
      return [
        {
          title: '',
          options: projects.map(([project]) => ({ value: project, text: projectTitle(project) })),
        },
      ];
    case 'image': {
      const images = new Set(services.flatMap(({ containers }) => containers.map(({ image }) => image)));
      return [
        {
          title: '',
          options: [...images].sort(compareNames).map((image) => ({ value: image, text: image })),
        },
      ];
    }
    case 'service':
      return projects.map(([project, members]) => ({
        title: projectTitle(project),
        options: members
          .filter(
            ({ key }) =>
              allowedServices === null ||
              allowedServices.includes(key) ||
              allowedServices.includes(`${project}/*`),
          )
          .map(({ key, name }) => ({ value: key, text: name })),
      }));
  }
}
