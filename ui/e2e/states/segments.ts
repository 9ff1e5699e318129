import { expect, type Page } from '@playwright/test';
import { ANNA, Status } from '../../test/server/fakeServer';
import { NESTED, segmentHandlers, SEGMENTS } from '../../test/segments/fake';
import { dialog, open, type State } from './state';

const session = { ...ANNA, role: 'campaign_manager' as const };
const manager = { session, handlers: segmentHandlers() };
const but = (handlers: ReturnType<typeof segmentHandlers>) => ({ session, handlers: { ...segmentHandlers(), ...handlers } });
const counted = (page: Page) => expect(page.getByText(/посчитано точно|counted exactly/)).toBeVisible();
const chip = (page: Page, ru: RegExp, en: RegExp) => page.locator('[data-chip]').filter({ hasText: new RegExp(`${ru.source}|${en.source}`) }).first().click();

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
