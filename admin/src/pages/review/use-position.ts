/** Where one is in a case: its stops, what of them needs an eye, what is listed, and the current one. */
import { useEffect, useMemo, useState } from 'react';
import { findPlace, listPlaces, type Place, placeOfCell } from './places.js';
import { listSure, listToSee, type ToSee } from './to-see.js';
import type { CaseReview, StudyView } from './types.js';

export interface Position {
  readonly places: readonly Place[];
  readonly toSee: readonly ToSee[];
  /** What needed an eye when the case was opened, or since: it stays listed once it is settled. */
  readonly needed: ReadonlySet<string>;
  readonly listed: readonly Place[];
  readonly current: string | null;
  readonly setCurrent: (name: string | null) => void;
  readonly place: Place | null;
  /** What of the current section is taken as sure by one key. */
  readonly sure: readonly Place[];
  readonly onlyToSee: boolean;
  readonly setOnlyToSee: (isOnly: boolean) => void;
  /** To the stop of a name; everything is listed where it would not be. */
  readonly locate: (name: string) => void;
}

export function usePosition(study: StudyView, review: CaseReview): Position {
  const places = useMemo(() => listPlaces(study, review), [study, review]);
  const toSee = useMemo(() => listToSee(places, review), [places, review]);
  const [needed, setNeeded] = useState<ReadonlySet<string>>(() => new Set(toSee.map(({ name }) => name)));
  const [onlyToSee, setOnlyToSee] = useState(review.state === 'draft' && toSee.length > 0);
  const [current, setCurrent] = useState<string | null>(() => (toSee[0] ?? places[0])?.name ?? null);
  useEffect(() => {
    setNeeded((known) =>
      toSee.every(({ name }) => known.has(name))
        ? known
        : new Set([...known, ...toSee.map(({ name }) => name)]),
    );
  }, [toSee]);
  const listed = useMemo(
    () => (onlyToSee ? places.filter(({ name }) => needed.has(name)) : places),
    [needed, onlyToSee, places],
  );
  const place = useMemo(
    () =>
      current === null ? null : (places.find(({ name }) => name === current) ?? placeOfCell(study, current)),
    [current, places, study],
  );
  const section = place?.section;
  const sure = useMemo(
    () => (section === undefined ? [] : listSure(places, review, section)),
    [places, review, section],
  );
  const locate = (name: string): void => {
    const isStop = places.some((one) => one.name === name);
    const isCell = (placeOfCell(study, name)?.row ?? null) !== null;
    const target = isStop || isCell ? name : (findPlace(places, name)?.name ?? name);
    if (!listed.some((one) => one.name === target)) setOnlyToSee(false);
    setCurrent(target);
  };
  return {
    places,
    toSee,
    needed,
    listed,
    current,
    setCurrent,
    place,
    sure,
    onlyToSee,
    setOnlyToSee,
    locate,
  };
}
