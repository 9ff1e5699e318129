import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { Campaign, Draft } from '@/campaigns';
import { ApiProblem } from '@/shared/api';
import { Keeper } from '@/wizard/keeper';
import { daysBetween, fieldsOf, momentOf, offers } from '@/wizard/time';
import type { Check } from '@/wizard/api';
import { unwelcome } from '@/wizard/Clauses';
import { OLGA, PAVEL } from './access/fake';
import { serve } from './reach';
import { segmentHandlers } from './segments/fake';
import { forecastOf } from './server/campaignPart';
import { Status } from './server/fakeServer';
import { DRAFT, EMPTY, FINISHED, READY } from './server/scenes';
import { visit } from './visit';

const asked = (server: Awaited<ReturnType<typeof serve>>, method: string, path: string) =>
    server.asked.filter((one) => one.method === method && one.path === path);

test('from nothing to a launch in four presses: segment, text, next, send', async () => {
    const server = await serve({ campaigns: [] });
    const { user, address } = await visit('/campaigns');
    await user.click(await screen.findByRole('link', { name: 'Новая рассылка' }));
    await user.click(await screen.findByRole('button', { name: 'Золотые карты' }));
    expect(await screen.findByRole('heading', { name: 'Что напишем' })).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Бонусы сгорают' }));
    expect(await screen.findByRole('heading', { name: 'Когда отправим' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /^Дальше/ }));
    await user.click(await screen.findByRole('button', { name: 'Отправить 1\u00a0000 людям' }));
    await waitFor(() => expect(address()).toMatch(/^\/runs\/9\d{3}$/));
    expect(await screen.findByRole('button', { name: /^Отменить \d+ с$/ })).toBeTruthy();
    expect(asked(server, 'POST', '/campaigns')).toHaveLength(1);
    const launch = server.asked.find(({ path }) => /^\/campaigns\/\d+\/runs$/.test(path));
    expect(launch?.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    // The template lent its name to a campaign that had none.
    expect(server.runs.get(address().split('/')[2] ?? '')?.campaignName).toBe('Бонусы сгорают');
});

test('«Дальше» is refused while nobody or nothing is there: why is said beside it, and the field is in hand', async () => {
    let found: ReturnType<typeof forecastOf> = { ...forecastOf(0), found: 0, suppressed: [] };
    await serve({
        campaigns: [structuredClone(EMPTY)],
        handlers: { ...segmentHandlers(), 'POST /audience/forecast': () => found },
    });
    const { user, address } = await visit(`/campaigns/${EMPTY.id}/who`);
    await screen.findByRole('button', { name: 'Добавить условие' });
    await user.click(screen.getByRole('button', { name: /^Дальше/ }));
    expect(screen.getByText('Сначала скажите, кому отправить: добавьте условие или возьмите готовый сегмент.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Добавить условие' }));
    await user.click(screen.getByRole('button', { name: 'Всем клиентам' }));
    expect(screen.queryByText(/^Сначала скажите/)).toBeNull();
    await waitFor(() => expect(document.querySelector('footer ol[aria-busy=false]')).toBeTruthy());
    await user.click(screen.getByRole('button', { name: /^Дальше/ }));
    expect(screen.getByText('Под эти условия не подходит никто. Измените условия.')).toBeTruthy();
    expect(address()).toBe(`/campaigns/${EMPTY.id}/who`);
    found = forecastOf(40);
    await user.click(screen.getByRole('link', { name: /^Что/ }));
    await user.click(await screen.findByRole('button', { name: /^Дальше/ }));
    expect(screen.getByText('Напишите текст или возьмите готовый.')).toBeTruthy();
    expect(document.activeElement?.getAttribute('contenteditable')).toBeTruthy();
    expect(address()).toBe(`/campaigns/${EMPTY.id}/what`);
});

test('a saved segment is told by its sentence and its number of people', async () => {
    await serve({ campaigns: [structuredClone(EMPTY)], handlers: segmentHandlers() });
    await visit(`/campaigns/${EMPTY.id}/who`);
    const ready = within(await screen.findByRole('region', { name: 'Или возьмите готовый сегмент' }));
    const [first] = await ready.findAllByText(/город|Город/);
    expect(first).toBeTruthy();
    expect((await ready.findAllByText(/\d человек/)).length).toBeGreaterThan(0);
});

test('whoever may not change a draft reads it, and is offered nothing that would be refused', async () => {
    const server = await serve({ session: OLGA, campaigns: [structuredClone(READY)], handlers: segmentHandlers() });
    await visit(`/campaigns/${READY.id}/what`);
    expect(await screen.findByRole('heading', { name: READY.name })).toBeTruthy();
    expect(screen.getByText(READY.text)).toBeTruthy();
    expect(await screen.findByText('Согласие на рекламу есть у всех, кто получит.')).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('button', { name: /^(Отправить|Дальше|Сделать живым|Удалить)/ })).toBeNull();
    expect(server.asked.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('an analyst, whom the server does not tell what would happen, reads the draft as well', async () => {
    const server = await serve({ session: PAVEL, campaigns: [structuredClone(READY)] });
    await visit(`/campaigns/${READY.id}`);
    expect(await screen.findByRole('heading', { name: READY.name })).toBeTruthy();
    expect(server.asked.some(({ path }) => path.endsWith('/check'))).toBe(false);
});

test('hours at which nobody wants to be written to have their own names', () => {
    const named = (hour: number) => unwelcome({ hour });
    expect([20, 21, 22, 23, 0, 5, 6, 8, 9, 18].map(named)).toEqual([null, 'evening', 'evening', 'night', 'night', 'night', 'morning', 'morning', null, null]);
    expect(unwelcome(null)).toBeNull();
});

test('taking it back leads to the draft, and nothing was sent', async () => {
    const server = await serve({ campaigns: [structuredClone(DRAFT)], audiences: { [DRAFT.id]: 40 } });
    const { user, address } = await visit(`/campaigns/${DRAFT.id}/check`);
    await user.click(await screen.findByRole('button', { name: 'Отправить 40 людям' }));
    await user.click(await screen.findByRole('button', { name: /^Отменить \d+ с$/ }));
    await waitFor(() => expect(address()).toBe(`/campaigns/${DRAFT.id}/check`));
    expect(await screen.findByRole('button', { name: 'Отправить 40 людям' })).toBeTruthy();
    expect([...server.runs.values()].map(({ status, messages }) => [status, messages])).toEqual([['cancelled', 0]]);
});

test('the name and every other change are saved by themselves', async () => {
    const server = await serve({ campaigns: [structuredClone(DRAFT)] });
    const { user } = await visit(`/campaigns/${DRAFT.id}/when`);
    const name = await screen.findByRole('textbox', { name: 'Название рассылки' });
    await user.clear(name);
    await user.type(name, 'Ёлка');
    await user.click(screen.getByRole('radio', { name: 'Останется живым' }));
    await user.click(screen.getByRole('radio', { name: 'Не больше стольких в минуту' }));
    await user.clear(screen.getByRole('textbox', { name: 'Сообщений в минуту' }));
    await user.type(screen.getByRole('textbox', { name: 'Сообщений в минуту' }), '300');
    await waitFor(() => expect(screen.getByText(/Черновик сохранён/)).toBeTruthy());
    await user.click(screen.getByRole('link', { name: /Проверка/ }));
    await screen.findByText('Список живой: соберём его заново перед самой отправкой.');
    expect(screen.getByText('Не больше 300 сообщений в минуту.')).toBeTruthy();
    expect(asked(server, 'PUT', `/campaigns/${DRAFT.id}`).length).toBeLessThan(5);
});

test('a time is told in words; one that has passed is refused and not saved', async () => {
    const server = await serve({ campaigns: [structuredClone(DRAFT)] });
    vi.useFakeTimers({ now: new Date(2026, 10, 23, 16, 12), toFake: ['Date'] });
    const { user } = await visit(`/campaigns/${DRAFT.id}/when`);
    await user.click(await screen.findByRole('radio', { name: 'В назначенное время' }));
    expect(screen.getByRole('radio', { name: 'В назначенное время: сегодня в 18:00 по Москве' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'завтра в 10:00' }));
    expect(screen.getByRole('radio', { name: 'В назначенное время: завтра в 10:00 по Москве' })).toBeTruthy();
    await waitFor(() => expect(asked(server, 'PUT', `/campaigns/${DRAFT.id}`).length).toBe(1));
    await user.clear(screen.getByLabelText('День'));
    await user.type(screen.getByLabelText('День'), '2026-11-23');
    expect(await screen.findByText('Это время уже прошло: сейчас 16:12. Выберите позже.')).toBeTruthy();
    expect(screen.getByRole('link', { name: /Когда/ }).textContent).toMatch(/Завтра в 10:00 по Москве/);
});

test('above the limit the number is typed, red stands in the way, amber is to be seen', async () => {
    const items: Check['items'] = [
        { code: 'night', level: 'warn', text: 'Владивосток получит ночью.', step: 'when' },
        { code: 'zero', level: 'warn', text: 'Ноль вместо суммы прочтут 12 человек.', step: 'what' },
        { code: 'consent', level: 'ok', text: 'Согласие есть у всех.', step: 'who' },
    ];
    let sent: unknown = null;
    await serve({
        campaigns: [structuredClone(READY)],
        handlers: {
            'GET /campaigns/:id/check': () => ({ forecast: forecastOf(13_105), items, startsAt: null, finishAt: null, confirmAbove: 10_000, holdSeconds: 30 }),
            'POST /campaigns/:id/runs': ({ body }) => {
                sent = body;
                return new Status(409, { code: 'audience-changed', detail: 'Получателей стало другое число.' });
            },
        },
    });
    const { user } = await visit(`/campaigns/${READY.id}/check`);
    const send = await screen.findByRole('button', { name: 'Отправить 13\u00a0105 людям' });
    await user.click(send);
    expect(await screen.findByText('Отметьте «Понятно» у предупреждений.')).toBeTruthy();
    const seen = screen.getByRole('checkbox');
    expect(document.activeElement).toBe(seen);
    await user.click(seen);
    await user.click(send);
    expect(await screen.findByText('Впишите 13 105, столько людей получат сообщение.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: /впишите, сколько/ }), '13 105');
    await user.click(send);
    expect(await screen.findByText('Получателей стало другое число.')).toBeTruthy();
    expect(sent).toEqual({ expected: 13_105, acknowledged: ['night', 'zero'] });
});

test('what blocks is told, with the way to mend it', async () => {
    const server = await serve({ campaigns: [structuredClone(EMPTY)] });
    const { user, address } = await visit(`/campaigns/${EMPTY.id}/check`);
    await user.click(await screen.findByRole('button', { name: /^Отправить/ }));
    expect(await screen.findByText('Мешают 2 вещи, они отмечены красным.')).toBeTruthy();
    expect(server.asked.some(({ path }) => path.endsWith('/runs'))).toBe(false);
    await user.click(screen.getAllByRole('link', { name: 'Исправить' })[1] as HTMLElement);
    await waitFor(() => expect(address()).toBe(`/campaigns/${EMPTY.id}/what`));
});

test('the list is made live and frozen from the check', async () => {
    await serve({ campaigns: [structuredClone(DRAFT)] });
    const { user } = await visit(`/campaigns/${DRAFT.id}/check`);
    await user.click(await screen.findByRole('button', { name: 'Сделать живым' }));
    await user.click(await screen.findByRole('button', { name: 'Заморозить' }));
    expect(await screen.findByRole('button', { name: 'Сделать живым' })).toBeTruthy();
});

test('while a change is checked anew the former check stays in sight, and nothing can be sent by it', async () => {
    const items: Check['items'] = [{ code: 'consent', level: 'ok', text: 'Согласие есть у всех.', step: 'who' }];
    const good = { forecast: forecastOf(13_105), items, startsAt: null, finishAt: null, confirmAbove: 10_000, holdSeconds: 30 };
    let asked = 0;
    await serve({ campaigns: [structuredClone(DRAFT)], handlers: { 'GET /campaigns/:id/check': () => (++asked > 1 ? ('never' as const) : good) } });
    const { user } = await visit(`/campaigns/${DRAFT.id}/check`);
    expect(await screen.findByRole('button', { name: /^Отправить 13/ })).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Сделать живым' }));
    await waitFor(() => expect(asked).toBe(2));
    expect(screen.getByText('Согласие есть у всех.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Заморозить' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Отправить/ })).toBeNull();
});

test('somebody else’s change is not overwritten unasked: take theirs', async () => {
    const campaign = structuredClone(DRAFT);
    await serve({ campaigns: [campaign], handlers: { 'PUT /campaigns/:id': () => new Status(409, { code: 'campaign-changed', detail: '…' }) } });
    const { user } = await visit(`/campaigns/${DRAFT.id}/when`);
    await user.click(await screen.findByRole('radio', { name: 'Останется живым' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Этот черновик изменили в другом месте' }));
    await dialog.findByText(/Там сохранили/);
    await user.click(dialog.getByRole('button', { name: 'Взять новый' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect((screen.getByRole('radio', { name: 'Замрёт при запуске' }) as HTMLInputElement).checked).toBe(true);
});

test('somebody else’s change is not overwritten unasked: keep mine', async () => {
    let refusals = 1;
    const saved: number[] = [];
    const server = await serve({
        campaigns: [structuredClone(DRAFT)],
        handlers: {
            'PUT /campaigns/:id': ({ body }) => {
                const draft = body as Campaign;
                saved.push(draft.version);
                if (refusals-- > 0) return new Status(409, { code: 'campaign-changed', detail: '…' });
                return { ...DRAFT, ...draft, version: draft.version + 1 };
            },
            'GET /campaigns/:id': () => ({ ...DRAFT, version: refusals > 0 ? 3 : 8 }),
        },
    });
    const { user } = await visit(`/campaigns/${DRAFT.id}/when`);
    await user.click(await screen.findByRole('radio', { name: 'Останется живым' }));
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findByText(/Там сохранили/);
    await user.click(dialog.getByRole('button', { name: 'Оставить мой' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect((screen.getByRole('radio', { name: 'Останется живым' }) as HTMLInputElement).checked).toBe(true);
    expect(saved).toEqual([3, 8]);
    expect(server.asked.length).toBeGreaterThan(0);
});

test('a draft that is not saved says so and is saved again', async () => {
    let broken = true;
    await serve({
        campaigns: [structuredClone(DRAFT)],
        handlers: { 'PUT /campaigns/:id': ({ body }) => (broken ? new Status(400) : { ...DRAFT, ...(body as Campaign), version: 4 }) },
    });
    const { user } = await visit(`/campaigns/${DRAFT.id}/when`);
    await user.click(await screen.findByRole('radio', { name: 'Останется живым' }));
    const again = await screen.findByRole('button', { name: 'Сохранить ещё раз' });
    broken = false;
    await user.click(again);
    expect(await screen.findByText(/Черновик сохранён/)).toBeTruthy();
});

test('a draft is deleted from the wizard: nothing of it is saved after, and one is back at the list', async () => {
    const server = await serve({ campaigns: [structuredClone(DRAFT), structuredClone(READY)] });
    const { user, address } = await visit(`/campaigns/${DRAFT.id}/when`);
    await user.click(await screen.findByRole('radio', { name: 'Останется живым' }));
    await user.click(screen.getByRole('button', { name: 'Удалить черновик' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Удалить черновик' }));
    await waitFor(() => expect(address()).toBe('/campaigns'));
    expect(await screen.findByText(`Черновик «${DRAFT.name}» удалён.`)).toBeTruthy();
    const changes = server.asked.filter(({ method }) => method !== 'GET').map(({ method }) => method);
    expect(changes.at(-1)).toBe('DELETE');
    expect(changes.at(-2), 'what was written last is saved before').toBe('PUT');
});

test('a check that failed can be asked for again', async () => {
    let broken = true;
    const good = { forecast: forecastOf(10), items: [], startsAt: null, finishAt: null, confirmAbove: 10_000, holdSeconds: 30 };
    await serve({ campaigns: [structuredClone(DRAFT)], handlers: { 'GET /campaigns/:id/check': () => (broken ? new Status(400) : good) } });
    const { user } = await visit(`/campaigns/${DRAFT.id}/check`);
    const again = await screen.findByRole('button', { name: 'Попробовать ещё раз' });
    broken = false;
    await user.click(again);
    expect(await screen.findByRole('button', { name: 'Отправить 10 людям' })).toBeTruthy();
});

test('before it is said to whom, the check has no forecast and says what is lacking', async () => {
    await serve({ campaigns: [structuredClone(EMPTY)] });
    await visit(`/campaigns/${EMPTY.id}/check`);
    expect(await screen.findByText('Не выбрано, кому отправить.')).toBeTruthy();
});

test('a draft opens where it was left; a launched campaign opens its run; another number is not found', async () => {
    await serve();
    const { address, router } = await visit(`/campaigns/${DRAFT.id}`);
    await screen.findByRole('heading', { name: 'Что напишем' });
    expect(address()).toBe(`/campaigns/${DRAFT.id}/what`);
    await router.navigate({ to: '/campaigns/$id/check', params: { id: FINISHED.campaignId } });
    await waitFor(() => expect(address()).toBe(`/runs/${FINISHED.id}`));
    await router.navigate({ to: '/campaigns/$id/who', params: { id: '777' } });
    expect(await screen.findByRole('heading', { name: 'Такой рассылки нет' })).toBeTruthy();
});

test('people of an earlier run are named, and can be exchanged for others', async () => {
    const repeat: Campaign = { ...DRAFT, segment: null, audience: { kind: 'run', runId: FINISHED.id, states: ['failed', 'uncertain'] } };
    await serve({ campaigns: [repeat] });
    const { user } = await visit(`/campaigns/${DRAFT.id}/who`);
    expect(await screen.findByText(/и сообщение не доставлено или неизвестно, дошло ли\./)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Выбрать других' }));
    expect(await screen.findByRole('button', { name: 'Всем клиентам' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Всем клиентам' }));
    expect(await screen.findByText('13 105')).toBeTruthy();
});

test('a new draft that could not be made is asked for again', async () => {
    let broken = true;
    await serve({ campaigns: [structuredClone(EMPTY)], handlers: { 'POST /campaigns': () => (broken ? new Status(500) : new Status(201, EMPTY)) } });
    const { user, address } = await visit('/campaigns/new');
    const again = await screen.findByRole('button', { name: 'Попробовать ещё раз' });
    broken = false;
    await user.click(again);
    await waitFor(() => expect(address()).toBe(`/campaigns/${EMPTY.id}/who`));
});

const problem = (status: number, code: string | null = null) => new ApiProblem(status, null, code, null);

test('the keeper: strokes made while saving are saved after it, with the newer version', async () => {
    vi.useFakeTimers();
    const versions: [string, number][] = [];
    let answer: (campaign: Campaign) => void = () => {};
    const keeper = new Keeper(DRAFT, (_, draft: Draft, version) => {
        versions.push([draft.name, version]);
        return new Promise((resolve) => (answer = resolve));
    });
    keeper.change({ name: 'А' });
    await vi.advanceTimersByTimeAsync(700);
    expect(keeper.atRisk).toBe(false);
    keeper.change({ name: 'АБ' });
    expect(keeper.atRisk).toBe(true);
    answer({ ...DRAFT, name: 'А', version: 4 });
    await vi.advanceTimersByTimeAsync(0);
    expect(keeper.snapshot().campaign.name).toBe('АБ');
    await vi.advanceTimersByTimeAsync(700);
    answer({ ...DRAFT, name: 'АБ', version: 5 });
    await vi.advanceTimersByTimeAsync(0);
    expect(versions).toEqual([
        ['А', 3],
        ['АБ', 4],
    ]);
    expect(keeper.snapshot().saving).toBe('saved');
});

test('the keeper: a broken line is tried again by itself, a refusal is not', async () => {
    vi.useFakeTimers();
    const outcomes: (Error | null)[] = [new TypeError('no line'), problem(503), null];
    let tries = 0;
    const keeper = new Keeper(DRAFT, (_, draft) => {
        const error = outcomes[tries++];
        return error ? Promise.reject(error) : Promise.resolve({ ...DRAFT, ...draft, version: 4 });
    });
    keeper.change({ name: 'А' });
    await vi.advanceTimersByTimeAsync(600);
    expect(keeper.snapshot().saving).toBe('failed');
    await vi.advanceTimersByTimeAsync(2_000);
    await vi.advanceTimersByTimeAsync(4_000);
    expect([tries, keeper.snapshot().saving]).toEqual([3, 'saved']);

    const refused = new Keeper(DRAFT, () => Promise.reject(problem(400)));
    refused.change({ name: 'А' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(refused.snapshot().saving).toBe('failed');
    expect(refused.atRisk).toBe(true);
});

test('the keeper: nothing is tried again once somebody else is logged in', async () => {
    vi.useFakeTimers();
    let tries = 0;
    let here = true;
    const keeper = new Keeper(
        DRAFT,
        () => {
            tries += 1;
            return Promise.reject(new TypeError('no line'));
        },
        undefined,
        () => here,
    );
    keeper.change({ name: 'А' });
    await vi.advanceTimersByTimeAsync(600);
    expect([tries, keeper.snapshot().saving]).toEqual([1, 'failed']);
    here = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tries).toBe(1);
});

test('the keeper: leaving saves at once and through the closing of the page', async () => {
    const leavings: (boolean | undefined)[] = [];
    const keeper = new Keeper(DRAFT, (_, draft, version, leaving) => {
        leavings.push(leaving);
        return Promise.resolve({ ...DRAFT, ...draft, version: version + 1 });
    });
    expect(await keeper.flush(true)).toBe(true);
    keeper.change({ name: 'А' });
    expect(await keeper.flush(true)).toBe(true);
    expect(leavings).toEqual([true]);
});

test('moments: offers, fields, days', () => {
    const monday = new Date(2026, 10, 23, 16, 12);
    expect(offers(monday).map((at) => fieldsOf(at))).toEqual([
        { date: '2026-11-23', time: '18:00' },
        { date: '2026-11-24', time: '10:00' },
        { date: '2026-11-30', time: '10:00' },
    ]);
    // On Sunday evening there is no «later today» and Monday is tomorrow.
    expect(offers(new Date(2026, 10, 29, 21, 0)).map((at) => fieldsOf(at).date)).toEqual(['2026-11-30']);
    expect(momentOf('2026-11-23', '09:05')?.getTime()).toBe(new Date(2026, 10, 23, 9, 5).getTime());
    expect(momentOf('', '09:05')).toBeNull();
    expect(daysBetween(new Date(2026, 10, 23, 23, 59), new Date(2026, 10, 24, 0, 1))).toBe(1);
});
