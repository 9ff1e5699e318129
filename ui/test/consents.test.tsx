import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Session } from '@/access/session';
import { countingOf } from '@/consents/Ledger';
import { accessFake, MARINA, OLGA, SERGEY } from './access/fake';
import { consentsFake, record, RECORDS } from './consents/fake';
import { homeFake } from './home/fake';
import { serve } from './reach';
import { Carrier } from './recipients/carrier';
import { recipientHandlers } from './recipients/fake';
import { ANNA, type Handlers, Status } from './server/fakeServer';
import { visit } from './visit';

beforeEach(() => vi.stubGlobal('XMLHttpRequest', Carrier));
afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
});

const MANAGER = { ...ANNA, role: 'campaign_manager' as const };

async function start({ session = MANAGER, phone = '+7 916 555-18-40', handlers = {} }: { session?: Session; phone?: string; handlers?: Handlers } = {}): Promise<unknown[]> {
    const sent: unknown[] = [];
    await serve({ session, handlers: { ...homeFake(), ...accessFake(session), ...recipientHandlers({ card: { phone } }), ...consentsFake({}, sent), ...handlers } });
    return sent;
}

test('of each purpose and channel the answer given last counts; what came by mistake never does', () => {
    expect([...countingOf(RECORDS)]).toEqual(['61', '55']);
    expect([...countingOf([record('2', { channel: 'call' }), record('1')])]).toEqual(['2', '1']);
    expect([...countingOf([record('9', { annulledAt: '2026-01-01T00:00:00Z' })])]).toEqual([]);
});

test('the card tells each answer with its source, text version, evidence and who wrote it down', async () => {
    await start({ session: OLGA });
    await visit('/recipients/1');
    const table = await screen.findByRole('table', { name: 'Ответы о согласии' });
    const rows = within(table).getAllByRole('row').slice(1).map((row) => row.textContent ?? '');
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatch(/не считается с 3.ноября.2026/);
    expect(rows[1]).toMatch(/Отказ.*действует.*вручную.*Марина Лисицына/);
    expect(rows[2]).toMatch(/Опросы, звонок.*Согласие.*действует/);
    expect(rows[3]).toMatch(/заменён более поздним.*Версия текста: v3.*Подтверждение: анкета № 17/);
    // Who only approves writes nothing down and proves nothing.
    expect(screen.queryByRole('button', { name: 'Записать ответ' })).toBeNull();
    expect(screen.queryByRole('link', { name: 'Доказательство на дату' })).toBeNull();
});

test('an answer is written down by hand', async () => {
    const sent = await start({ session: MARINA });
    const { user } = await visit('/recipients/1');
    await user.click(await screen.findByRole('button', { name: 'Записать ответ' }));
    const dialog = await screen.findByRole('dialog', { name: 'Записать ответ клиента' });
    await user.click(within(dialog).getByRole('button', { name: 'Записать' }));
    expect(within(dialog).getByText('Выберите, что ответил клиент')).toBeTruthy();
    expect(sent).toEqual([]);
    await user.selectOptions(within(dialog).getByLabelText('Ответ'), 'Согласие');
    await user.selectOptions(within(dialog).getByLabelText('На что'), await within(dialog).findByRole('option', { name: 'Опросы' }));
    expect(within(dialog).queryByRole('option', { name: 'Клуб' })).toBeNull();
    await user.selectOptions(within(dialog).getByLabelText('По какому каналу'), 'почта');
    await user.type(within(dialog).getByLabelText('Где дан ответ'), 'выставка');
    await user.type(within(dialog).getByLabelText('Чем подтверждается'), 'анкета 8');
    await user.type(within(dialog).getByLabelText('Когда дан'), '2026-03-05T12:30');
    await user.click(within(dialog).getByRole('button', { name: 'Записать' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    // The browser of this test stands in Moscow.
    expect(sent).toEqual([{ given: true, purpose: 'surveys', channel: 'email', source: 'выставка', textVersion: null, evidence: 'анкета 8', at: '2026-03-05T09:30:00.000Z' }]);
    expect(await screen.findByText(/запись № 80/)).toBeTruthy();
});

test('a wrong answer is told at its field', async () => {
    await start({ handlers: { 'POST /clients/:id/consent': () => new Status(422, { errors: [{ pointer: '/at', detail: 'Ожидается прошедшее время.' }] }) } });
    const { user } = await visit('/recipients/1');
    await user.click(await screen.findByRole('button', { name: 'Записать ответ' }));
    const dialog = await screen.findByRole('dialog', { name: 'Записать ответ клиента' });
    await user.selectOptions(within(dialog).getByLabelText('Ответ'), 'Отказ');
    await user.click(within(dialog).getByRole('button', { name: 'Записать' }));
    expect(await within(dialog).findByText('Ожидается прошедшее время.')).toBeTruthy();
});

test('from the card one press proves the number', async () => {
    const print = vi.spyOn(window, 'print').mockImplementation(() => {});
    const sent = await start();
    const { user, address } = await visit('/recipients/1');
    await user.click(await screen.findByRole('link', { name: 'Доказательство на дату' }));
    expect(await screen.findByRole('heading', { name: /Согласия номера \+7 916 555-18-40 на 5.марта.2026.г\..в.23:59:59/ })).toBeTruthy();
    expect(address()).toContain('/consents#');
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ phone: '+79165551840' });
    const paper = screen.getByRole('article');
    expect(paper.textContent).toContain('с номера просили не писать');
    expect(within(paper).getByRole('link', { name: 'Алсу Гарипова' })).toBeTruthy();
    expect(paper.textContent).toMatch(/Реклама, SMS.*разрешено.*по записи № 40/);
    expect(paper.textContent).toContain('Клиент 8, удалён');
    expect(paper.textContent).toContain('В силе ничего не было');
    expect(paper.textContent).toContain('ответное SMS');
    await user.click(within(paper).getByRole('button', { name: 'Напечатать' }));
    expect(print).toHaveBeenCalledTimes(1);
});

test('a hidden number is typed; each press asks once', async () => {
    const sent = await start({ phone: '+7 ··· ··· 18-40' });
    const { user, address } = await visit('/recipients/1');
    await user.click(await screen.findByRole('link', { name: 'Доказательство на дату' }));
    const number = await screen.findByLabelText('Номер телефона');
    expect(address()).toBe('/consents');
    await user.click(screen.getByRole('button', { name: 'Показать' }));
    expect(screen.getByText('Впишите номер целиком')).toBeTruthy();
    expect(sent).toEqual([]);
    await user.type(number, '123');
    await user.clear(screen.getByLabelText('На конец дня'));
    await user.type(screen.getByLabelText('На конец дня'), '2026-03-05');
    await user.click(screen.getByRole('button', { name: 'Показать' }));
    expect(await screen.findByText(/Укажите номер целиком/)).toBeTruthy();
    await user.clear(number);
    await user.type(number, '8 916 555 18 40');
    await user.click(screen.getByRole('button', { name: 'Показать' }));
    expect(await screen.findByRole('article')).toBeTruthy();
    expect(sent).toEqual([
        { phone: '123', on: '2026-03-05' },
        { phone: '8 916 555 18 40', on: '2026-03-05' },
    ]);
});

test('a base is imported; what did not fit is told row by row', async () => {
    await start();
    const { user } = await visit('/consents/import');
    await user.click(await screen.findByRole('button', { name: 'Загрузить' }));
    expect(screen.getByText('Выберите файл')).toBeTruthy();
    await user.upload(screen.getByLabelText<HTMLInputElement>('Файл с ответами', { selector: 'input' }), new File(['Телефон;Согласие;Дата\n'], 'согласия.csv', { type: 'text/csv' }));
    await user.click(screen.getByRole('button', { name: 'Загрузить' }));
    const table = await screen.findByRole('table', { name: 'Что не подошло' });
    expect(within(table).getByRole('row', { name: /вчера/ }).textContent).toContain('Ожидается прошедшая дата');
    expect(screen.getByText('1 180')).toBeTruthy();
    expect(screen.getByText('22')).toBeTruthy();
});

test('a file that cannot be read is refused in the words of the server', async () => {
    await start({ handlers: { 'POST /consents/import': () => new Status(422, { detail: 'В файле нет столбца с ответом.' }) } });
    const { user } = await visit('/consents/import');
    await user.upload(await screen.findByLabelText<HTMLInputElement>('Файл с ответами', { selector: 'input' }), new File(['x\n'], 'согласия.csv', { type: 'text/csv' }));
    await user.click(screen.getByRole('button', { name: 'Загрузить' }));
    expect(await screen.findByText('В файле нет столбца с ответом.')).toBeTruthy();
});

test('an administrator adds a purpose and puts one away; advertising stays', async () => {
    const sent = await start({ session: SERGEY });
    const { user } = await visit('/consents/purposes');
    await user.click(await screen.findByRole('button', { name: 'Добавить цель' }));
    let dialog = await screen.findByRole('dialog', { name: 'Новая цель' });
    await user.type(within(dialog).getByLabelText('Название'), 'Подарки');
    await user.type(within(dialog).getByLabelText('Название по-английски'), 'Gifts');
    await user.type(within(dialog).getByLabelText('Ключ для программ'), 'surveys');
    await user.click(within(dialog).getByRole('button', { name: 'Сохранить' }));
    expect(await within(dialog).findByText('Цель с ключом surveys уже есть.')).toBeTruthy();
    await user.clear(within(dialog).getByLabelText('Ключ для программ'));
    await user.type(within(dialog).getByLabelText('Ключ для программ'), 'gifts');
    await user.click(within(dialog).getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('Подарки')).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Изменить цель «Опросы»' }));
    dialog = await screen.findByRole('dialog', { name: 'Цель согласия' });
    await user.click(within(dialog).getByRole('checkbox', { name: /В архиве/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Сохранить' }));
    await waitFor(() => expect(screen.getAllByText('в архиве')).toHaveLength(2));
    expect(sent.at(-1)).toEqual({ key: 'surveys', titleRu: 'Опросы', titleEn: 'Surveys', archived: true, version: 3 });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Изменить цель «Реклама»' }));
    dialog = await screen.findByRole('dialog', { name: 'Цель согласия' });
    expect(within(dialog).queryByRole('checkbox')).toBeNull();
});

test('purposes are the administrator’s, the import whoever brings clients’', async () => {
    await start({ session: MARINA });
    await visit('/consents');
    expect(await screen.findByLabelText('Номер телефона')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Загрузить базу согласий' })).toBeNull();
    expect(screen.queryByRole('link', { name: 'Цели согласия' })).toBeNull();
});
