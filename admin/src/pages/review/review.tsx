/** The review of one case: where one is, what each key does there, and what is shown beside it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, take } from '../../api/client.js';
import { useKeys } from '../../keys.js';
import { useToasts } from '../../parts/toasts.js';
import { useUser } from '../../session.js';
import { useBoth, useWords } from '../../words.js';
import { CaseThreadDrawer } from '../mail/case-thread.js';
import { ActionBar } from './action-bar.js';
import { Answers } from './answers.js';
import { nameOf } from './details.js';
import { Editor } from './editor.js';
import { Findings } from './findings.js';
import type { ReviewAction } from './key-actions.js';
import { answerAt, findPlace, isHeld, listPlaces, step, stepInTable, stepSection } from './places.js';
import { type Opened, ReviewDialogs } from './review-dialogs.js';
import { ReviewHead } from './review-head.js';
import { ListTabs, Sections } from './sections.js';
import { SourceView, type SourceProps } from './source-view.js';
import { findTarget } from './target.js';
import { listToSee, nextToSee } from './to-see.js';
import type { CaseReview, MissingCode, StudyView } from './types.js';
import { useActs } from './use-case.js';
import { usePageFold } from './use-page-fold.js';
import { usePosition } from './use-position.js';
import { usePresence } from './use-presence.js';
import { useReviewKeys } from './use-review-keys.js';
import { reviewWords } from './words.js';

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
  const isDraft = review.state === 'draft';
  const isReader = user.role === 'reader';
  const mayEdit = isDraft && !isReader;

  const { places, toSee, needed, listed, current, setCurrent, place, sure, onlyToSee, setOnlyToSee, locate } =
    usePosition(study, review);
  const [editing, setEditing] = useState<{
    readonly name: string;
    readonly missing: MissingCode | null;
  } | null>(null);
  const [opened, open] = useState<Opened>(null);
  const [isPageOpen, setPageOpen] = usePageFold();
  const [hasMails, setMails] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const [command, setCommand] = useState<SourceProps['command']>(null);
  usePresence(review.reference, current, !isReader);

  const section = place?.section ?? null;
  const go = (name: string | null): void => {
    if (name === null) return;
    setEditing(null);
    locate(name);
  };
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
    if (!isHeld(answer) || answer.value === null || answer.value === '') {
      complain(isHeld(answer) ? t.notUnderstood : t.nothingToAccept);
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
        <ListTabs
          onlyToSee={onlyToSee}
          toSee={toSee.length}
          all={places.length}
          isOff={needed.size === 0}
          onChange={setOnlyToSee}
        />
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
      <ReviewDialogs
        opened={opened}
        review={review}
        acts={acts}
        place={place}
        placeName={placeName}
        onClose={() => open(null)}
        onSee={(name) => {
          open(null);
          go(name);
        }}
        onLeave={(after, text) => void leave(after, text)}
      />
    </main>
  );
}
