import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { startLanguage } from '@/i18n';
import { type Criteria, SampleAndWhy, SentenceEditor } from '@/segments';
import { theme } from '@/shared/theme';
import { serve } from './reach';
import { type Handlers, Status } from './server/fakeServer';
import { DEEDS, DEEP, segmentHandlers } from './segments/fake';

/** The sentence with what it holds by now. */
async function hold(criteria: unknown, handlers: Handlers = segmentHandlers()) {
    await startLanguage();
    await serve({ handlers });
    const told: { now: unknown } = { now: criteria };
    function Holder() {
        const [tree, setTree] = useState<unknown>(criteria);
        return (
            <SentenceEditor
                criteria={tree}
                onChange={(next: Criteria) => {
                    told.now = next;
                    setTree(next);
                }}
            />
        );
    }
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    render(
        <QueryClientProvider client={client}>
            <MantineProvider theme={theme}>
                <Holder />
            </MantineProvider>
        </QueryClientProvider>,
    );
    await screen.findByRole('list', { name: 'Условия' });
    return { user: userEvent.setup(), told };
}

const said = () =>
    [...document.querySelectorAll('[data-line]')].map((line) => {
        const words = line.firstElementChild?.firstElementChild?.cloneNode(true) as HTMLElement;
        words.querySelectorAll('[role=dialog]').forEach((picker) => picker.remove());
        return words.textContent?.replaceAll('\u00a0', ' ').trim();
    });
const pick = async (user: ReturnType<typeof userEvent.setup>, subject: string) => {
    await user.click(screen.getByRole('button', { name: 'Добавить условие' }));
    await user.type(await screen.findByRole('combobox'), `${subject}{Enter}`);
};
const done = (user: ReturnType<typeof userEvent.setup>) => user.click(screen.getByRole('button', { name: /^Готово/ }));

test('a sentence of all sorts agrees with itself', async () => {
    await hold(DEEDS);
    await waitFor(() => expect(said()[4]).toBe('и есть в списке «Должники»'));
    expect(said()).toEqual([
        'Клиенты, которые покупали 3 раза и больше за 30 дней (магазин — Центр)',
        'и у которых сумма покупок — от 5 000 ₽',
        'и которым не писали 7 дней',
        'и которые получали рассылку «Бонусы сгорают»',
        'и есть в списке «Должники»',
        'и у которых согласие на рекламу есть',
        'и из них случайные 10 %,',
        'кроме тех, которые отписались от сообщений',
    ]);
});

test('an event: how often, within what time, with what details', async () => {
    const { user, told } = await hold({});
    await pick(user, 'купил');
    await user.click(await screen.findByRole('radio', { name: 'сколько раз' }));
    await user.type(screen.getByRole('textbox', { name: 'От' }), '1,5');
    expect(screen.getByText(/Нужно целое число, не больше 1.000.000/)).toBeTruthy();
    await user.clear(screen.getByRole('textbox', { name: 'От' }));
    await user.type(screen.getByRole('textbox', { name: 'От' }), '3');
    await user.click(screen.getByRole('radio', { name: 'за последние … дн.' }));
    expect((screen.getByRole('textbox', { name: 'За сколько дней' }) as HTMLInputElement).value).toBe('30');
    await user.clear(screen.getByRole('textbox', { name: 'За сколько дней' }));
    expect(said()[0]).toBe('Клиенты, которые покупали …');
    await user.type(screen.getByRole('textbox', { name: 'За сколько дней' }), '90');
    await user.click(screen.getByRole('button', { name: 'Добавить уточнение' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Свойство' }), 'items');
    await user.type(screen.getAllByRole('textbox', { name: 'От' })[1] as HTMLElement, '2');
    await done(user);
    expect(told.now).toEqual({ about: 'event', kind: 'purchase', is: 'count', at_least: 3, days: 90, with: [{ attribute: 'items', at_least: 2 }] });
    expect(said()).toEqual(['Клиенты, которые покупали 3 раза и больше за 90 дней (число товаров — от 2)']);
    await user.click(screen.getByRole('button', { name: /^3 раза/ }));
    await user.click(await screen.findByRole('radio', { name: 'с … по …' }));
    fireEvent.change(screen.getByLabelText('С какого дня'), { target: { value: '2026-11-01' } });
    await user.click(screen.getByRole('button', { name: 'Убрать уточнение' }));
    await done(user);
    expect(told.now).toEqual({ about: 'event', kind: 'purchase', is: 'count', at_least: 3, from: '2026-11-01' });
});

test('campaigns are chosen by name, with reasons or words of the answer; none chosen is any', async () => {
    const { user, told } = await hold({});
    await pick(user, 'рассылки');
    expect(await screen.findByText('Ничего не отмечено: подойдёт любая рассылка.')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'ошибка доставки' }));
    await user.type(screen.getByRole('textbox', { name: 'Найти по названию' }), 'осен');
    await waitFor(() => expect(screen.queryByRole('checkbox', { name: 'Бонусы сгорают' })).toBeNull());
    await user.keyboard('{Enter}');
    await user.click(screen.getByRole('checkbox', { name: 'телефон выключен или вне сети' }));
    expect(said()[0]).toBe('Клиенты, у которых не дошло сообщение рассылки «Осенняя распродажа» (телефон выключен или вне сети)');
    await user.click(screen.getByRole('radio', { name: 'ответили' }));
    await user.type(screen.getByRole('textbox', { name: 'Что в ответе' }), 'да');
    await user.type(screen.getByRole('textbox', { name: 'За сколько дней' }), '30');
    await done(user);
    expect(told.now).toEqual({ about: 'campaign', is: 'replied', values: ['42'], text: 'да', days: 30 });
});

test('a random part keeps its seed until others are asked for', async () => {
    const { user, told } = await hold({});
    await pick(user, 'случайн');
    expect((await screen.findByRole('textbox', { name: 'Сколько процентов' }) as HTMLInputElement).value).toBe('10');
    await done(user);
    const { seed } = told.now as { seed: number };
    expect(told.now).toEqual({ about: 'random', is: 'share', percent: 10, seed });
    expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31).toBe(true);
    const open = async () => user.click(screen.getByRole('button', { name: /^(10|500)/ }));
    await open();
    await user.click(await screen.findByRole('radio', { name: 'сколько человек' }));
    await user.type(screen.getByRole('textbox', { name: 'Сколько человек' }), '500');
    await done(user);
    expect(told.now).toEqual({ about: 'random', is: 'people', people: 500, seed });
    await open();
    await user.click(await screen.findByRole('button', { name: 'Выбрать других' }));
    await done(user);
    expect((told.now as { seed: number }).seed).not.toBe(seed);
});

test('a seed that a system gave, or none, stays when the rest changes', async () => {
    const { user, told } = await hold({ about: 'random', is: 'share', percent: 10 });
    await user.click(await screen.findByRole('button', { name: /^10/ }));
    const percent = await screen.findByRole('textbox', { name: 'Сколько процентов' });
    await user.clear(percent);
    await user.type(percent, '2,5');
    await done(user);
    expect(told.now).toEqual({ about: 'random', is: 'share', percent: 2.5 });
});

test('consent: for what, since when, where it came from', async () => {
    const { user, told } = await hold({});
    await pick(user, 'согласие по');
    await user.click(await screen.findByRole('radio', { name: 'Опросы' }));
    await user.click(screen.getByRole('radio', { name: 'за последние … дн.' }));
    await user.click(screen.getByRole('checkbox', { name: 'файл' }));
    expect(said()[0]).toBe('Клиенты, у которых согласие на цель «Опросы» дано за 30 дней, через: файл');
    await user.click(screen.getByRole('radio', { name: 'звонок' }));
    await done(user);
    expect(told.now).toEqual({ about: 'consent', purpose: 'surveys', is: 'given', days: 30, through: ['import'], channel: 'call' });
});

test('lists, operators and repeated numbers; «кроме» makes an exclusion of what needs nothing more at once', async () => {
    const { user, told } = await hold({});
    await pick(user, 'в списке');
    await user.click(await screen.findByRole('checkbox', { name: 'Должники' }));
    await user.click(screen.getByRole('checkbox', { name: 'VIP Казани' }));
    expect(said()[0]).toBe('Клиенты, которые есть хотя бы в одном из списков «Должники» или «VIP Казани»');
    await user.click(screen.getByRole('radio', { name: 'нет ни в одном' }));
    expect(said()[0]).toBe('Клиенты, которых нет ни в одном из списков «Должники» или «VIP Казани»');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await user.type(await screen.findByRole('combobox'), 'мегафон{Enter}');
    await user.click(await screen.findByRole('checkbox', { name: /МегаФон/ }));
    await user.keyboard('{Control>}{Enter}{/Control}');
    await user.type(await screen.findByRole('combobox'), 'кроме повтор{Enter}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(said().slice(1)).toEqual(['и у которых оператор — МегаФон,', 'кроме тех, у кого номер уже есть у другого клиента']);
    expect(told.now).toEqual({ all: [{ about: 'list', is: 'not_in', values: ['12', '13'] }, { about: 'number', is: 'operator', values: ['MegaFon'] }, { not: { about: 'phone', is: 'repeated' } }] });
});

test('the complex mode comes and goes, and the tree stays what it was', async () => {
    const { user, told } = await hold(DEEDS);
    await user.click(await screen.findByRole('button', { name: 'Сложные условия' }));
    expect(screen.getAllByRole('button', { name: /^Переместить/ })).toHaveLength(DEEDS.all.length);
    await user.click(screen.getByRole('button', { name: 'Простой вид' }));
    expect(screen.queryByRole('button', { name: /^Переместить/ })).toBeNull();
    expect(told.now).toBe(DEEDS);
});

test('groups in groups: a condition is moved by the menu and by the arrows, and put back', async () => {
    const { user, told } = await hold(DEEP);
    await screen.findByRole('button', { name: 'Переместить: есть в списке «VIP Казани»' });
    await user.click(screen.getByRole('button', { name: 'Переместить: есть в списке «VIP Казани»' }));
    const items = (await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent);
    expect(items).toEqual(['Ниже', 'В группу ниже', 'Вынести из группы', 'Сделать исключением']);
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    const [, group] = DEEP.all;
    const [, inner] = group && 'any' in group ? group.any : [];
    const list = { about: 'list', is: 'in', values: ['13'] };
    expect(told.now).toEqual({ all: [DEEP.all[0], { any: [{ about: 'event', kind: 'purchase', is: 'count', at_least: 3, days: 90 }, { all: (inner as { all: unknown[] }).all.slice(1) }, list] }, DEEP.all[2]] });
    expect(document.activeElement?.textContent).toBe('есть в списке');
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(JSON.stringify(told.now)).toContain('{"about":"messages","is":"count","days":7,"at_least":3}},{"about":"list"');
    expect(screen.getByText('Условие перемещено.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Вернуть' }));
    expect(JSON.stringify(told.now)).toContain('{"all":[{"any":[{"about":"campaign"');
});

test('a tree this page cannot show still shows, moves and stays', async () => {
    const weather = { about: 'weather', is: 'rainy', where: { city: 'Казань' } };
    const { user, told } = await hold({ all: [{ field: 'debt', is: 'gt', value: 1 }, weather] });
    expect(said()).toEqual(['Клиенты, у которых долг — больше 1 ₽', 'и выполняется условие, которое эта страница не понимает']);
    await user.click(screen.getByRole('button', { name: /^больше 1/ }));
    await user.clear(await screen.findByRole('textbox', { name: 'Значение' }));
    await user.keyboard('2{Enter}');
    expect(told.now).toEqual({ all: [{ field: 'debt', is: 'gt', value: 2 }, weather] });
});

test('without the kinds of events the rest goes on, and they are asked for again', async () => {
    let broken = true;
    const handlers = segmentHandlers();
    const kinds = (handlers as Record<string, unknown>)['GET /event-kinds'] as () => unknown;
    const { user } = await hold({}, { ...handlers, 'GET /event-kinds': () => (broken ? new Status(400) : kinds()) } as unknown as Handlers);
    await user.click(screen.getByRole('button', { name: 'Добавить условие' }));
    expect(await screen.findByText(/События не загрузились/)).toBeTruthy();
    expect(screen.queryByRole('option', { name: 'Покупка' })).toBeNull();
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
    expect(await screen.findByRole('option', { name: 'Покупка' })).toBeTruthy();
});

test('why somebody is in or not, in words of the new conditions', async () => {
    await startLanguage();
    await serve({ handlers: segmentHandlers() });
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    render(
        <QueryClientProvider client={client}>
            <MantineProvider theme={theme}>
                <SampleAndWhy criteria={DEEDS} messageClass={null} />
            </MantineProvider>
        </QueryClientProvider>,
    );
    await userEvent.setup().type(screen.getByRole('searchbox'), 'Иванов Пётр');
    await screen.findByText(/Не выполняется/);
    await waitFor(() =>
        expect([...document.querySelectorAll('[data-holds]')].map((one) => `${(one as HTMLElement).dataset.holds} ${one.textContent}`.replaceAll('\u00a0', ' '))).toEqual([
            'true Выполняется: покупали 3 раза и больше за 30 дней (магазин — Центр)',
            'true Выполняется: сумма покупок — от 5 000 ₽',
            'false Не выполняется: не писали 7 дней',
            'true Выполняется: получали рассылку «Бонусы сгорают»',
            'true Выполняется: есть в списке «Должники»',
            'true Выполняется: согласие на рекламу есть',
            'true Выполняется: случайные 10 %',
            'true Под исключение не попадает: отписались от сообщений',
        ]),
    );
});

test('what is wrong deep inside a group stands there', async () => {
    const detail = 'Списка 13 нет.';
    await hold(DEEP, {
        ...segmentHandlers(),
        'POST /segments/count': () => new Status(422, { code: 'criteria-refused', detail, errors: [{ pointer: '/criteria/all/1/any/1/all/0/values/0', detail }] }),
    });
    const told = await screen.findByText(detail);
    expect(told.closest('[data-part]')?.firstElementChild?.textContent).toContain('есть в списке «VIP Казани»');
    expect(screen.getByText('не посчитано')).toBeTruthy();
});
