/** When reminders go: on or off, and after how many days. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent } from 'react';
import { api, Refusal, take } from '../../api/client.js';
import { Loaded } from '../../parts/loading.js';
import { useToasts } from '../../parts/toasts.js';
import { defineWords, useWords } from '../../words.js';
import { Section } from './settings-page.js';

const words = defineWords({
  fr: {
    title: 'Relances',
    help: 'Jours ouvrés, entre 9 h et 17 h, jamais un jour férié en France. Elles s’arrêtent d’elles-mêmes dès la réponse.',
    enabled: 'Envoyer des relances',
    day: (step: number) => `${step}ᵉ relance, jours`,
    first: '1ʳᵉ relance, jours',
    save: 'Enregistrer',
    saved: 'Relances enregistrées.',
    wrong: 'Un à cinq délais croissants, en jours, de 1 à 365.',
  },
  en: {
    title: 'Reminders',
    help: 'Working days, 9 to 17 h, never on a French public holiday. They stop by themselves as soon as there is an answer.',
    enabled: 'Send reminders',
    day: (step: number) => `Reminder ${step}, days`,
    first: 'Reminder 1, days',
    save: 'Save',
    saved: 'Reminders saved.',
    wrong: 'One to five growing delays, in days, from 1 to 365.',
  },
});

export function Reminders({ mayChange }: { mayChange: boolean }) {
  const t = useWords(words);
  const { say, complain } = useToasts();
  const client = useQueryClient();
  const settings = useQuery({
    queryKey: ['settings', 'reminders'],
    queryFn: () => take(api.GET('/api/settings/reminders')),
  });
  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    try {
      const body = { enabled: form.has('enabled'), days: form.getAll('day').map(Number) };
      await take(api.PUT('/api/settings/reminders', { body }));
      await client.invalidateQueries({ queryKey: ['settings'] });
      say(t.saved);
    } catch (error) {
      complain(error instanceof Refusal ? t.wrong : String(error));
    }
  };
  return (
    <Section id="reminders" title={t.title}>
      <p className="soft">{t.help}</p>
      <Loaded query={settings}>
        {({ enabled, days }) => (
          <form key={`${enabled} ${days.join()}`} onSubmit={(event) => void save(event)}>
            <fieldset disabled={!mayChange}>
              <label className="line">
                <input name="enabled" type="checkbox" defaultChecked={enabled} /> {t.enabled}
              </label>
              <div className="days">
                {days.map((day, at) => (
                  <label key={at} className="field">
                    <span>{at === 0 ? t.first : t.day(at + 1)}</span>
                    <input name="day" type="number" min={1} max={365} required defaultValue={day} />
                  </label>
                ))}
                {mayChange && (
                  <button className="button" type="submit">
                    {t.save}
                  </button>
                )}
              </div>
            </fieldset>
          </form>
        )}
      </Loaded>
    </Section>
  );
}
