/** The console: one page, in the browser of an investigator. Talks to the service through api/client.ts only. */
import { createRoot } from 'react-dom/client';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<main>Recueil</main>);
