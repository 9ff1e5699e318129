import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { serve } from './reach';
import { ANNA, type Handlers, Status } from './server/fakeServer';
import { NESTED, segmentHandlers, SEGMENTS, SIMPLE } from './segments/fake';
import { visit } from './visit';

const session = { ...ANNA, role: 'campaign_manager' as const };

/** The interface at an address, with what was sent to be saved. */
async function at(path: string, more: Handlers = {}, segments = SEGMENTS) {
    const saved: { name: string; criteria: unknown }[] = [];
    const handlers = segmentHandlers({ segments });
    const keep = (body: object) => saved.push(body as (typeof saved)[number]);
    const kept: Handlers = {
        'POST /segments': (asked) => {
            keep(asked.body);
            return handlers['POST /segments']?.(asked);
        },
        'PUT /segments/:id': (asked) => {
            keep(asked.body);
            return handlers['PUT /segments/:id']?.(asked);
        },
    };
    const server = await serve({ session, handlers: { ...handlers, ...kept, ...more } });
    return { saved, server, ...(await visit(path)) };
}

const sentence = async () => within(await screen.findByRole('list', { name: 'Условия' }));
const said = () =>
    [...document.querySelectorAll('[data-line]')].map((line) => {
        const words = line.firstElementChild?.firstElementChild?.cloneNode(true) as HTMLElement;
        words.querySelectorAll('[role=dialog]').forEach((picker) => picker.remove());
        return words.textContent?.replaceAll('\u00a0', ' ').trim();
    });
const left = () => [...document.querySelectorAll('[data-line]')].map((line) => line.firstElementChild?.lastElementChild?.textContent?.replaceAll('\u00a0', ' '));
const chip = (name: string) => screen.findByRole('button', { name });

const WANTED = {
    all: [
        { field: 'city', is: 'in', values: ['Казань', 'Пермь'] },
        { field: 'debt', is: 'gt', value: 5_000 },
        { field: 'due_date', is: 'within_days', days: 3 },
    ],
};

describe('a new user builds «клиенты Казани или Перми, долг больше 5 000, срок в ближайшие 3 дня»', () => {
    test('by mouse in under 20 actions', async () => {
        const { user, saved } = await at('/segments/new');
        let actions = 0;
        const click = async (found: Promise<HTMLElement>) => {
            await user.click(await found);
            actions += 1;
        };
        const type = async (text: string) => {
            await waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'));
            await user.keyboard(text);
            actions += 1;
        };
        await click(chip('Добавить условие'));
        await click(screen.findByRole('option', { name: 'Город' }));
        await click(screen.findByRole('checkbox', { name: /Казань/ }));
        await click(screen.findByRole('checkbox', { name: /Пермь/ }));
        await click(screen.findByRole('button', { name: /^Готово/ }));
        await click(chip('Добавить условие'));
        await click(screen.findByRole('option', { name: 'Долг' }));
        await type('5000');
        await click(screen.findByRole('button', { name: /^Готово/ }));
        await click(chip('Добавить условие'));
        await click(screen.findByRole('option', { name: 'Срок оплаты' }));
        await type('3');
        await click(screen.findByRole('button', { name: /^Готово/ }));
        await click(chip('Сохранить'));
        expect(actions).toBeLessThan(20);
        await waitFor(() => expect(saved).toHaveLength(1));
        expect(saved[0]).toEqual({ name: 'Город — Казань или Пермь, долг — больше 5 000 ₽, срок оплаты — в ближайшие 3 дня', criteria: WANTED });
    });

    test('by keyboard in under 20 actions, words typed counted as one', async () => {
        const { user } = await at('/segments/new');
        await waitFor(() => expect(document.activeElement?.textContent).toBe('Добавить условие'));
        let actions = 0;
        const press = async (keys: string) => {
            await user.keyboard(keys);
            actions += 1;
        };
        const inField = (name: RegExp) => waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(name));
        await press('{Enter}');
        await inField(/Найти условие/);
        await press('город');
        await press('{Enter}');
        await inField(/Найти: город/);
        await press('каза');
        await press('{Enter}');
        await press('перм');
        await press('{Enter}');
        await waitFor(() => expect(said()).toEqual(['Клиенты, у которых город — Казань или Пермь']));
        await press('{Enter}');
        await waitFor(() => expect(document.activeElement?.textContent).toBe('Добавить условие'));
        await press('{Enter}');
        await inField(/Найти условие/);
        await press('долг');
        await press('{Enter}');
        await inField(/Значение/);
        await press('5000');
        await press('{Enter}');
        await press('{Enter}');
        await inField(/Найти условие/);
        await press('срок');
        await press('{Enter}');
        await inField(/Сколько дней/);
        await press('3');
        await press('{Enter}');
        expect(actions).toBeLessThan(20);
        expect(said()).toEqual(['Клиенты, у которых город — Казань или Пермь', 'и долг — больше 5 000 ₽', 'и срок оплаты — в ближайшие 3 дня']);
    });
});

test('a saved segment is a sentence with what is left after each line, exact at last', async () => {
    await at('/segments/8');
    expect(await screen.findByText(/^посчитано точно в \d\d:42$/)).toBeTruthy();
    expect(said()).toEqual(['Клиенты, у которых город — Казань или Пермь', 'и последний визит — более 90 дней назад,', 'кроме тех, у кого группа ценности — VIP']);
    expect(left()).toEqual(['осталось 214 630', 'осталось 14 209', 'исключено −4 263осталось 9 946']);
});

test('until it is exact a number is rough and says so', async () => {
    const exact = segmentHandlers()['POST /segments/count'];
    await at('/segments/8', { 'POST /segments/count': (asked) => (asked.query.get('estimate') ? exact?.(asked) : 'never') });
    expect(await screen.findByText('примерно, уточняем…')).toBeTruthy();
    expect(left()[0]).toBe('осталось ≈ 215 000');
});

test('a count that is asked for no longer is broken off', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    const answers = segmentHandlers()['POST /segments/count'];
    const { user } = await at('/segments/8', { 'POST /segments/count': (asked) => (asked.query.get('estimate') ? answers?.(asked) : 'never') });
    const exact = () => fetched.mock.calls.filter(([address]) => address === '/api/v1/segments/count').map(([, init]) => init?.signal?.aborted);
    await waitFor(() => expect(exact()).toEqual([false]));
    (await chip('группа ценности')).focus();
    await user.keyboard('{Delete}');
    await waitFor(() => expect(exact()).toEqual([true, false]));
    fetched.mockRestore();
});

test('Escape keeps nothing and gives the focus back; a press elsewhere keeps what was ticked', async () => {
    const { user } = await at('/segments/8');
    const cities = await screen.findByRole('button', { name: 'Казань или Пермь' });
    await user.click(cities);
    await user.click(await screen.findByRole('checkbox', { name: /Уфа/ }));
    expect(said()[0]).toBe('Клиенты, у которых город — Казань, Пермь или Уфа');
    await user.keyboard('{Escape}');
    expect(said()[0]).toBe('Клиенты, у которых город — Казань или Пермь');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(await screen.findByRole('button', { name: 'Казань или Пермь' }));
    await user.keyboard('{Enter}');
    await user.click(await screen.findByRole('checkbox', { name: /Пермь/ }));
    await user.click(screen.getByRole('heading', { level: 1 }));
    expect(said()[0]).toBe('Клиенты, у которых город — Казань');
});

test('values: arrows and Space, a rare one found on the server, one of one’s own, a pasted list', async () => {
    const { user } = await at('/segments/8');
    await user.click(await chip('Казань или Пермь'));
    const find = await screen.findByRole('textbox', { name: 'Найти: город' });
    await screen.findByRole('checkbox', { name: /Екатеринбург/ });
    await waitFor(() => expect(document.activeElement).toBe(find));
    expect(screen.getByText(/Здесь самые частые/)).toBeTruthy();
    await user.keyboard('{Tab}');
    (screen.getAllByRole('checkbox')[0] as HTMLElement).focus();
    await user.keyboard('{ArrowDown}{ArrowDown} ');
    expect((document.activeElement as HTMLInputElement).closest('label')?.textContent).toMatch(/^Екатеринбург141/);
    await user.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}');
    expect(document.activeElement).toBe(find);
    await user.keyboard('иннопол{Enter}');
    await waitFor(() => expect(said()[0]).toMatch(/Екатеринбург или Иннополис$/));
    await user.keyboard('Мензелинск{Enter}');
    await waitFor(() => expect(said()[0]).toMatch(/или ещё 2$/));
    await user.keyboard('уфа,Москва, центр');
    await waitFor(() => expect(said()[0]).toMatch(/или ещё 3$/));
    await waitFor(() => expect((find as HTMLInputElement).value).toBe('Москва, центр'));
    await user.clear(find);
    await user.click(screen.getByRole('button', { name: 'Вставить список' }));
    const area = await screen.findByRole('textbox', { name: 'Каждое значение с новой строки' });
    expect((area as HTMLTextAreaElement).value).toBe('Казань\nПермь\nЕкатеринбург\nИннополис\nМензелинск\nУфа');
    await user.clear(area);
    await user.type(area, 'Уфа{Enter}Самара');
    expect(screen.getByText('2 значения')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Выбрать из списка' }));
    await user.click(await screen.findByRole('radio', { name: 'кроме этих' }));
    expect(said()[0]).toBe('Клиенты, у которых город — не Уфа и не Самара');
    await user.click(screen.getByRole('radio', { name: 'содержит' }));
    await user.type(await screen.findByRole('textbox', { name: 'Текст' }), 'бург{Enter}');
    expect(said()[0]).toBe('Клиенты, у которых город содержит «бург»');
});

test('personal fields have no list: their values are written', async () => {
    const { user } = await at('/segments/new');
    await user.click(await chip('Добавить условие'));
    await user.click(await screen.findByRole('option', { name: 'Фамилия' }));
    await user.type(await screen.findByRole('textbox', { name: 'Каждое значение с новой строки' }), 'Иванов');
    expect(screen.getByText(/личные/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /^Готово/ }));
    expect(said()).toEqual(['Клиенты, у которых фамилия — Иванов']);
});

test('choices, yes and no, numbers and days: every comparison by the arrows', async () => {
    const { user } = await at('/segments/new');
    const add = async (field: string) => {
        await user.click(await chip('Добавить условие'));
        await user.click(await screen.findByRole('option', { name: field }));
    };
    await add('Пол');
    await user.click(await screen.findByRole('checkbox', { name: /женский/ }));
    await user.click(screen.getByRole('button', { name: /^Готово/ }));
    await add('Пользуется приложением');
    await waitFor(() => expect((document.activeElement as HTMLInputElement).type).toBe('radio'));
    await user.keyboard('{ArrowDown}{Enter}');
    await add('Бонусы');
    await user.click(await screen.findByRole('radio', { name: 'от … до …' }));
    await user.type(await screen.findByRole('textbox', { name: 'От' }), 'много');
    expect(screen.getByText(/Нужно число/)).toBeTruthy();
    await user.clear(screen.getByRole('textbox', { name: 'От' }));
    await user.type(screen.getByRole('textbox', { name: 'От' }), '900');
    await user.type(screen.getByRole('textbox', { name: 'До' }), '10');
    expect(screen.getByText(/Начало больше конца/)).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('dialog')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'До' }), '00{Enter}');
    await add('Срок оплаты');
    await user.click(await screen.findByRole('radio', { name: 'в день …' }));
    fireEvent.change(await screen.findByLabelText('Значение'), { target: { value: '2026-12-01' } });
    await user.click(screen.getByRole('radio', { name: 'с … по …' }));
    expect((screen.getByLabelText('От') as HTMLInputElement).value).toBe('2026-12-01');
    fireEvent.change(screen.getByLabelText('До'), { target: { value: '2026-12-15' } });
    await user.click(screen.getByRole('button', { name: /^Готово/ }));
    await add('Последний визит');
    await user.type(await screen.findByRole('textbox', { name: 'Сколько дней' }), 'x');
    expect(screen.getByText(/целое число дней/)).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(said()).toEqual([
        'Клиенты, у которых пол — женский',
        'и мобильное приложение — нет',
        'и бонусы — от 900 до 1 000',
        'и срок оплаты — с 1 по 15 декабря 2026',
    ]);
});

test('another field in the place of one, and Escape half-way', async () => {
    const { user } = await at('/segments/8');
    await user.click(await chip('последний визит'));
    await user.type(await screen.findByRole('combobox'), 'нет такого');
    expect(screen.getByText(/Условия «нет такого» нет/)).toBeTruthy();
    await user.clear(screen.getByRole('combobox'));
    await user.keyboard('{ArrowDown}{ArrowUp}{ArrowDown}');
    await user.clear(screen.getByRole('combobox'));
    await user.type(screen.getByRole('combobox'), 'долг{Enter}');
    await screen.findByRole('textbox', { name: 'Значение' });
    expect(said()[1]).toBe('и долг …,');
    await user.keyboard('{Escape}');
    expect(said()[1]).toBe('и последний визит — более 90 дней назад,');
    await user.click(await chip('последний визит'));
    await user.type(await screen.findByRole('combobox'), 'последний виз{Enter}');
    expect((await screen.findByRole('textbox', { name: 'Сколько дней' }) as HTMLInputElement).value).toBe('90');
});

test('Delete on a condition takes its line out, and it can be put back', async () => {
    const { user } = await at('/segments/8');
    (await chip('более 90 дней назад')).focus();
    await user.keyboard('{Backspace}');
    expect(said()).toEqual(['Клиенты, у которых город — Казань или Пермь,', 'кроме тех, у кого группа ценности — VIP']);
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Казань или Пермь'));
    await user.click(screen.getByRole('button', { name: 'Вернуть' }));
    expect(said()).toHaveLength(3);
    await user.click(screen.getByRole('button', { name: 'Убрать: город — Казань или Пермь' }));
    expect(said()[0]).toBe('Клиенты, у которых последний визит — более 90 дней назад,');
});

test('exclusions: added last, in words of their own; alone they begin with everyone', async () => {
    const { user } = await at('/segments/new');
    await user.click(await chip('Кого ещё исключить'));
    expect(screen.getByText(/Отписавшихся исключать не нужно/)).toBeTruthy();
    await user.click(await screen.findByRole('option', { name: 'Тариф' }));
    await user.click(await screen.findByRole('checkbox', { name: /Зимний/ }));
    await user.click(screen.getByRole('button', { name: /^Готово/ }));
    expect(said()).toEqual(['Все клиенты, кроме тех, у кого тариф — Зимний']);
    await user.click(await chip('Добавить условие'));
    await user.click(await screen.findByRole('option', { name: 'Долг' }));
    await user.type(await screen.findByRole('textbox', { name: 'Значение' }), '1{Enter}');
    expect(said()).toEqual(['Клиенты, у которых долг — больше 1 ₽,', 'кроме тех, у кого тариф — Зимний']);
});

test('a tree the lines cannot show opens as an outline, and a change elsewhere leaves it as it was', async () => {
    const { user, saved } = await at('/segments/10');
    await sentence();
    expect(said()).toEqual(['Клиенты, у которых город — Казань или Пермь', 'и выполняется хотя бы одно из условий:', 'кроме тех, для кого выполняется каждое из условий:']);
    const parts = [...document.querySelectorAll('[data-part]')].map((part) => part.firstElementChild?.textContent?.replaceAll('\u00a0', ' ').trim());
    expect(parts).toEqual([
        'долг — больше 5 000 ₽',
        'или выполняется каждое из условий:',
        'срок оплаты — в ближайшие 3 дня',
        'и неверно, что мобильное приложение — есть',
        'и не выполняется ни одно из условий:',
        'тариф — Зимний',
        'или бонусы — не меньше 1 000',
        'пол — женский',
        'и эл. почта не указана',
    ]);
    await user.click(await chip('Казань или Пермь'));
    await user.click(await screen.findByRole('checkbox', { name: /Уфа/ }));
    await user.keyboard('{Enter}');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.criteria).toEqual({ all: [{ field: 'city', is: 'in', values: ['Казань', 'Пермь', 'Уфа'] }, ...NESTED.all.slice(1)] });
});

test('groups are made, grown, turned and taken apart', async () => {
    const { user, saved } = await at('/segments/new');
    const pick = async (field: string, value: string) => {
        await user.type(await screen.findByRole('combobox'), `${field}{Enter}`);
        await screen.findByRole('button', { name: /^Готово/ });
        await waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'));
        await user.keyboard(`${value}{Enter}`);
        await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    };
    await user.click(await chip('Сложные условия'));
    await user.click(await chip('Добавить группу'));
    await pick('долг', '5000');
    await user.click(await chip('Добавить «или»'));
    await pick('бонусы', '100');
    await user.click(await chip('Добавить группу внутрь'));
    await pick('скидка', '5');
    await user.click((await screen.findAllByRole('button', { name: 'хотя бы одно из условий' }))[1] as HTMLElement);
    await user.click(await screen.findByRole('radio', { name: 'ни одно условие' }));
    await user.click(screen.getByRole('radio', { name: 'любые, кроме всех сразу' }));
    await user.click(screen.getByRole('button', { name: 'Готово' }));
    await user.click(await chip('Сохранить'));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.criteria).toEqual({ any: [{ field: 'debt', is: 'gt', value: 5_000 }, { field: 'bonus_points', is: 'gt', value: 100 }, { not: { all: [{ field: 'discount', is: 'gt', value: 5 }] } }] });
});

test('a field that is gone stands out, says what to do, and can be replaced', async () => {
    const { user } = await at('/segments/11');
    expect(await screen.findByText('Поля «loyalty_level» нет. Выберите поле из списка.')).toBeTruthy();
    const gone = await chip('поле удалено');
    expect(gone.dataset.gone).toBe('true');
    expect(await screen.findByText('не посчитано')).toBeTruthy();
    expect(await screen.findByText(/Покажем пятерых/)).toBeTruthy();
    await user.click(gone);
    await user.type(await screen.findByRole('combobox'), 'тариф{Enter}');
    await user.click(await screen.findByRole('checkbox', { name: /Зимний/ }));
    await user.keyboard('{Enter}');
    expect(said()).toEqual(['Клиенты, у которых город — Казань', 'и тариф — Зимний']);
    expect(await screen.findByText(/^посчитано точно в \d\d:42$/)).toBeTruthy();
});

test('a count that failed is asked for again', async () => {
    let broken = true;
    const answers = segmentHandlers()['POST /segments/count'];
    const { user } = await at('/segments/8', { 'POST /segments/count': (asked) => (broken ? new Status(400) : answers?.(asked)) });
    const again = await screen.findByRole('button', { name: 'Посчитать ещё раз' });
    broken = false;
    await user.click(again);
    expect(await screen.findByText(/^посчитано точно в \d\d:42$/)).toBeTruthy();
});

test('five people, other five, and why somebody is not among them', async () => {
    const { user, server } = await at('/segments/8');
    const table = within(await screen.findByRole('table', { name: 'Пятеро из тех, кого нашли' }));
    expect(await table.findByText('Алсу Гарипова')).toBeTruthy();
    expect(table.getByText('без имени')).toBeTruthy();
    expect(table.getByText('104 дня назад')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Показать других' }));
    expect(await table.findByText('Ия Ким')).toBeTruthy();
    await user.type(screen.getByRole('searchbox'), 'Иванов');
    expect((await screen.findByText('не попадает')).parentElement?.textContent).toBe('Пётр Иванов не попадает в сегмент.');
    const reasons = [...document.querySelectorAll('[data-holds]')].map((one) => `${(one as HTMLElement).dataset.holds} ${one.textContent}`.replaceAll('\u00a0', ' '));
    expect(reasons).toEqual(['true Город: Казань', 'false Последний визит: 12 дней назад, а нужно более 90 дней назад', 'true Под исключение не попадает: группа ценности — VIP']);
    await user.click(screen.getByRole('button', { name: 'Полина Иванова, 77-15' }));
    expect(await screen.findByText('попадает')).toBeTruthy();
    await user.clear(screen.getByRole('searchbox'));
    await user.type(screen.getByRole('searchbox'), 'Петров');
    expect(await screen.findByText(/Не нашли никого похожего на «Петров»/)).toBeTruthy();
    expect(server.asked.some(({ path }) => path === '/audience/explain')).toBe(true);
});

test('the list: each segment in words with how many it finds', async () => {
    const { user, address } = await at('/segments');
    expect(await screen.findByRole('heading', { name: '6 сегментов под рукой' })).toBeTruthy();
    const row = within((await screen.findByText('Казань и Пермь, давно не были')).closest('tr') as HTMLElement);
    expect(await row.findByText(/^город — Казань или Пермь, последний визит/)).toBeTruthy();
    expect((await row.findByText(/≈/)).textContent).toBe('≈\u00a09\u00a0950');
    expect(await screen.findByText('не посчитано')).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Напомнить о долге' }));
    expect(address()).toBe('/segments/10');
    expect(await screen.findByRole('heading', { level: 1, name: 'Напомнить о долге' })).toBeTruthy();
});

test('an empty list offers what others begin with', async () => {
    const { user, saved, address } = await at('/segments', {}, []);
    await user.click(await screen.findByRole('link', { name: 'Взять «Должники со сроком на неделе»' }));
    await sentence();
    expect(said()).toEqual(['Клиенты, у которых долг — больше 0 ₽', 'и срок оплаты — в ближайшие 7 дней']);
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    await waitFor(() => expect(address()).toBe('/segments/100'));
    expect(saved[0]?.name).toBe('Должники со сроком на неделе');
});

test('a list that failed says why and can be asked for again', async () => {
    let broken = true;
    const { user } = await at('/segments', { 'GET /segments': () => (broken ? new Status(400) : { items: SEGMENTS, next: null }) });
    expect(await screen.findByRole('heading', { name: 'Сегменты не загрузились' })).toBeTruthy();
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
    expect(await screen.findByRole('heading', { name: '6 сегментов под рукой' })).toBeTruthy();
});

test('what is wrong with the name stands at the name, what is wrong with a line at the line', async () => {
    const { user } = await at('/segments/8', {
        'PUT /segments/:id': ({ body }) => {
            const { name } = body as { name: string };
            return new Status(422, name === 'Плохое' ? { detail: 'Начало больше конца.', errors: [{ pointer: '/criteria/all/1/days', detail: 'Начало больше конца.' }] } : { detail: 'Занято.', errors: [{ pointer: '/name', detail: 'Занято.' }] });
        },
    });
    const name = await screen.findByRole('textbox', { name: 'Название' });
    await user.clear(name);
    await user.type(name, 'Занятое{Enter}');
    expect(await screen.findByText('Занято.')).toBeTruthy();
    expect(name.getAttribute('aria-invalid')).toBe('true');
    await user.clear(name);
    await user.type(name, 'Плохое{Enter}');
    await waitFor(() => expect(document.querySelectorAll('[data-line]')[1]?.textContent).toContain('Начало больше конца.'));
});

test('leaving with changes asks; without them it does not', async () => {
    const { user, address } = await at('/segments/8');
    const name = await screen.findByRole('textbox', { name: 'Название' });
    await user.type(name, '!');
    await user.click(screen.getByRole('link', { name: 'Сегменты' }));
    await user.click(await screen.findByRole('button', { name: 'Остаться' }));
    expect(address()).toBe('/segments/8');
    await user.click(screen.getByRole('link', { name: 'Сегменты' }));
    await user.click(await screen.findByRole('button', { name: 'Уйти' }));
    await waitFor(() => expect(address()).toBe('/segments'));
    await user.click(await screen.findByRole('link', { name: 'Казань и Пермь, давно не были' }));
    await screen.findByRole('textbox', { name: 'Название' });
    await user.click(screen.getByRole('link', { name: 'Сегменты' }));
    await waitFor(() => expect(address()).toBe('/segments'));
});

test('deleting asks, tells a refusal, and goes back to the list', async () => {
    let used = true;
    const { user, address } = await at('/segments/8', { 'DELETE /segments/:id': () => (used ? new Status(409, { detail: 'Сегмент нужен рассылке «Ёлка».' }) : new Status(204)) });
    await user.click(await chip('Удалить сегмент'));
    await user.click(await screen.findByRole('button', { name: 'Удалить' }));
    expect(await screen.findByText('Сегмент нужен рассылке «Ёлка».')).toBeTruthy();
    used = false;
    await user.click(screen.getByRole('button', { name: 'Удалить' }));
    await waitFor(() => expect(address()).toBe('/segments'));
});

test('an approver reads and changes nothing', async () => {
    await serve({ session: { ...ANNA, role: 'approver' as const }, handlers: segmentHandlers() });
    await visit('/segments/8');
    await sentence();
    expect(said()[0]).toBe('Клиенты, у которых город — Казань или Пермь');
    expect(screen.queryByRole('button', { name: /Казань|Сохранить|Удалить|Добавить/ })).toBeNull();
});

test('a segment that is not there says so', async () => {
    await at('/segments/404');
    expect(await screen.findByRole('heading', { name: 'Сегмент не открылся' })).toBeTruthy();
});

test('criteria of a single condition stay so', async () => {
    const { user, saved } = await at('/segments/8', {}, [{ ...(SEGMENTS[0] as (typeof SEGMENTS)[number]), criteria: { field: 'debt', is: 'gt', value: 5 } }]);
    await user.click(await chip('больше 5\u00a0₽'));
    await user.clear(await screen.findByRole('textbox', { name: 'Значение' }));
    await user.keyboard('70{Enter}');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    await waitFor(() => expect(saved[0]?.criteria).toEqual({ field: 'debt', is: 'gt', value: 70 }));
    expect(SIMPLE.all).toHaveLength(3);
});
