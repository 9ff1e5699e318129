import { expect, type Locator, type Page } from '@playwright/test';
import { ANNA, Status } from '../../test/server/fakeServer';
import { NESTED, segmentHandlers, SEGMENTS } from '../../test/segments/fake';
import { dialog, open, type State } from './state';

const session = { ...ANNA, role: 'campaign_manager' as const };
const manager = { session, handlers: segmentHandlers() };
const but = (handlers: ReturnType<typeof segmentHandlers>) => ({ session, handlers: { ...segmentHandlers(), ...handlers } });
const counted = (page: Page) => expect(page.getByText(/посчитано точно|counted exactly/)).toBeVisible();
const chip = (page: Page, ru: RegExp, en: RegExp) => page.locator('[data-chip]').filter({ hasText: new RegExp(`${ru.source}|${en.source}`) }).first().click();

/** Goes on with Tab until the wanted thing has the focus: on a phone a sheet begins at its title. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
    await wanted.waitFor();
    for (let presses = 0; presses < 20 && !(await wanted.evaluate((one) => one === document.activeElement)); presses += 1) await page.keyboard.press('Tab');
    await expect(wanted).toBeFocused();
}

export const SEGMENT_STATES: State[] = [
    { name: 'segments', path: '/segments', options: manager, act: async (page) => expect(page.getByText(/≈.*\d/).first()).toBeVisible() },
    { name: 'segments-empty', path: '/segments', options: { session, handlers: segmentHandlers({ segments: [] }) }, act: async (page) => expect(page.getByRole('listitem').first()).toBeVisible() },
    { name: 'segments-loading', path: '/segments', options: but({ 'GET /segments': () => 'never' }), act: async (page) => expect(page.locator('table')).toHaveAttribute('aria-busy', 'true') },
    { name: 'segments-failed', path: '/segments', options: but({ 'GET /segments': () => new Status(500) }), act: async (page) => expect(page.getByRole('alert')).toBeVisible() },
    {
        name: 'segment',
        path: '/segments/8',
        options: manager,
        act: async (page) => {
            await counted(page);
            await page.getByRole('searchbox').fill('Иванов Пётр, 14-02');
            await expect(page.getByText(/14-02|Пётр Иванов/).first()).toBeVisible();
            await expect(page.getByText(/а нужно|but must be/)).toBeVisible();
        },
    },
    {
        name: 'segment-values',
        path: '/segments/8',
        options: manager,
        act: async (page) => {
            await counted(page);
            await chip(page, /Казань/, /Казань/);
            await expect(page.getByRole('checkbox').nth(5)).toBeVisible();
        },
    },
    {
        name: 'segment-fields',
        path: '/segments/8',
        options: manager,
        act: async (page) => {
            await counted(page);
            await open(page, /Кого ещё исключить/, /Exclude somebody/);
            await expect(page.getByRole('option').first()).toBeVisible();
        },
    },
    {
        name: 'segment-days',
        path: '/segments/8',
        options: manager,
        act: async (page) => {
            await counted(page);
            await chip(page, /дней назад/, /days ago/);
            await expect(page.getByRole('radio').first()).toBeVisible();
        },
    },
    {
        name: 'segment-money',
        path: '/segments/9',
        options: manager,
        act: async (page) => {
            await counted(page);
            await chip(page, /больше/, /more than/);
            await page.getByRole('radio', { name: /^(от … до|from … to)/ }).check();
            await page.getByRole('textbox', { name: /^(От|From)$/ }).fill('9000');
            await page.getByRole('textbox', { name: /^(До|To)$/ }).fill('10');
        },
    },
    {
        name: 'segment-paste',
        path: '/segments/8',
        options: manager,
        act: async (page) => {
            await counted(page);
            await chip(page, /Казань/, /Казань/);
            await open(page, /Вставить список/, /Paste a list/);
            await expect(page.getByRole('dialog').getByRole('textbox')).toBeVisible();
        },
    },
    { name: 'segment-nested', path: '/segments/10', options: manager, act: counted },
    {
        name: 'segment-mode',
        path: '/segments/10',
        options: manager,
        act: async (page) => {
            await counted(page);
            await chip(page, /каждое/, /each of/);
            await expect(page.getByRole('radio').first()).toBeVisible();
        },
    },
    { name: 'segment-deeds', path: '/segments/12', options: manager, act: counted },
    { name: 'segment-deep', path: '/segments/13', options: manager, act: counted },
    {
        name: 'segment-subject-by-keyboard',
        path: '/segments/new',
        options: manager,
        act: async (page) => {
            await counted(page);
            await page.keyboard.press('Enter');
            await tabTo(page, page.getByRole('combobox'));
            // Known by words of either language.
            await page.keyboard.type('bought');
            await page.keyboard.press('Enter');
            await tabTo(page, page.getByRole('radio', { name: /^(было|happened)$/ }));
            await page.keyboard.press('ArrowRight');
            await page.keyboard.press('ArrowRight');
            await expect(page.getByRole('radio', { name: /^(сколько раз|how many times)$/ })).toBeChecked();
            await page.keyboard.press('Tab');
            await page.keyboard.type('3');
            await expect(page.getByText(/^(3 раза и больше|at least 3 times)$/)).toBeVisible();
        },
    },
    {
        name: 'segment-campaigns',
        path: '/segments/12',
        options: manager,
        act: async (page) => {
            await counted(page);
            await chip(page, /рассылку «/, /campaign “/);
            await page.getByRole('radio', { name: /^(ошибка доставки|delivery failed)$/ }).check();
            await page.getByRole('checkbox', { name: /^(телефон выключен|phone off)/ }).check();
        },
    },
    {
        name: 'segment-event',
        path: '/segments/12',
        options: manager,
        act: async (page) => {
            await counted(page);
            await chip(page, /3 раза/, /3 times/);
            await page.getByRole('radio', { name: /^(с … по|from … to)/ }).check();
            await open(page, /Добавить уточнение/, /Add a detail/);
        },
    },
    {
        name: 'segment-random',
        path: '/segments/12',
        options: manager,
        act: async (page) => {
            await counted(page);
            await chip(page, /^10/, /^10/);
            await page.getByRole('textbox', { name: /^(Сколько процентов|How many per cent)$/ }).fill('101');
            await expect(page.getByText(/не больше 100|100 at most/)).toBeVisible();
        },
    },
    {
        name: 'segment-consent',
        path: '/segments/12',
        options: manager,
        act: async (page) => {
            await counted(page);
            await chip(page, /^есть$/, /^is given$/);
            await expect(page.getByRole('radio', { name: /^(Опросы|Surveys)$/ })).toBeVisible();
        },
    },
    {
        name: 'segment-find',
        path: '/segments/8',
        options: manager,
        act: async (page) => {
            await counted(page);
            await open(page, /Добавить условие/, /Add a condition/);
            await page.getByRole('combobox').fill('message');
            await expect(page.getByRole('option').first()).toBeVisible();
        },
    },
    {
        name: 'segment-move',
        path: '/segments/13',
        options: manager,
        act: async (page) => {
            await counted(page);
            await page.getByRole('button', { name: /^(Переместить: есть в списке «VIP Казани»|Move: are in the list “VIPs of Kazan”)$/ }).click();
            await expect(page.getByRole('menuitem').first()).toBeVisible();
        },
    },
    {
        name: 'segment-complex',
        path: '/segments/8',
        options: manager,
        act: async (page) => {
            await counted(page);
            await open(page, /Сложные условия/, /Nested conditions/);
            await expect(page.getByRole('button', { name: /^(Простой вид|Simple view)$/ })).toBeVisible();
        },
    },
    {
        name: 'segment-events-failed',
        path: '/segments/8',
        options: but({ 'GET /event-kinds': () => new Status(400) } as unknown as ReturnType<typeof segmentHandlers>),
        act: async (page) => {
            await counted(page);
            await open(page, /Добавить условие/, /Add a condition/);
            await expect(page.getByText(/События не загрузились|events did not load/)).toBeVisible();
        },
    },
    { name: 'segment-gone', path: '/segments/11', options: manager, act: async (page) => expect(page.getByText(/Выберите поле|Choose one/)).toBeVisible() },
    { name: 'segment-new', path: '/segments/new', options: manager, act: counted },
    { name: 'segment-estimate', path: '/segments/8', options: but({ 'POST /segments/count': (asked) => (asked.query.get('estimate') ? segmentHandlers()['POST /segments/count']?.(asked) : 'never') }), act: async (page) => expect(page.getByText(/уточняем|counting on/)).toBeVisible() },
    {
        name: 'segment-uncounted',
        path: '/segments/8',
        options: but({ 'POST /segments/count': () => new Status(500), 'POST /segments/sample': () => new Status(500) }),
        act: async (page) => expect(page.getByRole('alert').filter({ hasText: /Посчитать не|count did not/ })).toBeVisible({ timeout: 20_000 }),
    },
    { name: 'segment-waiting', path: '/segments/8', options: but({ 'GET /fields': () => 'never', 'POST /segments/sample': () => 'never' }), act: async (page) => expect(page.locator('[aria-busy=true]').first()).toBeVisible() },
    { name: 'segment-loading', path: '/segments/8', options: but({ 'GET /segments/:id': () => 'never' }), act: async (page) => expect(page.locator('[aria-busy=true]')).toBeVisible() },
    { name: 'segment-missing', path: '/segments/404', options: manager, act: async (page) => expect(page.getByRole('alert').first()).toBeVisible() },
    { name: 'segment-nobody', path: '/segments/8', options: but({ 'POST /segments/sample': () => ({ columns: [], items: [] }) }), act: async (page) => expect(page.getByText(/Никого не нашли|Nobody was found/)).toBeVisible() },
    { name: 'segment-read', path: '/segments/10', options: { session: { ...ANNA, role: 'approver' as const }, handlers: segmentHandlers() }, act: counted },
    {
        name: 'segment-name-taken',
        path: '/segments/8',
        options: manager,
        act: async (page) => {
            await counted(page);
            await page.getByRole('textbox', { name: /^(Название|Name)$/ }).fill('Напомнить о долге');
            await open(page, /Сохранить/, /Save/);
            await expect(page.getByText(/Выберите другое|Choose another/)).toBeVisible();
        },
    },
    {
        name: 'segment-delete',
        path: '/segments/8',
        options: manager,
        act: async (page) => {
            await counted(page);
            await open(page, /Удалить сегмент/, /Delete the segment/);
            await dialog(page);
        },
    },
    {
        name: 'segment-leave',
        path: '/segments/8',
        options: { session, handlers: segmentHandlers({ segments: SEGMENTS.map((one) => ({ ...one, criteria: NESTED })) }) },
        act: async (page) => {
            await counted(page);
            await page.getByRole('textbox', { name: /^(Название|Name)$/ }).fill('Другое');
            await page.getByRole('link', { name: /^(Сегменты|Segments)$/ }).click();
            await dialog(page);
        },
    },
];
