import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Mode, Place, Preview, Wanted, WantedWriteBack } from '@/sources/api';
import { accessFake, SERGEY } from './access/fake';
import { homeFake } from './home/fake';
import { serve } from './reach';
import { ANNA, type Handlers, Status } from './server/fakeServer';
import { BACK_OFF, BACK_ON, CLIENTS, FAILED, FULL, PROBLEMS, RECEIPTS, run, RUNNING, source, SOURCES, sourcesFake, type SourcesFake, TILL } from './sources/fake';
import { usersFake } from './users/fake';
import { visit } from './visit';

const around = { ...homeFake(), ...accessFake(SERGEY) };
const start = (options: SourcesFake = {}, handlers: Handlers = {}, session = SERGEY) => serve({ session, handlers: { ...around, ...sourcesFake(options), ...handlers } });
const h1 = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const only = (one: ReturnType<typeof source>) => ({ sources: [one] });

test('the list says what was read, what is next, and what is wrong in words', async () => {
    await start();
    await visit('/sources');
    expect(await h1('1 из 3 источников не читается')).toBeTruthy();
    const crm = screen.getByRole('row', { name: /^CRM/ });
    expect(within(crm).getByText('Прочитан')).toBeTruthy();
    expect(within(crm).getByText('изменения раз в 15 мин, всё ежедневно в 03:30')).toBeTruthy();
    expect(screen.getByText('Сервер не принял имя пользователя или пароль.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Проверить настройки' }).getAttribute('href')).toBe('/sources/2/edit');
    expect(screen.getByText('2 значения не подошли.')).toBeTruthy();
    const never = screen.getByRole('row', { name: /^Склад/ });
    expect(within(never).getByText('Не читали')).toBeTruthy();
    expect(within(never).getByText('только по кнопке')).toBeTruthy();
    expect(await within(screen.getByRole('row', { name: /^Личный кабинет/ })).findByText('MariaDB или MySQL')).toBeTruthy();
});

test('a run whose moment has come is about to begin', async () => {
    await start(only(source('1', 'CRM', { nextRun: { mode: 'full', at: '2020-01-01T00:00:00Z' } })));
    await visit('/sources');
    expect(await screen.findByText('вот-вот')).toBeTruthy();
    expect(await h1('Источник в порядке')).toBeTruthy();
});

test('administrators find sources in the menu, others do not', async () => {
    await start();
    await visit('/sources');
    expect(await screen.findByRole('link', { name: 'Источники данных' })).toBeTruthy();
});

test('others do not find sources, and are told so when they go there', async () => {
    await start({}, { 'GET /sources': () => new Status(403, { code: 'forbidden', detail: 'Для этого у вас нет прав.' }) }, ANNA);
    await visit('/sources');
    expect(await screen.findByText('Для этого у вас нет прав.')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Источники данных' })).toBeNull();
});

test('without sources the page says what they are and how to begin', async () => {
    await start({ sources: [] });
    const { user, address } = await visit('/sources');
    expect(await h1('Источников пока нет')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Как это устроено' }).getAttribute('href')).toBe('/help/sources');
    await user.click(screen.getByRole('button', { name: 'Подключить источник' }));
    expect(address()).toBe('/sources/new');
});

test('in practice mode nothing can be begun or changed', async () => {
    await start({}, {}, { ...SERGEY, practice: true });
    await visit('/sources');
    expect(await screen.findByText(/В учебном режиме источники не читают/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Подключить источник' })).toBeNull();
    await visit('/sources/1');
    expect(await h1('CRM')).toBeTruthy();
    for (const name of ['Изменить', 'Прочитать изменения', 'Прочитать всё', 'Попробовать без записи', 'Удалить источник']) expect(screen.queryByRole('button', { name })).toBeNull();
});

test('a failed list can be asked for again', async () => {
    let broken = true;
    await start({}, { 'GET /sources': () => (broken ? new Status(400) : { items: SOURCES }) });
    const { user } = await visit('/sources');
    expect(await h1('Источники не загрузились')).toBeTruthy();
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
    expect(await screen.findByRole('row', { name: /^CRM/ })).toBeTruthy();
});

async function connect(user: Awaited<ReturnType<typeof visit>>['user']) {
    await user.selectOptions(await screen.findByLabelText('Какая это система'), 'PostgreSQL');
    await user.type(screen.getByLabelText('Сервер'), 'crm.example.com');
    await user.type(screen.getByLabelText('База данных'), 'crm');
    await user.type(screen.getByLabelText('Пользователь'), 'reader');
    await user.type(screen.getByLabelText('Пароль'), 's3cret');
    await user.click(screen.getByRole('button', { name: 'Проверить и дальше' }));
}

test('a source is connected, chosen, mapped and given its hours', async () => {
    const saved: Wanted[] = [];
    const looked: Place[] = [];
    await start({ saved, looked });
    const { user, address } = await visit('/sources/new');
    await connect(user);
    // The table: its columns say which is the key and which tells of changes.
    await user.selectOptions(await screen.findByLabelText('Таблица'), 'public.clients');
    expect(await screen.findByText('8 (916) 555-18-41')).toBeTruthy();
    expect(screen.getByLabelText<HTMLSelectElement>('Ключ строки').value).toBe('client_id');
    expect(screen.getByLabelText<HTMLSelectElement>('Столбец изменений').value).toBe('updated_at');
    expect(within(screen.getByRole('region', { name: 'Первые строки' })).getAllByText('пусто').length).toBeGreaterThan(0);
    await user.click(screen.getByRole('button', { name: 'Дальше' }));
    // The fields: known names are there already.
    expect(await screen.findByText(/4 столбца узнали по названиям, проверьте их/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLSelectElement>('Поле для столбца «mobile»').value).toBe('phone');
    expect(screen.getByText('такое не читаем')).toBeTruthy();
    expect(screen.getByLabelText<HTMLSelectElement>('Как узнать, что клиент тот же').value).toBe('client_id');
    await user.selectOptions(screen.getByLabelText('Поле для столбца «town»'), 'Город');
    await user.selectOptions(screen.getByLabelText('Чьё значение главнее, столбец «town»'), 'что новее');
    expect(within(screen.getByRole('region', { name: 'Что станет полями' })).getByRole('columnheader', { name: /Город/ })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Дальше' }));
    await user.click(await screen.findByRole('button', { name: 'Подключить источник' }));
    expect(screen.getByText('Заполните это поле')).toBeTruthy();
    expect(saved).toEqual([]);
    await user.type(screen.getByLabelText('Название'), 'CRM');
    await user.selectOptions(screen.getByLabelText('Читать изменения'), 'раз в 15 мин');
    await user.click(screen.getByLabelText(/Удалять клиентов, которых/));
    await user.clear(screen.getByLabelText('Удалять не больше, % клиентов'));
    await user.type(screen.getByLabelText('Удалять не больше, % клиентов'), '5');
    await user.click(screen.getByRole('button', { name: 'Подключить источник' }));
    // Such a name there is: told at its field, and nothing that was typed is lost.
    expect(await screen.findByText('Источник с таким именем уже есть.')).toBeTruthy();
    await user.type(screen.getByLabelText('Название'), ' 2');
    await user.click(screen.getByRole('button', { name: 'Подключить источник' }));
    await waitFor(() => expect(address()).toBe('/sources/9'));
    expect(saved.at(-1)).toEqual({
        name: 'CRM 2',
        kind: 'postgresql',
        options: { host: 'crm.example.com', database: 'crm', user: 'reader' },
        secret: 's3cret',
        target: 'client',
        eventKind: null,
        entity: 'public.clients',
        key: 'client_id',
        changed: 'updated_at',
        mapping: [
            { column: 'client_id', field: 'external_id', conflict: 'source' },
            { column: 'mobile', field: 'phone', conflict: 'source' },
            { column: 'surname', field: 'last_name', conflict: 'source' },
            { column: 'debt', field: 'debt', conflict: 'source' },
            { column: 'town', field: 'city', conflict: 'newest' },
        ],
        everyMinutes: 15,
        fullAt: '03:30',
        removesMissing: true,
        mostRemoved: 5,
        statementSeconds: 60,
        rowsPerSecond: 0,
        version: null,
    });
    expect(await screen.findByText(/Источник ещё не читали. Начните с пробного чтения/)).toBeTruthy();
    // Each look bothers the other side: one for the tables, one for the rows.
    expect(looked).toHaveLength(2);
}, 20_000);

test('rows become events of a kind: their columns are known, and no rule is asked for', async () => {
    const saved: Wanted[] = [];
    await start({ saved, preview: RECEIPTS });
    const { user, address } = await visit('/sources/new');
    await connect(user);
    const row = await screen.findByLabelText<HTMLSelectElement>('Одна строка — это');
    expect(row.value).toBe('');
    // What is in the archive is not offered.
    expect(within(row).getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['клиент', 'Покупка', 'Визит']);
    await user.selectOptions(row, 'Покупка');
    await user.selectOptions(screen.getByLabelText('Таблица'), 'public.orders');
    expect((await screen.findByLabelText<HTMLSelectElement>('Ключ строки')).value).toBe('receipt');
    await user.click(screen.getByRole('button', { name: 'Дальше' }));
    expect(await screen.findByText(/5 столбцов узнали по названиям/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLSelectElement>('Поле для столбца «client_id»').value).toBe('client_external_id');
    expect(screen.getByLabelText<HTMLSelectElement>('Поле для столбца «shop»').value).toBe('attributes.shop');
    expect(screen.queryByLabelText('Как узнать, что клиент тот же')).toBeNull();
    expect(screen.queryByLabelText('Если у клиента уже есть другое значение')).toBeNull();
    expect(screen.queryByLabelText(/Чьё значение главнее/)).toBeNull();
    // Code or phone, and not both of them.
    await user.selectOptions(screen.getByLabelText('Поле для столбца «mobile»'), 'Телефон клиента');
    await user.click(screen.getByRole('button', { name: 'Дальше' }));
    expect(screen.getByText(/Покажите, чьё событие/)).toBeTruthy();
    await user.selectOptions(screen.getByLabelText('Поле для столбца «mobile»'), 'не читать');
    await user.selectOptions(screen.getByLabelText('Поле для столбца «receipt»'), 'не читать');
    expect(screen.getByText(/в каком столбце код события/)).toBeTruthy();
    await user.selectOptions(screen.getByLabelText('Поле для столбца «receipt»'), 'Код события');
    await user.selectOptions(screen.getByLabelText('Поле для столбца «bought_at»'), 'не читать');
    expect(screen.getByText(/в каком столбце время события/)).toBeTruthy();
    await user.selectOptions(screen.getByLabelText('Поле для столбца «bought_at»'), 'Когда было');
    await user.click(screen.getByRole('button', { name: 'Дальше' }));
    await user.type(await screen.findByLabelText('Название'), 'Касса');
    expect(screen.queryByLabelText(/Удалять клиентов, которых/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Подключить источник' }));
    await waitFor(() => expect(address()).toBe('/sources/9'));
    expect(saved.at(-1)).toMatchObject({ target: 'event', eventKind: 'purchase', entity: 'public.orders', key: 'receipt', changed: 'updated_at', removesMissing: false });
    expect(saved.at(-1)?.mapping?.toSorted((one, other) => (one.column ?? '').localeCompare(other.column ?? ''))).toEqual([
        { column: 'bought_at', field: 'at', conflict: 'source' },
        { column: 'client_id', field: 'client_external_id', conflict: 'source' },
        { column: 'receipt', field: 'external_id', conflict: 'source' },
        { column: 'shop', field: 'attributes.shop', conflict: 'source' },
        { column: 'total', field: 'amount', conflict: 'source' },
    ]);
    expect(await screen.findByText(/посчитает, сколько событий появится/)).toBeTruthy();
}, 20_000);

test('what was said of columns as clients says nothing of events, and the other way round', async () => {
    await start({ preview: RECEIPTS });
    const { user } = await visit('/sources/new');
    await connect(user);
    await user.selectOptions(await screen.findByLabelText('Таблица'), 'public.orders');
    await screen.findByLabelText('Ключ строки');
    await user.selectOptions(screen.getByLabelText('Одна строка — это'), 'Визит');
    await user.click(screen.getByRole('button', { name: 'Дальше' }));
    expect((await screen.findByLabelText<HTMLSelectElement>('Поле для столбца «client_id»')).value).toBe('client_external_id');
    await user.click(screen.getByRole('button', { name: 'Что' }));
    await user.selectOptions(await screen.findByLabelText('Одна строка — это'), 'клиент');
    await user.click(screen.getByRole('button', { name: 'Дальше' }));
    expect((await screen.findByLabelText<HTMLSelectElement>('Поле для столбца «client_id»')).value).toBe('external_id');
    expect(screen.getByLabelText<HTMLSelectElement>('Поле для столбца «mobile»').value).toBe('phone');
});

test('a source of events can be changed, and does not become one of clients', async () => {
    const saved: Wanted[] = [];
    await start({ ...only(TILL), saved, preview: RECEIPTS });
    const { user } = await visit('/sources/4/edit?step=table');
    const row = await screen.findByLabelText<HTMLSelectElement>('Одна строка — это');
    expect(within(row).getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['Покупка', 'Визит']);
    await user.selectOptions(row, 'Визит');
    await user.click(screen.getByRole('button', { name: 'Поля' }));
    // A visit has no shop; all the rest stays.
    expect((await screen.findByLabelText<HTMLSelectElement>('Поле для столбца «shop»')).value).toBe('');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('Настройки сохранены')).toBeTruthy();
    expect(saved.at(-1)).toMatchObject({ target: 'event', eventKind: 'visit', version: 3, mapping: TILL.mapping.slice(0, 4) });
});

test('a source of clients does not become one of events', async () => {
    await start(only(source('1', 'CRM')));
    await visit('/sources/1/edit?step=table');
    expect(await screen.findByText('Потом это не меняют. Для событий подключите другой источник.')).toBeTruthy();
    expect(screen.queryByLabelText('Одна строка — это')).toBeNull();
});

test('where events come from, pages speak of events', async () => {
    await start({ ...only(TILL), runs: [] });
    const { user } = await visit('/sources/4');
    expect(await screen.findByText('новых события')).toBeTruthy();
    expect(screen.getByText('исправлены')).toBeTruthy();
    expect(screen.getByText('строки не подошли')).toBeTruthy();
    expect(await screen.findByText('событие: Покупка')).toBeTruthy();
    expect(screen.getByText('коду из столбца «client_id»')).toBeTruthy();
    expect(screen.getByText(/shop → Магазин/)).toBeTruthy();
    expect(screen.getByText(/receipt → Код события/)).toBeTruthy();
    expect(screen.queryByText('Кого в источнике больше нет')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Удалить источник' }));
    expect(within(await screen.findByRole('dialog')).getByText(/События останутся/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Отмена' }));
    await visit('/sources/4/runs/896');
    expect(await screen.findByRole('heading', { level: 2, name: '2 строки не подошли' })).toBeTruthy();
    await visit('/sources');
    expect(await screen.findByText('2 строки не подошли.')).toBeTruthy();
    expect(await screen.findByText('PostgreSQL, события')).toBeTruthy();
});

test('without the kinds of events the form is not shown half', async () => {
    let broken = true;
    await start({}, { 'GET /event-kinds': () => (broken ? new Status(400) : []) });
    const { user } = await visit('/sources/new');
    expect(await h1('Не узнали, какие бывают источники')).toBeTruthy();
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
    expect(await screen.findByLabelText('Какая это система')).toBeTruthy();
});

test('what is lacking is told at its field, and the next step does not open', async () => {
    await start();
    const { user } = await visit('/sources/new?step=schedule');
    await user.selectOptions(await screen.findByLabelText('Какая это система'), 'MariaDB или MySQL');
    await user.clear(screen.getByLabelText('Порт'));
    await user.type(screen.getByLabelText('Порт'), 'many');
    await user.click(screen.getByRole('button', { name: 'Проверить и дальше' }));
    expect(screen.getAllByText('Заполните это поле')).toHaveLength(3);
    expect(screen.getByText('Здесь нужно целое число')).toBeTruthy();
    expect(screen.queryByLabelText('Таблица')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Что' })).toBeNull();
});

test('a server that lets nobody in says so, and nothing typed is lost', async () => {
    await start();
    const { user } = await visit('/sources/new');
    await user.selectOptions(await screen.findByLabelText('Какая это система'), 'Другая база (JDBC)');
    await user.type(screen.getByLabelText('Адрес JDBC'), 'jdbc:oracle:thin:@//db/crm');
    await user.type(screen.getByLabelText('Пользователь'), 'reader');
    await user.type(screen.getByLabelText('Пароль'), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Проверить и дальше' }));
    expect(await screen.findByText('Сервер не принял имя пользователя или пароль.')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Адрес JDBC').value).toBe('jdbc:oracle:thin:@//db/crm');
    await user.clear(screen.getByLabelText('Пароль'));
    await user.click(screen.getByRole('button', { name: 'Проверить и дальше' }));
    expect(await screen.findByLabelText('Таблица')).toBeTruthy();
});

test('a table that may not be read says so; many tables are looked for by their names', async () => {
    const tables = [...Array.from({ length: 30 }, (_, index) => `public.table_${index}`), 'public.staff', 'public.clients'];
    await start({ tables });
    const { user } = await visit('/sources/new');
    await connect(user);
    await user.type(await screen.findByLabelText('Найти таблицу'), 'STAFF');
    expect(within(screen.getByLabelText('Таблица')).getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['Не выбрано', 'public.staff']);
    await user.selectOptions(screen.getByLabelText('Таблица'), 'public.staff');
    expect(await screen.findByText('Пользователю базы нельзя это читать. Дайте ему право на чтение.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Дальше' }));
    expect(screen.queryByText('Какой столбец каким полем станет')).toBeNull();
});

test('without a phone column, and without tables, one is told why', async () => {
    const preview: Preview = { columns: CLIENTS.columns.filter(({ field }) => field !== 'phone').slice(0, 3), rows: [] };
    await start({ preview });
    const { user } = await visit('/sources/new');
    await connect(user);
    await user.selectOptions(await screen.findByLabelText('Таблица'), 'public.clients');
    expect(await screen.findByText('В таблице пока нет ни одной строки.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Дальше' }));
    await user.click(await screen.findByRole('button', { name: 'Дальше' }));
    expect(screen.getByText(/Покажите, в каком столбце номер телефона/)).toBeTruthy();
});

test('a user that sees no table is told to be given the right', async () => {
    await start({ tables: [] });
    const { user } = await visit('/sources/new');
    await connect(user);
    expect(await screen.findByText(/пользователю не видно ни одной таблицы/)).toBeTruthy();
});

test('a field comes from one column, a rule can be one for all, and no change column means no newer value', async () => {
    const saved: Wanted[] = [];
    await start({ ...only(source('1', 'CRM')), saved });
    const { user } = await visit('/sources/1/edit?step=fields');
    const all = await screen.findByLabelText<HTMLSelectElement>('Если у клиента уже есть другое значение');
    expect(screen.getByText('Правило каждого поля стоит в его строке ниже.')).toBeTruthy();
    await user.selectOptions(all, 'оставляем наше');
    await user.selectOptions(screen.getByLabelText('Поле для столбца «town»'), 'Фамилия');
    expect(screen.getByLabelText<HTMLSelectElement>('Поле для столбца «surname»').value).toBe('');
    await user.selectOptions(screen.getByLabelText('Чьё значение главнее, столбец «debt»'), 'что новее');
    await user.selectOptions(screen.getByLabelText('Поле для столбца «debt»'), 'не читать');
    await user.selectOptions(screen.getByLabelText('Поле для столбца «debt»'), 'Долг');
    await user.selectOptions(screen.getByLabelText('Чьё значение главнее, столбец «debt»'), 'что новее');
    await user.selectOptions(screen.getByLabelText('Как узнать, что клиент тот же'), 'по номеру телефона');
    expect(screen.queryByLabelText('Чьё значение главнее, столбец «mobile»')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Что' }));
    await user.selectOptions(await screen.findByLabelText('Столбец изменений'), 'нет такого: каждый раз читать всё');
    await user.click(screen.getByRole('button', { name: 'Поля' }));
    expect(within(await screen.findByLabelText('Чьё значение главнее, столбец «debt»')).queryByText('что новее')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Когда' }));
    expect(await screen.findByText(/Отдельно изменения не прочитать/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('Настройки сохранены')).toBeTruthy();
    expect(saved.at(-1)).toMatchObject({
        changed: null,
        everyMinutes: 0,
        version: 3,
        mapping: [
            { column: 'mobile', field: 'phone', conflict: 'keep' },
            { column: 'town', field: 'last_name', conflict: 'source' },
            { column: 'debt', field: 'debt', conflict: 'source' },
        ],
    });
});

test('a secret is never shown: it stays with what it was saved for, or is given anew', async () => {
    const saved: Wanted[] = [];
    const looked: Place[] = [];
    await start({ ...only(source('1', 'CRM')), saved, looked });
    const { user } = await visit('/sources/1/edit');
    expect(await screen.findByText('задан')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Проверить и дальше' }));
    expect(await screen.findByLabelText('Таблица')).toBeTruthy();
    // The port that counts without one is not among what was saved.
    expect(looked[0]).toEqual({ sourceId: '1', kind: 'postgresql', options: { host: 'crm.example.com', database: 'crm', user: 'soroka_reader' }, secret: null });
    await user.click(screen.getByRole('button', { name: 'Откуда' }));
    await user.clear(screen.getByLabelText('Сервер'));
    await user.type(screen.getByLabelText('Сервер'), 'elsewhere.example.com');
    await user.click(screen.getByRole('button', { name: 'Проверить и дальше' }));
    expect(await screen.findByText(/введите пароль ещё раз/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Заменить' }));
    await user.type(screen.getByLabelText('Пароль'), 'new-one');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('Настройки сохранены')).toBeTruthy();
    expect(saved.at(-1)).toMatchObject({ secret: 'new-one', options: { host: 'elsewhere.example.com' } });
});

test('a source that cannot be reached can still be changed', async () => {
    const saved: Wanted[] = [];
    await start({ ...only(source('1', 'CRM', { everyMinutes: 7 })), saved }, { 'POST /sources/entities': () => new Status(422, { detail: 'Сервер не отвечает.' }), 'POST /sources/preview': () => new Status(422, { detail: 'Сервер не отвечает.' }) });
    const { user, address } = await visit('/sources/1/edit?step=table');
    expect(await screen.findByText('Сервер не отвечает.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Когда' }));
    expect((await screen.findByLabelText<HTMLSelectElement>('Читать изменения')).value).toBe('7');
    await user.selectOptions(screen.getByLabelText('Читать изменения'), 'только по кнопке');
    await user.clear(screen.getByLabelText('Читать всё ежедневно в'));
    await user.type(screen.getByLabelText('Читать всё ежедневно в'), '25:00');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(screen.getByText('Время от 00:00 до 23:59')).toBeTruthy();
    await user.clear(screen.getByLabelText('Читать всё ежедневно в'));
    await user.click(screen.getByText('Чтобы не мешать той системе'));
    await user.clear(screen.getByLabelText('Не быстрее, строк в секунду'));
    await user.type(screen.getByLabelText('Не быстрее, строк в секунду'), '500');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    await waitFor(() => expect(address()).toBe('/sources/1'));
    expect(saved.at(-1)).toMatchObject({ everyMinutes: 0, fullAt: null, rowsPerSecond: 500 });
});

test('what the server refuses opens the step at which it stands', async () => {
    const mapping = [{ column: 'gone', field: 'city', conflict: 'source' as const }, ...source('1', 'CRM').mapping];
    await start(only(source('1', 'CRM', { mapping })));
    const { user } = await visit('/sources/1/edit?step=schedule');
    await user.click(await screen.findByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('Такого поля клиентов нет.')).toBeTruthy();
    await user.selectOptions(screen.getByLabelText('Поле для столбца «gone»'), 'не читать');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('Настройки сохранены')).toBeTruthy();
});

test('changed by somebody else meanwhile, the form says so', async () => {
    await start(only(source('1', 'CRM')), { 'PUT /sources/:id': () => new Status(409, { code: 'source-changed', detail: 'Кто-то изменил источник. Обновите страницу.' }) });
    const { user } = await visit('/sources/1/edit?step=schedule');
    await user.click(await screen.findByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('Кто-то изменил источник. Обновите страницу.')).toBeTruthy();
});

test('a dry run tells what would come of it, and its history stays', async () => {
    const begun: Mode[] = [];
    await start({ ...only(SOURCES[2] ?? source('3', 'Склад')), runs: [], begun });
    const { user } = await visit('/sources/3');
    expect(await screen.findByText(/Источник ещё не читали/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Прочитать изменения' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Попробовать без записи' }));
    expect(await screen.findByText(/Читаем для пробы/)).toBeTruthy();
    expect(await screen.findByRole('heading', { name: 'Что было бы' }, { timeout: 8_000 })).toBeTruthy();
    expect(screen.getByText('появилось бы')).toBeTruthy();
    expect(await screen.findByRole('row', { name: /проба, Сергей Ветров/ })).toBeTruthy();
    expect(begun).toEqual(['dry']);
}, 15_000);

test('a full run that removes asks first', async () => {
    const begun: Mode[] = [];
    await start({ begun });
    const { user } = await visit('/sources/1');
    await user.click(await screen.findByRole('button', { name: 'Прочитать всё' }));
    const dialog = await screen.findByRole('dialog', { name: 'Прочитать всё и удалить лишних?' });
    expect(within(dialog).getByText(/Если нет больше 20 %/)).toBeTruthy();
    expect(begun).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Прочитать всё' }));
    expect(await screen.findByText(/Читаем всё целиком/)).toBeTruthy();
    expect(begun).toEqual(['full']);
});

test('a full run that removes nobody begins at once', async () => {
    const begun: Mode[] = [];
    await start({ begun });
    const { user } = await visit('/sources/2');
    await user.click(await screen.findByRole('button', { name: 'Прочитать всё' }));
    expect(await screen.findByText(/Читаем всё целиком/)).toBeTruthy();
    expect(begun).toEqual(['full']);
});

test('a run shows how far it is by what there was the last time, and can be stopped', async () => {
    await start(only(source('1', 'CRM', { lastRun: RUNNING })));
    const { user } = await visit('/sources/1');
    expect((await screen.findByRole('progressbar')).getAttribute('aria-valuenow')).toBe('50');
    expect(screen.getByText(/В прошлый раз строк было 1 912 406/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Остановить' }));
    expect(await screen.findByRole('button', { name: 'Останавливаем…' })).toBeTruthy();
});

test('two who begin at once: the second is told', async () => {
    await start({}, { 'POST /sources/:id/runs': () => new Status(409, { code: 'source-running', detail: 'Источник сейчас читается. Дождитесь конца или остановите чтение.' }) });
    const { user } = await visit('/sources/1');
    await user.click(await screen.findByRole('button', { name: 'Прочитать изменения' }));
    expect(await screen.findByText(/Источник сейчас читается/)).toBeTruthy();
});

test('the page says what went wrong and how the source is set up', async () => {
    await start({ ...only(source('2', 'Личный кабинет', { ...SOURCES[1], lastRun: FAILED })), runs: Array.from({ length: 25 }, (_, index) => run(String(500 - index))) });
    const { user } = await visit('/sources/2');
    // At the head and in the history.
    await waitFor(() => expect(screen.getAllByText('Сервер не принял имя пользователя или пароль.')).toHaveLength(2));
    expect(screen.getByText('номеру телефона из столбца «mobile»')).toBeTruthy();
    expect(await screen.findByText(/surname → Фамилия/)).toBeTruthy();
    expect(screen.queryByText('s3cret')).toBeNull();
    expect(screen.getAllByRole('row')).toHaveLength(21);
    await user.click(screen.getByRole('button', { name: 'Показать ещё' }));
    await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(27));
});

test('bad values stand with key, column and reason, page by page', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ key: index === 0 ? '' : String(index), column: 'mobile', reason: 'В номере нет цифр.' }));
    await start({ problems: many, runs: [{ ...FULL, bad: 12_000 }] });
    const { user } = await visit('/sources/1/runs/880');
    expect(await screen.findByRole('heading', { level: 2, name: /^12.000 значений не подошло$/ })).toBeTruthy();
    expect(screen.getByText(/Здесь первые 10 000/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Скачать таблицей' }).getAttribute('href')).toBe('/api/v1/sources/1/runs/880/problems.csv');
    expect(await screen.findByText('скрыт')).toBeTruthy();
    await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(51));
    await user.click(screen.getByRole('button', { name: 'Показать ещё' }));
    await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(61));
});

test('a run without bad values says so; one that there is not is not', async () => {
    await start();
    await visit('/sources/1/runs/870');
    expect(await h1(/^Пробное чтение, 20 ноября/)).toBeTruthy();
    expect(screen.getByText('Все значения подошли.')).toBeTruthy();
    expect(screen.getByText('Это проба: в базе ничего не изменилось.')).toBeTruthy();
    await visit('/sources/1/runs/404');
    expect(await h1('Такого источника нет')).toBeTruthy();
});

test('bad values are reached from the list and from the history', async () => {
    await start();
    const { user, address } = await visit('/sources');
    await user.click(await screen.findByRole('link', { name: 'Посмотреть, что не подошло' }));
    expect(address()).toBe('/sources/1/runs/895');
    expect(await screen.findByText(PROBLEMS[0]?.reason ?? '')).toBeTruthy();
});

test('deleting asks first and says what stays', async () => {
    await start();
    const { user, address } = await visit('/sources/1');
    await user.click(await screen.findByRole('button', { name: 'Удалить источник' }));
    const dialog = await screen.findByRole('dialog', { name: 'Удалить «CRM»?' });
    expect(within(dialog).getByText(/Клиенты останутся/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Удалить источник' }));
    await waitFor(() => expect(address()).toBe('/sources'));
    await waitFor(() => expect(screen.queryByRole('row', { name: /^CRM/ })).toBeNull());
});

test('a refused deletion is told in the dialog', async () => {
    await start({}, { 'DELETE /sources/:id': () => new Status(409, { code: 'source-running', detail: 'Источник сейчас читается.' }) });
    const { user } = await visit('/sources/1');
    await user.click(await screen.findByRole('button', { name: 'Удалить источник' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Удалить источник' }));
    expect(await within(dialog).findByText('Источник сейчас читается.')).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Отмена' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('results are written back by a login of its own, whose password is never shown again', async () => {
    const backs: WantedWriteBack[] = [];
    await start({ backs });
    const { user } = await visit('/sources/1');
    await user.click(await screen.findByRole('button', { name: 'Передавать результаты' }));
    expect(document.activeElement?.textContent).toBe('Результаты обратно');
    expect(screen.getByText(/Передадим то, что случится с этой минуты/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Передавать результаты' }));
    expect(screen.getAllByText('Заполните это поле')).toHaveLength(2);
    expect(backs).toEqual([]);
    await user.type(screen.getByLabelText('Таблица результатов'), ' public.sms_results ');
    await user.type(screen.getByLabelText('Пользователь для записи'), 'soroka_writer');
    await user.type(screen.getByLabelText('Пароль'), 'insert-only');
    for (const name of ['Доставлено', 'Не доставлено', 'Клиент ответил', 'Клиент отказался от сообщений']) await user.click(screen.getByLabelText(name));
    await user.click(screen.getByRole('button', { name: 'Передавать результаты' }));
    expect(screen.getByText('Отметьте хотя бы одно')).toBeTruthy();
    expect(backs).toEqual([]);
    await user.click(screen.getByLabelText('Клиент отказался от сообщений'));
    await user.click(screen.getByLabelText('Доставлено'));
    await user.click(screen.getByRole('button', { name: 'Передавать результаты' }));
    expect(await screen.findByText('Результаты будем передавать')).toBeTruthy();
    expect(backs).toEqual([{ options: { table: 'public.sms_results', writer: 'soroka_writer' }, secret: 'insert-only', kinds: ['delivered', 'opted_out'], version: 0 }]);
    expect(screen.getByText('public.sms_results')).toBeTruthy();
    expect(screen.getByText('пока ничего')).toBeTruthy();
    expect(screen.queryByText('Клиент ответил')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Изменить, что передаём' }));
    expect(screen.getByText('задан')).toBeTruthy();
    expect(screen.queryByDisplayValue('insert-only')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Отмена' }));
    expect(screen.getByText('public.sms_results')).toBeTruthy();
}, 20_000);

test('the page says how far results are and why they do not go on', async () => {
    await start({ back: { ...BACK_ON, problem: 'В таблице результатов нет столбцов: at.' } });
    await visit('/sources/1');
    expect(await screen.findByText('В таблице результатов нет столбцов: at.')).toBeTruthy();
    expect(screen.getByText(/Пробуем раз в минуту/)).toBeTruthy();
    expect(screen.getByText(/^1.284 результата, последний раз: /)).toBeTruthy();
    expect(screen.getByText('Не доставлено')).toBeTruthy();
});

test('a kept password goes with what it was given for', async () => {
    const backs: WantedWriteBack[] = [];
    await start({ back: BACK_ON, backs });
    const { user } = await visit('/sources/1');
    await user.click(await screen.findByRole('button', { name: 'Изменить, что передаём' }));
    await user.click(screen.getByLabelText('Клиент ответил'));
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('Настройки сохранены')).toBeTruthy();
    expect(backs).toEqual([{ options: BACK_ON.options, secret: null, kinds: ['delivered', 'failed', 'replied', 'opted_out'], version: 2 }]);
    await user.click(screen.getByRole('button', { name: 'Изменить, что передаём' }));
    await user.type(screen.getByLabelText('Таблица результатов'), '_2');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('Параметры записи изменились: введите пароль ещё раз.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Заменить' }));
    await user.type(screen.getByLabelText('Пароль'), 'another');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('public.sms_results_2')).toBeTruthy();
    expect(backs.at(-1)).toMatchObject({ options: { table: 'public.sms_results_2' }, secret: 'another', version: 3 });
});

test('somebody else changed it meanwhile: the form says so', async () => {
    await start({ back: BACK_ON }, { 'PUT /sources/:id/write-back': () => new Status(409, { code: 'source-changed', detail: 'Кто-то изменил источник. Обновите страницу.' }) });
    const { user } = await visit('/sources/1');
    await user.click(await screen.findByRole('button', { name: 'Изменить, что передаём' }));
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('Кто-то изменил источник. Обновите страницу.')).toBeTruthy();
});

test('results are no longer written once that was confirmed', async () => {
    await start({ back: BACK_ON });
    const { user } = await visit('/sources/1');
    await user.click(await screen.findByRole('button', { name: 'Больше не передавать' }));
    const dialog = await screen.findByRole('dialog', { name: 'Больше не передавать результаты?' });
    expect(within(dialog).getByText(/Что уже передано, там останется/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Больше не передавать' }));
    expect(await screen.findByRole('button', { name: 'Передавать результаты' })).toBeTruthy();
    expect(screen.queryByText('public.sms_results')).toBeNull();
});

test.each([
    ['files cannot be written to', only(source('1', 'CRM')), { ...BACK_OFF, asks: [] }],
    ['a source of events has no clients', only({ ...TILL, id: '1' }), BACK_OFF],
])('results are not offered where there is nothing to write: %s', async (_, options, back) => {
    let answered = false;
    await start(options, {
        'GET /sources/:id/write-back': () => {
            answered = true;
            return back;
        },
    });
    await visit('/sources/1');
    await waitFor(() => expect(answered).toBe(true));
    expect(await screen.findByText('коду из столбца «client_id»')).toBeTruthy();
    // It has come by now, too: nothing was asked after it.
    await waitFor(() => expect(screen.getAllByRole('row').length).toBeGreaterThan(1));
    expect(screen.queryByRole('heading', { name: 'Результаты обратно' })).toBeNull();
});

test('in practice mode results are seen and not switched', async () => {
    await start({ back: BACK_ON }, {}, { ...SERGEY, practice: true });
    await visit('/sources/1');
    expect(await screen.findByText('public.sms_results')).toBeTruthy();
    for (const name of ['Изменить, что передаём', 'Больше не передавать']) expect(screen.queryByRole('button', { name })).toBeNull();
});

test('what could not be asked about results can be asked again', async () => {
    let broken = true;
    await start({}, { 'GET /sources/:id/write-back': () => (broken ? new Status(400, { detail: 'Не получилось.' }) : BACK_ON) });
    const { user } = await visit('/sources/1');
    expect(await screen.findByText('Не получилось.')).toBeTruthy();
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
    expect(await screen.findByText('public.sms_results')).toBeTruthy();
});

test('every audit action of sources and events has its words', async () => {
    const actions = ['source.created', 'source.changed', 'source.deleted', 'source.looked-into', 'source.previewed', 'source.run', 'source.run-stopped', 'source.problems-listed', 'source.problems-fetched', 'source.write-back-set', 'source.write-back-removed', 'events.told', 'event-kind.added', 'event-kind.changed'];
    await start({}, {
        ...usersFake(),
        'GET /audit/actions': () => ({ items: actions }),
        'GET /audit': () => ({ items: actions.map((action, index) => ({ id: String(index), at: '2026-11-23T13:10:00Z', user: null, key: null, action, object: 'source:1', details: {} })), next: null }),
    });
    await visit('/journal');
    const lines = await screen.findAllByRole('listitem');
    expect(lines.length).toBeGreaterThanOrEqual(actions.length);
    for (const action of actions) expect(screen.queryAllByText(new RegExp(action.replace('.', String.raw`\.`)))).toEqual([]);
    expect(screen.getAllByRole('link', { name: /источник 1/ })[0]?.getAttribute('href')).toContain('/sources/1');
});
