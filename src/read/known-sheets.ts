/** The sheets that can be recognised: each study in each language with its geometry, laid out once. */
import { type Measure, type Place, type SheetLayout } from '../core/sheet/layout.js';
import { LANGUAGES, type Language, type Study } from '../core/study/study.js';

export interface KnownSheet {
  readonly study: Study;
  readonly language: Language;
  readonly layout: SheetLayout;
  /** Of the font in which the blank is printed. */
  readonly measure: Measure;
  /** Places by name; the boxes of a radio group share one. */
  readonly places: ReadonlyMap<string, readonly Place[]>;
}

export interface KnownSheets {
  readonly all: readonly KnownSheet[];
  hasStudy(study: string): boolean;
  /** Null when the study, its version or the language is unknown. */
  find(study: string, version: string, language: string): KnownSheet | null;
}

export function knowSheets(
  studies: readonly Study[],
  layOut: (study: Study, language: Language, measure: Measure) => SheetLayout,
  measure: Measure,
): KnownSheets {
  const all = studies.flatMap((study) =>
    LANGUAGES.map((language) => {
      const layout = layOut(study, language, measure);
      const places = new Map<string, Place[]>();
      for (const place of layout.places) {
        const same = places.get(place.name);
        if (same) same.push(place);
        else places.set(place.name, [place]);
      }
      return { study, language, layout, measure, places };
    }),
  );
  return {
    all,
    hasStudy: (id) => studies.some((study) => study.id === id),
    find: (id, version, language) =>
      all.find(
        (sheet) => sheet.study.id === id && sheet.study.version === version && sheet.language === language,
      ) ?? null,
  };
}
