/** The console's build: admin/ → dist/console, everything from this origin. Two pages: the console, and that of a personal link. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  root: here('.'),
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    rolldownOptions: { input: { index: here('index.html'), answer: here('answer.html') } },
    // The content security policy lets no data: script or style in.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  oxc: { jsx: { runtime: 'automatic' } },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
