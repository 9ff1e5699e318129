import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { safePage } from '@/router';
import { serve } from './reach';
import { visit } from './visit';

async function enter(user: Awaited<ReturnType<typeof visit>>['user'], password: string) {
    const field = await screen.findByLabelText('Пароль');
    await user.clear(screen.getByLabelText('Логин'));
    await user.type(screen.getByLabelText('Логин'), 'a.soloveva');
    await user.clear(field);
    await user.type(field, password);
    await user.click(screen.getByRole('button', { name: 'Войти' }));
}

test('whoever is not logged in meets the door, and comes out where they wanted to go', async () => {
    await serve({ loggedIn: false });
    const { user, address } = await visit('/runs/501');
    await enter(user, 'correct horse');
    expect(await screen.findByRole('heading', { name: 'Бонусы сгорают 30 ноября' })).toBeTruthy();
    expect(address()).toBe('/runs/501');
    expect(document.title).toBe('Бонусы сгорают 30 ноября · Сорока');
});

test('a wrong password is told in the words of the server, and too many close the door for the time it names', async () => {
    const server = await serve({ loggedIn: false });
    const { user, address } = await visit('/login');
    await enter(user, 'wrong');
    expect(await screen.findByText('Логин или пароль не подходит.')).toBeTruthy();
    await enter(user, 'wrong');
    await waitFor(() => expect(server.asked.filter(({ method }) => method === 'POST')).toHaveLength(2));
    await enter(user, 'wrong');
    await waitFor(() => expect(server.asked.filter(({ method }) => method === 'POST')).toHaveLength(3));
    await enter(user, 'wrong');
    expect(await screen.findByText('Слишком много попыток. Вход закрыт на минуту.')).toBeTruthy();
    const button = screen.getByRole('button', { name: /Войти можно через 1:00|0:5\d/ });
    await user.click(button);
    expect(server.asked.filter(({ method }) => method === 'POST')).toHaveLength(4);
    expect(address()).toBe('/login');
});

test('logging out leads to the door and ends the session on the server', async () => {
    const server = await serve();
    const { user, address } = await visit('/campaigns');
    await user.click(await screen.findByRole('button', { name: 'Выйти' }));
    expect(await screen.findByLabelText('Пароль')).toBeTruthy();
    expect(address()).toBe('/login');
    expect(server.asked.some(({ method }) => method === 'DELETE')).toBe(true);
});

test('a failed log-out is told, and one stays inside', async () => {
    const server = await serve();
    server.faults.logOut = 500;
    const { user } = await visit('/campaigns');
    await user.click(await screen.findByRole('button', { name: 'Выйти' }));
    expect(await screen.findByText(/База данных не отвечает/)).toBeTruthy();
});

test('a session that ends while one works leads to the door, and back to the same place', async () => {
    const server = await serve();
    const { user, address } = await visit('/runs/501');
    const pause = await screen.findByRole('button', { name: 'Пауза' });
    server.endSessions();
    await user.click(pause);
    await screen.findByLabelText('Пароль');
    expect(address()).toBe('/login?next=%2Fruns%2F501');
    await enter(user, 'correct horse');
    expect(await screen.findByRole('button', { name: 'Пауза' })).toBeTruthy();
});

test('the door speaks the other language on request, and the server is asked in it', async () => {
    const server = await serve({ loggedIn: false });
    const { user } = await visit('/login');
    await user.click(await screen.findByRole('button', { name: 'English' }));
    expect(await screen.findByRole('heading', { name: 'Log in' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('en');
    await user.type(screen.getByLabelText('Login'), 'x');
    await user.type(screen.getByLabelText('Password'), 'y');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    expect(await screen.findByText('The login or the password does not fit.')).toBeTruthy();
    expect(server.asked.at(-1)?.language).toBe('en');
});

test("the user's own language comes with the session, unless this browser has chosen", async () => {
    localStorage.removeItem('soroka.language');
    await serve({ loggedIn: false, session: { login: 'a.soloveva', name: 'Anna', role: 'campaign_manager', department: null, language: 'en', phone: null, practice: false } });
    Object.defineProperty(navigator, 'language', { value: 'ru-RU', configurable: true });
    const { user } = await visit('/login');
    await enter(user, 'correct horse');
    expect(await screen.findByRole('heading', { name: 'Campaigns' })).toBeTruthy();
});

test('a server that cannot be reached is told, with a way to try again', async () => {
    const server = await serve();
    await server.stop();
    const { user } = await visit('/campaigns');
    expect(await screen.findByRole('heading', { name: 'Страница не открылась' })).toBeTruthy();
    expect(screen.getByText(/Сервер не отвечает/)).toBeTruthy();
    await serve();
    await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
    expect(await screen.findByRole('heading', { name: 'Рассылки' })).toBeTruthy();
});

test('an unknown address says so and keeps the way back', async () => {
    await serve();
    const { user } = await visit('/no/such/page');
    expect(await screen.findByRole('heading', { name: 'Такой страницы нет' })).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Рассылки' }));
    expect(await screen.findByRole('heading', { name: 'Рассылки' })).toBeTruthy();
});

test.each([
    ['/runs/1', '/runs/1'],
    [undefined, '/campaigns'],
    ['https://evil.example/', '/campaigns'],
    ['//evil.example/', '/campaigns'],
    ['/\\evil.example/', '/campaigns'],
    ['/login?next=/login', '/campaigns'],
])('a log-in leads to pages of this site only: %s', (asked, led) => expect(safePage(asked)).toBe(led));
