import { expect } from '@playwright/test';
import { ANNA, Status } from '../../test/server/fakeServer';
import { textHandlers, TEXTS } from '../../test/texts/fake';
import { dialog, open, type State } from './state';

const session = { ...ANNA, role: 'campaign_manager' as const };
const manager = { session, handlers: textHandlers() };

export const TEXT_STATES: State[] = [
    { name: 'texts', path: '/texts', options: manager, act: async (page) => expect(page.getByRole('row')).toHaveCount(5) },
    { name: 'texts-empty', path: '/texts', options: { session, handlers: textHandlers({ texts: [] }) }, act: async (page) => expect(page.getByRole('listitem').first()).toBeVisible() },
    {
        name: 'texts-loading',
        path: '/texts',
        options: { session, handlers: { ...textHandlers(), 'GET /texts': () => 'never' } },
        act: async (page) => expect(page.locator('table')).toHaveAttribute('aria-busy', 'true'),
    },
    {
        name: 'texts-failed',
        path: '/texts',
        options: { session, handlers: { ...textHandlers(), 'GET /texts': () => new Status(500) } },
        act: async (page) => expect(page.getByRole('alert')).toBeVisible(),
    },
    { name: 'text', path: '/texts/61', options: manager, act: async (page) => expect(page.getByRole('button', { name: /Заменить точкой|Put a full stop/ })).toBeVisible() },
    {
        name: 'text-menu',
        path: '/texts/61',
        options: manager,
        act: async (page) => {
            await page.getByRole('textbox', { name: /Текст сообщения|Text of the message/ }).press('Control+End');
            await page.keyboard.type(' {');
            await expect(page.getByRole('option').first()).toBeVisible();
        },
    },
    {
        name: 'text-fallback',
        path: '/texts/61',
        options: manager,
        act: async (page) => {
            await page.getByRole('textbox', { name: /Текст сообщения|Text of the message/ }).locator('[data-pill]').nth(1).click();
            await expect(page.getByRole('dialog')).toBeVisible();
        },
    },
    { name: 'text-sender', path: '/texts/61', options: manager, act: async (page) => open(page, /POLYANKA/, /POLYANKA/) },
    { name: 'text-fields', path: '/texts/61', options: manager, act: async (page) => open(page, /ещё \d+ пол/, /more field/) },
    {
        name: 'text-latin',
        path: '/texts/62',
        options: {
            session,
            handlers: textHandlers({ texts: TEXTS.map((text) => ({ ...text, text: 'Осмотр котла состоится завтра с 9 до 12. Если неудобно, ответьте 2 на это сообщение.' })) }),
        },
        act: async (page) => {
            await open(page, /Сравнить рядом/, /Compare side by side/);
            await dialog(page);
        },
    },
    {
        name: 'text-no-phone',
        path: '/texts/62',
        options: { session, handlers: textHandlers({ ownPhone: false }) },
        act: async (page) => {
            await open(page, /Отправить себе/, /Send to myself/);
            await expect(page.getByRole('alert').filter({ hasText: /профиле|profile/ })).toBeVisible();
        },
    },
    {
        name: 'text-delete',
        path: '/texts/62',
        options: manager,
        act: async (page) => {
            await open(page, /^Удалить$/, /^Delete$/);
            await dialog(page);
        },
    },
    {
        name: 'text-leave',
        path: '/texts/62',
        options: manager,
        act: async (page) => {
            await page.getByRole('textbox', { name: /Текст сообщения|Text of the message/ }).press('Control+End');
            await page.keyboard.type(' !');
            await page.locator('main').getByRole('link').first().click();
            await dialog(page);
        },
    },
    {
        name: 'text-new',
        path: '/texts/new',
        options: manager,
        act: async (page) => {
            await open(page, /^Сохранить$/, /^Save$/);
            await expect(page.getByText(/Дайте шаблону название|Give the text a name/)).toBeVisible();
        },
    },
    {
        name: 'text-gone',
        path: '/texts/62',
        options: { session, handlers: textHandlers({ texts: TEXTS.map((text) => ({ ...text, text: '{Кличка}, ваш заказ готов' })) }) },
        act: async (page) => expect(page.getByText(/Поля «Кличка» нет|There is no field/).first()).toBeVisible(),
    },
    { name: 'text-reading', path: '/texts/62', options: { ...manager, session: { ...ANNA, role: 'approver' as const } }, act: async (page) => expect(page.locator('h1')).toBeVisible() },
    {
        name: 'text-loading',
        path: '/texts/62',
        options: { session, handlers: { ...textHandlers(), 'GET /texts/:id': () => 'never' } },
        act: async (page) => expect(page.locator('[aria-busy]')).toBeVisible(),
    },
    { name: 'text-failed', path: '/texts/99', options: manager, act: async (page) => expect(page.getByRole('alert').first()).toBeVisible() },
];
