import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { GLEB, MARINA, OLGA, PAVEL, SERGEY } from './access/fake';
import { BLANK, HOME, homeFake } from './home/fake';
import { CONNECTIONS, operatorsFake } from './operators/fake';
import { serve } from './reach';
import { Status } from './server/fakeServer';
import { usersFake } from './users/fake';
import { visit } from './visit';

test('a manager sees what waits, what runs, what is over, the draft and the plan', async () => {
    await serve({ handlers: homeFake() });
    const { user, address } = await visit('/');
    expect(await screen.findByRole('heading', { level: 1, name: 'Анна, вас ждут два дела' })).toBeTruthy();
    expect(screen.getByRole('link', { name: /Новая рассылка/ }).getAttribute('href')).toBe('/campaigns/new');
    expect(screen.getByRole('link', { name: '«Ёлка для постоянных клиентов»' }).getAttribute('href')).toBe('/campaigns/46/who');
    expect(screen.getByText(/вы остановились на шаге «Кому»/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'без названия' }).getAttribute('href')).toBe('/campaigns/50/check');
    expect(screen.getByText('42 300 человек')).toBeTruthy();
    const table = screen.getByRole('table', { name: 'Закончились' });
    expect(within(table).getByText(/2 306 из 2 320/)).toBeTruthy();
    expect(within(table).getByText('31 ответ, 2 отписались')).toBeTruthy();
    expect(within(table).getByText('остановлена')).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Посмотреть: «День открытия на Баумана, 44» на паузе' }));
    expect(address()).toBe('/runs/503');
});

test('«Повторить» copies the campaign and opens its check', async () => {
    const server = await serve({ handlers: homeFake() });
    const { user, address } = await visit('/');
    await user.click(await screen.findByRole('button', { name: 'Повторить «Осмотр котла»' }));
    await waitFor(() => expect(address()).toBe('/campaigns/944/check'));
    expect(server.asked.some(({ method, path }) => method === 'POST' && path === '/campaigns/44/clone')).toBe(true);
});

test('a refused repeat is told', async () => {
    await serve({ handlers: { ...homeFake(), 'POST /campaigns/:id/clone': () => new Status(500) } });
    const { user } = await visit('/');
    await user.click(await screen.findByRole('button', { name: 'Повторить «Осмотр котла»' }));
    expect(await screen.findByText(/База данных не отвечает/)).toBeTruthy();
});

test.each([
    [{ ...HOME, tasks: HOME.tasks.slice(0, 1) }, 'Анна, вас ждёт одно дело'],
    [{ ...HOME, tasks: Array.from({ length: 11 }, (_, index) => ({ ...HOME.tasks[0], kind: 'new-kind', runId: null, campaignId: String(index), title: `Дело ${index}` })) }, 'Анна, вас ждут 11 дел'],
    [{ ...HOME, tasks: [] }, 'Анна, рассылки идут как надо'],
    [{ ...HOME, tasks: [], running: [] }, 'Анна, срочных дел нет'],
    [BLANK, 'Анна, с чего начнём?'],
])('the heading answers', async (home, heading) => {
    await serve({ handlers: homeFake(home as typeof HOME) });
    await visit('/');
    expect(await screen.findByRole('heading', { level: 1, name: heading })).toBeTruthy();
});

test('with nothing done yet there are three first things to do', async () => {
    await serve({ handlers: homeFake(BLANK) });
    await visit('/');
    expect(await screen.findByRole('link', { name: 'Загрузите клиентов' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Попробуйте в учебном режиме' }).getAttribute('href')).toBe('/help/practice');
});

test('the administrator sees operators and people', async () => {
    await serve({ session: SERGEY, handlers: { ...homeFake({ ...HOME, tasks: [{ kind: 'connection-down', title: '«Вестник» не на связи', detail: 'Ждут.', campaignId: null, runId: null, connectionId: '1' }] }), ...operatorsFake(), ...usersFake() } });
    const { user, address } = await visit('/');
    expect(await screen.findByRole('link', { name: 'Три подключения работают, одно работает частично, одно стоит, одно выключено' })).toBeTruthy();
    expect(await screen.findByText(/вход закрыт до/)).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Открыть: «Вестник» не на связи' }));
    expect(address()).toBe('/operators/1');
});

test('the administrator sees at once that nothing is sent', async () => {
    await serve({ session: SERGEY, handlers: { ...homeFake(), ...operatorsFake(), ...usersFake(), 'GET /connections': () => ({ items: CONNECTIONS, halted: true }) } });
    await visit('/');
    expect((await screen.findByText(/^Сообщения не отправляются: на диске базы данных кончается место/)).getAttribute('role')).toBe('alert');
});

test('the administrator of a new installation begins with an operator', async () => {
    await serve({ session: SERGEY, handlers: { ...homeFake(BLANK), ...operatorsFake([]), ...usersFake() } });
    await visit('/');
    expect(await screen.findByRole('link', { name: 'Подключите оператора' })).toBeTruthy();
    expect(await screen.findByText(/Ни один оператор не подключён/)).toBeTruthy();
});

test('the analyst and the approver read', async () => {
    await serve({ session: PAVEL, handlers: homeFake({ ...HOME, tasks: [], drafts: [] }) });
    await visit('/');
    expect(await screen.findByRole('link', { name: 'Отчёт о «Осмотр котла»' })).toBeTruthy();
    expect(screen.queryByRole('link', { name: /Новая рассылка/ })).toBeNull();
});

test('the approver learns that approving comes later', async () => {
    await serve({ session: OLGA, handlers: homeFake(BLANK) });
    await visit('/');
    expect(await screen.findByText(/Согласование рассылок появится/)).toBeTruthy();
    expect(await screen.findByText(/Рассылок пока не было/)).toBeTruthy();
});

test('the agent finds a client by name or by the end of the number', async () => {
    await serve({ session: MARINA, handlers: homeFake() });
    const { user } = await visit('/');
    const field = await screen.findByLabelText('Имя или конец номера');
    await user.type(field, '93-07');
    expect((await screen.findByRole('link', { name: 'Виктор Пермяков' })).getAttribute('href')).toBe('/recipients/3002');
    expect(screen.getByText('+7 912 660-93-07')).toBeTruthy();
    expect(screen.getByText('отписан от рекламы')).toBeTruthy();
    await user.clear(field);
    await user.type(field, 'Ктулху');
    expect(await screen.findByText(/Никого не нашли/)).toBeTruthy();
});

test('the agent is told how many more there are, and led to them', async () => {
    const one = { id: '1', name: 'Юлия Журавлёва', phone: '+7 912 660-93-07', city: 'Казань', product: null, optedOut: false, updatedAt: '2026-11-24T09:00:00Z' };
    await serve({ session: MARINA, handlers: { ...homeFake(), 'GET /clients': () => ({ items: [one, { ...one, id: '2' }], next: '2', total: 87 }) } });
    const { user } = await visit('/');
    await user.type(await screen.findByLabelText('Имя или конец номера'), 'Журавлева Юля');
    expect(await screen.findByText('Нашли 87 человек')).toBeTruthy();
    expect(screen.getByText(/^Показаны 2 самых похожих из 87\./)).toBeTruthy();
    expect(decodeURIComponent(screen.getByRole('link', { name: 'Показать всех' }).getAttribute('href') ?? '').replaceAll('+', ' ')).toBe('/recipients?q=Журавлева Юля');
});

test('the agent is told when searching fails', async () => {
    await serve({ session: MARINA, handlers: { ...homeFake(), 'GET /clients': () => new Status(500) } });
    const { user } = await visit('/');
    await user.type(await screen.findByLabelText('Имя или конец номера'), 'Алсу');
    expect(await screen.findByText(/База данных не отвечает/)).toBeTruthy();
});

test('the alert operator finds an honest page', async () => {
    await serve({ session: GLEB });
    await visit('/');
    expect(await screen.findByRole('heading', { name: 'Глеб, оповещения ещё не готовы' })).toBeTruthy();
});

test('a home that does not load can be asked for again', async () => {
    let broken = true;
    await serve({ handlers: { ...homeFake(), 'GET /home': () => (broken ? new Status(400) : HOME) } });
    const { user } = await visit('/');
    expect(await screen.findByRole('heading', { name: 'Главная не загрузилась' })).toBeTruthy();
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
    expect(await screen.findByRole('heading', { name: 'Анна, вас ждут два дела' })).toBeTruthy();
});
