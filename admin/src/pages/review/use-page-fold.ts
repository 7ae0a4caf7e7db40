/** The page stands beside the answers where there is room, and folds away where there is not. */
import { useEffect, useState } from 'react';

/** As in review.css. */
const WIDE = '(min-width: 1240px)';

export function usePageFold(): [boolean, (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(() => globalThis.matchMedia(WIDE).matches);
  useEffect(() => {
    const wide = globalThis.matchMedia(WIDE);
    const fold = (): void => setOpen(wide.matches);
    wide.addEventListener('change', fold);
    return () => wide.removeEventListener('change', fold);
  }, []);
  return [isOpen, setOpen];
}
