import { expect, test } from 'vitest';
// @ts-expect-error a script without types
import { hardCoded, mismatched } from '../scripts/check-strings.mjs';
import { words as en } from '@/i18n/en';
import { words as ru } from '@/i18n/ru';

test.each([
    ['<p>Hello there</p>', 'Hello there'],
    ['<button aria-label="Close it" />', 'Close it'],
    ["<p>{'Written here'}</p>", 'Written here'],
    ["<input placeholder={'Name'} />", 'Name'],
    ["const text = 'Рассылка';", 'Рассылка'],
    ['const text = `Осталось ${count}`;', 'Осталось'],
])('text in a component is found: %s', (source, text) => {
    expect(hardCoded('some.tsx', source)).toEqual([`some.tsx:1: hard-coded text "${text}"`]);
});

test('keys, classes and signs are no text', () => {
    expect(hardCoded('some.tsx', `<p className="muted" aria-label={t('run.title')}>{t('again')} · {count}</p>`)).toEqual([]);
});

test('languages must match, with the plural forms of each', () => {
    expect(mismatched({ ru: { a: 'а', b_one: 'б', b_few: 'б', b_many: 'б' }, en: { a: 'a', b_one: 'b', b_other: 'b' } })).toEqual([]);
    expect(mismatched({ ru: { a: 'а', b_one: 'б', b_many: 'б' }, en: { b_one: 'b', b_other: 'b' } })).toEqual([
        'ru: "b" lacks the form "few"',
        'en: "a" is missing (ru has it)',
    ]);
    expect(mismatched({ ru: { a: 'Ушло {{n}}' }, en: { a: 'Sent' } })).toEqual(['"a": the languages fill in different things']);
});

test('ours do', () => expect(mismatched({ ru, en })).toEqual([]));
