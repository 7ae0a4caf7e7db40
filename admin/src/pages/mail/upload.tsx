/** Déposer une fiche: a sheet that did not come by mail. */
export function UploadDialog(_: { onClose: () => void }) {
  return null;
}
