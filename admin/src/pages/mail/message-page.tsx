/** One message: what it said, the files with what became of each, the cases it made, the letters that answered it. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { Loaded } from '../../parts/loading.js';
import { useFormats, useWords } from '../../words.js';
import { AnswerBox } from './answer-box.js';
import { CodeTag, SeeTag, useCode } from './code.js';
import { ask, type MessageView } from './contract.js';
import { FileList } from './file-list.js';
import { References } from './mail-page.js';
import { useMailAct } from './use-mail-act.js';
import { mailWords } from './words.js';

export function MessagePage() {
  const { id = '' } = useParams();
  const message = useQuery({
    queryKey: ['messages', 'one', id],
    queryFn: () => ask<MessageView>(`/messages/${encodeURIComponent(id)}`),
  });
  return (
    <main className="page">
      <div className="inner mail">
        <Loaded query={message}>{(found) => <Message message={found} />}</Loaded>
      </div>
    </main>
  );
}

function Message({ message }: { message: MessageView }) {
  const t = useWords(mailWords);
  const word = useCode();
  const outcome = useCode('outcome');
  const { moment } = useFormats();
  const { act, isBusy } = useMailAct();
  const names: Readonly<Record<string, string | ((...values: never[]) => string)>> = t;
  const origin = names[message.origin];
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t.from, message.from ?? ''],
    [t.received, `${moment(message.receivedAt)}${typeof origin === 'string' ? ` · ${origin}` : ''}`],
    [t.folder, message.folders.join(', ')],
    [t.replyTo, message.replyTo],
    [t.authentication, message.authentication && word(message.authentication)],
    [t.cases, message.references.length > 0 && <References references={message.references} />],
    [
      t.letters,
      message.letters.length > 0 && (
        <span className="line">
          {message.letters.map((letter) => (
            <Link key={letter.id} to={`/courrier/lettre/${letter.id}`}>
              {outcome(letter.kind)}, {word(letter.state)}
            </Link>
          ))}
        </span>
      ),
    ],
    [t.lastError, message.lastError],
  ];
  return (
    <>
      <div className="heading">
        <Link to="/courrier">{t.back}</Link>
        <h1>{message.subject || t.noSubject}</h1>
        <CodeTag code={message.state} />
        {message.toSee !== null && <SeeTag code={message.toSee} />}
        <span className="line">
          {message.toSee !== null && (
            <button
              className="button"
              type="button"
              disabled={isBusy}
              onClick={() => void act(`/messages/${message.id}/seen`)}
            >
              {t.seen}
            </button>
          )}
          {message.heldBack !== null && (
            <button
              className="button main"
              type="button"
              disabled={isBusy}
              onClick={() => void act(`/messages/${message.id}/release`, { to: 'sender' })}
            >
              {t.answerAnyway}
            </button>
          )}
          {message.heldBack !== null && message.replyTo !== null && (
            <button
              className="button"
              type="button"
              disabled={isBusy}
              onClick={() => void act(`/messages/${message.id}/release`, { to: 'reply_to' })}
            >
              {t.answerAt(message.replyTo)}
            </button>
          )}
          {message.state === 'failed' && (
            <button
              className="button main"
              type="button"
              disabled={isBusy}
              onClick={() => void act(`/messages/${message.id}/retry`)}
            >
              {t.retry}
            </button>
          )}
        </span>
      </div>
      <Facts facts={facts} />
      <FileList files={message.files} />
      {message.text !== null && message.text !== '' && <pre className="letter">{message.text}</pre>}
      {message.origin === 'mail' && message.from !== null && <AnswerBox id={message.id} />}
    </>
  );
}

export function Facts({ facts }: { facts: readonly (readonly [string, React.ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== null && value !== '' && value !== false)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
