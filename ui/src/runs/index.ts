// The pages and parts; what a run *is* stands in `progress.ts`, which others may use too.
export { RunPage } from './RunPage';
export { StatusWord } from './StatusWord';
export { runQuery } from './api';
