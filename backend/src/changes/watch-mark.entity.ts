import { Column, Entity } from 'typeorm';

/** What the watch on the machine remembers from one start to the next. */
@Entity('watch_marks')
export class WatchMarkEntity {
  @Column({ type: 'text', primary: true, primaryKeyConstraintName: 'PK_watch_marks' })
  name!: string;

  @Column({ type: 'text' })
  value!: string;
}
