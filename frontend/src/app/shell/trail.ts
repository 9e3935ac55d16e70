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
  readonly area: 'overview' | 'project' | 'service' | 'operations' | 'changes' | 'settings' | 'elsewhere';
  /** The project one is in, if any. */
  readonly project: string | null;
}

const OVERVIEW: TrailStep = { text: 'Overview', link: ['/'] };

export function placeOf(url: UrlTree): Place {
  const [area, project, service] = (url.root.children['primary']?.segments ?? []).map(({ path }) => path);
  if (area === undefined)
    return {
      trail: [{ ...OVERVIEW, link: null }],
      hasOwnHeading: false,
      area: 'overview',
      project: null,
    };
  if (area === 'operations' && project === undefined) {
    return {
      trail: [{ text: 'Operations', link: null }],
      hasOwnHeading: false,
      area: 'operations',
      project: null,
    };
  }
  if (area === 'projects' && project !== undefined) {
    const trail = [OVERVIEW, { text: projectTitle(project), link: null }];
    return { trail, hasOwnHeading: false, area: 'project', project };
  }
  if (area === 'services' && project !== undefined && service !== undefined) {
    const steps = [
      OVERVIEW,
      { text: projectTitle(project), link: ['/projects', project] },
      { text: service, link: null },
    ];
    return { trail: steps, hasOwnHeading: true, area: 'service', project };
  }
  if (area === 'changes') {
    const trail = [OVERVIEW, { text: 'What changed?', link: null }];
    return { trail, hasOwnHeading: false, area: 'changes', project: null };
  }
  if (area === 'settings') {
    const trail = [OVERVIEW, { text: 'Settings', link: null }];
    return { trail, hasOwnHeading: false, area: 'settings', project: null };
  }
  const trail = [OVERVIEW, { text: 'Not found', link: null }];
  return { trail, hasOwnHeading: true, area: 'elsewhere', project: null };
}
