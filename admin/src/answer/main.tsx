/** The page of a personal link: no account, nothing of the console. Its token stands behind `#`, where no server is sent it. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyTheme } from '../parts/theme.js';
import { AnswerPage } from './answer-page.js';
import '../theme.css';
import './answer.css';

applyTheme();
const root = document.getElementById('root');
if (!root) throw new Error('answer.html has no #root');
createRoot(root).render(
  <StrictMode>
    <AnswerPage />
  </StrictMode>,
);
