import type { CommandContext } from '../command.ts';
import type { LayerProgress } from '../../docker/public.ts';

type Tell = CommandContext<unknown>['progress'];
type Progress = Parameters<Tell>[0];

/** Tells how one image comes along: the image by its layers, each layer by its bytes. */
export class PullProgressBars {
  /** Each layer, and whether it is complete. */
  private readonly layers = new Map<string, boolean>();

  /** @param image how it is written, which is also its id among the bars */
  constructor(
    private readonly image: string,
    private readonly tell: Tell,
  ) {
    this.tellImage('waiting', null);
  }

  begin(): void {
    this.tellImage('running', null);
  }

  layer({ id, status, current, total }: LayerProgress): void {
    const isComplete = status === 'done' || status === 'exists';
    const isNews = this.layers.get(id) !== isComplete;
    this.layers.set(id, isComplete);
    this.tell({
      id: `${this.image} ${id}`,
      parent: this.image,
      label: id,
      current,
      total,
      unit: 'bytes',
      ...LAYER_WORDS[status],
    });
    if (isNews) this.tellImage('running', null);
  }

  end(status: 'succeeded' | 'unchanged' | 'failed', detail: string): void {
    this.tellImage(status, detail);
  }

  private tellImage(status: Progress['status'], detail: string | null): void {
    this.tell({
      id: this.image,
      parent: null,
      label: this.image,
      current: [...this.layers.values()].filter((isComplete) => isComplete).length,
      total: this.layers.size === 0 ? null : this.layers.size,
      unit: 'items',
      status,
      detail,
    });
  }
}

const LAYER_WORDS = {
  waiting: { status: 'waiting', detail: null },
  downloading: { status: 'running', detail: 'downloading' },
  extracting: { status: 'running', detail: 'extracting' },
  exists: { status: 'unchanged', detail: 'was there already' },
  done: { status: 'succeeded', detail: null },
} as const satisfies Record<LayerProgress['status'], Pick<Progress, 'status' | 'detail'>>;
