import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { accessFake, OLGA } from './access/fake';
import { homeFake } from './home/fake';
import { LISTS, listsFake } from './lists/fake';
import { serve } from './reach';
import { Carrier } from './recipients/carrier';
import { ANNA } from './server/fakeServer';
import { visit } from './visit';

beforeEach(() => vi.stubGlobal('XMLHttpRequest', Carrier));
afterEach(() => vi.unstubAllGlobals());

const MANAGER = { ...ANNA, role: 'campaign_manager' as const };

async function start({ session = MANAGER, lists = LISTS }: { session?: typeof ANNA; lists?: typeof LISTS } = {}): Promise<unknown[]> {
    const sent: unknown[] = [];
    await serve({ session, handlers: { ...homeFake(), ...accessFake(session), ...listsFake(lists, sent) } });
    return sent;
}

const table = () => screen.findByRole('table', { name: 'Списки' });
const row = async (name: RegExp) => within(await table()).findByRole('row', { name });

test('each list says of what it was made, how many are on it, when and by whom', async () => {
    await start();
    await visit('/lists');
    const guests = (await row(/^Гости открытия/)).textContent;
    expect(guests).toContain('Из номеров, вставленных вручную.');
    expect(guests).toContain('21 номера нет ни у кого из клиентов.');
    expect(guests).toContain('2 строки не похожи на номер.');
    expect(guests).toContain('1\u00a0240');
    expect(guests).toContain('Анна Соловьёва');
    expect((await row(/^Персонал/)).textContent).toContain('Из файла «персонал.xlsx».');
    expect((await row(/^Должники/)).textContent).toContain('Из сегмента «Должники», каким он был тогда.');
    expect((await row(/^Гости без/)).textContent).toContain('«Гости открытия» без тех, кто есть в «Персонал».');
    expect(within(screen.getByRole('navigation', { name: 'Раздел «Получатели»' })).getByRole('link', { name: 'Списки' }).getAttribute('aria-current')).toBe('page');
});

test('who only approves reads', async () => {
    await start({ session: OLGA });
    await visit('/lists');
    await row(/^Персонал/);
    expect(screen.queryByRole('button', { name: 'Новый список' })).toBeNull();
    expect(screen.queryByRole('button', { name: /Удалить/ })).toBeNull();
});

test('a list is made of pasted numbers, however they are divided', async () => {
    const sent = await start();
    const { user, address } = await visit('/lists');
    await user.click(await screen.findByRole('button', { name: 'Новый список' }));
    await user.click(await screen.findByRole('button', { name: 'Составить список' }));
    expect(screen.getByText('Назовите список')).toBeTruthy();
    expect(screen.getByText('Вставьте хотя бы один номер')).toBeTruthy();
    expect(sent).toEqual([]);
    await user.type(screen.getByLabelText('Название'), 'Персонал');
    await user.click(screen.getByLabelText('Номера'));
    await user.paste('8 (916) 123-45-67\r\n+79161234568, 89161234569;\n\n');
    expect(screen.getByText(/Вставлено 3\./)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Составить список' }));
    expect(await screen.findByText('Список с таким названием уже есть. Назовите этот иначе.')).toBeTruthy();
    await user.clear(screen.getByLabelText('Название'));
    await user.type(screen.getByLabelText('Название'), ' Соседи ');
    await user.click(screen.getByRole('button', { name: 'Составить список' }));
    await waitFor(() => expect(address()).toBe('/lists'));
    await row(/^Соседи/);
    expect(sent.at(-1)).toEqual({ name: 'Соседи', origin: 'numbers', numbers: ['8 (916) 123-45-67', '+79161234568', '89161234569'] });
});

test('a list is made of a file', async () => {
    const sent = await start();
    const { user, address } = await visit('/lists/new');
    await user.type(await screen.findByLabelText('Название'), 'Выставка & Ко');
    await user.selectOptions(screen.getByLabelText('Из чего составить'), 'Из файла с номерами');
    const input = screen.getByLabelText<HTMLInputElement>('Файл с номерами', { selector: 'input' });
    await user.upload(input, new File(['89161234567\n'], 'выставка.csv', { type: 'text/csv' }));
    expect(screen.getByText('выставка.csv')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Составить список' }));
    await waitFor(() => expect(address()).toBe('/lists'));
    expect(sent).toEqual([{ name: 'Выставка & Ко', file: 'выставка.csv' }]);
});

test('a file that is no table is not even sent', async () => {
    const sent = await start();
    const { user } = await visit('/lists/new');
    await user.type(await screen.findByLabelText('Название'), 'Фото');
    await user.selectOptions(screen.getByLabelText('Из чего составить'), 'Из файла с номерами');
    fireEvent.change(screen.getByLabelText('Файл с номерами', { selector: 'input' }), { target: { files: [new File(['x'], 'фото.png')] } });
    expect(await screen.findByText(/«фото.png» не таблица/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Составить список' }));
    expect(sent).toEqual([]);
});

test('a list is made of a segment', async () => {
    const sent = await start();
    const { user, address } = await visit('/lists/new');
    await user.type(await screen.findByLabelText('Название'), 'Должники сегодня');
    await user.selectOptions(screen.getByLabelText('Из чего составить'), 'Из сегмента');
    await user.click(screen.getByRole('button', { name: 'Составить список' }));
    expect(screen.getByText('Выберите сегмент')).toBeTruthy();
    await user.selectOptions(screen.getByLabelText('Сегмент'), await screen.findByRole('option', { name: 'Должники' }));
    await user.click(screen.getByRole('button', { name: 'Составить список' }));
    await waitFor(() => expect(address()).toBe('/lists'));
    expect(sent).toEqual([{ name: 'Должники сегодня', origin: 'segment', segment: '12' }]);
});

test('others are taken from the first list, which is none of them', async () => {
    const sent = await start();
    const { user, address } = await visit('/lists/new');
    await user.type(await screen.findByLabelText('Название'), 'Чужие');
    await user.selectOptions(screen.getByLabelText('Из чего составить'), 'Вычесть из списка другие');
    await user.click(await screen.findByRole('checkbox', { name: /^Гости открытия/ }));
    await user.click(screen.getByRole('checkbox', { name: /^Персонал/ }));
    await user.selectOptions(screen.getByLabelText('Из какого списка вычесть'), 'Гости открытия');
    expect(screen.queryByRole('checkbox', { name: /^Гости открытия/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Составить список' }));
    await waitFor(() => expect(address()).toBe('/lists'));
    expect(sent).toEqual([{ name: 'Чужие', origin: 'difference', lists: ['3', '4'] }]);
});

test('two lists at least are put together', async () => {
    const sent = await start();
    const { user, address } = await visit('/lists/new');
    await user.type(await screen.findByLabelText('Название'), 'Вместе');
    await user.selectOptions(screen.getByLabelText('Из чего составить'), 'Взять общее у списков');
    await user.click(await screen.findByRole('checkbox', { name: /^Персонал/ }));
    await user.click(screen.getByRole('button', { name: 'Составить список' }));
    expect(screen.getByText('Нужно хотя бы два списка')).toBeTruthy();
    await user.click(screen.getByRole('checkbox', { name: /^Должники/ }));
    await user.click(screen.getByRole('button', { name: 'Составить список' }));
    await waitFor(() => expect(address()).toBe('/lists'));
    expect(sent).toEqual([{ name: 'Вместе', origin: 'intersection', lists: ['4', '5'] }]);
});

test('a list gets another name', async () => {
    const sent = await start();
    const { user } = await visit('/lists');
    await user.click(await screen.findByRole('button', { name: 'Переименовать список «Гости открытия»' }));
    const dialog = await screen.findByRole('dialog');
    const name = within(dialog).getByLabelText('Название');
    await user.clear(name);
    await user.type(name, 'Гости');
    await user.click(within(dialog).getByRole('button', { name: 'Переименовать' }));
    await row(/^Гости ?Из номеров/);
    expect(sent).toEqual([{ name: 'Гости' }]);
});

test('a list goes when somebody is sure; one that conditions name says where', async () => {
    await start();
    const { user } = await visit('/lists');
    await user.click(await screen.findByRole('button', { name: 'Удалить список «Персонал»' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Удалить' }));
    expect(await screen.findByText(/Список есть в условиях: «Все, кроме своих»/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Оставить' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Удалить список «Гости открытия»' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Удалить' }));
    await waitFor(async () => expect(within(await table()).queryByRole('row', { name: /^Гости открытия/ })).toBeNull());
    await row(/^Персонал/);
});
