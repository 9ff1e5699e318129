import { useSyncExternalStore } from 'react';

/** Something done that needs no answer: «Ссылка скопирована». */
export type Notice = { id: number; text: string };

const STAYS = 6_000;
let shown: readonly Notice[] = [];
let last = 0;
const watchers = new Set<() => void>();

function set(next: readonly Notice[]): void {
    shown = next;
    for (const watcher of watchers) watcher();
}

/** Tells the user something in passing; it goes away by itself. */
export function notify(text: string): void {
    last += 1;
    const id = last;
    set([...shown.filter((notice) => notice.text !== text).slice(-2), { id, text }]);
    setTimeout(() => set(shown.filter((notice) => notice.id !== id)), STAYS);
}

function watch(watcher: () => void): () => void {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
}

export function useNotices(): readonly Notice[] {
    return useSyncExternalStore(watch, () => shown);
}
