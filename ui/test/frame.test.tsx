import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { WizardFrame } from '@/frame';
import { standing } from '@/frame/places';
import { call } from '@/shared/api';
import { notify } from '@/shared/notices';
import { accessFake, GLEB, MARINA, OLGA, PAVEL, SERGEY } from './access/fake';
import { searchFake } from './frame/fake';
import { homeFake } from './home/fake';
import { journalFake } from './journal/fake';
import { operatorsFake } from './operators/fake';
import { serve } from './reach';
import { ANNA, Status } from './server/fakeServer';
import { usersFake } from './users/fake';
import { visit } from './visit';

const sections = async () => within(await screen.findByRole('navigation', { name: 'Разделы' }))
    .getAllByRole('link')
    .map((link) => link.textContent?.replace(/\d.*/, ''));

test.each([
    [ANNA, ['Главная', 'Рассылки']],
    [OLGA, ['Главная', 'Рассылки']],
    [PAVEL, ['Главная', 'Рассылки']],
    [MARINA, ['Главная']],
    [GLEB, ['Главная']],
    [SERGEY, ['Главная', 'Рассылки', 'Операторы', 'Источники данных', 'Поля клиентов', 'Пользователи', 'Журнал']],
])('each role has its own sections, and none that leads nowhere: $role', async (session, expected) => {
    await serve({ session, handlers: { ...homeFake(), ...operatorsFake(), ...usersFake() } });
    const { router } = await visit('/help');
    const known = Object.keys(router.routesByPath);
    const later = ['Получатели', 'Шаблоны', 'Отчёты'].filter((_, index) => known.includes(['/recipients', '/texts', '/reports'][index] ?? ''));
    const shown = await sections();
    expect(shown.filter((name) => !later.includes(name ?? ''))).toEqual(expected);
});

test('what runs now is counted beside «Рассылки»', async () => {
    await serve({ handlers: homeFake() });
    await visit('/help');
    expect(await screen.findByRole('link', { name: /Рассылки.*2 идут/ })).toBeTruthy();
});

test.each([
    ['/', 'home', 'page'],
    ['/runs/501', 'campaigns', 'true'],
    ['/runs/501/people', 'campaigns', 'true'],
    ['/runs/501/report', 'campaigns', undefined],
    ['/campaigns/7/who', 'campaigns', 'true'],
    ['/campaigns', 'campaigns', 'page'],
    ['/help', 'campaigns', undefined],
] as const)('the tail stands at the section one is in: %s', (path, key, expected) => {
    const place = { home: { to: '/', covers: [/^\/$/] }, campaigns: { to: '/campaigns', covers: [/^\/campaigns(\/|$)/, /^\/runs\/[^/]+/] } }[key];
    expect(standing({ key, right: null, ...place }, path)).toBe(expected);
});

test('practice mode turns everything: the frame, the strip, the data, and begins at home', async () => {
    const server = await serve({ handlers: { ...homeFake(), ...accessFake() } });
    const { user, address, client } = await visit('/runs/501');
    await screen.findByRole('button', { name: 'Пауза' });
    await user.click(screen.getByRole('switch', { name: 'Учебный режим' }));
    expect(await screen.findByText(/только на учебные телефоны/)).toBeTruthy();
    await waitFor(() => expect(address()).toBe('/'));
    expect(document.documentElement.dataset.mode).toBe('practice');
    await waitFor(() => expect(client.getQueryData(['run', '501'])).toBeUndefined());
    expect(await screen.findByRole('heading', { name: 'Анна, вас ждут два дела' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Вернуться к работе' }));
    await waitFor(() => expect(document.documentElement.dataset.mode).toBeUndefined());
    expect(server.asked.filter(({ path }) => path === '/session/practice')).toHaveLength(2);
});

test('a refused switch is told and changes nothing', async () => {
    await serve({ handlers: { ...homeFake(), 'PUT /session/practice': () => new Status(500) } });
    const { user } = await visit('/help');
    await user.click(await screen.findByRole('switch', { name: 'Учебный режим' }));
    expect(await screen.findByText(/База данных не отвечает/)).toBeTruthy();
    expect(document.documentElement.dataset.mode).toBeUndefined();
});

test('a window that lags behind follows into the mode of the session', async () => {
    let changed = true;
    const server = await serve({
        handlers: {
            ...homeFake(),
            'POST /campaigns/:id/clone': () => {
                if (!changed) return undefined;
                changed = false;
                server.session.practice = true;
                return new Status(409, { code: 'practice-changed', detail: 'Учебный режим переключили в другом окне. Ничего не сделано.' });
            },
        },
    });
    const { user, address } = await visit('/');
    await user.click(await screen.findByRole('button', { name: 'Повторить «Осмотр котла»' }));
    expect(await screen.findByText('Учебный режим переключили в другом окне. Здесь теперь то же.')).toBeTruthy();
    expect(address()).toBe('/');
});

test('every call says which mode the page shows', async () => {
    const modes: (string | undefined)[] = [];
    await serve({
        handlers: {
            'GET /home': ({ headers }) => {
                modes.push(headers['soroka-practice']);
                return { tasks: [], drafts: [], running: [], planned: [], finished: [] };
            },
        },
    });
    await visit('/');
    await screen.findByRole('heading', { name: 'Анна, с чего начнём?' });
    expect(modes[0]).toBe('false');
});

test('Ctrl+K finds pages by name and things by what the server knows, by keyboard alone', async () => {
    const server = await serve({ session: SERGEY, handlers: { ...homeFake(), ...searchFake(), ...journalFake(), ...usersFake(), ...operatorsFake() } });
    const { user, address } = await visit('/help');
    await screen.findByRole('heading', { level: 1 });
    await user.keyboard('{Control>}k{/Control}');
    const field = await screen.findByRole('combobox', { name: 'Найти' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await user.type(field, 'жур');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(address()).toBe('/journal'));

    await user.click(screen.getAllByRole('button', { name: 'Найти' })[0] as HTMLElement);
    const again = await screen.findByRole('combobox', { name: 'Найти' });
    await user.type(again, 'бонус');
    const options = await screen.findAllByRole('option', { name: /Бонусы/ });
    expect(options).toHaveLength(3);
    // Letters typed in a row are one question.
    expect(server.asked.filter(({ path }) => path.includes(encodeURIComponent('бону')))).toHaveLength(1);
    expect(options[0]?.getAttribute('aria-selected')).toBe('true');
    await user.keyboard('{ArrowDown}');
    expect(options[1]?.getAttribute('aria-selected')).toBe('true');
    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect(options[2]?.getAttribute('aria-selected')).toBe('true');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(address()).toBe('/texts/3'));
});

test('of many clients Ctrl+K shows a few and leads to all', async () => {
    const five = [1, 2, 3, 4, 5].map((id) => ({ kind: 'client' as const, id: String(id), title: 'Юлия Журавлёва', hint: 'Казань' }));
    await serve({ handlers: { ...homeFake(), 'GET /search': () => ({ items: five }) } });
    const { user, address } = await visit('/help');
    await screen.findByRole('heading', { level: 1 });
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox', { name: 'Найти' }), 'Журавлева');
    await user.click(await screen.findByRole('option', { name: /Все клиенты по запросу «Журавлева»/ }));
    await waitFor(() => expect(decodeURIComponent(address())).toBe('/recipients?q=Журавлева'));
});

test('what is typed right after the shortcut is not lost', async () => {
    await serve({ handlers: { ...homeFake(), ...searchFake() } });
    await visit('/');
    await screen.findAllByRole('button', { name: /^Найти/ });
    // As fast as a keyboard can: no turn of the event loop in between.
    await userEvent.setup({ delay: null }).keyboard('{Control>}k{/Control}отче');
    const field = await screen.findByRole<HTMLInputElement>('combobox');
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(field.value).toBe('отче');
    expect(screen.getByRole('option', { name: /Отчёты/ })).toBeTruthy();
});

test('a search that finds nothing or fails says so', async () => {
    let fail = false;
    await serve({ handlers: { ...homeFake(), 'GET /search': () => (fail ? new Status(500) : { items: [] }) } });
    const { user } = await visit('/help');
    await screen.findByRole('heading', { level: 1 });
    await user.click(screen.getAllByRole('button', { name: 'Найти' })[1] as HTMLElement);
    const field = await screen.findByRole('combobox');
    await user.type(field, 'щщщ');
    expect(await screen.findByText(/Ничего не нашли/)).toBeTruthy();
    fail = true;
    await user.type(field, 'щ');
    expect(await screen.findByText(/База данных не отвечает/)).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
});

test('a lost line is told, and told to be over', async () => {
    let broken = false;
    await serve({ handlers: { ...homeFake(), 'GET /search': () => (broken ? new Status(204) : { items: [] }) } });
    await visit('/help');
    await screen.findByRole('heading', { level: 1 });
    broken = true;
    act(() => void window.dispatchEvent(new Event('offline')));
    expect(await screen.findByText(/Связь потеряна в .* отправка идёт/)).toBeTruthy();
    act(() => void window.dispatchEvent(new Event('online')));
    await waitFor(() => expect(screen.queryByText(/Связь потеряна/)).toBeNull());
});

test('a call that does not reach the server says the line is lost; a refusal of the server does not', async () => {
    const server = await serve({ session: MARINA, handlers: { 'GET /search': () => new Status(503, { detail: 'Занят.' }) } });
    await visit('/help');
    await screen.findByRole('heading', { level: 1 });
    await act(() => call('GET /search').catch(() => {}));
    expect(screen.queryByText(/Связь потеряна/)).toBeNull();
    await server.stop();
    await act(() => call('GET /search').catch(() => {}));
    expect(await screen.findByText(/Связь потеряна в .* пока здесь всё как было/)).toBeTruthy();
    await serve({ session: MARINA });
    await act(() => call('GET /session'));
    await waitFor(() => expect(screen.queryByText(/Связь потеряна/)).toBeNull());
});

test('a notice comes and goes by itself', async () => {
    await serve();
    await visit('/help');
    await screen.findByRole('heading', { level: 1 });
    vi.useFakeTimers();
    act(() => notify('Готово'));
    expect(screen.getByText('Готово')).toBeTruthy();
    act(() => notify('Готово'));
    expect(screen.getAllByText('Готово')).toHaveLength(1);
    act(() => void vi.advanceTimersByTime(6_100));
    expect(screen.queryByText('Готово')).toBeNull();
});

test('one opens what is one’s own, and Escape leads back', async () => {
    await serve({ handlers: homeFake() });
    const { user, address } = await visit('/help');
    const self = await screen.findByRole('button', { name: /Анна Соловьёва/ });
    expect(screen.queryByRole('link', { name: 'Профиль' })).toBeNull();
    await user.click(self);
    await user.keyboard('{Escape}');
    expect(document.activeElement).toBe(self);
    await user.click(self);
    await user.click(screen.getByRole('heading', { level: 1 }));
    expect(self.getAttribute('aria-expanded')).toBe('false');
    await user.click(self);
    await user.click(screen.getByRole('link', { name: 'Профиль' }));
    expect(address()).toBe('/profile');
});

test('the wide rail has its own part in place of the sections', async () => {
    await serve({ handlers: homeFake() });
    const { router } = await visit('/help');
    await screen.findByRole('heading', { level: 1 });
    const Steps = () => (
        <WizardFrame rail={<p>Шаги</p>} place="who">
            <h1>Кому</h1>
        </WizardFrame>
    );
    act(() => void router.routesByPath['/help'].update({ component: Steps } as never));
    await act(() => router.invalidate());
    expect(await screen.findByText('Шаги')).toBeTruthy();
});
