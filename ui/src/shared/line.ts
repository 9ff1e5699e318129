import { useSyncExternalStore } from 'react';

/** When the server was lost, as the calls found out; null while it answers. */
let lostAt: number | null = null;
const watchers = new Set<() => void>();

/** Every call says whether it reached the server. */
export function lineIs(next: boolean): void {
    if (next === (lostAt === null)) return;
    lostAt = next ? null : Date.now();
    for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
}

/** Since when the server cannot be reached; null while it can. */
export function useLineLost(): number | null {
    return useSyncExternalStore(watch, () => lostAt);
}
