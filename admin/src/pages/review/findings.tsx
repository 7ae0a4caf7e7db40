/** What is to be settled first: contradictions with their rule, the file's flaws, a patient perhaps known, a newer sheet that waits. */
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, take } from '../../api/client.js';
import { useToasts } from '../../parts/toasts.js';
import { useBoth, useFormats, useWords } from '../../words.js';
import { type Go, nameOf } from './details.js';
import type { CaseReview, StudyView } from './types.js';
import { type Acts } from './use-case.js';
import { reviewWords } from './words.js';

interface Props {
  study: StudyView;
  review: CaseReview;
  acts: Acts;
  go: Go;
}

/** Told beside their answer, by its own mark. */
const OF_ONE_ANSWER = ['doubtful', 'unparsed', 'partial_date', 'converted'];

export function Findings(props: Props) {
  const { study, review, go } = props;
  const t = useWords(reviewWords);
  const both = useBoth();
  if (review.state !== 'draft') return null;
  const told = review.findings.filter(
    ({ blocking, key, code }) => (blocking || key === null) && !OF_ONE_ANSWER.includes(code),
  );
  if (told.length === 0 && !review.proposal && review.waitingReadings.length === 0) return null;
  return (
    <section className="findings" aria-label={t.findings}>
      <Proposal {...props} />
      {review.waitingReadings.map((reading) => (
        <Waiting key={reading.readingId} {...props} reading={reading} />
      ))}
      {told.length > 0 && (
        <ul>
          {told.map((finding, at) => (
            <li key={`${finding.code}${at}`}>
              <span>{both(finding.message)}</span>
              <span className="line">
                {finding.keys.map((key) => (
                  <button key={key} className="link" type="button" onClick={() => go(key)}>
                    {nameOf(study, key, both)}
                  </button>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Proposal({ review, acts }: Props) {
  const t = useWords(reviewWords);
  const navigate = useNavigate();
  const { say } = useToasts();
  const { proposal, reference, version } = review;
  if (!proposal) return null;
  const path = { reference };
  const why = `why_${proposal.why}` as keyof typeof t;
  const join = async (into: string): Promise<void> => {
    const after = await acts.run(() =>
      take(api.POST('/api/cases/{reference}/join', { params: { path }, body: { version, into } })),
    );
    if (!after) return;
    say(t.joined(after.reference));
    await navigate(`/cas/${after.reference}`);
  };
  return (
    <div className="notice doubt stack">
      <p>
        <strong>{t.proposal}</strong> {typeof t[why] === 'string' ? t[why] : ''}
      </p>
      <p className="line">
        {proposal.cases.map((other) => (
          <span key={other} className="line">
            <Link to={`/cas/${other}`}>
              {t.open} {other}
            </Link>
            <button className="button" type="button" disabled={acts.isBusy} onClick={() => void join(other)}>
              {t.sameAs(other)}
            </button>
          </span>
        ))}
        <button
          className="button"
          type="button"
          disabled={acts.isBusy}
          onClick={() =>
            void acts.run(() =>
              take(
                api.POST('/api/cases/{reference}/dismiss-proposal', { params: { path }, body: { version } }),
              ),
            )
          }
        >
          {t.other}
        </button>
      </p>
    </div>
  );
}

function Waiting({
  study,
  review,
  acts,
  go,
  reading,
}: Props & { reading: CaseReview['waitingReadings'][number] }) {
  const t = useWords(reviewWords);
  const both = useBoth();
  const { moment } = useFormats();
  const [names, setNames] = useState<readonly string[]>([]);
  const { reference, version } = review;
  const path = { reference, id: reading.readingId };
  const toggle = (key: string, isTicked: boolean): void =>
    setNames((held) => (isTicked ? [...held, key] : held.filter((one) => one !== key)));
  return (
    <div className="notice doubt stack">
      <p>
        <strong>{t.waiting(moment(reading.receivedAt))}</strong> {reading.differences.length === 0 && t.same}
      </p>
      {reading.differences.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t.question}</th>
              <th scope="col">{t.held}</th>
              <th scope="col">{t.newer}</th>
            </tr>
          </thead>
          <tbody>
            {reading.differences.map(({ key, held, read }) => (
              <tr key={key}>
                <td>
                  <button className="link" type="button" onClick={() => go(key)}>
                    {nameOf(study, key, both)}
                  </button>
                </td>
                <td>{held ? both(held) : t.blank}</td>
                <td>
                  <label className="choice">
                    <input
                      type="checkbox"
                      checked={names.includes(key)}
                      onChange={({ target }) => toggle(key, target.checked)}
                    />
                    {both(read)}
                  </label>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="line">
        <button
          className="button"
          type="button"
          disabled={acts.isBusy || names.length === 0}
          onClick={() =>
            void acts.run(() =>
              take(
                api.POST('/api/cases/{reference}/readings/{id}/take', {
                  params: { path },
                  body: { version, names: [...names] },
                }),
              ),
            )
          }
        >
          {t.take}
        </button>
        <button
          className="button"
          type="button"
          disabled={acts.isBusy}
          onClick={() =>
            void acts.run(() =>
              take(
                api.POST('/api/cases/{reference}/readings/{id}/dismiss', {
                  params: { path },
                  body: { version },
                }),
              ),
            )
          }
        >
          {t.dismiss}
        </button>
      </p>
    </div>
  );
}
