import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { can } from '@/access';
import { browserOf } from '@/access/browserOf';
import { safePage } from '@/router';
import { accessFake } from './access/fake';
import { BLANK, homeFake } from './home/fake';
import { operatorsFake } from './operators/fake';
import { serve } from './reach';
import { ANNA, Status } from './server/fakeServer';
import { usersFake } from './users/fake';
import { visit } from './visit';

async function enter(user: Awaited<ReturnType<typeof visit>>['user'], password: string) {
    const field = await screen.findByLabelText('Пароль');
    await user.clear(screen.getByLabelText('Логин'));
    await user.type(screen.getByLabelText('Логин'), 'a.soloveva');
    await user.clear(field);
    await user.type(field, password);
    await user.click(screen.getByRole('button', { name: 'Войти' }));
}

/** «Выйти» lies in what opens at one's own name. */
async function ownMenu(user: Awaited<ReturnType<typeof visit>>['user']) {
    await user.click(await screen.findByRole('button', { name: /Анна Соловьёва/ }));
    return screen.getByRole('button', { name: 'Выйти' });
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
    await user.click(await ownMenu(user));
    expect(await screen.findByLabelText('Пароль')).toBeTruthy();
    expect(address()).toBe('/login');
    expect(server.asked.some(({ method }) => method === 'DELETE')).toBe(true);
});

test('a failed log-out is told, and one stays inside', async () => {
    const server = await serve();
    server.faults.logOut = 500;
    const { user } = await visit('/campaigns');
    await user.click(await ownMenu(user));
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

test('a language chosen at the door is kept for whoever comes in', async () => {
    const server = await serve({ loggedIn: false, handlers: { ...homeFake(), ...accessFake() } });
    const { user } = await visit('/login');
    await user.click(await screen.findByRole('button', { name: 'English' }));
    await user.type(await screen.findByLabelText('Login'), 'a.soloveva');
    await user.type(screen.getByLabelText('Password'), 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    expect(await screen.findByRole('link', { name: /^Campaigns/ })).toBeTruthy();
    expect(server.asked.filter(({ path }) => path.endsWith('/session/profile'))).toHaveLength(1);
    await user.click(screen.getByRole('link', { name: /^Campaigns/ }));
    expect(document.documentElement.lang).toBe('en');
});

test('what others have chosen in this browser before is not taken for one’s own choice', async () => {
    localStorage.setItem('soroka.language', 'en');
    const server = await serve({ loggedIn: false, handlers: { ...homeFake(), ...accessFake() } });
    const { user } = await visit('/login');
    await user.type(await screen.findByLabelText('Login'), 'a.soloveva');
    await user.type(screen.getByLabelText('Password'), 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    expect(await screen.findByRole('link', { name: /^Рассылки/ })).toBeTruthy();
    expect(localStorage.getItem('soroka.language')).toBe('ru');
    expect(server.asked.some(({ path }) => path.endsWith('/session/profile'))).toBe(false);
});

test('a language chosen inside is saved as one’s own', async () => {
    const server = await serve({ handlers: { ...homeFake(), ...accessFake() } });
    const { user } = await visit('/');
    await ownMenu(user);
    await user.click(screen.getByRole('button', { name: 'English' }));
    expect(await screen.findByRole('link', { name: /^Campaigns/ })).toBeTruthy();
    await waitFor(() => expect(server.asked.some(({ method, path }) => method === 'PUT' && path.endsWith('/session/profile'))).toBe(true));
});

test('one begins with the login', async () => {
    await serve({ loggedIn: false });
    await visit('/login');
    const login = await screen.findByLabelText('Логин');
    await waitFor(() => expect(document.activeElement).toBe(login));
});

test("the user's own language comes with the session", async () => {
    await serve({ loggedIn: false, session: { login: 'a.soloveva', name: 'Anna', role: 'campaign_manager', department: { id: '7', name: 'Marketing' }, language: 'en', phone: null, practice: false } });
    Object.defineProperty(navigator, 'language', { value: 'ru-RU', configurable: true });
    const { user } = await visit('/login');
    await enter(user, 'correct horse');
    expect(await screen.findByRole('heading', { name: /^Anna, / })).toBeTruthy();
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
    await user.click(screen.getByRole('link', { name: /^Рассылки/ }));
    expect(await screen.findByRole('heading', { name: 'Рассылки' })).toBeTruthy();
});

test.each([
    ['/runs/1', '/runs/1'],
    [undefined, '/'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example/', '/'],
    ['/login?next=/login', '/'],
])('a log-in leads to pages of this site only: %s', (asked, led) => expect(safePage(asked)).toBe(led));

test('the first user of an installation sets it up by the one-time link, and is inside', async () => {
    await serve({ loggedIn: false, handlers: { ...accessFake(), ...homeFake(BLANK), ...usersFake(), ...operatorsFake() } });
    const { user, address } = await visit('/setup#first-token');
    await user.click(await screen.findByRole('button', { name: 'Начать работу' }));
    expect(screen.getAllByText('Заполните это поле')).toHaveLength(4);
    await user.type(screen.getByLabelText('Компания'), 'Полянка');
    await user.type(screen.getByLabelText('Ваше имя'), 'Сергей Ветров');
    await user.type(screen.getByLabelText('Логин'), 's.vetrov');
    await user.type(screen.getByLabelText('Пароль'), 'short');
    await user.click(screen.getByRole('button', { name: 'Начать работу' }));
    expect(await screen.findByText('В пароле должно быть от 10 до 200 знаков. Придумайте другой.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Показать' }));
    expect(screen.getByLabelText<HTMLInputElement>('Пароль').type).toBe('text');
    await user.type(screen.getByLabelText('Пароль'), ' and longer');
    await user.click(screen.getByRole('button', { name: 'Начать работу' }));
    expect(await screen.findByRole('heading', { name: 'Сергей, с чего начнём?' })).toBeTruthy();
    expect(address()).toBe('/');
});

test.each([
    ['/setup#wrong', true, 'Полянка', 'Ссылка неверна, или система уже настроена.'],
    ['/setup', true, null, 'Ссылка не целиком'],
    ['/setup#first-token', false, null, 'Всё уже настроено'],
])('a set-up that cannot be says why: %s', async (path, setup, company, said) => {
    await serve({ loggedIn: false, handlers: accessFake(undefined, { setup }) });
    const { user } = await visit(path);
    if (company !== null) {
        await user.type(await screen.findByLabelText('Компания'), company);
        await user.type(screen.getByLabelText('Ваше имя'), 'Сергей');
        await user.type(screen.getByLabelText('Логин'), 's.vetrov');
        await user.type(screen.getByLabelText('Пароль'), 'a long password');
        await user.click(screen.getByRole('button', { name: 'Начать работу' }));
    }
    expect(await screen.findByText(said)).toBeTruthy();
});

test('an invitation leads to a password of one’s own, and to the door', async () => {
    await serve({ loggedIn: false, handlers: accessFake() });
    const { user, address } = await visit('/password#good-token');
    expect(await screen.findByRole('heading', { name: 'Денис Рябов, придумайте пароль' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Сохранить пароль' }));
    expect(screen.getByText('Заполните это поле')).toBeTruthy();
    await user.type(screen.getByLabelText('Новый пароль'), 'short');
    await user.click(screen.getByRole('button', { name: 'Сохранить пароль' }));
    expect(await screen.findByText(/В пароле должно быть/)).toBeTruthy();
    await user.type(screen.getByLabelText('Новый пароль'), ' and longer');
    await user.click(screen.getByRole('button', { name: 'Сохранить пароль' }));
    expect(await screen.findByText('Пароль сохранён. Теперь войдите с ним.')).toBeTruthy();
    expect(address()).toBe('/login');
});

test.each(['/password#old', '/password'])('a link that is no longer valid says so: %s', async (path) => {
    await serve({ loggedIn: false, handlers: accessFake() });
    await visit(path);
    expect(await screen.findByRole('heading', { name: 'Ссылка больше не действует' })).toBeTruthy();
});

test('one keeps one’s own data: name, phone, language', async () => {
    await serve({ handlers: { ...accessFake(), ...homeFake() } });
    const { user } = await visit('/profile');
    const phone = await screen.findByLabelText<HTMLInputElement>('Свой телефон');
    await user.type(phone, '123');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText(/Напишите его целиком/)).toBeTruthy();
    await user.clear(phone);
    await user.type(phone, '8 916 123 45 67');
    await user.clear(screen.getByLabelText('Имя'));
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(screen.getByText('Заполните это поле')).toBeTruthy();
    await user.type(screen.getByLabelText('Имя'), 'Аня Соловьёва');
    await user.selectOptions(screen.getByLabelText('Язык'), 'English');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByRole('heading', { name: 'Аня Соловьёва, this is your data' })).toBeTruthy();
    expect(phone.value).toBe('+7 916 123-45-67');
});

test('the password is changed with the old one at hand, and other devices are logged out', async () => {
    await serve({ handlers: { ...accessFake(), ...homeFake() } });
    const { user } = await visit('/profile');
    await user.type(await screen.findByLabelText('Нынешний пароль'), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Сменить пароль' }));
    expect(screen.getByText('Заполните это поле')).toBeTruthy();
    await user.type(screen.getByLabelText('Новый пароль'), 'a much longer one');
    await user.click(screen.getByRole('button', { name: 'Сменить пароль' }));
    expect(await screen.findByText('Нынешний пароль введён неверно.')).toBeTruthy();
    await user.clear(screen.getByLabelText('Нынешний пароль'));
    await user.type(screen.getByLabelText('Нынешний пароль'), 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Сменить пароль' }));
    expect(await screen.findByText(/Пароль сменён/)).toBeTruthy();
    expect(screen.getByText('Chrome, Windows')).toBeTruthy();
    expect(screen.getByText('Неизвестная программа')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Завершить вход: Safari, iOS' }));
    expect(await screen.findByText('Вход завершён')).toBeTruthy();
    await waitFor(() => expect(screen.queryByText('Safari, iOS')).toBeNull());
});

test('devices that do not load are told', async () => {
    await serve({ handlers: { ...accessFake(), ...homeFake(), 'GET /session/devices': () => new Status(400) } });
    await visit('/profile');
    expect(await screen.findByText(/База данных не отвечает/)).toBeTruthy();
});

test.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0', { browser: 'Firefox', system: 'Linux' }],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/148.0 YaBrowser/26.10 Safari/537.36', { browser: 'Yandex Browser', system: 'Windows' }],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 15_7) AppleWebKit/537.36 Chrome/149.0 Safari/537.36 Edg/149.0', { browser: 'Edge', system: 'macOS' }],
    ['Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/149.0 Mobile Safari/537.36', { browser: 'Chrome', system: 'Android' }],
    ['curl/8.14', { browser: null, system: null }],
])('a browser is named in two words: %s', (agent, named) => expect(browserOf(agent)).toEqual(named));

test.each([
    ['campaign_manager', 'campaigns.write', true],
    ['analyst', 'campaigns.write', false],
    ['agent', 'clients.read', true],
    ['agent', 'campaigns.read', false],
    ['administrator', 'administer', true],
    ['alert_operator', 'reports.read', false],
] as const)('%s may %s: %s', (role, right, may) => expect(can({ ...ANNA, role }, right)).toBe(may));
