import type { UrlTree } from '@angular/router';
import { projectTitle } from '../core/directory/service-key';

/** One step of the way to the page. */
interface TrailStep {
  readonly text: string;
  /** Router commands; null for the page itself. */
  readonly link: readonly string[] | null;
}

/** Where one is. */
export interface Place {
  readonly trail: readonly TrailStep[];
  /** The page's own heading stands in the page; the last step is then no heading. */
  readonly hasOwnHeading: boolean;
  /** The project one is in, if any. */
  readonly project: string | null;
}

const OVERVIEW: TrailStep = { text: 'Overview', link: ['/'] };

export function placeOf(url: UrlTree): Place {
  const [area, project, service] = (url.root.children['primary']?.segments ?? []).map(({ path }) => path);
  if (area === undefined)
    return { trail: [{ ...OVERVIEW, link: null }], hasOwnHeading: false, project: null };
  if (area === 'projects' && project !== undefined) {
    return { trail: [OVERVIEW, { text: projectTitle(project), link: null }], hasOwnHeading: false, project };
  }
  if (area === 'services' && project !== undefined && service !== undefined) {
    const steps = [
      OVERVIEW,
      { text: projectTitle(project), link: ['/projects', project] },
      { text: service, link: null },
    ];
    return { trail: steps, hasOwnHeading: true, project };
  }
  if (area === 'changes') {
    return {
      trail: [OVERVIEW, { text: 'What changed?', link: null }],
      hasOwnHeading: false,
      project: null,
    };
  }
  return { trail: [OVERVIEW, { text: 'Not found', link: null }], hasOwnHeading: true, project: null };
}
