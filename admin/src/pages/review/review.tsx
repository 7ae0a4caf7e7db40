/** The review of one case: where one is, what each key does there, and what is shown beside it. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, take } from '../../api/client.js';
import { useKeys } from '../../keys.js';
import { useToasts } from '../../parts/toasts.js';
import { useUser } from '../../session.js';
import { useBoth, useWords } from '../../words.js';
import { CaseThreadDrawer } from '../mail/case-thread.js';
import { ActionBar } from './action-bar.js';
import { Answers } from './answers.js';
import { AskDialog, KeysDialog, ReopenDialog, SetAsideDialog } from './case-dialogs.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { nameOf } from './details.js';
import { Editor } from './editor.js';
import { Findings } from './findings.js';
import { HistoryDialog } from './history-dialog.js';
import type { ReviewAction } from './key-actions.js';
import {
  answerAt,
  findPlace,
  isHeld,
  listPlaces,
  placeOfCell,
  step,
  stepInTable,
  stepSection,
} from './places.js';
import { ReviewHead } from './review-head.js';
import { Sections } from './sections.js';
import { SourceView, type SourceProps } from './source-view.js';
import { findTarget } from './target.js';
import { listSure, listToSee, nextToSee } from './to-see.js';
import type { CaseReview, MissingCode, StudyView } from './types.js';
import { useActs } from './use-case.js';
import { usePresence } from './use-presence.js';
import { useReviewKeys } from './use-review-keys.js';
import { reviewWords } from './words.js';

type Opened = 'confirm' | 'set_aside' | 'reopen' | 'ask' | 'history' | 'keys' | null;
const WIDE = '(min-width: 1240px)';
/** A confirmation can be undone from the next case as well. */
const UNDO_MS = 13_000;

export function Review({ study, review }: { study: StudyView; review: CaseReview }) {
  const t = useWords(reviewWords);
  const both = useBoth();
  const { user } = useUser();
  const { say, complain } = useToasts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const acts = useActs(review);
  const places = useMemo(() => listPlaces(study, review), [study, review]);
  const toSee = useMemo(() => listToSee(places, review), [places, review]);
  const isDraft = review.state === 'draft';
  const isReader = user.role === 'reader';
  const mayEdit = isDraft && !isReader;

  /** What needed an eye when the case was opened, or since: it stays listed once it is settled. */
  const [needed, setNeeded] = useState<ReadonlySet<string>>(() => new Set(toSee.map(({ name }) => name)));
  const [onlyToSee, setOnlyToSee] = useState(isDraft && toSee.length > 0);
  const [current, setCurrent] = useState<string | null>(() => (toSee[0] ?? places[0])?.name ?? null);
  const [editing, setEditing] = useState<{
    readonly name: string;
    readonly missing: MissingCode | null;
  } | null>(null);
  const [opened, open] = useState<Opened>(null);
  const [isPageOpen, setPageOpen] = useState(() => globalThis.matchMedia(WIDE).matches);
  const [hasMails, setMails] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const [command, setCommand] = useState<SourceProps['command']>(null);
  useEffect(() => {
    setNeeded((known) =>
      toSee.every(({ name }) => known.has(name))
        ? known
        : new Set([...known, ...toSee.map(({ name }) => name)]),
    );
  }, [toSee]);
  useEffect(() => {
    const wide = globalThis.matchMedia(WIDE);
    const fold = (): void => setPageOpen(wide.matches);
    wide.addEventListener('change', fold);
    return () => wide.removeEventListener('change', fold);
  }, []);
  usePresence(review.reference, current, !isReader);

  const listed = useMemo(
    () => (onlyToSee ? places.filter(({ name }) => needed.has(name)) : places),
    [needed, onlyToSee, places],
  );
  const place = useMemo(
    () =>
      current === null ? null : (places.find(({ name }) => name === current) ?? placeOfCell(study, current)),
    [current, places, study],
  );
  const section = place?.section ?? null;
  const sure = useMemo(
    () => (section === null ? [] : listSure(places, review, section)),
    [places, review, section],
  );

  const go = useCallback(
    (name: string | null) => {
      if (name === null) return;
      const found = findPlace(places, name);
      const target =
        placeOfCell(study, name) && !found
          ? name
          : (places.find((one) => one.name === name)?.name ?? found?.name ?? name);
      if (!listed.some((one) => one.name === target)) setOnlyToSee(false);
      setEditing(null);
      setCurrent(target);
    },
    [listed, places, study],
  );
  const goOn = (after: CaseReview): void => {
    const now = listPlaces(study, after);
    const left = listToSee(now, after);
    const next = nextToSee(now, left, current);
    setEditing(null);
    if (next !== null) setCurrent(next);
    else if (left.length === 0 && toSee.length > 0) say(t.nothingLeft);
    else if (toSee.length === 0) setCurrent(step(now, current, 1));
  };

  const accept = async (): Promise<void> => {
    if (!place) return;
    const answer = answerAt(review, place);
    if (!isHeld(answer) || answer.value === null) {
      complain(t.nothingToAccept);
      return;
    }
    // A doubted answer is taken with its source before one's eyes, and in no other way.
    const isDoubted = toSee.some(({ name }) => name === place.name);
    if (isDoubted && findTarget(review, place)?.attachmentId && shown !== place.name) {
      say(isPageOpen ? t.pageComes : t.pageFirst);
      setPageOpen(true);
      return;
    }
    const after = await acts.run(() => acts.accept([place.name]));
    if (!after) return;
    const answered = after.queries.filter(
      (query) => query.state === 'answered' && findPlace(places, query.name) === place,
    );
    for (const { id } of answered) await close(id);
    goOn(after);
  };
  const close = async (id: string): Promise<void> => {
    try {
      await take(api.POST('/api/queries/{id}/close', { params: { path: { id } } }));
      await client.invalidateQueries({ queryKey: ['case', review.reference] });
    } catch (refusal) {
      acts.complain(refusal);
    }
  };
  const acceptSection = async (): Promise<void> => {
    if (section === null || sure.length === 0) {
      say(t.noneSure);
      return;
    }
    const after = await acts.run(() => acts.acceptSure(section));
    if (after) say(t.accepted(sure.length));
  };
  const codeUnknown = async (): Promise<void> => {
    if (!place) return;
    const question = place.column ?? place.field;
    if (!question.missingCodes.includes('NSP')) {
      complain(t.noCode);
      return;
    }
    const answer = answerAt(review, place);
    if (isHeld(answer) && answer.sure) {
      setEditing({ name: place.name, missing: 'NSP' });
      return;
    }
    const after = await acts.run(() =>
      acts.answer(place.name, { value: null, missing: 'NSP' }, null, review.version),
    );
    if (after) goOn(after);
  };
  const edit = (): void => {
    if (!place) return;
    // A table is entered cell by cell.
    const name = place.field.type === 'table' && place.row === null ? stepInTable(place, 1, 1) : place.name;
    if (name === null) return;
    if (name !== current) go(name);
    setEditing({ name, missing: null });
  };
  const move = (across: -1 | 0 | 1, down: -1 | 0 | 1): void => {
    const inTable = place && place.row !== null ? stepInTable(place, across, down) : null;
    if (inTable !== null) {
      setEditing(null);
      setCurrent(inTable);
    } else if (down !== 0) go(step(listed, current, down));
  };
  const goNext = (): void => {
    const next = nextToSee(places, toSee, current);
    if (next === null) say(toSee.length === 0 ? t.nothingLeft : t.sectionOnly);
    else go(next);
  };
  const leave = async (after: CaseReview, text: string): Promise<void> => {
    open(null);
    say(text, { label: t.undo, act: () => void takeBack(after) }, UNDO_MS);
    const { reference } = await take(
      api.GET('/api/cases/next', { params: { query: { after: after.reference } } }),
    ).catch(() => ({ reference: null }));
    await navigate(reference === null || reference === after.reference ? '/cas' : `/cas/${reference}`);
  };
  const takeBack = async ({ reference, version }: CaseReview): Promise<void> => {
    const back = await acts.run(() =>
      take(api.POST('/api/cases/{reference}/undo', { params: { path: { reference } }, body: { version } })),
    );
    if (back) await navigate(`/cas/${reference}`);
  };

  const act = (action: ReviewAction | 'reopen'): void => {
    const guarded: readonly (typeof action)[] = ['accept', 'edit', 'unknown', 'accept_section', 'ask'];
    if (guarded.includes(action) && !mayEdit) {
      complain(isReader ? t.roleDenied : t.closed);
      return;
    }
    if (acts.isBusy && guarded.includes(action)) return;
    if (action === 'next') go(step(listed, current, 1));
    else if (action === 'previous') go(step(listed, current, -1));
    else if (action === 'down') move(0, 1);
    else if (action === 'up') move(0, -1);
    else if (action === 'right') move(1, 0);
    else if (action === 'left') move(-1, 0);
    else if (action === 'next_section') go(stepSection(listed, current, 1));
    else if (action === 'previous_section') go(stepSection(listed, current, -1));
    else if (action === 'next_to_see') goNext();
    else if (action === 'accept') void accept();
    else if (action === 'edit') edit();
    else if (action === 'unknown') void codeUnknown();
    else if (action === 'accept_section') void acceptSection();
    else if (action === 'undo') void acts.undo();
    else if (action === 'only_to_see') setOnlyToSee(!onlyToSee);
    else if (action === 'page') setPageOpen(!isPageOpen);
    else if (action === 'mails') setMails(!hasMails);
    else if (action === 'turn' || action === 'larger' || action === 'smaller' || action === 'fit')
      setCommand({ what: action, at: (command?.at ?? 0) + 1 });
    else if (action === 'ask' || action === 'history') open(place ? action : null);
    else if (!isReader && review.actions.includes(action)) open(action);
  };
  useReviewKeys(act);
  useKeys({ '?': () => open('keys') });

  const placeName = place ? nameOf(study, place.name, both) : '';
  const label = place ? both(place.column?.label ?? place.field.label) : '';
  return (
    <main className={isPageOpen ? 'review with-page' : 'review'}>
      <ReviewHead
        study={study}
        review={review}
        toSee={toSee.length}
        isBusy={acts.isBusy}
        mayAct={!isReader}
        act={act}
      />
      <Sections
        study={study}
        review={review}
        places={places}
        toSee={toSee}
        current={section}
        onChoose={(key) =>
          go(
            (listed.find((one) => one.section === key) ?? places.find((one) => one.section === key))?.name ??
              null,
          )
        }
      />
      <section className="middle" aria-label={t.answers}>
        <Findings study={study} review={review} acts={acts} go={go} />
        <div className="line tabs">
          {[false, true].map((isOnly) => (
            <button
              key={String(isOnly)}
              type="button"
              aria-pressed={onlyToSee === isOnly}
              disabled={isOnly && needed.size === 0}
              onClick={() => setOnlyToSee(isOnly)}
            >
              {isOnly ? `${t.onlyToSee} (${toSee.length})` : `${t.all} (${places.length})`}
            </button>
          ))}
          <kbd>v</kbd>
        </div>
        <Answers
          study={study}
          review={review}
          places={listed}
          current={current}
          go={go}
          onClose={mayEdit ? (id) => void close(id) : null}
          editor={
            place && editing?.name === place.name && mayEdit ? (
              <Editor
                key={`${editing.name}${editing.missing}`}
                place={place}
                review={review}
                acts={acts}
                startWith={editing.missing}
                onDone={goOn}
                onCancel={() => {
                  setEditing(null);
                  document.querySelector<HTMLElement>('[data-place][aria-current]')?.focus();
                }}
              />
            ) : null
          }
        />
      </section>
      {isPageOpen && (
        <section className="right-page" aria-label={t.page}>
          {isReader ? (
            <p className="quiet">{t.readerNoSource}</p>
          ) : (
            <SourceView
              review={review}
              places={places}
              place={place}
              go={go}
              onShown={setShown}
              command={command}
            />
          )}
        </section>
      )}
      <ActionBar
        act={act}
        mayEdit={mayEdit}
        sure={sure.length}
        isPageOpen={isPageOpen}
        onKeys={() => open('keys')}
      />
      <CaseThreadDrawer reference={review.reference} isOpen={hasMails} onToggle={() => setMails(!hasMails)} />
      {opened === 'confirm' && (
        <ConfirmDialog
          review={review}
          acts={acts}
          onClose={() => open(null)}
          onConfirmed={(after) => void leave(after, t.nowConfirmed(after.reference))}
          onSee={(name) => {
            open(null);
            go(name);
          }}
        />
      )}
      {opened === 'set_aside' && (
        <SetAsideDialog
          review={review}
          acts={acts}
          onClose={() => open(null)}
          onDone={(after) => {
            if (after.undo) void leave(after, t.nowSetAside(after.reference));
            else open(null);
          }}
        />
      )}
      {opened === 'reopen' && (
        <ReopenDialog review={review} acts={acts} onClose={() => open(null)} onDone={() => open(null)} />
      )}
      {opened === 'ask' && place && (
        <AskDialog
          reference={review.reference}
          name={place.name}
          label={place.row === null ? label : placeName.replace(/^\d+ /, '')}
          onClose={() => open(null)}
          onAsked={() => {
            open(null);
            say(t.nowAsked);
            void client.invalidateQueries({ queryKey: ['case', review.reference] });
          }}
        />
      )}
      {opened === 'history' && place && (
        <HistoryDialog
          reference={review.reference}
          version={review.version}
          name={place.name}
          label={placeName}
          onClose={() => open(null)}
        />
      )}
      {opened === 'keys' && <KeysDialog onClose={() => open(null)} />}
    </main>
  );
}
