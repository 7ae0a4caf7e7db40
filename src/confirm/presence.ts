/**
 * Step 5: who has which case open, so that two investigators see each other before they clash. In memory, told among the web
 * processes, and forgotten when a page has not said for a while that it is still there.
 */
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CLOCK } from '../config/tokens.js';
import { formatReference, parseReference } from '../core/case/case-reference.js';
import { type Person } from '../core/case/case-answers.js';
import { type Actor } from '../http/access.js';
import { Changes, type ToldChange } from './changes.js';
import { type PresentView } from './review/case-views.js';
import { personOf } from './review/person-of.js';

/** Twice what a page lets pass between two beats, and a little more. */
const FORGOTTEN_AFTER_MS = 45_000;
const SWEEP_MS = 5_000;

interface Present {
  readonly person: Person;
  readonly field: string | null;
  readonly at: number;
}
type Listener = (reference: string, people: PresentView[]) => void;

@Injectable()
export class Presence implements OnModuleInit, OnModuleDestroy {
  /** By reference, then by person. */
  private readonly cases = new Map<string, Map<string, Present>>();
  private readonly listeners = new Set<Listener>();
  private sweep: NodeJS.Timeout | undefined;

  constructor(
    private readonly changes: Changes,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  onModuleInit(): void {
    this.changes.subscribe({ change: (change) => this.hear(change) });
    this.sweep = setInterval(() => this.forget(), SWEEP_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.sweep);
  }

  /** Called when somebody comes, goes, or moves to another question. */
  onChange(listener: Listener): void {
    this.listeners.add(listener);
  }

  async beat(typed: string, actor: Actor, field: string | null): Promise<void> {
    const parsed = parseReference(typed);
    if (!parsed) return;
    const reference = formatReference(parsed.prefix, parsed.number);
    await this.changes.tell({ type: 'here', reference, person: personOf(actor), field });
  }

  /** Everybody but the one who asks. */
  others(reference: string, actor: Actor): PresentView[] {
    return this.list(reference).filter(({ id }) => id !== personOf(actor).id);
  }

  private list(reference: string): PresentView[] {
    return [...(this.cases.get(reference)?.values() ?? [])].map(({ person, field }) => ({
      ...person,
      field,
    }));
  }

  private hear(change: ToldChange): void {
    if (change.type !== 'here') return;
    const { reference, person, field } = change as unknown as Omit<Present, 'at'> & { reference: string };
    const people = this.cases.get(reference) ?? new Map<string, Present>();
    const known = people.get(person.id);
    people.set(person.id, { person, field, at: this.now().getTime() });
    this.cases.set(reference, people);
    if (known?.field !== field) this.say(reference);
  }

  private forget(): void {
    const before = this.now().getTime() - FORGOTTEN_AFTER_MS;
    for (const [reference, people] of this.cases) {
      const gone = [...people].filter(([, { at }]) => at < before);
      for (const [id] of gone) people.delete(id);
      if (people.size === 0) this.cases.delete(reference);
      if (gone.length > 0) this.say(reference);
    }
  }

  private say(reference: string): void {
    for (const listener of this.listeners) listener(reference, this.list(reference));
  }
}
