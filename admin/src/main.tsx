/** The console: one page, in the browser of an investigator. Talks to the service through api/client.ts only. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { HashRouter } from 'react-router';
import { Refusal } from './api/client.js';
import { App } from './app.js';
import { applyTheme } from './parts/theme.js';
import { ToastHost } from './parts/toasts.js';
import './theme.css';
import './layout.css';

applyTheme();
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What was refused stays refused; what did not arrive may arrive.
      retry: (count, error) => count < 3 && error instanceof Refusal && error.code === 'offline',
    },
  },
});
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <HashRouter>
        <ToastHost>
          <App />
        </ToastHost>
      </HashRouter>
    </QueryClientProvider>
  </StrictMode>,
);
