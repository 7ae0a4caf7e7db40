/** The dialogs of the review, of which one at most is open. */
import { useQueryClient } from '@tanstack/react-query';
import { useToasts } from '../../parts/toasts.js';
import { useWords } from '../../words.js';
import { AskDialog, ReopenDialog, SetAsideDialog } from './case-dialogs.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { HistoryDialog } from './history-dialog.js';
import { KeysDialog } from './keys-dialog.js';
import type { Place } from './places.js';
import type { CaseReview } from './types.js';
import { type Acts, caseKey } from './use-case.js';
import { reviewWords } from './words.js';

export type Opened = 'confirm' | 'set_aside' | 'reopen' | 'ask' | 'history' | 'keys' | null;

export function ReviewDialogs({
  opened,
  review,
  acts,
  place,
  placeName,
  onClose,
  onSee,
  onLeave,
}: {
  opened: Opened;
  review: CaseReview;
  acts: Acts;
  place: Place | null;
  /** With its printed number. */
  placeName: string;
  onClose: () => void;
  onSee: (name: string | null) => void;
  /** The case is settled: on to the next one. */
  onLeave: (after: CaseReview, text: string) => void;
}) {
  const t = useWords(reviewWords);
  const { say } = useToasts();
  const client = useQueryClient();
  const { reference } = review;
  if (opened === 'confirm')
    return (
      <ConfirmDialog
        review={review}
        acts={acts}
        onClose={onClose}
        onConfirmed={(after) => onLeave(after, t.nowConfirmed(reference))}
        onSee={onSee}
      />
    );
  if (opened === 'set_aside')
    return (
      <SetAsideDialog
        review={review}
        acts={acts}
        onClose={onClose}
        // What cannot be undone is left open to be seen.
        onDone={(after) => (after.undo ? onLeave(after, t.nowSetAside(reference)) : onClose())}
      />
    );
  if (opened === 'reopen')
    return <ReopenDialog review={review} acts={acts} onClose={onClose} onDone={onClose} />;
  if (opened === 'keys') return <KeysDialog onClose={onClose} />;
  if (opened === 'ask' && place)
    return (
      <AskDialog
        reference={reference}
        name={place.name}
        label={placeName.replace(/^\d+ /, '')}
        onClose={onClose}
        onAsked={() => {
          onClose();
          say(t.nowAsked);
          void client.invalidateQueries({ queryKey: caseKey(reference) });
        }}
      />
    );
  if (opened === 'history' && place)
    return (
      <HistoryDialog
        reference={reference}
        version={review.version}
        name={place.name}
        label={placeName}
        onClose={onClose}
      />
    );
  return null;
}
