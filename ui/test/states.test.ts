import { createMemoryHistory } from '@tanstack/react-router';
import { expect, test } from 'vitest';
import { makeApp } from '@/App';
import { STATES } from '../e2e/states';

test('every page of the router is looked at in some state', () => {
    const { router } = makeApp(createMemoryHistory());
    const pages = Object.values(router.routesById).filter((route) => !route.children);
    const seen = new Set(STATES.map(({ path }) => router.getMatchedRoutes(path.replace(/[?#].*/, ''))[2]?.id));
    expect(pages.length).toBeGreaterThan(30);
    expect(pages.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
});

test('each state has a name of its own', () => {
    expect(STATES.map(({ name }) => name).filter((name, index, all) => all.indexOf(name) !== index)).toEqual([]);
});
