/** Step 5: what became of a case and of each answer, the newest first: old, new, who, when and why. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from '../../database/orm.js';
import { STUDY, VAULT } from '../../config/tokens.js';
import { formatReference, parseReference } from '../../core/case/case-reference.js';
import { type CaseAct, isSameAnswer, splitEntries } from '../../core/case/case-history.js';
import { type CaseAnswer } from '../../core/case/case-answers.js';
import { nameChanges } from '../../core/case/name-changes.js';
import { listCells } from '../../core/case/table-cells.js';
import { wordAnswer } from '../../core/case/word-answer.js';
import { Problem } from '../../core/problem.js';
import { type Localised, type Study } from '../../core/study/study.js';
import { Case, CaseChange } from '../../database/entities/index.js';
import { type Vault } from '../../external/vault.js';
import { type ChangeActorView, type ChangeView } from './case-views.js';
import { wordPart } from './describe-answer.js';
import { openEntries } from './find-clash.js';

@Injectable()
export class ShowHistory {
  constructor(
    private readonly source: DataSource,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** `name`: of one answer alone. */
  async show(typed: string, name?: string): Promise<ChangeView[]> {
    const parsed = parseReference(typed);
    const reference = parsed ? formatReference(parsed.prefix, parsed.number) : '';
    const found = await this.source.getRepository(Case).findOneBy({ reference, study: this.study.id });
    if (!found) throw new Problem('case_unknown', 'notFound', 'There is no case with this reference.');
    const rows = await this.source
      .getRepository(CaseChange)
      .find({ where: { caseId: found.id }, order: { version: 'DESC' } });
    return rows
      .flatMap((row) => this.describe(row))
      .filter((view) => name === undefined || (view.name !== null && isSameAnswer(view.name, name)));
  }

  private describe(row: CaseChange): ChangeView[] {
    const { act, changes } = splitEntries(openEntries(this.vault, row));
    const common = {
      at: row.at.toISOString(),
      version: row.version,
      actor: describeActor(row.actor, act),
      what: act?.act ?? 'read',
      why: act?.why ?? null,
    };
    const named = changes.flatMap((change) => nameChanges(this.study, change));
    const values = named.map((change): ChangeView => ({ ...common, ...change }));
    // Looked at and left as it was.
    const seen = (act?.names ?? [])
      .filter((name) => !named.some((one) => isSameAnswer(one.name, name)))
      .map((name): ChangeView => {
        const change = changes.find(({ key }) => isSameAnswer(key, name));
        const words = change?.after ? this.word(change.key, change.after, name) : null;
        return { ...common, name, before: words, after: words };
      });
    if (values.length + seen.length > 0) return [...values, ...seen];
    return [{ ...common, name: null, before: null, after: null }];
  }

  private word(key: string, { answer }: CaseAnswer, name: string): Localised | null {
    const field = this.study.fields.find((one) => one.key === key);
    if (!field) return null;
    if (name === key) return wordAnswer(field, answer);
    const cell = listCells(answer)[name.slice(key.length + 1)];
    return cell ? wordPart(field, name.slice(key.length + 1), cell) : null;
  }
}

/** Older rows of persons do not exist without their act; a sheet's row has none. */
function describeActor(actor: string, act: CaseAct | null): ChangeActorView {
  if (!act) return { name: actor, initials: '', kind: 'reader' };
  const { id, name, initials } = act.by;
  return { name, initials, kind: id === 'token' ? 'token' : 'person' };
}
