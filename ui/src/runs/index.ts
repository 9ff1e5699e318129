export { RunPage } from './RunPage';
export { StatusWord } from './StatusWord';
export { runQuery } from './api';
export { done, isOver, launchedBy, messageClassSchema, runProgressSchema, sent, type MessageClass, type RunProgress } from './progress';
