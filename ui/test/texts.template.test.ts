import { describe, expect, test } from 'vitest';
import { bare, fill, length, parse, slice, splice, valuesIn, variable, words, write } from '@/texts/template';

describe('a text is read as the server reads it', () => {
    test.each([
        ['{Имя|клиент}, привет', [variable('Имя', 'клиент'), words(', привет')]],
        ['{ Имя }', [variable('Имя')]],
        ['{Имя|}', [variable('Имя', '')]],
        ['{{скобки}}', [words('{скобки}')]],
        ['{{{Имя}}}', [words('{'), variable('Имя'), words('}')]],
        ['', []],
    ])('%s', (text, pieces) => expect(parse(text)).toEqual(pieces));

    test.each(['{Имя', 'Имя}', '{}', '{ }', '{|слово}'])('what is no variable stays words: %s', (text) => expect(parse(text)).toEqual([words(text)]));
});

test.each(['{Имя|клиент}, привет', '{Имя}', '{Имя|}', '{{скобки}}', 'a\nb', ''])('written as read: %s', (text) => expect(write(parse(text))).toBe(text));

test('a broken text is mended when it is written', () => expect(write(parse('{Имя'))).toBe('{{Имя'));
test('a fallback takes no braces and no bar', () => expect(write([variable('Имя', ' до{р}о|гой ')])).toBe('{Имя|дорогой}'));

describe('a variable is one character for the caret', () => {
    const pieces = parse('Ах, {Имя}!');
    test('in length', () => expect(length(pieces)).toBe(6));
    test('in a slice', () => expect(write(slice(pieces, 3, 5))).toBe(' {Имя}'));
    test('when taken away', () => expect(splice(pieces, 4, 5, [])).toEqual([words('Ах, !')]));
    test('when put in', () => expect(write(splice(pieces, 6, 6, [variable('Бонусы'), words('.')]))).toBe('Ах, {Имя}!{Бонусы}.'));
    test('in offsets', () => expect(bare(pieces).indexOf('!')).toBe(5));
});

describe('filled in for somebody', () => {
    const pieces = parse('{Имя|клиент}, {Бонусы} бонусов');
    test('with values', () => expect(fill(pieces, new Map([['Имя', 'Алсу'], ['Бонусы', '340']]))).toBe('Алсу, 340 бонусов'));
    test('with what there is', () => expect(fill(pieces, new Map([['Имя', '']]), (name) => `‹${name}›`)).toBe('клиент, ‹Бонусы› бонусов'));
    test('and read back', () =>
        expect(valuesIn(pieces, 'Константин, 12 905 бонусов')).toEqual(new Map([['Имя', 'Константин'], ['Бонусы', '12 905']])));
    test('but not from another text', () => expect(valuesIn(pieces, 'Здравствуйте!')).toBeNull());
    test('a repeated variable has one value', () => expect(valuesIn(parse('{a} и {a}.'), 'x и x.')).toEqual(new Map([['a', 'x']])));
});
