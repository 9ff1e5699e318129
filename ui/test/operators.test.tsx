import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Flow, Settings } from '@/operators/api';
import { accessFake, SERGEY } from './access/fake';
import { homeFake } from './home/fake';
import { CLOSED, CONNECTIONS, operatorsFake } from './operators/fake';
import { serve } from './reach';
import { Status } from './server/fakeServer';
import { usersFake } from './users/fake';
import { visit } from './visit';

const door = { session: SERGEY };
const around = { ...homeFake(), ...usersFake(), ...accessFake(SERGEY) };

test('the heading says how many work and how many do not, and each trouble stands under its row', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake() } });
    await visit('/operators');
    expect(await screen.findByRole('heading', { level: 1, name: 'Три подключения работают, одно работает частично, одно стоит, одно выключено' })).toBeTruthy();
    expect(screen.getByText('Оператор не принял логин или пароль.')).toBeTruthy();
    expect(screen.getByText(/Ждут 1 120 сообщений/)).toBeTruthy();
    const rainbow = screen.getByRole('row', { name: /^Радуга/ });
    expect(within(rainbow).getByText('91,4 %')).toBeTruthy();
    expect(within(rainbow).getByText('3 мин 40 с')).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /^Тон/ })).getByText('без лимита')).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /^Учебный оператор/ })).getByText('Для учений')).toBeTruthy();
});

test('without operators one is asked to connect the first', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake([]) } });
    const { user, address } = await visit('/operators');
    expect(await screen.findByRole('heading', { name: 'Операторов пока нет' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Подключить оператора' }));
    expect(address()).toBe('/operators/new');
});

test('only the practice operator is worth its own heading', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake(CONNECTIONS.slice(-1)) } });
    await visit('/operators');
    expect(await screen.findByRole('heading', { name: 'Подключён только учебный оператор' })).toBeTruthy();
});

test('a failed ledger can be asked for again', async () => {
    let broken = true;
    await serve({ ...door, handlers: { ...around, ...operatorsFake(), 'GET /connections': () => (broken ? new Status(400) : { items: CONNECTIONS, halted: false }) } });
    const { user } = await visit('/operators');
    expect(await screen.findByRole('heading', { name: 'Операторы не загрузились' })).toBeTruthy();
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
    expect(await screen.findByRole('row', { name: /^Северсвязь/ })).toBeTruthy();
});

test('a disk without room is told above the ledger', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake(), 'GET /connections': () => ({ items: CONNECTIONS, halted: true }) } });
    await visit('/operators');
    expect((await screen.findByText(/^Сообщения не отправляются: на диске базы данных кончается место/)).getAttribute('role')).toBe('alert');
});

test('a disk without room is told on the page of one connection too', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake(), 'GET /connections': () => ({ items: CONNECTIONS, halted: true }) } });
    await visit('/operators/3');
    expect((await screen.findByText(/^Сообщения не отправляются: на диске базы данных кончается место/)).getAttribute('role')).toBe('alert');
});

test('a server without its database is asked again by itself', async () => {
    let asked = 0;
    const away = new Status(503, { code: 'database-away', detail: 'Сервер потерял связь с базой данных.' });
    await serve({ ...door, handlers: { ...around, ...operatorsFake(), 'GET /connections': () => (++asked <= 2 ? away : { items: CONNECTIONS, halted: false }) } });
    await visit('/operators');
    expect(await screen.findByText('Сервер потерял связь с базой данных.', {}, { timeout: 4_000 })).toBeTruthy();
    expect(await screen.findByRole('row', { name: /^Северсвязь/ }, { timeout: 10_000 })).toBeTruthy();
}, 20_000);

test('a connection is made from what its kind asks for; what is wrong is told at its field', async () => {
    const saved: Settings[] = [];
    await serve({ ...door, handlers: { ...around, ...operatorsFake(CONNECTIONS, saved) } });
    const { user, address } = await visit('/operators/new');
    await user.click(await screen.findByRole('button', { name: 'Подключить' }));
    expect(screen.getAllByText('Заполните это поле')).toHaveLength(4);
    expect(saved).toEqual([]);
    await user.type(screen.getByLabelText('Название'), 'Комета');
    await user.type(screen.getByLabelText('Адрес'), 'nowhere');
    await user.type(screen.getByLabelText('Логин'), 'polyanka');
    await user.type(screen.getByLabelText('Пароль'), 's3cret');
    await user.selectOptions(screen.getByLabelText('Шифровать соединение'), 'Да');
    await user.clear(screen.getByLabelText('Порт'));
    await user.type(screen.getByLabelText('Порт'), '99999');
    await user.clear(screen.getByLabelText('Не больше, частей в секунду'));
    await user.type(screen.getByLabelText('Не больше, частей в секунду'), '30');
    await user.type(screen.getByLabelText('Цена части, ₽'), '2,10');
    await user.type(screen.getByLabelText('Первым берёт номера на'), '7916, abc');
    await user.click(screen.getByRole('button', { name: 'Подключить' }));
    expect(screen.getByText('Целое число от 1 до 65535')).toBeTruthy();
    expect(screen.getByText('Только цифры, через запятую: 7916, 7985')).toBeTruthy();
    await user.clear(screen.getByLabelText('Порт'));
    await user.type(screen.getByLabelText('Порт'), '3550');
    await user.clear(screen.getByLabelText('Первым берёт номера на'));
    await user.type(screen.getByLabelText('Первым берёт номера на'), '7916, 7985');
    await user.click(screen.getByRole('button', { name: 'Подключить' }));
    expect(await screen.findByText('Такого адреса нет.')).toBeTruthy();
    await user.clear(screen.getByLabelText('Адрес'));
    await user.type(screen.getByLabelText('Адрес'), 'smpp.comet.example');
    await user.click(screen.getByRole('button', { name: 'Подключить' }));
    await waitFor(() => expect(address()).toBe('/operators/8'));
    expect(saved.at(-1)).toEqual({
        name: 'Комета',
        kind: 'smpp',
        priority: 0,
        ratePerSecond: 30,
        perDay: 0,
        perMonth: 0,
        opensAt: null,
        closesAt: null,
        unitPrice: 2.1,
        prefixes: ['7916', '7985'],
        fallbacks: [],
        options: { host: 'smpp.comet.example', port: '3550', login: 'polyanka', tls: 'true', encoding: 'gsm7', longTexts: 'udh8', validity: '0', flash: 'false', zone: 'UTC' },
        secret: 's3cret',
    });
});

test('others stand in, in the order one gives them', async () => {
    const saved: Settings[] = [];
    await serve({ ...door, handlers: { ...around, ...operatorsFake(CONNECTIONS, saved) } });
    const { user } = await visit('/operators/3');
    const first = await screen.findByLabelText('Если не справляется, идём через');
    expect(within(first).queryByText('Северсвязь')).toBeNull();
    expect(within(first).queryByText('Учебный оператор')).toBeNull();
    await user.selectOptions(screen.getByLabelText('Запасной 3'), 'Радуга');
    expect(within(screen.getByLabelText('Запасной 4')).queryByText('Радуга')).toBeNull();
    await user.selectOptions(first, 'никого');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('Настройки сохранены')).toBeTruthy();
    expect(saved.at(-1)?.fallbacks).toEqual(['4', '2']);
});

test('a connection that does badly says how much of it others carry', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake() } });
    await visit('/operators/1');
    expect(await screen.findByText('Его номера идут через других операторов, пока он не наладится.')).toBeTruthy();
    await visit('/operators/2');
    expect(await screen.findByText(/Часть его номеров, 40\s?%, пока идёт через других/)).toBeTruthy();
});

test('less than a hundredth of its numbers is not worth a word', async () => {
    const weighing = (id: string, weight: number) => CONNECTIONS.filter((one) => one.id === '3').map((one) => ({ ...one, id, health: { ...one.health, weight } }));
    await serve({ ...door, handlers: { ...around, ...operatorsFake([...weighing('1', 0.992), ...weighing('2', 0.985)]) } });
    await visit('/operators');
    expect(await screen.findAllByText(/^Часть его номеров/)).toHaveLength(1);
    expect(screen.getByText(/^Часть его номеров, 1\s?%,/)).toBeTruthy();
});

test('what few need is folded away, and opens when something in it is changed or wrong', async () => {
    const saved: Settings[] = [];
    await serve({ ...door, handlers: { ...around, ...operatorsFake(CONNECTIONS, saved) } });
    const { user } = await visit('/operators/3');
    const fold = (await screen.findByText('Дополнительно')).closest('details');
    expect(fold?.open).toBe(false);
    await user.click(screen.getByText('Дополнительно'));
    expect(fold?.open).toBe(true);
    await user.type(screen.getByLabelText('Свой центр сертификации'), 'one{enter}two');
    await user.clear(screen.getByLabelText('Срок доставки, минут'));
    await user.type(screen.getByLabelText('Срок доставки, минут'), '50000');
    await user.click(screen.getByText('Дополнительно'));
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(screen.getByText('Целое число от 0 до 43200')).toBeTruthy();
    expect(fold?.open).toBe(true);
    await user.clear(screen.getByLabelText('Срок доставки, минут'));
    await user.type(screen.getByLabelText('Срок доставки, минут'), '60');
    await user.clear(screen.getByLabelText('Часовой пояс отчётов'));
    await user.type(screen.getByLabelText('Часовой пояс отчётов'), 'nowhere');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('Нет такого пояса.')).toBeTruthy();
    await user.clear(screen.getByLabelText('Часовой пояс отчётов'));
    await user.type(screen.getByLabelText('Часовой пояс отчётов'), 'Europe/Moscow');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('Настройки сохранены')).toBeTruthy();
    expect(saved.at(-1)?.options).toMatchObject({ authority: 'one\ntwo', validity: '60', zone: 'Europe/Moscow' });
    await visit('/operators/3');
    expect((await screen.findAllByText('Дополнительно')).at(-1)?.closest('details')?.open).toBe(true);
});

test('another kind asks for other things', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake() } });
    const { user } = await visit('/operators/new');
    await user.selectOptions(await screen.findByLabelText('Как подключаемся'), 'внутри Сороки');
    expect(screen.getByLabelText('Задержка отчёта, с')).toBeTruthy();
    expect(screen.queryByLabelText('Пароль')).toBeNull();
});

test('a secret is never shown: it stays, or it is replaced', async () => {
    const saved: Settings[] = [];
    await serve({ ...door, handlers: { ...around, ...operatorsFake(CONNECTIONS, saved) } });
    const { user } = await visit('/operators/3');
    expect(await screen.findByText('задан')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]).not.toHaveProperty('secret');
    expect(await screen.findByText('Настройки сохранены')).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Заменить' }));
    await user.click(screen.getByRole('button', { name: 'Оставить прежний' }));
    await user.click(screen.getByRole('button', { name: 'Заменить' }));
    await user.type(screen.getByLabelText('Пароль'), 'new-one');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    await waitFor(() => expect(saved.at(-1)?.secret).toBe('new-one'));
    expect(await screen.findByText('задан')).toBeTruthy();
});

test('turning off asks first, turning on does not', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake() } });
    const { user } = await visit('/operators/3');
    await user.click(await screen.findByRole('button', { name: 'Выключить' }));
    const dialog = await screen.findByRole('dialog', { name: 'Выключить «Северсвязь»?' });
    await user.click(within(dialog).getByRole('button', { name: 'Выключить' }));
    expect(await screen.findByRole('heading', { level: 1, name: '«Северсвязь» выключен' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Включить' }));
    expect(await screen.findByRole('heading', { level: 1, name: '«Северсвязь» работает' })).toBeTruthy();
});

test('a refused turn is told in the dialog', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake(), 'POST /connections/:id/disable': () => new Status(500) } });
    const { user } = await visit('/operators/3');
    await user.click(await screen.findByRole('button', { name: 'Выключить' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Выключить' }));
    expect(await within(dialog).findByText(/База данных не отвечает/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Не выключать' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('pausing and draining say first what will happen; resuming does not ask', async () => {
    const flows: Flow[] = [];
    await serve({ ...door, handlers: { ...around, ...operatorsFake(CONNECTIONS, [], flows) } });
    const { user } = await visit('/operators/3');
    await user.click(await screen.findByRole('button', { name: 'Поставить на паузу' }));
    const pausing = await screen.findByRole('dialog', { name: 'Поставить «Северсвязь» на паузу?' });
    expect(within(pausing).getByText(/перестанет отправлять, даже тревожные/)).toBeTruthy();
    expect(flows).toEqual([]);
    await user.click(within(pausing).getByRole('button', { name: 'Поставить на паузу' }));
    expect(await screen.findByRole('heading', { level: 1, name: '«Северсвязь» на паузе' })).toBeTruthy();
    expect(screen.getByText(/^Ничего не отправляет, но отчёты о доставке получает/)).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Поставить на паузу' })).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Не брать новые' }));
    const draining = await screen.findByRole('dialog', { name: 'Не отправлять новых сообщений через «Северсвязь»?' });
    await user.click(within(draining).getByRole('button', { name: 'Не брать новые' }));
    expect(await screen.findByRole('heading', { level: 1, name: '«Северсвязь» не берёт новых сообщений' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Возобновить' }));
    expect(await screen.findByRole('heading', { level: 1, name: '«Северсвязь» работает' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Возобновить' })).toBeNull();
    expect(flows).toEqual(['paused', 'draining', 'open']);
});

test('a refused resume is told beside its button', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake(CLOSED), 'POST /connections/:id/flow': () => new Status(500) } });
    const { user } = await visit('/operators/1');
    await user.click(await screen.findByRole('button', { name: 'Возобновить' }));
    expect(await screen.findByText(/База данных не отвечает/)).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1, name: '«Вестник» на паузе' })).toBeTruthy();
});

test('the ledger says which ones send nothing new, why, until when, and who nears a limit', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake(CLOSED) } });
    await visit('/operators');
    expect(
        await screen.findByRole('heading', { level: 1, name: 'Два подключения работают, два на паузе, одно не берёт новых, одно вне рабочих часов, одно исчерпало лимит' }),
    ).toBeTruthy();
    const rows = screen.getAllByRole('row').map((row) => row.textContent?.replaceAll(/\s/g, ' ') ?? '');
    const told = (name: string) => {
        const at = rows.findIndex((row) => row.startsWith(name));
        return { row: rows[at], below: rows[at + 1] };
    };
    expect(told('Вестник').row).toContain('На паузе');
    expect(told('Вестник').below).toContain('Ждут 1 120 сообщений.');
    expect(told('Радуга').row).toContain('Новых не берёт');
    expect(told('Северсвязь').row).toContain('Вне рабочих часов');
    expect(told('Северсвязь').below).toContain('Снова начнёт отправлять 24 ноября в 09:00 по Москве.');
    expect(told('Мегалайн').row).toContain('Лимит исчерпан');
    expect(told('Мегалайн').below).toContain('За день ушло 50 000 из 50 000 частей.');
    expect(told('Мегалайн').below).toContain('Снова начнёт отправлять 24 ноября в 00:00 по Москве.');
    expect(told('Мегалайн').below).not.toContain('За месяц');
    expect(told('Тон').row).toContain('Работает');
    expect(told('Тон').below).toContain('За месяц ушло 702 300 из 800 000 частей.');
    expect(told('Почтамт')).toEqual({ row: expect.stringContaining('Работает'), below: expect.stringContaining('Заря') });
    expect(told('Заря')).toEqual({ row: expect.stringContaining('На паузе'), below: undefined });
});

test('a limit stands beside what is used of it, and hours beside when they begin again', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake(CLOSED) } });
    await visit('/operators/4');
    expect(await screen.findByRole('heading', { level: 1, name: '«Мегалайн» исчерпал лимит' })).toBeTruthy();
    const used = (what: RegExp) => screen.getByText(what).parentElement?.textContent?.replaceAll(/\s/g, ' ');
    expect(used(/частей за день$/)).toBe('50 000из 50 000 частей за день');
    expect(used(/частей за месяц$/)).toBe('702 300из 1 000 000 частей за месяц');
    await visit('/operators/3');
    expect(await screen.findByText(/Тревожные он отправляет и сейчас\. Снова начнёт отправлять 24 ноября в 09:00 по Москве\./)).toBeTruthy();
});

test('what one that is off has used nobody counts, so nothing is said of it', async () => {
    const off = CLOSED.filter((one) => one.id === '4').map((one): typeof one => ({
        ...one,
        enabled: false,
        health: { ...one.health, state: 'off', opening: 'open', opensNextAt: null, partsToday: null, partsThisMonth: null, submittedLastHour: 1, queued: 1 },
    }));
    await serve({ ...door, handlers: { ...around, ...operatorsFake(off) } });
    await visit('/operators/4');
    expect(await screen.findByText('часть ушла за час')).toBeTruthy();
    expect(screen.getByText('сообщение ждёт в очереди')).toBeTruthy();
    expect(screen.queryByText(/частей за (день|месяц)/)).toBeNull();
});

test('one that did badly says nothing of that while it gets nothing new anyway', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake(CLOSED.slice(1, 2).map((one) => ({ ...one, health: { ...one.health, weight: 0.6 } }))) } });
    await visit('/operators/2');
    expect(await screen.findByRole('heading', { level: 1, name: '«Радуга» не берёт новых сообщений' })).toBeTruthy();
    expect(screen.queryByText(/пока идёт через других/)).toBeNull();
});

test('one that is down outside its hours needs mending; one that is off waits for nothing', async () => {
    const inState = (id: string, state: 'down' | 'off') => CLOSED.filter((one) => one.id === '3').map((one) => ({ ...one, id, name: state, health: { ...one.health, state } }));
    await serve({ ...door, handlers: { ...around, ...operatorsFake([...inState('1', 'down'), ...inState('2', 'off')]) } });
    await visit('/operators');
    const states = ['down', 'off'].map(async (name) => (await screen.findByRole('row', { name: new RegExp(`^${name}`) })).textContent);
    expect(await Promise.all(states)).toEqual([expect.stringContaining('Стоит'), expect.stringContaining('Выключено')]);
    expect(screen.getAllByText(/Снова начнёт отправлять/)).toHaveLength(1);
    await visit('/operators/2');
    expect(await screen.findByRole('heading', { level: 1, name: '«off» выключен' })).toBeTruthy();
    expect(screen.queryByText(/Тревожные он отправляет и сейчас/)).toBeNull();
    await visit('/operators/1');
    expect(await screen.findByRole('heading', { level: 1, name: '«down» стоит' })).toBeTruthy();
    expect(screen.getByText(/Тревожные он отправляет и сейчас/)).toBeTruthy();
});

test('limits and hours are saved as written; half of the hours, and what the server refuses, are told at their field', async () => {
    const saved: Settings[] = [];
    await serve({ ...door, handlers: { ...around, ...operatorsFake(CONNECTIONS, saved) } });
    const { user } = await visit('/operators/3');
    const write = async (label: string, text: string) => {
        const field = await screen.findByLabelText(label);
        await user.clear(field);
        if (text !== '') await user.type(field, text);
    };
    const save = () => user.click(screen.getByRole('button', { name: 'Сохранить' }));
    const error = (label: string) => {
        const field = screen.getByLabelText(label);
        return (field.getAttribute('aria-describedby') ?? '').split(' ').flatMap((id) => (id.endsWith('-error') ? [document.getElementById(id)?.textContent] : []));
    };
    await write('Не больше, частей в день', '50 000');
    await write('Не больше, частей в месяц', '1 000 000 001');
    await write('Отправляет с', '09:00');
    await save();
    expect(error('Не больше, частей в месяц')).toEqual(['Целое число от 0 до 1\u00a0000\u00a0000\u00a0000']);
    expect(error('Отправляет до')).toEqual(['Заполните и начало, и конец или оставьте оба пустыми']);
    expect(saved).toEqual([]);
    await write('Не больше, частей в месяц', '1 000 000 000');
    await write('Отправляет до', '24:00');
    await save();
    expect(error('Отправляет до')).toEqual(['Время от 00:00 до 23:59']);
    await write('Отправляет с', '9:00');
    await write('Отправляет до', '09:00');
    await save();
    expect(error('Отправляет до')).toEqual(['Начало и конец не должны совпадать']);
    await write('Отправляет до', '00:00');
    await save();
    await screen.findByText('До полуночи не получится.');
    expect(error('Отправляет до')).toEqual(['До полуночи не получится.']);
    expect(error('Отправляет с')).toEqual([]);
    await write('Отправляет до', '18:30');
    await save();
    expect(await screen.findByText('Настройки сохранены')).toBeTruthy();
    expect(saved.at(-1)).toMatchObject({ perDay: 50_000, perMonth: 1_000_000_000, opensAt: '09:00', closesAt: '18:30' });
    await write('Отправляет с', '');
    await write('Отправляет до', '');
    await save();
    await waitFor(() => expect(saved.at(-1)).toMatchObject({ opensAt: null, closesAt: null }));
});

test('a test message goes to a phone, and its fate comes by itself', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake() } });
    const { user } = await visit('/operators/3');
    const phone = await screen.findByLabelText<HTMLInputElement>('Телефон');
    expect(phone.value).toBe('+7 916 123-45-67');
    await user.clear(phone);
    await user.click(screen.getByRole('button', { name: 'Отправить проверку' }));
    expect(screen.getByText('Заполните это поле')).toBeTruthy();
    await user.type(phone, '123');
    await user.click(screen.getByRole('button', { name: 'Отправить проверку' }));
    expect(await screen.findByText('Номер короче, чем нужно.')).toBeTruthy();
    await user.clear(phone);
    await user.type(phone, '+7 916 123-45-67');
    await user.click(screen.getByRole('button', { name: 'Отправить проверку' }));
    expect(await screen.findByText('Встало в очередь.')).toBeTruthy();
    expect(await screen.findByText('«Северсвязь» принял, ждём отчёт.')).toBeTruthy();
    expect(await screen.findByText('Доставлено.')).toBeTruthy();
});

test.each([
    ['1', 'Встало в очередь. «Вестник» на паузе: уйдёт, когда возобновите работу.'],
    ['2', 'Встало в очередь.'],
    ['3', 'Встало в очередь. «Северсвязь» сейчас вне рабочих часов. Снова начнёт отправлять 24 ноября в 09:00 по Москве.'],
    ['4', 'Встало в очередь. «Мегалайн» исчерпал лимит. Снова начнёт отправлять 24 ноября в 00:00 по Москве.'],
    ['9', 'Встало в очередь. С «Вестник» нет связи: уйдёт, когда она появится.'],
])('a test message that waits says what for: %s', async (id, told) => {
    const waiting = { 'GET /test-messages/:id': () => ({ id: '77001', state: 'queued' as const, reason: null, at: '2026-11-23T13:12:04Z' }) };
    const down = CONNECTIONS.slice(0, 1).map((one) => ({ ...one, id: '9' }));
    await serve({ ...door, handlers: { ...around, ...operatorsFake([...CLOSED, ...down]), ...waiting } });
    const { user } = await visit(`/operators/${id}`);
    await user.click(await screen.findByRole('button', { name: 'Отправить проверку' }));
    const said = (await screen.findByText('Встало в очередь.')).parentElement?.textContent;
    expect(said?.replaceAll(/\s+/g, ' ').trim()).toBe(told);
});

test('the practice operator looks after itself', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake() } });
    await visit('/operators/7');
    expect(await screen.findByText(/Настраивать его не нужно/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Выключить' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Отправить проверку' })).toBeNull();
});

test('an unknown connection and one that does not load say so', async () => {
    await serve({ ...door, handlers: { ...around, ...operatorsFake() } });
    await visit('/operators/404');
    expect(await screen.findByRole('heading', { name: 'Такого подключения нет' })).toBeTruthy();
});

test('settings that do not load can be asked for again', async () => {
    let broken = true;
    await serve({ ...door, handlers: { ...around, ...operatorsFake(), 'GET /connection-kinds': () => (broken ? new Status(400) : { items: [] }) } });
    const { user } = await visit('/operators/3');
    expect(await screen.findByRole('heading', { name: 'Подключение не загрузилось' })).toBeTruthy();
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
    expect(await screen.findByText('Такой вид подключения этой версии неизвестен.')).toBeTruthy();
});
