/** One letter as it left, or as it would leave: held, let go, sent now, or sent again under a new number. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { Loaded } from '../../parts/loading.js';
import { useFormats, useWords } from '../../words.js';
import { CodeTag, useCode } from './code.js';
import { ask, type LetterView } from './contract.js';
import { References } from './mail-page.js';
import { Facts } from './message-page.js';
import { useMailAct } from './use-mail-act.js';
import { mailWords } from './words.js';

const AGAIN = ['uncertain', 'failed', 'refused'];

export function LetterPage() {
  const { id = '' } = useParams();
  const letter = useQuery({
    queryKey: ['letters', 'one', id],
    queryFn: () => ask<LetterView>(`/letters/${encodeURIComponent(id)}`),
  });
  return (
    <main className="page">
      <div className="inner mail">
        <Loaded query={letter}>{(found) => <Letter letter={found} />}</Loaded>
      </div>
    </main>
  );
}

function Letter({ letter }: { letter: LetterView }) {
  const t = useWords(mailWords);
  const word = useCode('outcome');
  const told = useCode();
  const { moment } = useFormats();
  const { act, isBusy } = useMailAct();
  const { id, state } = letter;
  const button = (what: string, label: string) => (
    <button
      className="button"
      type="button"
      disabled={isBusy}
      onClick={() => void act(`/letters/${id}/${what}`)}
    >
      {label}
    </button>
  );
  return (
    <>
      <div className="heading">
        <Link to="/courrier/envoyes">{t.back}</Link>
        <h1>{letter.subject || t.noSubject}</h1>
        <CodeTag code={state} />
        <span className="line">
          {state === 'waiting' && button('hold', t.hold)}
          {state === 'held' && button('release', t.release)}
          {(state === 'waiting' || state === 'held') && button('send-now', t.sendNow)}
          {AGAIN.includes(state) && button('send-now', t.sendAgain)}
        </span>
      </div>
      <Facts
        facts={[
          [t.to, letter.to],
          [t.kind, word(letter.kind)],
          [t.cases, letter.references.length > 0 && <References references={letter.references} />],
          [t.created, moment(letter.createdAt)],
          [t.sent, letter.sentAt !== null && moment(letter.sentAt)],
          [t.cameBack, letter.bounceReason !== null && told(letter.bounceReason)],
          [t.goesAgain, letter.notBefore !== null && moment(letter.notBefore)],
          [t.lastError, letter.lastError !== null && `${letter.lastError}, ${t.attempts(letter.attempts)}`],
        ]}
      />
      {letter.text !== null && <pre className="letter">{letter.text}</pre>}
    </>
  );
}
