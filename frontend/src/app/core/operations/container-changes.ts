import type { ContainerSnapshot, OperationDetail } from '#shared/operation';
import { imageReferenceOf, shortId } from '../directory/image-reference';

/** What an operation made of a container, in words. */
export interface ContainerChange {
  readonly name: string;
  readonly text: string;
}

/** What is different after an operation, container by container; null where it is not known. */
export function changedContainersOf({
  containersBefore,
  containersAfter,
}: Pick<OperationDetail, 'containersBefore' | 'containersAfter'>): readonly ContainerChange[] | null {
  if (containersBefore === null || containersAfter === null) return null;
  const names = [...new Set([...containersBefore, ...containersAfter].map(({ name }) => name))];
  if (names.length === 0) return null;
  return names.map((name) => {
    const before = containersBefore.find((each) => each.name === name);
    const after = containersAfter.find((each) => each.name === name);
    return { name, text: wordsOf(before, after) };
  });
}

function wordsOf(before: ContainerSnapshot | undefined, after: ContainerSnapshot | undefined): string {
  if (after === undefined) return 'removed';
  if (before === undefined) return `created, ${stateOf(after)}`;
  const parts = [
    before.id === after.id ? null : 'recreated',
    before.imageId === after.imageId ? null : `${imageOf(before)} → ${imageOf(after)}`,
    stateOf(before) === stateOf(after) ? stateOf(after) : `${stateOf(before)} → ${stateOf(after)}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function stateOf({ state, health }: ContainerSnapshot): string {
  return state === 'running' && health !== 'none' ? health : state;
}

function imageOf({ image, imageId }: ContainerSnapshot): string {
  return `${imageReferenceOf(image).version} (${shortId(imageId)})`;
}
