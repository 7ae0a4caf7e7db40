/** What waits for whom, and since when. */
import { Link } from 'react-router';
import { type Schemas } from '../../api/client.js';
import { stateWords } from '../../parts/state.js';
import { useFormats, useWords } from '../../words.js';
import { words } from './words.js';

export function Waits({ waits }: { waits: readonly Schemas['WaitsFigures'][] }) {
  const t = useWords(words);
  const s = useWords(stateWords);
  const { age, number } = useFormats();
  return (
    <section className="figure" aria-labelledby="waits">
      <h2 id="waits">{t.waits}</h2>
      <table className="narrow">
        <thead>
          <tr>
            <th scope="col">{t.what}</th>
            <th scope="col" className="number">
              {t.count}
            </th>
            <th scope="col">{t.oldest}</th>
          </tr>
        </thead>
        <tbody>
          {waits
            .filter(({ what }) => what !== 'nobody')
            .map(({ what, count, oldest }) => (
              <tr key={what}>
                <td>{s[what]}</td>
                <td className="number">
                  <Link to={`/cas?waits=${what}`}>{number(count)}</Link>
                </td>
                <td>{oldest === null ? '' : age(oldest)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
