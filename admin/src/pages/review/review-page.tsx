/** One case under review: its answers, and the page that they came from beside them. */
import { useParams } from 'react-router';
import { Loaded } from '../../parts/loading.js';
import { useStudy } from '../../parts/use-study.js';
import { Review } from './review.js';
import { useCaseQuery } from './use-case.js';
import './review.css';

export function ReviewPage() {
  const { reference = '' } = useParams();
  const study = useStudy();
  const review = useCaseQuery(reference);
  return (
    <Loaded query={study}>
      {(form) => (
        <Loaded query={review}>
          {(found) => <Review key={found.reference} study={form} review={found} />}
        </Loaded>
      )}
    </Loaded>
  );
}
