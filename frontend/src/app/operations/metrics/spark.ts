import { Component, input } from '@angular/core';
import { SPARK } from './spark-path';

/** A small chart of lines, stretched to its place; what it shows is said by what it stands in. */
@Component({
  selector: 'app-spark',
  host: { class: 'contents' },
  template: `
    <svg class="spark" [attr.viewBox]="box" preserveAspectRatio="none" aria-hidden="true">
      @if (second() !== '') {
        <path class="spark-second" [attr.d]="second()" />
      }
      <path class="spark-first" [attr.d]="first()" />
    </svg>
  `,
})
export class Spark {
  /** The paths of the lines; the second lies below. */
  readonly first = input.required<string>();
  readonly second = input('');

  protected readonly box = `0 0 ${SPARK.width} ${SPARK.height}`;
}
