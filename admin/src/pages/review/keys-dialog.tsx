/** The keys of the review, all on one page. */
import { Dialog } from '../../parts/dialog.js';
import { defineWords, useWords } from '../../words.js';

const words = defineWords({
  fr: {
    keys: 'Les touches de la relecture',
    close: 'Fermer',
    j: 'réponse suivante, précédente',
    J: 'rubrique suivante, précédente',
    arrows: 'dans un tableau, de case en case',
    n: 'suivante à voir',
    enter: 'accepter la réponse',
    e: 'modifier',
    u: 'ne sait pas (NSP)',
    q: 'demander au clinicien',
    a: 'accepter ce qui est sûr dans la rubrique',
    v: 'tout, ou seulement ce qui est à voir',
    h: 'historique de la réponse',
    z: 'annuler la dernière action',
    p: 'montrer ou replier la page',
    zoom: 'agrandir, réduire, recentrer, tourner',
    m: 'e-mails du cas',
    c: 'confirmer',
    s: 'écarter',
    slash: 'chercher un cas',
    help: 'les touches',
  },
  en: {
    keys: 'The keys of the review',
    close: 'Close',
    j: 'next, previous answer',
    J: 'next, previous section',
    arrows: 'in a table, from cell to cell',
    n: 'next to see',
    enter: 'accept the answer',
    e: 'edit',
    u: 'not known (NSP)',
    q: 'ask the clinician',
    a: 'accept what is sure in the section',
    v: 'everything, or only what is to be seen',
    h: 'history of the answer',
    z: 'undo the last act',
    p: 'show the page, or fold it away',
    zoom: 'larger, smaller, centre again, turn',
    m: 'e-mails of the case',
    c: 'confirm',
    s: 'set aside',
    slash: 'search for a case',
    help: 'the keys',
  },
});

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useWords(words);
  const keys: readonly (readonly [string, string])[] = [
    ['j  k', t.j],
    ['J  K', t.J],
    ['← ↑ ↓ →', t.arrows],
    ['n', t.n],
    ['↵', t.enter],
    ['e', t.e],
    ['u', t.u],
    ['q', t.q],
    ['a', t.a],
    ['v', t.v],
    ['h', t.h],
    ['z', t.z],
    ['p', t.p],
    ['+  −  0  r', t.zoom],
    ['m', t.m],
    ['c', t.c],
    ['s', t.s],
    ['/', t.slash],
    ['?', t.help],
  ];
  return (
    <Dialog title={t.keys} onClose={onClose}>
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split('  ').map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className="line end">
        <button className="button" type="button" autoFocus onClick={onClose}>
          {t.close} <kbd>Esc</kbd>
        </button>
      </p>
    </Dialog>
  );
}
