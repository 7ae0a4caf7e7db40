/** The study's form, in both languages: it does not change while the page is open. */
import { useQuery } from '@tanstack/react-query';
import { api, take } from '../api/client.js';

export function useStudy() {
  return useQuery({
    queryKey: ['study'],
    queryFn: () => take(api.GET('/api/study')),
    staleTime: Infinity,
  });
}
