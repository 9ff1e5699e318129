import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { startLanguage } from '@/i18n';
import { SampleAndWhy, SaveSegment, SegmentPicker, SentenceEditor } from '@/segments';
import { theme } from '@/shared/theme';
import { serve } from './reach';
import { type Handlers, Status } from './server/fakeServer';
import { segmentHandlers, SEGMENTS, SIMPLE } from './segments/fake';

/** One part of the folder, as another page holds it. */
async function hold(part: ReactNode, handlers: Handlers = segmentHandlers()) {
    await startLanguage();
    const server = await serve({ handlers });
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    render(
        <QueryClientProvider client={client}>
            <MantineProvider theme={theme}>{part}</MantineProvider>
        </QueryClientProvider>,
    );
    return { user: userEvent.setup(), server };
}

test('a saved segment is taken by the keyboard, and looked for by a part of its name', async () => {
    const picked = vi.fn();
    const { user } = await hold(<SegmentPicker onPick={picked} />);
    await user.click(screen.getByRole('button', { name: 'Взять готовый сегмент' }));
    const find = await screen.findByRole('textbox', { name: 'Найти сегмент' });
    await screen.findByText('Должники со сроком на неделе');
    await waitFor(() => expect(document.activeElement).toBe(find));
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(picked.mock.lastCall?.[0]).toEqual(SEGMENTS[1]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Взять готовый сегмент' }));
    await user.type(await screen.findByRole('textbox', { name: 'Найти сегмент' }), 'ничего такого');
    expect(await screen.findByText('Сегмента «ничего такого» нет.')).toBeTruthy();
    await user.clear(screen.getByRole('textbox'));
    await user.type(screen.getByRole('textbox'), 'золотой{Enter}');
    expect(picked.mock.lastCall?.[0].id).toBe('11');
});

test('where nothing is saved yet, a ready-made one is saved and taken', async () => {
    const picked = vi.fn();
    const { user } = await hold(<SegmentPicker onPick={picked} />, segmentHandlers({ segments: [] }));
    await user.click(screen.getByRole('button', { name: 'Взять готовый сегмент' }));
    await user.click(await screen.findByRole('button', { name: /Давно не были/ }));
    await waitFor(() => expect(picked).toHaveBeenCalledTimes(1));
    expect(picked.mock.lastCall?.[0]).toMatchObject({ name: 'Давно не были', criteria: { field: 'last_visit', is: 'days_ago_more', days: 90 } });
});

test('segments that did not load are asked for again', async () => {
    let broken = true;
    const { user } = await hold(<SegmentPicker onPick={() => {}} />, { ...segmentHandlers(), 'GET /segments': () => (broken ? new Status(500) : { items: SEGMENTS, next: null }) });
    await user.click(screen.getByRole('button', { name: 'Взять готовый сегмент' }));
    const again = await screen.findByRole('button', { name: 'Попробовать ещё раз' });
    broken = false;
    await user.click(again);
    expect(await screen.findByText('Напомнить о долге')).toBeTruthy();
});

test('conditions are saved under a name they suggest themselves; a taken one is told at the name', async () => {
    const saved = vi.fn();
    const { user } = await hold(<SaveSegment criteria={{ field: 'debt', is: 'gt', value: 500 }} onSaved={saved} />);
    await user.click(screen.getByRole('button', { name: 'Сохранить этот' }));
    const name = await screen.findByRole('textbox', { name: 'Название' });
    await waitFor(() => expect(document.activeElement).toBe(name));
    await user.clear(name);
    await user.type(name, 'Напомнить о долге{Enter}');
    expect(await screen.findByText(/Сегмент с таким названием уже есть/)).toBeTruthy();
    expect(name.getAttribute('aria-invalid')).toBe('true');
    await user.type(name, ' ещё раз{Enter}');
    expect(await screen.findByText('Сохранён: «Напомнить о долге ещё раз»')).toBeTruthy();
    expect(saved.mock.lastCall?.[0].criteria).toEqual({ field: 'debt', is: 'gt', value: 500 });
});

test('whether somebody gets the message, and what stands in the way', async () => {
    const { user } = await hold(<SampleAndWhy criteria={{ field: 'city', is: 'in', values: ['Казань'] }} messageClass="advertising" />);
    await user.type(screen.getByRole('searchbox'), 'Иванов');
    await screen.findByText(/не получит/);
    expect([...document.querySelectorAll('[data-holds=false]')].map(({ textContent }) => textContent)).toEqual(['Отказ от сообщений 3 марта 2025']);
    await user.click(screen.getByRole('button', { name: 'Полина Иванова, 77-15' }));
    expect(await screen.findByText('Полина Иванова получит')).toBeTruthy();
});

test('people that could not be shown, and a search that failed', async () => {
    const answers = segmentHandlers();
    let broken = true;
    const { user } = await hold(<SampleAndWhy criteria={{}} messageClass="service" />, {
        ...answers,
        'POST /segments/sample': (asked) => (broken ? new Status(500) : answers['POST /segments/sample']?.(asked)),
        'POST /audience/explain': () => new Status(500),
    });
    expect(await screen.findByText(/Людей показать не получилось/)).toBeTruthy();
    await user.type(screen.getByRole('searchbox'), 'Ким');
    await waitFor(() => expect(screen.getAllByText(/База данных не отвечает/)).toHaveLength(2));
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
    expect(await screen.findByText('Алсу Гарипова')).toBeTruthy();
});

test('fields that did not load leave no broken sentence', async () => {
    let broken = true;
    const answers = segmentHandlers();
    const { user } = await hold(<SentenceEditor criteria={SIMPLE} onChange={() => {}} />, { ...answers, 'GET /fields': (asked) => (broken ? new Status(500) : answers['GET /fields']?.(asked)) });
    expect(await screen.findByText(/Поля клиентов не загрузились/)).toBeTruthy();
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
    expect(await screen.findByRole('button', { name: 'Казань или Пермь' })).toBeTruthy();
});

test('null is everyone, and so is a tree without conditions', async () => {
    await hold(<SentenceEditor criteria={null} onChange={() => {}} />);
    expect(await screen.findByText('Все клиенты')).toBeTruthy();
    expect(await screen.findByText('1 904 312')).toBeTruthy();
});

test('a condition of a kind this page does not know is kept, and can be taken out', async () => {
    const changed = vi.fn();
    const odd = { all: [{ field: 'debt', is: 'gt', value: 1 }, { sent: { within: 3 } }, { any: [{ not: { not: { field: 'debt', is: 'filled' } } }, { sent: {} }] }, { not: { not: { field: 'debt', is: 'filled' } } }] };
    const { user } = await hold(<SentenceEditor criteria={odd} onChange={changed} />);
    const chips = await screen.findAllByRole('button', { name: 'условие, которое эта страница не понимает' });
    expect(chips).toHaveLength(2);
    chips[0]?.focus();
    await user.keyboard('{Delete}');
    expect(changed).toHaveBeenCalledWith({ all: [odd.all[0], odd.all[2], odd.all[3]] });
});
