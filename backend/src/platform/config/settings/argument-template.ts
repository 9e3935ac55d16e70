/** A piece of an argument: fixed text, or the value of a parameter. */
type TemplatePart = { readonly text: string } | { readonly param: string };

/** One element of the argument list. It stays one element, whatever is filled in. */
export interface TemplateElement {
  readonly parts: readonly TemplatePart[];
  /** Whether it stands after `--`, where nothing is an option any more. */
  readonly afterOptions: boolean;
}

/** `{name}`; doubled braces are no placeholder, so that Go templates such as `{{.Names}}` pass unchanged. */
const PLACEHOLDER = /(?<!\{)\{([a-z][a-z0-9_]*)\}(?!\})/g;

/** Reads the arguments of a host command. Never fails: what is no placeholder is text. */
export function parseArgumentTemplate(args: readonly string[]): readonly TemplateElement[] {
  const end = args.indexOf('--');
  return args.map((argument, index) => ({
    parts: partsOf(argument),
    afterOptions: end !== -1 && index > end,
  }));
}

/** The parameter whose value is the beginning of the element; null where it begins with fixed text. */
export function leadingParam({ parts }: TemplateElement): string | null {
  const [first] = parts;
  return first !== undefined && 'param' in first ? first.param : null;
}

/** Whether a value would stand right behind dashes, and so become the name of an option. */
export function namesAnOption({ parts, afterOptions }: TemplateElement): boolean {
  const [first, second] = parts;
  return (
    !afterOptions && first !== undefined && 'text' in first && /^-+$/.test(first.text) && second !== undefined
  );
}

function partsOf(argument: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of argument.matchAll(PLACEHOLDER)) {
    if (match.index > from) parts.push({ text: argument.slice(from, match.index) });
    parts.push({ param: match[1] ?? '' });
    from = match.index + match[0].length;
  }
  if (from < argument.length || parts.length === 0) parts.push({ text: argument.slice(from) });
  return parts;
}
