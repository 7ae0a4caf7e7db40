/** Step 5: GET /api/cases/:reference: the case as a person reviews it. */
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from '../../database/orm.js';
import { type Config } from '../../config/config.js';
import { CLOCK, CONFIG, STUDY, VAULT } from '../../config/tokens.js';
import { type Study } from '../../core/study/study.js';
import { Case, Centre, Contact } from '../../database/entities/index.js';
import { type Vault } from '../../external/vault.js';
import { type Actor } from '../../http/access.js';
import { AskClinician } from '../ask-clinician.js';
import { NoteView } from '../note-view.js';
import { Presence } from '../presence.js';
import { ViewFiles } from '../view-files.js';
import { type CaseReview, type CaseSourceView } from './case-views.js';
import { type Beside, describeCase } from './describe-case.js';
import { findSources } from './find-sources.js';
import { type LoadedCase, loadCase, type ReviewParts } from './load-case.js';
import { describeUndo } from './undo-act.js';

/** A page that waits longer for its answers than for their places is the worse one. */
const LOOK_WITHIN_MS = 700;

@Injectable()
export class ShowCase {
  readonly parts: ReviewParts;

  constructor(
    private readonly source: DataSource,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) config: Config,
    @Inject(CLOCK) private readonly now: () => Date,
    private readonly queries: AskClinician,
    private readonly presence: Presence,
    private readonly views: NoteView,
    private readonly files: ViewFiles,
  ) {
    this.parts = { study, vault, timeZone: config.timeZone };
  }

  /** For a person who opens it: noted. */
  async look(reference: string, actor: Actor): Promise<CaseReview> {
    const { manager } = this.source;
    const loaded = await loadCase(manager, this.parts, reference);
    await this.views.note(actor, 'case', loaded.row.id);
    return this.describe(manager, loaded, actor);
  }

  /** As an act has left it. */
  async show(reference: string, actor: Actor): Promise<CaseReview> {
    const { manager } = this.source;
    return this.describe(manager, await loadCase(manager, this.parts, reference), actor);
  }

  private async describe(manager: EntityManager, loaded: LoadedCase, actor: Actor): Promise<CaseReview> {
    const seesSources = actor.kind === 'token' || actor.role !== 'reader';
    const beside = await this.gather(manager, loaded, actor, seesSources);
    return describeCase(this.study, loaded, beside, seesSources);
  }

  private async gather(
    manager: EntityManager,
    { row, document }: LoadedCase,
    actor: Actor,
    seesSources: boolean,
  ): Promise<Beside> {
    const [centre, contact, sources, queries, undo] = await Promise.all([
      row.centreId === null ? null : manager.findOneBy(Centre, { id: row.centreId }),
      row.contactId === null || !seesSources ? null : manager.findOneBy(Contact, { id: row.contactId }),
      seesSources ? findSources(manager, this.vault, row.id) : [],
      this.queries.listOf(manager, row),
      describeUndo(manager, this.vault, row.id, actor, this.now()),
    ]);
    const { proposal } = document;
    const near = proposal ? await manager.findBy(Case, { id: In([...proposal.caseIds]) }) : [];
    return {
      centre: centre && { id: centre.id, name: centre.name },
      contact: contact && this.vault.openText(contact.sealedAddress, `contacts.sealed_address:${contact.id}`),
      ...(await this.lookAt(sources)),
      queries,
      proposal: proposal ? { why: proposal.why, cases: near.map(({ reference }) => reference).sort() } : null,
      people: this.presence.others(row.reference, actor),
      undo,
    };
  }

  /** Where the questions stand on the newest sheet, if that can be told at once: a page asks its file for it as well. */
  private async lookAt(sources: readonly CaseSourceView[]): Promise<Pick<CaseReview, 'sources' | 'places'>> {
    const [newest] = sources;
    if (newest && !this.files.findLook(newest.attachmentId)) {
      const looking = this.files.find(newest.attachmentId).then((file) => this.files.look(file));
      await Promise.race([looking.catch(() => null), delay(LOOK_WITHIN_MS, null, { ref: false })]);
    }
    const attachmentId = newest?.attachmentId ?? '';
    const look = this.files.findLook(attachmentId);
    return {
      places: Object.fromEntries(
        Object.entries(look?.places ?? {}).map(([name, { page, rect }]) => [
          name,
          { attachmentId, page, rect: [...rect] },
        ]),
      ),
      sources: sources.map((source) => {
        const known = this.files.findLook(source.attachmentId);
        return known
          ? { ...source, kind: known.kind, pages: known.kind === 'pages' ? known.pages.length : null }
          : source;
      }),
    };
  }
}
