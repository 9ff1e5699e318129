import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { transliterate } from '@/texts/latin';
import { capacityOf, countParts, doublesIn } from '@/texts/parts';

/** As the file's head says: JSON's escapes, \\ and \x160{ab} for "ab" 160 times. */
function unescaped(text: string): string {
    const one = (source: string) =>
        source.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, mark: string) =>
            mark.startsWith('u') ? String.fromCharCode(Number.parseInt(mark.slice(1), 16)) : ({ n: '\n', r: '\r', t: '\t', f: '\f' }[mark] ?? mark),
        );
    return text
        .split(/(\\\\|\\x\d+\{(?:\\.|[^}\\])*\})/)
        .map((piece) => {
            const repeated = /^\\x(\d+)\{(.*)\}$/s.exec(piece);
            return repeated ? one(repeated[2] ?? '').repeat(Number(repeated[1])) : one(piece);
        })
        .join('');
}

const rows = readFileSync('../server/src/test/resources/text-vectors.tsv', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => line.split('\t'));

test('the vectors are there', () => expect(rows.length).toBeGreaterThanOrEqual(100));

test.each(rows)('%s is %s, %s units, %s parts: %s', (text = '', alphabet, size, parts) => {
    const counted = countParts(unescaped(text));
    expect(counted).toMatchObject({ alphabet: alphabet === 'GSM7' ? 'gsm7' : 'unicode', size: Number(size), parts: Number(parts) });
    expect(counted.breaks).toHaveLength(Number(parts) - 1);
});

describe('where parts begin', () => {
    test('after 67 letters, then every 67', () => expect(countParts('ж'.repeat(140)).breaks).toEqual([67, 134]));
    test('an emoji is not cut', () => expect(countParts(`${'ж'.repeat(66)}😀${'ж'.repeat(5)}`).breaks).toEqual([66]));
    test('an escape pair is not cut', () => expect(countParts(`${'a'.repeat(152)}€${'a'.repeat(9)}`).breaks).toEqual([152]));
    test('what parts hold', () =>
        expect([capacityOf('gsm7', 1), capacityOf('gsm7', 2), capacityOf('unicode', 1), capacityOf('unicode', 2)]).toEqual([160, 306, 70, 134]));
});

describe('what makes a Latin text Unicode', () => {
    test.each([
        ['Order №5501 – open', [['№', 'No'], ['–', '-']]],
        ['Say “hi”', [['“', '"'], ['”', '"']]],
        ['Sale 🎁 today', [['🎁', null]]],
        ['Your САRD is ready', [['С', 'C'], ['А', 'A']]],
        ['Reply СТОП to leave', [['С', 'S'], ['Т', 'T'], ['О', 'O'], ['П', 'P']]],
        ['Café çok', [['ç', 'c']]],
        ['plain text', []],
        ['Обычный русский текст №5', []],
    ])('%s', (text, expected) => expect(countParts(text).offenders.map(({ character, replacement }) => [character, replacement])).toEqual(expected));
});

test.each([
    ['Щука и ЩУКА', 'Shchuka i SHCHUKA'],
    ['Объявление, съёмка', 'Obieiavlenie, sieemka'],
    ['Бонусы сгорят «завтра» — 5 ₽', 'Bonusy sgoriat "zavtra" - 5 RUB'],
    ['и\u0306', 'i'],
    ['Соль', 'Sol'],
    ['Київ, ўсё', 'Kiiv, use'],
    ['🎁', '🎁'],
])('transliterates %s', (text, latin) => expect(transliterate(text)).toBe(latin));

test.each([
    ['они сгорят 🎁 Ближайший', [['🎁', '.']]],
    ['они 🎁 сгорят', [['🎁', '']]],
    ['ура! 🎉🎉', [['🎉', ''], ['🎉', '']]],
    ['мои\u0306', [['и\u0306', 'й']]],
    ['👨‍👩‍👧 семья', [['👨‍👩‍👧', '']]],
    ['просто', []],
])('counts double in %s', (text, expected) => expect(doublesIn(text).map(({ character, replacement }) => [character, replacement])).toEqual(expected));
