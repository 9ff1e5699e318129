import { readdirSync, readFileSync } from 'node:fs';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { blocksOf, piecesOf } from '@/help/markdown';
import { TOPICS } from '@/help/topics';
import { homeFake } from './home/fake';
import { serve } from './reach';
import { visit } from './visit';

test('every topic has a text in both languages, of the same shape', () => {
    for (const topic of TOPICS) {
        const [ru, en] = ['ru', 'en'].map((language) => blocksOf(readFileSync(`src/help/topics/${language}/${topic}.md`, 'utf8')).map(({ kind }) => kind));
        expect(ru?.[0], topic).toBe('title');
        expect(en, topic).toEqual(ru);
    }
    expect(readdirSync('src/help/topics/ru')).toHaveLength(TOPICS.length);
});

test('the little of Markdown that is used is read', () => {
    expect(blocksOf('# A\n\nB\nc **d** [e](/f) g\n\n- h\n  i\n- j\n\n1. k\n2. l\n\n> m\n\n## n\n')).toEqual([
        { kind: 'title', pieces: [{ kind: 'text', text: 'A' }] },
        {
            kind: 'paragraph',
            pieces: [
                { kind: 'text', text: 'B c ' },
                { kind: 'bold', text: 'd' },
                { kind: 'text', text: ' ' },
                { kind: 'link', text: 'e', to: '/f' },
                { kind: 'text', text: ' g' },
            ],
        },
        { kind: 'list', items: [[{ kind: 'text', text: 'h i' }], [{ kind: 'text', text: 'j' }]] },
        { kind: 'steps', items: [[{ kind: 'text', text: 'k' }], [{ kind: 'text', text: 'l' }]] },
        { kind: 'note', pieces: [{ kind: 'text', text: 'm' }] },
        { kind: 'heading', pieces: [{ kind: 'text', text: 'n' }] },
    ]);
    expect(piecesOf('[out](https://example.org)')).toEqual([{ kind: 'text', text: '[out](https://example.org)' }]);
});

test('help lists its topics, and a topic leads on', async () => {
    await serve({ handlers: homeFake() });
    const { user, address } = await visit('/help');
    await user.click(await screen.findByRole('link', { name: 'Первая рассылка' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Первая рассылка за четыре шага' })).toBeTruthy();
    await user.click(await screen.findByRole('link', { name: 'учебный режим' }));
    expect(address()).toBe('/help/practice');
    expect(await screen.findByRole('heading', { level: 1, name: 'Учебный режим: ошибиться не страшно' })).toBeTruthy();
});

test('training leads to practice; an unknown topic says so', async () => {
    await serve({ handlers: homeFake() });
    const { user, address } = await visit('/help/nothing');
    expect(await screen.findByRole('heading', { name: 'Такой темы нет' })).toBeTruthy();
    await user.click(await screen.findByRole('link', { name: 'Обучение' }));
    expect(address()).toBe('/help/practice');
});
