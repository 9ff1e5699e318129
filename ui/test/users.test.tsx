import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { accessFake, SERGEY } from './access/fake';
import { homeFake } from './home/fake';
import { operatorsFake } from './operators/fake';
import { serve } from './reach';
import { Status } from './server/fakeServer';
import { USERS, usersFake } from './users/fake';
import { visit } from './visit';

const start = (more: Parameters<typeof usersFake>[0] = {}, handlers = {}) =>
    serve({ session: SERGEY, handlers: { ...homeFake(), ...operatorsFake(), ...accessFake(SERGEY), ...usersFake(more), ...handlers } });

test('who works here: role, department, when last seen, and who cannot get in', async () => {
    await start();
    const { user, address } = await visit('/users');
    const denis = await screen.findByRole('row', { name: /Денис Рябов/ });
    expect(within(denis).getByText(/Вход закрыт до/)).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /Павел Зорин/ })).getByText('ещё не входил')).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /Глеб/ })).getByText('Отключён')).toBeTruthy();
    await user.type(screen.getByLabelText('Имя или логин'), 'марина');
    await waitFor(() => expect(address()).toBe('/users?query=%D0%BC%D0%B0%D1%80%D0%B8%D0%BD%D0%B0'));
    await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(2));
    await user.clear(screen.getByLabelText('Имя или логин'));
    await user.type(screen.getByLabelText('Имя или логин'), 'никто');
    expect(await screen.findByText(/Таких нет/)).toBeTruthy();
});

test('long lists come in parts', async () => {
    await start({ users: Array.from({ length: 60 }, (_, index) => ({ ...USERS[1], id: String(100 + index), login: `u${index}`, name: `Человек ${index}` }) as (typeof USERS)[0]) });
    const { user } = await visit('/users');
    await user.click(await screen.findByRole('button', { name: 'Показать ещё' }));
    expect(await screen.findByRole('row', { name: /Человек 59/ })).toBeTruthy();
});

test('an invitation makes a link that is shown once and can be copied', async () => {
    await start();
    const { user } = await visit('/users');
    await user.click(await screen.findByRole('button', { name: 'Пригласить человека' }));
    const dialog = await screen.findByRole('dialog', { name: 'Кого приглашаем?' });
    await user.click(within(dialog).getByRole('button', { name: 'Сделать приглашение' }));
    expect(within(dialog).getAllByText('Заполните это поле')).toHaveLength(3);
    await user.type(within(dialog).getByLabelText('Логин'), 'a.soloveva');
    await user.type(within(dialog).getByLabelText('Имя и фамилия'), 'Иван Кольцов');
    await user.selectOptions(within(dialog).getByLabelText('Роль'), 'Аналитик');
    await user.selectOptions(within(dialog).getByLabelText('Отдел'), 'Маркетинг');
    await user.click(within(dialog).getByRole('button', { name: 'Сделать приглашение' }));
    expect(await within(dialog).findByText('Такой логин уже занят. Выберите другой.')).toBeTruthy();
    await user.clear(within(dialog).getByLabelText('Логин'));
    await user.type(within(dialog).getByLabelText('Логин'), 'i.koltsov');
    await user.click(within(dialog).getByRole('button', { name: 'Сделать приглашение' }));
    const link = await within(dialog).findByLabelText<HTMLInputElement>('Ссылка');
    expect(link.value).toBe(`${window.location.origin}/password#b6Yw0v3xT9`);
    await user.click(within(dialog).getByRole('button', { name: 'Скопировать' }));
    expect(await navigator.clipboard.readText()).toBe(link.value);
    await user.click(within(dialog).getByRole('button', { name: 'Готово' }));
    expect(await screen.findByRole('row', { name: /Иван Кольцов/ })).toBeTruthy();
});

test('a clipboard that refuses is told', async () => {
    await start();
    const { user } = await visit('/users');
    await user.click(await screen.findByRole('button', { name: 'Денис Рябов' }));
    await user.click(await screen.findByRole('button', { name: 'Сделать ссылку для нового' }));
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) }, configurable: true });
    await user.click(await screen.findByRole('button', { name: 'Скопировать' }));
    expect(await screen.findByText(/Не скопировалось/)).toBeTruthy();
});

test('a user is changed, let in again, and logged out everywhere', async () => {
    const server = await start();
    const { user } = await visit('/users');
    await user.click(await screen.findByRole('button', { name: 'Денис Рябов' }));
    const dialog = await screen.findByRole('dialog', { name: 'Денис Рябов' });
    await user.click(within(dialog).getByRole('button', { name: 'Открыть сейчас' }));
    expect(await screen.findByText('Денис Рябов снова может войти')).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Завершить все входы' }));
    expect(await screen.findByText('Денис Рябов: входы завершены')).toBeTruthy();
    expect(server.asked.some(({ method, path }) => method === 'DELETE' && path === '/users/3/sessions')).toBe(true);
    await user.selectOptions(within(dialog).getByLabelText('Роль'), 'Согласующий');
    await user.click(within(dialog).getByLabelText(/Может входить/));
    await user.click(within(dialog).getByRole('button', { name: 'Сохранить' }));
    await waitFor(() => expect(within(screen.getByRole('row', { name: /Денис Рябов/ })).getByText('Отключён')).toBeTruthy());
    expect(within(screen.getByRole('row', { name: /Денис Рябов/ })).getByText('Согласующий')).toBeTruthy();
});

test('the last administrator stays one, and the refusal says why', async () => {
    await start();
    const { user } = await visit('/users');
    await user.click(await screen.findByRole('button', { name: 'Сергей Ветров' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).queryByLabelText(/Может входить/)).toBeNull();
    await user.selectOptions(within(dialog).getByLabelText('Роль'), 'Аналитик');
    await user.click(within(dialog).getByRole('button', { name: 'Сохранить' }));
    expect(await within(dialog).findByText('Это последний действующий администратор.')).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Отмена' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('departments are added and renamed', async () => {
    await start();
    const { user } = await visit('/users/departments');
    const button = await screen.findByRole('button', { name: 'Добавить отдел' });
    // One place at a time: people's address is the beginning of this one.
    const tabs = within(screen.getByRole('link', { name: 'Отделы' }).closest('nav') ?? document.body);
    expect(tabs.getAllByRole('link', { current: 'page' }).map((link) => link.textContent)).toEqual(['Отделы']);
    expect(tabs.queryByRole('link', { current: true })).toBeNull();
    await user.click(button);
    const dialog = await screen.findByRole('dialog', { name: 'Как назовём отдел?' });
    await user.click(within(dialog).getByRole('button', { name: 'Добавить' }));
    expect(within(dialog).getByText('Заполните это поле')).toBeTruthy();
    await user.type(within(dialog).getByLabelText('Название'), 'Маркетинг');
    await user.click(within(dialog).getByRole('button', { name: 'Добавить' }));
    expect(await within(dialog).findByText('Отдел с таким названием уже есть.')).toBeTruthy();
    await user.type(within(dialog).getByLabelText('Название'), ' и бренд');
    await user.click(within(dialog).getByRole('button', { name: 'Добавить' }));
    expect(await screen.findByText('Маркетинг и бренд')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Переименовать отдел «Контакт-центр»' }));
    const again = await screen.findByRole('dialog', { name: 'Новое название отдела' });
    await user.clear(within(again).getByLabelText('Название'));
    await user.type(within(again).getByLabelText('Название'), 'Линия 1');
    await user.click(within(again).getByRole('button', { name: 'Переименовать' }));
    expect(await screen.findByText('Линия 1')).toBeTruthy();
});

test('a key is issued with as little as it needs, shown once, and revoked', async () => {
    const server = await start();
    const { user } = await visit('/users/keys');
    await user.click(await screen.findByRole('button', { name: 'Выпустить ключ' }));
    const dialog = await screen.findByRole('dialog', { name: 'Для какой системы ключ?' });
    await user.click(within(dialog).getByRole('button', { name: 'Выпустить' }));
    expect(within(dialog).getByText('Отметьте хотя бы одно')).toBeTruthy();
    await user.type(within(dialog).getByLabelText('Название'), 'Сайт');
    await user.selectOptions(within(dialog).getByLabelText('Отдел'), 'Маркетинг');
    await user.click(within(dialog).getByLabelText(/^Смотреть клиентов/));
    await user.type(within(dialog).getByLabelText('Действует по'), '2027-03-01');
    await user.click(within(dialog).getByRole('button', { name: 'Выпустить' }));
    expect((await within(dialog).findByLabelText<HTMLInputElement>('Ключ')).value).toBe('srk_9aBcD3fG5hJ7kL9mN1pQ3rS5tU7vW9xY');
    await user.click(within(dialog).getByRole('button', { name: 'Готово' }));
    expect(await screen.findByText('Сайт')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Отозвать ключ «CRM»' }));
    const asking = await screen.findByRole('dialog', { name: 'Отозвать «CRM»?' });
    await user.click(within(asking).getByRole('button', { name: 'Отозвать' }));
    await waitFor(() => expect(screen.queryByText('CRM')).toBeNull());
    expect(server.asked.some(({ method, path }) => method === 'DELETE' && path === '/api-keys/1')).toBe(true);
});

test.each([
    ['/users', 'GET /users', 'Пользователи не загрузились'],
    ['/users/departments', 'GET /departments', 'Отделы не загрузились'],
    ['/users/keys', 'GET /api-keys', 'Ключи не загрузились'],
])('what does not load says so: %s', async (path, route, said) => {
    await start({}, { [route]: () => new Status(400) });
    await visit(path);
    expect(await screen.findByRole('heading', { name: said })).toBeTruthy();
});

test('no keys is an answer', async () => {
    await start({ keys: [] });
    await visit('/users/keys');
    expect(await screen.findByRole('heading', { name: 'Ключей пока нет' })).toBeTruthy();
});
