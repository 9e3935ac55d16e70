import type { ContainerSnapshot, OperationDetail } from '#shared/operation';
import { imageReferenceOf, shortId } from '../directory/image-reference';

/** One fact about a container, before and after; null where it was not there. */
interface ContainerFact {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  /** As the engine has them, where what is shown is shortened. */
  readonly wholeBefore: string;
  readonly wholeAfter: string;
  readonly changed: boolean;
  /** A machine wrote it and reads it. */
  readonly isCode: boolean;
}

/** What an operation made of a container. */
export interface ContainerRows {
  readonly name: string;
  /** What happened to it: `Recreated`. */
  readonly word: string;
  readonly changed: boolean;
  readonly facts: readonly ContainerFact[];
}

type Sides = Pick<OperationDetail, 'containersBefore' | 'containersAfter'>;

/** The containers before and after an operation, those that changed first; null where it is not known. */
export function containerRowsOf({
  containersBefore,
  containersAfter,
}: Sides): readonly ContainerRows[] | null {
  if (containersBefore === null || containersAfter === null) return null;
  const names = [...new Set([...containersBefore, ...containersAfter].map(({ name }) => name))];
  if (names.length === 0) return null;
  const rows = names.map((name) =>
    rowsOf(
      name,
      containersBefore.find((each) => each.name === name),
      containersAfter.find((each) => each.name === name),
    ),
  );
  return [...rows.filter(({ changed }) => changed), ...rows.filter(({ changed }) => !changed)];
}

function rowsOf(
  name: string,
  before: ContainerSnapshot | undefined,
  after: ContainerSnapshot | undefined,
): ContainerRows {
  const fact = factBetween(before, after);
  const facts = [
    fact('Image', ({ image }) => image, imageText),
    fact('Image id', ({ imageId }) => imageId, shortId),
    fact('Container id', ({ id }) => id, shortId),
    fact('State', ({ state }) => state),
    fact('Health', ({ health }) => (health === 'none' ? 'no check' : health)),
  ];
  return { name, word: wordOf(before, after, facts), changed: facts.some(({ changed }) => changed), facts };
}

function factBetween(before: ContainerSnapshot | undefined, after: ContainerSnapshot | undefined) {
  return (
    name: string,
    read: (container: ContainerSnapshot) => string,
    shorten: ((text: string) => string) | null = null,
  ): ContainerFact => {
    const wholeBefore = before === undefined ? null : read(before);
    const wholeAfter = after === undefined ? null : read(after);
    const shown = (text: string | null): string | null =>
      text === null || shorten === null ? text : shorten(text);
    return {
      name,
      ...{ before: shown(wholeBefore), after: shown(wholeAfter) },
      ...{ wholeBefore: wholeBefore ?? '', wholeAfter: wholeAfter ?? '' },
      changed: wholeBefore !== wholeAfter,
      isCode: shorten !== null,
    };
  };
}

/** A reference as written; where only an id is known, its beginning. */
function imageText(image: string): string {
  const { repository, version, full } = imageReferenceOf(image);
  return repository === null ? version : full;
}

function wordOf(
  before: ContainerSnapshot | undefined,
  after: ContainerSnapshot | undefined,
  facts: readonly ContainerFact[],
): string {
  if (before === undefined) return 'Added';
  if (after === undefined) return 'Removed';
  if (before.id !== after.id) return 'Recreated';
  return facts.some(({ changed }) => changed) ? 'Changed' : 'Unchanged';
}
