/** Nouveau cas: an empty draft, typed from the start. */
export function NewCaseDialog(_: { onClose: () => void; onMade: (reference: string) => void }) {
  return null;
}
