import i18next from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import { startLanguage } from '@/i18n';
import { catalogueOf, nameKey } from '@/segments/catalogue';
import { at, type Criteria, depthOf, isField, isLeaf, kindOf, type Leaf, leavesOf, levelOf, type Node, put } from '@/segments/criteria';
import { movesOf, partPath } from '@/segments/moves';
import type { Speaker } from '@/segments/phrases';
import { nodeText, sayLeaf } from '@/segments/speech';
import { isFinished, kindFor, namedIn, subjectsFound, tidied } from '@/segments/subjects';
import { CHOICES, EVENT_KINDS, fieldsIn } from './segments/fake';
import { CONDITIONS, dice, KNOWN_TREES, places } from './segments/trees';

const known = catalogueOf(fieldsIn('ru'), EVENT_KINDS, new Map(Object.entries(CHOICES).flatMap(([about, all]) => all.map(([value, ru]) => [nameKey(about, value), ru] as const))));
const speakers = {} as Record<'ru' | 'en', Speaker>;
beforeAll(async () => {
    await startLanguage();
    for (const [language, { words }] of Object.entries({ ru: await import('@/i18n/ru'), en: await import('@/i18n/en') })) i18next.addResourceBundle(language, 'translation', words);
    speakers.ru = { t: i18next.getFixedT('ru'), language: 'ru' };
    speakers.en = { t: i18next.getFixedT('en'), language: 'en' };
});

/** What the editor would write of a tree after every condition was opened and closed. */
function rewritten(tree: Criteria): Criteria {
    return places(tree).reduce((next, [path, node]) => (isLeaf(node) ? put(next, path, tidied(known, node)) : next), tree);
}

test('any tree of conditions, opened and closed, is the same JSON', () => {
    expect(KNOWN_TREES.length).toBeGreaterThan(400);
    for (const tree of KNOWN_TREES) expect(JSON.stringify(rewritten(tree))).toBe(JSON.stringify(tree));
});

describe.each(Object.entries(CONDITIONS))('%s', (_, made) => {
    const all: Leaf[] = Array.from({ length: 60 }, (_, seed) => made(dice(seed + 1)));

    test('is shown whole, finished, and stays as it came', () => {
        for (const leaf of all) {
            expect(kindFor(leaf), JSON.stringify(leaf)).not.toBeNull();
            expect(isFinished(known, leaf), JSON.stringify(leaf)).toBe(true);
            expect(JSON.stringify(tidied(known, leaf))).toBe(JSON.stringify(leaf));
        }
    });

    test('reads as something whole in both languages', () => {
        for (const leaf of all) {
            for (const speaker of Object.values(speakers)) {
                expect(sayLeaf(speaker, known, leaf).trouble, JSON.stringify(leaf)).toBeNull();
                expect(nodeText(speaker, known, leaf), JSON.stringify(leaf)).not.toMatch(/segments\.|undefined|null|NaN|\{\{|…| {2}/);
            }
        }
    });

    test('is a subject of the picker', () => {
        const offered = subjectsFound(speakers.ru, known, '').flatMap(({ subjects }) => subjects.map(({ key }) => key));
        const [leaf] = all;
        // Everyone is what a sentence without lines says: nobody has to pick it.
        if (leaf && (isField(leaf) || leaf.about !== 'everyone')) expect(offered).toContain(kindFor(leaf)?.subjectOf(known, leaf));
    });
});

test('what a page cannot show it keeps: unknown things, unknown operators, unknown members', () => {
    const odd = [
        { about: 'weather', is: 'rainy' },
        { about: 'toString', is: 'true' },
        { about: 'messages', is: 'often' },
        { about: 'messages', is: 'none', days: 7, at_night: true },
        { about: 'random', is: 'share', percent: 10, stratified: 'city' },
    ];
    for (const leaf of odd) expect(kindFor(leaf), JSON.stringify(leaf)).toBeNull();
    expect(kindOf({ field: 'city', about: 'list', is: 'in' })).toBe('odd');
    expect(kindOf({ about: 7, is: 'in' })).toBe('odd');
});

test.each<[Leaf, boolean]>([
    [{ about: 'event', kind: 'purchase', is: 'count' }, false],
    [{ about: 'event', kind: 'purchase', is: 'count', at_least: 0 }, true],
    [{ about: 'event', kind: 'purchase', is: 'count', at_least: 1.5 }, false],
    [{ about: 'event', kind: 'purchase', is: 'count', at_least: 1_000_001 }, false],
    [{ about: 'event', kind: 'purchase', is: 'count', at_least: 5, at_most: 4 }, false],
    [{ about: 'event', kind: 'purchase', is: 'sum', at_least: 1.5 }, true],
    [{ about: 'event', kind: 'purchase', is: 'happened', days: '' }, false],
    [{ about: 'event', kind: 'purchase', is: 'happened', from: '2026-02-01', to: '2026-01-01' }, false],
    [{ about: 'event', kind: 'purchase', is: 'happened', with: [{ attribute: 'shop', values: [] }] }, false],
    [{ about: 'event', kind: 'purchase', is: 'happened', with: [{ attribute: 'items' }] }, false],
    [{ about: 'event', kind: 'purchase', is: 'happened', with: Array.from({ length: 6 }, () => ({ attribute: 'shop', values: ['Центр'] })) }, false],
    [{ about: 'campaign', is: 'received' }, true],
    [{ about: 'campaign', is: 'received', days: '' }, false],
    [{ about: 'messages', is: 'none' }, false],
    [{ about: 'messages', is: 'count', days: 7 }, false],
    [{ about: 'list', is: 'in', values: [] }, false],
    [{ about: 'consent', is: 'given' }, false],
    [{ about: 'number', is: 'operator' }, false],
    [{ about: 'random', is: 'share', percent: 0 }, false],
    [{ about: 'random', is: 'share', percent: 100 }, true],
    [{ about: 'random', is: 'share', percent: 100.5 }, false],
    [{ about: 'random', is: 'people', people: 0 }, false],
    [{ about: 'random', is: 'people', people: 10_000_001 }, false],
])('%j is finished: %s', (leaf, finished) => {
    expect(isFinished(known, leaf)).toBe(finished);
});

test('another operator takes with it only what it needs, and an earlier one finds its own again', () => {
    const draft: Leaf = { about: 'event', kind: 'purchase', is: 'count', at_least: 3, days: 30, with: [{ attribute: 'shop', values: ['Центр'] }] };
    expect(tidied(known, { ...draft, is: 'last' })).toEqual({ about: 'event', kind: 'purchase', is: 'last', at_least: 3, with: draft.with });
    expect(tidied(known, { ...draft, is: 'happened' })).toEqual({ about: 'event', kind: 'purchase', is: 'happened', days: 30, with: draft.with });
    expect(tidied(known, { about: 'random', is: 'people', people: 5, percent: 10, seed: 7 })).toEqual({ about: 'random', is: 'people', people: 5, seed: 7 });
});

test('names are asked for of what is named, the first few of a list', () => {
    expect(namedIn({ all: [{ about: 'list', is: 'in', values: ['1', '2', '3', '4', '5', '6'] }, { not: { about: 'campaign', is: 'replied', values: ['41'] } }, { field: 'city', is: 'filled' }] })).toEqual([
        ...['1', '2', '3', '4'].map((value) => ({ about: 'list', value })),
        { about: 'campaign', value: '41' },
    ]);
});

const sorted = (tree: unknown) => leavesOf(tree).map((leaf) => JSON.stringify(leaf)).toSorted();

test('whatever is moved wherever, no condition is lost or made up, and nothing gets deeper than the server lets it', () => {
    const seen = new Set<string>();
    for (const tree of KNOWN_TREES) {
        for (const [path, node] of places(tree)) {
            if (kindOf(node) === 'everyone' || (path.length > 0 && typeof path.at(-1) !== 'number')) continue;
            for (const move of movesOf(tree, path)) {
                seen.add(move.name);
                const told = `${move.name} ${JSON.stringify(path)} of ${JSON.stringify(tree)}`;
                expect(sorted(move.tree), told).toEqual(sorted(tree));
                expect(depthOf(move.tree), told).toBeLessThanOrEqual(10);
                expect(JSON.stringify(move.tree), told).not.toMatch(/"(all|any)":\[\]|\{\}/);
                const there = at(move.tree, move.path) as Node;
                if (move.name === 'except') expect(there, told).toEqual({ not: node });
                else if (move.name === 'keep') expect({ not: there }, told).toEqual(node);
                else if (move.name !== 'ungroup') expect(there, told).toEqual(node);
            }
        }
    }
    expect([...seen].toSorted()).toEqual(['down', 'except', 'into_above', 'into_below', 'join_all', 'join_any', 'keep', 'out', 'ungroup', 'up']);
});

describe('moves, one by one', () => {
    const [a, b, c]: Node[] = ['city', 'debt', 'tariff'].map((field) => ({ field, is: 'filled' }));
    const moved = (tree: unknown, path: (string | number)[], name: string) => movesOf(tree as Criteria, path).find((move) => move.name === name)?.tree;

    test('two lines become «or», and again two lines', () => {
        expect(moved({ all: [a, b] }, ['all', 1], 'join_any')).toEqual({ any: [a, b] });
        expect(moved({ all: [a, b, c] }, ['all', 2], 'join_any')).toEqual({ all: [a, { any: [b, c] }] });
        expect(moved({ any: [a, b] }, [], 'ungroup')).toEqual({ all: [a, b] });
        expect(moved({ all: [a, { any: [b, c] }] }, ['all', 1], 'ungroup')).toEqual({ all: [a, b, c] });
    });

    test('into a group and out of it', () => {
        expect(moved({ all: [{ any: [a, b] }, c] }, ['all', 1], 'into_above')).toEqual({ all: [{ any: [a, b, c] }] });
        expect(moved({ all: [a, { not: { any: [b, c] } }] }, ['all', 0], 'into_below')).toEqual({ all: [{ not: { any: [a, b, c] } }] });
        expect(moved({ all: [a, { any: [b, c] }] }, ['all', 1, 'any', 0], 'out')).toEqual({ all: [a, { any: [c] }, b] });
        expect(moved({ all: [{ any: [a] }, b] }, ['all', 0, 'any', 0], 'out')).toEqual({ all: [a, b] });
        expect(moved({ any: [a, b] }, ['any', 0], 'out')).toEqual({ all: [{ any: [b] }, a] });
        expect(moved({ not: { all: [a, b] } }, ['not', 'all', 0], 'out')).toEqual({ all: [{ not: { all: [b] } }, a] });
        expect(moved({ all: [a, b] }, ['all', 0], 'out')).toBeUndefined();
    });

    test('up, down, except', () => {
        expect(moved({ all: [a, b] }, ['all', 1], 'up')).toEqual({ all: [b, a] });
        expect(moved({ all: [a, b] }, ['all', 0], 'down')).toEqual({ all: [b, a] });
        expect(moved({ all: [a, b] }, ['all', 0], 'up')).toBeUndefined();
        expect(moved({ all: [a, b] }, ['all', 1], 'except')).toEqual({ all: [a, { not: b }] });
        expect(moved({ all: [a, { not: b }] }, ['all', 1, 'not'], 'keep')).toEqual({ all: [a, b] });
        expect(partPath(['all', 1, 'not', 'not'])).toEqual(['all', 1]);
    });

    test('at the tenth level there is no way further down', () => {
        const deep = (levels: number): Node => (levels === 1 ? (a as Node) : { any: [deep(levels - 1), b as Node] });
        expect(depthOf(deep(10))).toBe(10);
        const bottom = Array.from({ length: 9 }, () => ['any', 0] as const).flat();
        expect(levelOf(bottom)).toBe(10);
        const names = movesOf(deep(10), bottom).map(({ name }) => name);
        expect(names).toContain('out');
        expect(names).not.toContain('except');
        expect(movesOf(deep(9), bottom.slice(2)).map(({ name }) => name)).toContain('except');
    });
});
