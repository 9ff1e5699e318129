import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { serve } from './reach';
import { Carrier } from './recipients/carrier';
import { NO_PHONE, recipientHandlers, RUNNING } from './recipients/fake';
import { ANNA, Status } from './server/fakeServer';
import { visit } from './visit';

beforeEach(() => vi.stubGlobal('XMLHttpRequest', Carrier));
afterEach(() => {
    Carrier.held = null;
    vi.unstubAllGlobals();
});

const session = { ...ANNA, role: 'campaign_manager' };
const start = async (path: string, handlers = recipientHandlers()) => ({ server: await serve({ session, handlers }), ...(await visit(path)) });
const table = (name: string, content = 'Телефон;Имя\n89165551840;Алсу\n') => new File([content], name, { type: 'text/csv' });
const input = () => screen.findByLabelText<HTMLInputElement>('Выбрать файл', { selector: 'input' });

describe('bringing a file', () => {
    test('leads from the file to its columns, and from there to the books', async () => {
        const { user, address } = await start('/imports');
        await user.upload(await input(), table('клиенты.csv'));
        expect(await screen.findByRole('heading', { name: 'Что в каком столбце' })).toBeTruthy();
        expect(address()).toBe('/imports/40');
        expect(screen.getByText(/4 столбца мы узнали по заголовкам/)).toBeTruthy();
        expect(screen.getAllByText('угадали')).toHaveLength(4);
        expect(screen.getByText('В номере не хватает цифр: найдено 7.')).toBeTruthy();
        await user.click(screen.getByRole('button', { name: 'Загрузить' }));
        expect((await screen.findByRole('progressbar')).getAttribute('aria-label')).toBe('Ход загрузки');
        expect(await screen.findByRole('heading', { name: /Загрузили 9.870 клиентов/ })).toBeTruthy();
        const books = screen.getByLabelText('Строки файла по исходу');
        const figures = within(books).getAllByRole('term').map((term) => Number((term.textContent ?? '').replace(/\D/g, '')));
        expect(figures).toEqual([10_000, 9_870, 82, 48]);
        expect(figures[0]).toBe((figures[1] ?? 0) + (figures[2] ?? 0) + (figures[3] ?? 0));
    });

    test('a file can be dropped', async () => {
        await start('/imports');
        const zone = (await screen.findByText('Перетащите файл сюда')).closest('div');
        fireEvent.dragOver(zone as Element);
        fireEvent.drop(zone as Element, { dataTransfer: { files: [table('клиенты.xlsx')] } });
        expect(await screen.findByRole('heading', { name: 'Что в каком столбце' })).toBeTruthy();
    });

    test('on its way it shows how far it is, and can be given up', async () => {
        Carrier.held = new Promise(() => {});
        const { user, server } = await start('/imports');
        await user.upload(await input(), table('клиенты.csv'));
        expect((await screen.findAllByText(/Отправили 50/)).length).toBeGreaterThan(0);
        await user.click(screen.getByRole('button', { name: 'Прервать' }));
        expect(await screen.findByText('Прервали. Ничего не загружено.')).toBeTruthy();
        expect(server.asked.some(({ method, path }) => method === 'POST' && path === '/imports')).toBe(false);
    });

    test.each([
        ['фото.png', 'x', /«фото.png» не таблица/],
        ['пусто.csv', '', /«пусто.csv» пуст/],
    ])('%s is not even sent', async (name, content, said) => {
        const { user } = await start('/imports');
        await user.upload(await input(), table(name, content));
        if (name.endsWith('.png')) fireEvent.drop((await screen.findByText('Перетащите файл сюда')).closest('div') as Element, { dataTransfer: { files: [table(name, content)] } });
        expect(await screen.findByText(said)).toBeTruthy();
    });

    test('a refusal is told in the words of the server', async () => {
        const { user } = await start('/imports', { ...recipientHandlers(), 'POST /imports': () => new Status(415, { detail: 'Это не текстовый файл. Сохраните таблицу как CSV UTF-8.' }) });
        await user.upload(await input(), table('клиенты.csv'));
        expect(await screen.findByText('Это не текстовый файл. Сохраните таблицу как CSV UTF-8.')).toBeTruthy();
    });

    test('a line that breaks is told', async () => {
        const { user, server } = await start('/imports');
        const field = await input();
        await server.stop();
        await user.upload(field, table('клиенты.csv'));
        expect(await screen.findByText(/Сервер не отвечает/)).toBeTruthy();
        await serve();
    });

    test('what was brought before stands below, each with its outcome', async () => {
        const { user, address } = await start('/imports');
        const row = await screen.findByRole('row', { name: /клиенты-октябрь/ });
        expect(within(row).getByText(/9.870 клиентов/)).toBeTruthy();
        expect(within(row).getByText(/48 не приняли/)).toBeTruthy();
        expect(screen.getByText('не вышло')).toBeTruthy();
        await user.click(screen.getByRole('link', { name: 'база.csv' }));
        expect(address()).toBe('/imports/29');
    });

    test('nothing yet', async () => {
        await start('/imports', recipientHandlers({ imports: [] }));
        expect(await screen.findByText(/Пока ничего не загружали/)).toBeTruthy();
        expect(screen.getByRole('link', { name: 'Скачать пример файла' }).getAttribute('href')).toBe('/api/v1/imports/sample.csv');
    });

    test('a list that did not load', async () => {
        await start('/imports', { ...recipientHandlers(), 'GET /imports': () => new Status(403, { detail: 'Нельзя.' }) });
        expect(await screen.findByRole('heading', { name: 'Список загрузок не открылся' })).toBeTruthy();
    });
});

describe('columns', () => {
    test('without a number nothing can be started', async () => {
        const { user, server } = await start(`/imports/${NO_PHONE.id}`);
        const button = await screen.findByRole('button', { name: 'Загрузить' });
        expect(screen.getByText(/Покажите, в каком столбце номер телефона/)).toBeTruthy();
        await user.click(button);
        expect(server.asked.some(({ path }) => path.endsWith('/start'))).toBe(false);
        await user.selectOptions(await screen.findByLabelText('Загрузить столбец «Мобильный» как'), 'Телефон');
        await waitFor(() => expect(screen.queryByText(/Покажите, в каком столбце/)).toBeNull());
        expect(await screen.findByText(/Не подходит 1 номер из 4/)).toBeTruthy();
    });

    test('a field comes from one column', async () => {
        const { user } = await start('/imports/32');
        const comment = await screen.findByLabelText<HTMLSelectElement>('Загрузить столбец «Комментарий» как');
        await waitFor(() => expect(within(comment).queryByText('Город')).toBeTruthy());
        await user.selectOptions(comment, 'Город');
        await waitFor(() => expect(comment.value).toBe('city'), { timeout: 2000 });
        expect(screen.getByLabelText<HTMLSelectElement>('Загрузить столбец «Город» как').value).toBe('');
        await waitFor(() => expect(screen.getAllByText('угадали')).toHaveLength(3));
    });

    test('a refused choice is taken back', async () => {
        const { user } = await start('/imports/32', { ...recipientHandlers(), 'PUT /imports/:id/columns': () => new Status(422, { detail: 'Так нельзя.' }) });
        const comment = await screen.findByLabelText<HTMLSelectElement>('Загрузить столбец «Комментарий» как');
        await waitFor(() => expect(within(comment).queryByText('Менеджер')).toBeTruthy());
        await user.selectOptions(comment, 'Менеджер');
        expect(await screen.findByText('Так нельзя.')).toBeTruthy();
        expect(comment.value).toBe('');
    });

    test('the file can be put away', async () => {
        const { user, address } = await start('/imports/32');
        await user.click(await screen.findByRole('button', { name: 'Не загружать этот файл' }));
        await waitFor(() => expect(address()).toBe('/imports'));
    });
});

describe('what became of it', () => {
    test('while it runs', async () => {
        await start(`/imports/${RUNNING.id}`);
        const bar = await screen.findByRole('progressbar');
        expect(bar.getAttribute('aria-valuenow')).toBe('64');
        expect(screen.getByText(/прочитали 6.400 строк/)).toBeTruthy();
    });

    test('bad rows in words, as a file, and sent again', async () => {
        const { user, address } = await start('/imports/31');
        expect(await screen.findByRole('heading', { name: '48 строк не приняли' })).toBeTruthy();
        expect(screen.getByText(/Это городской или сервисный номер/)).toBeTruthy();
        expect(screen.getByRole('link', { name: 'Скачать только плохие строки' }).getAttribute('href')).toBe('/api/v1/imports/31/rejected.csv');
        expect(screen.getByRole('heading', { name: '2 значения не загрузили' })).toBeTruthy();
        await user.upload(await input(), table('исправленные.csv'));
        await waitFor(() => expect(address()).toBe('/imports/40'));
    });

    test('it is undone after a question, and says how that went', async () => {
        const { user } = await start('/imports/31');
        await user.click(await screen.findByRole('button', { name: 'Отменить загрузку' }));
        const question = await screen.findByRole('dialog');
        expect(within(question).getByText(/9.100 новых клиентов исчезнут/)).toBeTruthy();
        await user.click(within(question).getByRole('button', { name: 'Отменить загрузку' }));
        expect(await screen.findByRole('heading', { name: 'Загрузка отменена' })).toBeTruthy();
        expect(screen.getByText(/Убрали 9.088 новых клиентов/)).toBeTruthy();
        expect(screen.getByText(/770 клиентам вернули/)).toBeTruthy();
        expect(screen.getByText(/12 оставили/)).toBeTruthy();
    });

    test('an undo that is refused', async () => {
        const { user } = await start('/imports/31', { ...recipientHandlers(), 'POST /imports/:id/undo': () => new Status(409, { detail: 'Идёт рассылка по этим людям.' }) });
        await user.click(await screen.findByRole('button', { name: 'Отменить загрузку' }));
        await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Отменить загрузку' }));
        expect(await screen.findByText('Идёт рассылка по этим людям.')).toBeTruthy();
    });

    test('a clean one has nothing to mend', async () => {
        await start('/imports/30');
        expect(await screen.findByRole('heading', { name: 'Загрузили 640 клиентов' })).toBeTruthy();
        expect(screen.queryByText(/не приняли$/, { selector: 'h2' })).toBeNull();
        expect(screen.getByRole('link', { name: 'Загрузить ещё файл' })).toBeTruthy();
    });

    test('a failed one says why, that nothing changed, and what to do', async () => {
        const { user } = await start('/imports/29');
        expect(await screen.findByRole('heading', { name: 'Файл не загрузился, в базе ничего не изменилось' })).toBeTruthy();
        expect(screen.getByText(/Строка 812: кавычка открыта/)).toBeTruthy();
        await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
        expect(await screen.findByRole('progressbar')).toBeTruthy();
    });

    test('an unknown one', async () => {
        await start('/imports/99');
        expect(await screen.findByText('Такой загрузки нет.')).toBeTruthy();
    });
});
