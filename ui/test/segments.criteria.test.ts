import { expect, test } from 'vitest';
import { asCriteria, at, beginsWith, type Criteria, EVERYONE, isLeaf, kindOf, leavesOf, linesOf, type Node, partAt, pathOf, pointerOf, put, without, withLine, withPart } from '@/segments/criteria';
import { isComplete, isDay, listOf, numberOf, tidyLeaf } from '@/segments/leaf';
import { places, trees } from './segments/trees';

const TREES: Criteria[] = trees(
    400,
    (roll) =>
        [
            { field: 'city', is: 'in', values: ['Казань', 'Пермь'].slice(0, 1 + roll(2)) },
            { field: 'debt', is: 'between', from: roll(10), to: 10 + roll(1_000) },
            { field: 'app_user', is: roll(2) === 0 },
            { about: 'list', is: 'in', values: ['12'] },
            { field: 'nobody/knows~it', is: 'newer_than_this_page', strange: { kept: [1, null] } } as Node,
        ][roll(5)] as Node,
);

test('lines read from a tree and written back give the same tree, whatever stands in it', () => {
    for (const one of TREES) {
        const before = JSON.stringify(one);
        for (const { path, node } of linesOf(one)) {
            expect(at(one, path)).toBe(node);
            expect(JSON.stringify(put(one, path, node))).toBe(before);
        }
        for (const [path, node] of places(one)) {
            if (kindOf(node) !== 'everyone') expect(JSON.stringify(put(one, path, node as Node))).toBe(before);
            expect(pathOf(pointerOf(path))).toEqual(path);
        }
        expect(JSON.stringify(one)).toBe(before);
    }
});

test('a line that is added and taken out again leaves the tree as it was', () => {
    const line: Node = { field: 'tariff', is: 'filled' };
    for (const one of TREES) {
        const lines = linesOf(one);
        for (const added of [line, { not: line }]) {
            const { tree: next, path } = withLine(one, added);
            expect(at(next, path)).toEqual(added);
            expect(linesOf(next)).toHaveLength(lines.length + 1);
            const back = linesOf(without(next, path)).map(({ node }) => node);
            expect(back).toEqual(lines.map(({ node }) => node));
        }
    }
});

test('exclusions stay behind conditions that are added later', () => {
    const city: Node = { field: 'city', is: 'filled' };
    const vip: Node = { not: { field: 'value_group', is: 'in', values: ['VIP'] } };
    const { tree: next, path } = withLine({ all: [city, vip] }, { field: 'debt', is: 'filled' });
    expect(path).toEqual(['all', 1]);
    expect(linesOf(next).map(({ except }) => except)).toEqual([false, false, true]);
    expect(withLine(vip, city)).toEqual({ tree: { all: [city, vip] }, path: ['all', 0] });
});

test('a part that is added to a group and taken out again leaves the group as it was', () => {
    const line: Node = { field: 'tariff', is: 'filled' };
    for (const one of TREES) {
        for (const [path, node] of places(one)) {
            if (kindOf(node) !== 'all' && kindOf(node) !== 'any') continue;
            const added = withPart(one, path, line);
            expect(at(added.tree, added.path)).toEqual(line);
            expect(without(added.tree, added.path)).toEqual(one);
        }
    }
});

test('taking conditions out one by one ends with everyone, and never leaves an empty group', () => {
    for (const one of TREES) {
        let rest = one;
        for (let turns = 0; kindOf(rest) !== 'everyone' && turns < 2_000; turns += 1) {
            const leaf = places(rest).find(([, node]) => isLeaf(node) || kindOf(node) === 'odd');
            if (!leaf) throw new Error(JSON.stringify(rest));
            rest = without(rest, leaf[0]);
            expect(JSON.stringify(rest)).not.toMatch(/\[\]|"not":\{\}/);
        }
        expect(rest).toEqual(EVERYONE);
    }
});

test('a pointer of the server leads to the line or part it is about', () => {
    const one: Criteria = { all: [{ field: 'city', is: 'filled' }, { not: { any: [{ field: 'debt', is: 'gt', value: 1 }, { about: 'list', is: 'in', values: ['12'] }] } }] };
    expect(partAt(one, '/all/0/is')).toEqual(['all', 0]);
    expect(partAt(one, '/all/1/not/any/0/value')).toEqual(['all', 1, 'not', 'any', 0]);
    expect(partAt(one, '/all/1/not/any/1/values/0')).toEqual(['all', 1, 'not', 'any', 1]);
    expect(partAt(one, '/all/1/not/any')).toEqual(['all', 1]);
    expect(partAt(one, '/all/10')).toBeNull();
    expect(partAt(one, '/all')).toBeNull();
    expect(partAt({ field: 'debt', is: 'gt' }, '/value')).toEqual([]);
    expect(beginsWith(['all', 1, 'not'], ['all', 1])).toBe(true);
    expect(beginsWith(['all', 10], ['all', 1])).toBe(false);
});

test('what is no condition is kept and called so', () => {
    expect([null, undefined, {}].map(kindOf)).toEqual(['everyone', 'everyone', 'everyone']);
    expect(['x', 3, [], { all: [] }, { any: 'x' }, { all: [{}], any: [{}] }, { none: [] }, { field: 'city' }, { field: 3, is: 'in' }].map(kindOf)).toEqual(Array(9).fill('odd'));
    expect(linesOf({ none: [1] } as unknown as Criteria)).toEqual([{ path: [], node: { none: [1] }, except: false, leaf: null }]);
    expect(asCriteria(null)).toEqual({});
    expect(leavesOf({ none: [1] })).toEqual([]);
});

test.each([
    ['5 000', 'ru', 5_000],
    ['5\u00a0000,50 ₽', 'ru', 5_000.5],
    ['5.000,50', 'ru', 5_000.5],
    ['5,000.50', 'en', 5_000.5],
    ['5,000', 'en', 5_000],
    ['5,000', 'ru', 5],
    ['−3', 'ru', -3],
    ['0', 'ru', 0],
    ['', 'ru', null],
    ['пять', 'ru', null],
    ['1e9', 'en', null],
    ['1234567890123456', 'ru', null],
    ['0,1234567', 'ru', null],
] as const)('the number %s typed in %s is %s', (text, language, value) => {
    expect(numberOf(text, language)).toBe(value);
});

test('a pasted list: lines, or commas where there are no lines; each value once', () => {
    expect(listOf('Казань\n Пермь \n\nКазань\n')).toEqual(['Казань', 'Пермь']);
    expect(listOf('Казань, Пермь')).toEqual(['Казань', 'Пермь']);
    expect(listOf('Челны, Набережные; Уфа')).toEqual(['Челны, Набережные', 'Уфа']);
});

test('days are those of the calendar, from 1900 to 2100', () => {
    expect(['2026-02-28', '2024-02-29', '1900-01-01', '2100-12-31'].every(isDay)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '1899-12-31', '2101-01-01', '26-01-01', '', null].some(isDay)).toBe(false);
});

test.each([
    ['text', { is: 'in', values: [] }, false],
    ['text', { is: 'in', values: ['Казань'] }, true],
    ['text', { is: 'contains', value: ' ' }, false],
    ['text', { is: 'starts_with', value: 'А' }, true],
    ['text', { is: 'gt', value: 3 }, false],
    ['money', { is: 'gt' }, false],
    ['money', { is: 'gt', value: 0 }, true],
    ['money', { is: 'between', from: 2, to: 1 }, false],
    ['money', { is: 'between', from: 1, to: 1 }, true],
    ['date', { is: 'on', value: '2026-12-01' }, true],
    ['date', { is: 'between', from: '2026-12-02', to: '2026-12-01' }, false],
    ['moment', { is: 'within_days', days: 0 }, true],
    ['moment', { is: 'within_days', days: 1.5 }, false],
    ['moment', { is: 'days_ago_more', days: 36_501 }, false],
    ['yes_no', { is: true }, true],
    ['phone', { is: 'filled' }, false],
] as const)('of a %s, %j is complete: %s', (type, leaf, complete) => {
    expect(isComplete(type, { field: 'some', ...leaf } as never)).toBe(complete);
});

test('a finished condition carries only what its operator needs', () => {
    const full = { field: 'f', value: 'x', values: ['x'], from: 1, to: 2, days: 3 };
    expect(tidyLeaf('text', { ...full, is: 'in' })).toEqual({ field: 'f', is: 'in', values: ['x'] });
    expect(tidyLeaf('text', { ...full, is: 'contains', value: ' x ' })).toEqual({ field: 'f', is: 'contains', value: 'x' });
    expect(tidyLeaf('money', { ...full, is: 'between' })).toEqual({ field: 'f', is: 'between', from: 1, to: 2 });
    expect(tidyLeaf('money', { ...full, is: 'gt', value: 7 })).toEqual({ field: 'f', is: 'gt', value: 7 });
    expect(tidyLeaf('date', { ...full, is: 'within_days' })).toEqual({ field: 'f', is: 'within_days', days: 3 });
    expect(tidyLeaf('yes_no', { ...full, is: 'true' })).toEqual({ field: 'f', is: 'true' });
    expect(tidyLeaf('text', { ...full, is: 'newer' })).toEqual({ ...full, is: 'newer' });
    expect(tidyLeaf('date', { ...full, is: 'age_between' })).toEqual({ field: 'f', is: 'age_between', from: 1, to: 2 });
    expect(JSON.stringify(tidyLeaf('money', { to: 2, is: 'decile_between', from: 1, field: 'f' }))).toBe('{"to":2,"is":"decile_between","from":1,"field":"f"}');
});
