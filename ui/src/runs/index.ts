// The pages and parts; what a run *is* stands in `progress.ts`, which others may use too.
export { command, repeatRun, runQuery } from './api';
export { PeoplePage } from './PeoplePage';
export { ReportPage } from './ReportPage';
export { RunPage } from './RunPage';
export { StatusWord } from './StatusWord';
