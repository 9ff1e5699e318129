import '@/shared/mantine.css';
import '@/shared/tokens.css';
import '@/shared/base.css';
import { createRoot } from 'react-dom/client';
import { startLanguage } from '@/i18n';
import { App, makeApp } from './App';

await startLanguage();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App {...makeApp()} />);
