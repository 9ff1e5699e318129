import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SERGEY } from './access/fake';
import { homeFake } from './home/fake';
import { ENTRIES, journalFake } from './journal/fake';
import { serve } from './reach';
import { Status } from './server/fakeServer';
import { usersFake } from './users/fake';
import { visit } from './visit';

const start = (entries = ENTRIES, handlers = {}) => serve({ session: SERGEY, handlers: { ...homeFake(), ...usersFake(), ...journalFake(entries), ...handlers } });

test('a line is a sentence; what this version does not know stands as its code', async () => {
    await start();
    await visit('/journal');
    const lines = (await screen.findAllByRole('listitem')).map((line) => line.textContent);
    expect(lines[0]).toContain('Марина Лисицына');
    expect(screen.getByRole('link', { name: 'Марина Лисицына, показать только записи этого человека' })).toBeTruthy();
    expect(lines[0]).toMatch(/Открыта карточка клиента: клиент 3001/);
    expect(lines[2]).toContain('ключ «CRM»');
    expect(lines[5]).toContain('comet.sighted');
    expect(lines[7]).toContain('без входа');
});

test('details show what was and what became', async () => {
    await start();
    const { user } = await visit('/journal');
    const line = (await screen.findAllByRole('listitem'))[1];
    if (!line) throw new Error('no line');
    await user.click(within(line).getByRole('button', { name: 'Подробнее' }));
    expect(within(line).getByText('Менеджер рассылок').tagName).toBe('S');
    expect(within(line).getByText('Согласующий')).toBeTruthy();
    expect(within(line).getByText('да')).toBeTruthy();
    const changed = screen.getAllByRole('listitem').find((one) => one.textContent?.includes('Изменены настройки'));
    if (!changed) throw new Error('no line');
    await user.click(within(changed).getByRole('button', { name: 'Подробнее' }));
    expect(within(changed).getByText('пусто')).toBeTruthy();
    expect(within(changed).getByText('Радуга')).toBeTruthy();
    await user.click(within(changed).getByRole('button', { name: 'Свернуть' }));
    expect(within(changed).queryByText('Радуга')).toBeNull();
    const odd = screen.getAllByRole('listitem').find((one) => one.textContent?.includes('comet'));
    if (!odd) throw new Error('no line');
    await user.click(within(odd).getByRole('button', { name: 'Подробнее' }));
    expect(within(odd).getByText('long, bright')).toBeTruthy();
});

test('the filter stands in the address, and is reset in one press', async () => {
    const server = await start();
    const { user, address } = await visit('/journal?action=client.viewed');
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1));
    await user.selectOptions(screen.getByLabelText('Кто'), 'Анна Соловьёва');
    expect(await screen.findByText(/Под этот отбор ничего не подошло/)).toBeTruthy();
    expect(address()).toBe('/journal?action=client.viewed&user=%222%22');
    await user.click(screen.getByRole('link', { name: 'Сбросить отбор' }));
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(ENTRIES.length));
    expect(address()).toBe('/journal');
    await user.type(screen.getByLabelText('С какого дня'), '2026-11-23');
    await user.type(screen.getByLabelText('По какой день'), '2026-11-23');
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(6));
    const asked = new URLSearchParams(server.asked.at(-1)?.path.split('?')[1]);
    expect(Date.parse(asked.get('to') ?? '') - Date.parse(asked.get('from') ?? '')).toBe(86_400_000);
});

test('one finds everything about a thing, and everything somebody did', async () => {
    await start();
    const { user, address } = await visit('/journal');
    const line = (await screen.findAllByRole('listitem'))[0];
    if (!line) throw new Error('no line');
    await user.click(within(line).getByRole('button', { name: 'Подробнее' }));
    await user.click(within(line).getByRole('link', { name: 'Всё об этом' }));
    expect(await screen.findByText('Только клиент 3001')).toBeTruthy();
    expect(address()).toBe('/journal?object=client%3A3001');
    await user.click(screen.getByRole('link', { name: 'Сбросить отбор' }));
    await user.click((await screen.findAllByRole('link', { name: 'Сергей Ветров, показать только записи этого человека' }))[0] as HTMLElement);
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(2));
});

test('older lines come on request', async () => {
    const many = Array.from({ length: 70 }, (_, index) => ({ ...ENTRIES[6], id: String(800 - index) }) as (typeof ENTRIES)[0]);
    await start(many);
    const { user } = await visit('/journal');
    await user.click(await screen.findByRole('button', { name: 'Показать ещё' }));
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(70));
});

test('an empty journal and one that does not load say so', async () => {
    await start([]);
    await visit('/journal');
    expect(await screen.findByText('Записей пока нет.')).toBeTruthy();
});

test('a journal that does not load can be asked for again', async () => {
    await start(ENTRIES, { 'GET /audit': () => new Status(400) });
    await visit('/journal');
    expect(await screen.findByRole('heading', { name: 'Журнал не загрузился' })).toBeTruthy();
});
