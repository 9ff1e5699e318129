import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { serve } from './reach';
import { ANNA, Status } from './server/fakeServer';
import { textHandlers } from './texts/fake';
import { visit } from './visit';

const session = { ...ANNA, role: 'campaign_manager' };
const start = async (path: string, handlers = textHandlers(), role = session.role) => ({ server: await serve({ session: { ...session, role }, handlers }), ...(await visit(path)) });
const field = () => screen.findByRole('textbox', { name: 'Текст сообщения' });

describe('the list', () => {
    test('is read at a glance, searched, and leads to each', async () => {
        const { user, address } = await start('/texts');
        expect(await screen.findByRole('link', { name: 'Осмотр котла' })).toBeTruthy();
        await user.type(screen.getByRole('searchbox'), 'резин');
        expect(screen.queryByRole('link', { name: 'Осмотр котла' })).toBeNull();
        await user.clear(screen.getByRole('searchbox'));
        await user.type(screen.getByRole('searchbox'), 'qqq');
        expect(screen.getByText(/Ничего не нашли/)).toBeTruthy();
        await user.clear(screen.getByRole('searchbox'));
        await user.click(screen.getByRole('link', { name: 'Осмотр котла' }));
        expect(address()).toBe('/texts/62');
    });

    test('an empty one offers texts to begin with', async () => {
        const { user, address } = await start('/texts', textHandlers({ texts: [] }));
        await user.click(await screen.findByRole('link', { name: 'Взять за основу «Напоминание о записи»' }));
        expect(address()).toBe('/texts/new?starter=visit');
        expect((await field()).textContent).toContain('ждём вас завтра');
        expect(screen.getByLabelText('Название')).toHaveProperty('value', 'Напоминание о записи');
    });

    test('those who only read are told what will stand here', async () => {
        await start('/texts', textHandlers({ texts: [] }), 'approver');
        expect(await screen.findByText(/Здесь появятся тексты/)).toBeTruthy();
        expect(screen.queryByRole('button', { name: 'Написать свой' })).toBeNull();
    });

    test('one that did not load', async () => {
        await start('/texts', { ...textHandlers(), 'GET /texts': () => new Status(403, { detail: 'Нельзя.' }) });
        expect(await screen.findByRole('heading', { name: 'Шаблоны не загрузились' })).toBeTruthy();
    });
});

describe('one text', () => {
    test('is changed and saved', async () => {
        const { user } = await start('/texts/62');
        await user.type(await field(), ' Ждём!');
        await user.click(screen.getByRole('button', { name: 'Сохранить' }));
        expect(await screen.findByText(/Сохранено в/)).toBeTruthy();
    });

    test('needs a name and words before it is saved, then gets an address', async () => {
        const { user, address } = await start('/texts/new');
        await user.click(await screen.findByRole('button', { name: 'Сохранить' }));
        expect(screen.getByText('Дайте шаблону название.')).toBeTruthy();
        await user.type(screen.getByLabelText('Название'), 'Приглашение');
        await user.click(screen.getByRole('button', { name: 'Сохранить' }));
        expect(screen.getByText('Напишите текст.')).toBeTruthy();
        await user.type(await field(), 'Ждём вас');
        await user.click(screen.getByRole('button', { name: 'Сохранить' }));
        await waitFor(() => expect(address()).toBe('/texts/74'));
    });

    test('a refused save is told', async () => {
        const { user } = await start('/texts/62', { ...textHandlers(), 'PUT /texts/:id': () => new Status(409, { detail: 'Такое название уже есть.' }) });
        await user.type(await field(), '!');
        await user.click(screen.getByRole('button', { name: 'Сохранить' }));
        expect(await screen.findByText('Такое название уже есть.')).toBeTruthy();
    });

    test('is not left behind unsaved without a question', async () => {
        const { user, address } = await start('/texts/62');
        await user.type(await field(), '!');
        await user.click(screen.getByRole('link', { name: 'Все шаблоны' }));
        const question = await screen.findByRole('dialog', { name: 'Уйти без сохранения?' });
        await user.click(within(question).getByRole('button', { name: 'Остаться' }));
        await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
        expect(address()).toBe('/texts/62');
        await user.click(screen.getByRole('link', { name: 'Все шаблоны' }));
        await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Уйти' }));
        await waitFor(() => expect(address()).toBe('/texts'));
    });

    test('is deleted after a question', async () => {
        const { user, address } = await start('/texts/62');
        await user.click(await screen.findByRole('button', { name: 'Удалить' }));
        await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Удалить шаблон' }));
        await waitFor(() => expect(address()).toBe('/texts'));
        await screen.findByRole('link', { name: 'Бонусы сгорают' });
        expect(screen.queryByRole('link', { name: 'Осмотр котла' })).toBeNull();
    });

    test('is only read by those who may not write', async () => {
        await start('/texts/62', textHandlers(), 'approver');
        expect(await screen.findByRole('heading', { name: 'Осмотр котла' })).toBeTruthy();
        expect(screen.queryByRole('button', { name: 'Сохранить' })).toBeNull();
        expect(screen.getByText(/Осмотр котла состоится завтра/)).toBeTruthy();
    });

    test('an unknown one', async () => {
        await start('/texts/99');
        expect(await screen.findByRole('heading', { name: 'Шаблон не открылся' })).toBeTruthy();
    });
});
