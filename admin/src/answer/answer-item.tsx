/** One question of the page: its number and words, what an answer is put in with, and what is doubted of it. */
import { useWords } from '../words.js';
import { answerWords } from './answer-words.js';
import { BLANK, type Doubt, type Entry, isBlank, type Item, tick, write } from './entries.js';

interface ItemProps {
  readonly item: Item;
  readonly entry: Entry | undefined;
  readonly doubts: readonly Doubt[];
  readonly onChange: (entry: Entry) => void;
  /** What was saved for it is taken away. */
  readonly onRemove: () => void;
}

export function AnswerItem(props: ItemProps) {
  const { item, doubts, onRemove } = props;
  const t = useWords(answerWords);
  const entry = props.entry ?? { id: item.id, ...BLANK };
  const label = item.question !== null ? t.question(item.number) : (item.label ?? t.discreet(item.number));
  const isGroup = item.control === 'one' || item.control === 'many';
  const isSavedUnseen = item.isSaved && item.saved === null && isBlank(entry);
  const help = `${item.id}-help`;
  return (
    <li className={doubts.length > 0 ? 'item doubted' : 'item'}>
      <div role="group" aria-labelledby={`${item.id}-label`} aria-describedby={help}>
        <p className="label" id={`${item.id}-label`}>
          {item.label !== null && item.question === null && <span className="number">{item.number}.</span>}{' '}
          {label}
        </p>
        <div id={help}>
          {item.question !== null && <p>{item.question}</p>}
          {item.reason !== null && <p className="soft">{item.reason}</p>}
          {item.label === null && item.question === null && <p className="soft">{t.discreetHelp}</p>}
          {item.known !== null && (
            <p className="soft">
              {t.known} <strong>{item.known}</strong>
            </p>
          )}
          {doubts.map((doubt) => (
            <p key={`${doubt.kind}${doubt.words}`} className="notice doubt" role="alert">
              {t[doubt.kind]}
              {doubt.words !== '' && `\u00a0: ${doubt.words}`}
            </p>
          ))}
        </div>
        {isGroup ? <Boxes {...props} entry={entry} /> : <Line {...props} entry={entry} />}
        <Codes {...props} entry={entry} />
        {isSavedUnseen && (
          <p className="soft saved">
            {t.isSaved}{' '}
            <button className="button plain" type="button" onClick={onRemove}>
              {t.removeSaved}
            </button>
          </p>
        )}
      </div>
    </li>
  );
}

type FilledProps = ItemProps & { readonly entry: Entry };

function Boxes({ item, entry, onChange }: FilledProps) {
  const t = useWords(answerWords);
  const isOne = item.control === 'one';
  const isChosen = entry.codes.some((code) => item.choices.some((choice) => choice.code === code));
  return (
    <div className="boxes">
      {item.choices.map(({ code, label }) => (
        <label key={code} className="box">
          <input
            type={isOne ? 'radio' : 'checkbox'}
            name={item.id}
            checked={entry.codes.includes(code)}
            onChange={({ target }) => onChange(tick(item, entry, code, target.checked))}
          />
          {label}
        </label>
      ))}
      {isOne && isChosen && (
        <button className="button plain" type="button" onClick={() => onChange({ id: item.id, ...BLANK })}>
          {t.clear}
        </button>
      )}
    </div>
  );
}

function Line({ item, entry, onChange }: FilledProps) {
  const isLong = item.control === 'text' || item.control === 'words';
  const common = {
    'aria-labelledby': `${item.id}-label`,
    'aria-describedby': `${item.id}-help`,
    value: entry.text,
    autoComplete: 'off',
  };
  if (isLong)
    return <textarea {...common} rows={3} onChange={({ target }) => onChange(write(item, target.value))} />;
  return (
    <p className={item.control === 'number' || item.hint !== null ? 'answer short' : 'answer'}>
      <input
        {...common}
        type="text"
        inputMode={item.control === 'number' ? 'decimal' : 'text'}
        onChange={({ target }) => onChange(write(item, target.value))}
      />
      {item.unit !== null && <span>{item.unit}</span>}
      {item.hint !== null && <span className="soft">{item.hint}</span>}
    </p>
  );
}

function Codes({ item, entry, onChange }: FilledProps) {
  const t = useWords(answerWords);
  if (item.missingCodes.length === 0) return null;
  return (
    <div className="codes">
      {item.missingCodes.map((code) => (
        <label key={code} className="box">
          <input
            type="checkbox"
            checked={entry.codes.includes(code)}
            onChange={({ target }) => onChange(tick(item, entry, code, target.checked))}
          />
          {t[code]}
        </label>
      ))}
    </div>
  );
}
