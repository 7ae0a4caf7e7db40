/** The file beside the answers: its page with the rectangle of the current answer lit, or its words with the paragraph lit. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, take } from '../../api/client.js';
import { Loaded } from '../../parts/loading.js';
import { useWords } from '../../words.js';
import { PageView } from './page-view.js';
import type { Place } from './places.js';
import { findTarget, type Target } from './target.js';
import type { CaseReview } from './types.js';
import { WordsPage } from './words-page.js';
import { reviewWords } from './words.js';

export interface SourceProps {
  review: CaseReview;
  places: readonly Place[];
  place: Place | null;
  go: (name: string) => void;
  /** The source of this answer is before the reviewer's eyes. */
  onShown: (name: string) => void;
  /** Presses of the page's keys, in order. */
  command: { readonly what: 'larger' | 'smaller' | 'fit' | 'turn'; readonly at: number } | null;
}

export function SourceView(props: SourceProps) {
  const { review, place } = props;
  const t = useWords(reviewWords);
  const [chosen, choose] = useState<string | null>(null);
  const target = place ? findTarget(review, place) : null;
  const wanted = target?.attachmentId;
  useEffect(() => {
    if (wanted !== undefined) choose(null);
  }, [wanted, place?.name]);
  const files = review.sources.filter(
    ({ attachmentId }, at, all) => all.findIndex((one) => one.attachmentId === attachmentId) === at,
  );
  const id = chosen ?? wanted ?? files[0]?.attachmentId ?? null;
  const file = files.find(({ attachmentId }) => attachmentId === id);
  const shown: Target | null = target && target.attachmentId === id ? target : null;
  if (id === null || !file) return <p className="quiet">{t.noSource}</p>;
  return (
    <div className="source">
      {files.length > 1 && (
        <label className="line which">
          <span>{t.file}</span>
          <select value={id} onChange={(event) => choose(event.target.value)}>
            {files.map(({ attachmentId, name }) => (
              <option key={attachmentId} value={attachmentId}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <File {...props} key={id} id={id} name={file.name} target={shown} />
    </div>
  );
}

function File(props: SourceProps & { id: string; name: string; target: Target | null }) {
  const { id, place, onShown } = props;
  const t = useWords(reviewWords);
  const pages = useQuery({
    queryKey: ['pages', id],
    queryFn: () => take(api.GET('/api/attachments/{id}/pages', { params: { path: { id } } })),
    staleTime: Infinity,
  });
  return (
    <Loaded query={pages}>
      {(file) => {
        if (file.kind === 'pages' && file.pages.length > 0) return <PageView {...props} pages={file.pages} />;
        if (file.kind === 'words' && file.words) return <WordsPage {...props} blocks={file.words} />;
        return (
          <div className="quiet stack">
            <p>{t.noImage}</p>
            <p>
              <a
                className="button"
                href={`/api/attachments/${id}/file`}
                target="_blank"
                rel="noreferrer"
                onClick={() => place && onShown(place.name)}
              >
                {t.download}
              </a>
            </p>
          </div>
        );
      }}
    </Loaded>
  );
}
