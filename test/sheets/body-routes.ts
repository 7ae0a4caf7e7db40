/** The answers of a sheet in the words of a mail, as the common mail programs write it: without the blank, which nobody attached. */
import MailComposer from 'nodemailer/lib/mail-composer';
import { type Column, type Field, type Language, type Study } from '../../src/core/study/study.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { tickOf, type Filling } from './filling.js';
import { type NamedRoute } from './routes.js';

export type BodyRoute = NamedRoute & { readonly extension: 'eml' };

const study = loadStudy('studies/daratumumab');
const TICKED = '☒';
const EMPTY = '☐';

export interface Body {
  readonly text: string;
  readonly html?: string;
}

export async function writeBodyMail({ text, html }: Body): Promise<Uint8Array> {
  const mail = new MailComposer({
    from: 'Dr Claire Vasseur <claire.vasseur@chu-valmont.test>',
    to: 'recueil@etude-dara.test',
    subject: 'Nouveau cas',
    text,
    ...(html === undefined ? {} : { html }),
  });
  return new Uint8Array(await mail.compile().build());
}

/** What is written at a question: the text, the chosen labels, or the boxes with their words. */
function writeAnswer(
  { name, question, type }: { name: string; question: Field | Column; type: Field['type'] },
  { texts, ticks }: Filling,
  language: Language,
  boxes: 'boxes' | 'words',
): string {
  if (type !== 'one_of' && type !== 'yes_no' && type !== 'many_of') return texts.get(name) ?? '';
  const isTicked = (code: string) =>
    ticks.has(tickOf(name, code)) || ticks.has(tickOf(`${name}.${code}`, code));
  const all = [
    ...question.choices.map(({ code, label }) => [code, label[language]] as const),
    ['NSP', 'NSP'] as const,
  ];
  if (boxes === 'boxes')
    return all.map(([code, label]) => `${isTicked(code) ? TICKED : EMPTY} ${label}`).join('  ');
  return all.flatMap(([code, label]) => (isTicked(code) ? [label] : [])).join(' ; ');
}

function rowsOf({ table }: Field): readonly { readonly code: string; readonly label: string }[] {
  if (!table) return [];
  if (table.rows.kind === 'named')
    return table.rows.rows.map(({ code, label }) => ({ code, label: label.fr }));
  return Array.from({ length: table.rows.count }, (_, at) => ({
    code: String(at + 1),
    label: String(at + 1),
  }));
}

type Style = (field: Field, answer: string) => string;

/** One text a question; a table's lines as "M3 : IgG : 7,2 ; CK : 120". */
function writeLines(of: Study, filling: Filling, style: Style, boxes: 'boxes' | 'words'): string {
  return of.fields
    .map((field) => {
      if (!field.table) {
        const { key: name, type } = field;
        return style(field, writeAnswer({ name, question: field, type }, filling, 'fr', boxes));
      }
      const rows = rowsOf(field).map(({ code, label }) => {
        const cells = (field.table?.columns ?? []).map((column) => {
          const place = { name: `${field.key}.${code}.${column.key}`, question: column, type: column.type };
          return [column.label.fr, writeAnswer(place, filling, 'fr', 'words')] as const;
        });
        const said = cells
          .filter(([, answer]) => answer !== '')
          .map(([column, answer]) => `${column} : ${answer}`);
        return said.length === 0 ? '' : `${label} : ${said.join(' ; ')}`;
      });
      return [style(field, ''), ...rows.filter((row) => row !== '')].join('\n');
    })
    .join('\n');
}

const CLOSING = 'Bien cordialement,\n\nDr Claire Vasseur\nService : Médecine interne\nTél. : 01 99 00 45 10';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');
const msoCell = (text: string): string =>
  `<td valign=top style='border:solid windowtext 1.0pt;padding:0cm 5.4pt'><p class=MsoNormal>${escape(text)}<o:p></o:p></p></td>`;
const msoRow = (cells: readonly string[]): string => `<tr>${cells.map(msoCell).join('')}</tr>`;
const msoTable = (rows: readonly string[]): string =>
  `<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>${rows.join('')}</table>`;

/** The Word sheet's rows, copied into Outlook: the label's cell, the answer's cell, and the tables of answers whole. */
function writeOutlook(filling: Filling): string {
  const parts = study.fields.map((field) => {
    const label = `${field.number}. ${field.label.fr}${field.unit ? ` (${field.unit.label.fr})` : ''}`;
    const { table } = field;
    if (!table) {
      const { key: name, type } = field;
      return msoTable([
        msoRow([label, writeAnswer({ name, question: field, type }, filling, 'fr', 'boxes')]),
      ]);
    }
    const rows = rowsOf(field);
    const at = (row: string, column: Column) =>
      writeAnswer(
        { name: `${field.key}.${row}.${column.key}`, question: column, type: column.type },
        filling,
        'fr',
        'boxes',
      );
    const grid = table.transposed
      ? [
          msoRow(['', ...rows.map((row) => row.label)]),
          ...table.columns.map((column) =>
            msoRow([column.label.fr, ...rows.map(({ code }) => at(code, column))]),
          ),
        ]
      : [
          msoRow(['', ...table.columns.map((column) => column.label.fr)]),
          ...rows.map(({ code, label: row }) =>
            msoRow([row, ...table.columns.map((column) => at(code, column))]),
          ),
        ];
    return `<p class=MsoNormal>${escape(label)}<o:p></o:p></p>${msoTable(grid)}<p class=MsoNormal><o:p>&nbsp;</o:p></p>`;
  });
  return `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=FR><div class=WordSection1>
<p class=MsoNormal>Bonjour,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>${parts.join('\n')}
<p class=MsoNormal>${escape(CLOSING)}<o:p></o:p></p>
<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>De&nbsp;:</b> Équipe DARA &lt;recueil@etude-dara.test&gt;<br>
<b>Envoyé&nbsp;:</b> lundi 2 mars 2026 10:12<br><b>À&nbsp;:</b> VASSEUR Claire<br><b>Objet&nbsp;:</b> Appel à cas<o:p></o:p></p></div>
<p class=MsoNormal>12. Année de naissance<o:p></o:p></p></div></body></html>`;
}

const asLines =
  (style: Style, boxes: 'boxes' | 'words', wrap: (text: string) => Body) =>
  (_blank: Uint8Array, filling: Filling): Promise<Uint8Array> =>
    writeBodyMail(wrap(writeLines(study, filling, style, boxes)));

const plain = (text: string): Body => ({ text: `Bonjour,\n\nVoici le cas :\n\n${text}\n\n${CLOSING}\n` });
const gmail = (text: string): Body => ({
  text,
  html: `<div dir="ltr"><div>Bonjour,</div><div><br></div>${text
    .split('\n')
    .map((line) => `<div>${line === '' ? '<br>' : escape(line)}</div>`)
    .join(
      '',
    )}<div><br></div><div>Cordialement</div><div>C. Vasseur</div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Le lun. 2 mars 2026 à 10:12, Étude DARA &lt;<a href="mailto:recueil@etude-dara.test">recueil@etude-dara.test</a>&gt; a écrit :<br></div><blockquote class="gmail_quote" style="margin:0px"><div>Chers collègues,<br>11. Sexe<br>12. Année de naissance</div></blockquote></div>`,
});
/** Each question of a mail of ours quoted, its answer beneath. */
const quoted = (text: string): Body => ({
  text: `Mes réponses ci-dessous.\n\nLe 02/03/2026 à 10:12, Étude DARA a écrit :\n> Bonjour,\n>\n${text}\n\n-- \nDr C. Vasseur\n`,
});

export const BODY_ROUTES: readonly BodyRoute[] = [
  {
    name: 'mail, plain text, answers behind the numbered questions',
    route: asLines(({ number, label }, answer) => `${number}. ${label.fr} : ${answer}`, 'words', plain),
  },
  {
    name: 'mail, plain text, boxes behind the questions',
    route: asLines(({ label }, answer) => `${label.fr} : ${answer}`, 'boxes', plain),
  },
  {
    name: 'mail of Gmail, answers beneath the questions',
    route: asLines(({ number, label }, answer) => `${number}) ${label.fr}\n${answer}\n`, 'words', gmail),
  },
  {
    name: 'mail of Outlook, the sheet’s tables pasted',
    route: (_blank: Uint8Array, filling: Filling) =>
      writeBodyMail({ text: 'voir la version HTML', html: writeOutlook(filling) }),
  },
  {
    name: 'mail of Thunderbird, our questions quoted and answered beneath',
    route: asLines(({ number, label }, answer) => `> ${number}. ${label.fr}\n${answer}`, 'words', quoted),
  },
].map((route) => ({ ...route, needs: [], extension: 'eml' as const }));
