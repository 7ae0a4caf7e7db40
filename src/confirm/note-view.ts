/** Who looked at what is noted, in rows that are only ever added. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from '../database/orm.js';
import { CLOCK } from '../config/tokens.js';
import { type View } from '../database/entities/index.js';
import { type Actor, nameActor } from '../http/access.js';

/** A page that redraws itself, or asks for the next piece of a file, is one look. */
const ONE_LOOK_MS = 60_000;

@Injectable()
export class NoteView {
  constructor(
    private readonly source: DataSource,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  async note(actor: Actor, what: View['what'], subjectId: string): Promise<void> {
    const at = this.now();
    await this.source.query(
      `insert into views (actor, what, subject_id, at) select $1::text, $2::text, $3::uuid, $4::timestamptz
       where not exists (select 1 from views where actor = $1 and what = $2 and subject_id = $3 and at > $5)`,
      [nameActor(actor), what, subjectId, at, new Date(at.getTime() - ONE_LOOK_MS)],
    );
  }
}
