/** What was done, said quietly, with one button to undo it for some seconds. */
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly isWrong: boolean;
  readonly action?: { readonly label: string; readonly act: () => void } | undefined;
}
interface Toasts {
  readonly say: (text: string, action?: Toast['action'], forMs?: number) => void;
  readonly complain: (text: string) => void;
}
const Context = createContext<Toasts>({ say: () => undefined, complain: () => undefined });
export const useToasts = (): Toasts => useContext(Context);

const SHOWN_MS = 5_000;

export function ToastHost({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const next = useRef(1);
  const drop = useCallback((id: number) => setToasts((all) => all.filter((one) => one.id !== id)), []);
  const show = useCallback(
    (toast: Omit<Toast, 'id'>, forMs: number) => {
      const id = next.current++;
      setToasts((all) => [...all.slice(-1), { ...toast, id }]);
      setTimeout(() => drop(id), forMs);
    },
    [drop],
  );
  const value = useMemo<Toasts>(
    () => ({
      say: (text, action, forMs = SHOWN_MS) => show({ text, action, isWrong: false }, forMs),
      complain: (text) => show({ text, isWrong: true }, 2 * SHOWN_MS),
    }),
    [show],
  );
  return (
    <Context.Provider value={value}>
      {children}
      <div className="toasts" role="status">
        {toasts.map(({ id, text, action, isWrong }) => (
          <div key={id} className={isWrong ? 'toast wrong' : 'toast'}>
            {text}
            {action && (
              <button
                type="button"
                onClick={() => {
                  drop(id);
                  action.act();
                }}
              >
                {action.label}
              </button>
            )}
          </div>
        ))}
      </div>
    </Context.Provider>
  );
}
