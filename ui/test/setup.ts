import { cleanup, configure } from '@testing-library/react';
import { EventSource } from 'eventsource';
import { afterEach, beforeEach, vi } from 'vitest';
import { closeDoor, reach } from './reach';

process.env.TZ = 'Europe/Moscow';

// Several browsers may share the machine with these tests.
configure({ asyncUtilTimeout: 20_000 });

// What jsdom lacks of a browser.
window.matchMedia ??= (query) =>
    ({ matches: false, media: query, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }) as unknown as MediaQueryList;
window.scrollTo = () => {};
Element.prototype.scrollIntoView ??= () => {};
globalThis.CSS ??= { escape: (text: string) => text.replace(/[^\w-]/g, '\\$&') } as typeof CSS;
globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
};
Object.assign(globalThis, {
    fetch: reach,
    EventSource: class extends EventSource {
        constructor(address: string) {
            super(new URL(address, 'http://soroka.invalid'), { fetch: (input, init) => reach(input, init as RequestInit) });
        }
    },
});

beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    localStorage.setItem('soroka.language', 'ru');
});

afterEach(async () => {
    cleanup();
    vi.useRealTimers();
    await closeDoor();
});
