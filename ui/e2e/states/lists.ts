import { expect } from '@playwright/test';
import { OLGA } from '../../test/access/fake';
import { listsFake } from '../../test/lists/fake';
import { ANNA, Status } from '../../test/server/fakeServer';
import { dialog, open, type State } from './state';

const session = { ...ANNA, role: 'campaign_manager' as const };
const manager = { session, handlers: listsFake() };
const origin = /Из чего составить|Made of/;

export const LIST_STATES: State[] = [
    { name: 'lists', path: '/lists', options: manager, act: async (page) => expect(page.getByRole('row')).toHaveCount(5) },
    { name: 'lists-read', path: '/lists', options: { session: OLGA, handlers: listsFake() }, act: async (page) => expect(page.getByRole('row')).toHaveCount(5) },
    { name: 'lists-empty', path: '/lists', options: { session, handlers: listsFake([]) }, act: async (page) => expect(page.getByRole('heading', { name: /Списков пока нет|No lists yet/ })).toBeVisible() },
    {
        name: 'lists-loading',
        path: '/lists',
        options: { session, handlers: { ...listsFake(), 'GET /lists': () => 'never' } },
        act: async (page) => expect(page.locator('table')).toHaveAttribute('aria-busy', 'true'),
    },
    { name: 'lists-failed', path: '/lists', options: { session, handlers: { ...listsFake(), 'GET /lists': () => new Status(500) } }, act: async (page) => expect(page.getByRole('alert')).toBeVisible() },
    {
        name: 'list-rename',
        path: '/lists',
        options: manager,
        act: async (page) => {
            await open(page, /Переименовать список/, /Rename the list/);
            await dialog(page);
        },
    },
    {
        name: 'list-remove-refused',
        path: '/lists',
        options: manager,
        act: async (page) => {
            await open(page, /Удалить список «Персонал»/, /Delete the list “Персонал”/);
            await dialog(page);
            await page.getByRole('dialog').getByRole('button', { name: /Удалить|Delete/ }).click();
            await expect(page.getByText(/Все, кроме своих/)).toBeVisible();
        },
    },
    {
        name: 'list-new',
        path: '/lists/new',
        options: manager,
        act: async (page) => {
            await page.getByLabel(/^Номера|^Numbers/).fill('8 (916) 123-45-67\n+79161234568');
            await open(page, /Составить список/, /Make the list/);
            await expect(page.getByText(/Назовите список|Give the list a name/)).toBeVisible();
        },
    },
    {
        name: 'list-new-file',
        path: '/lists/new',
        options: manager,
        act: async (page) => {
            await page.getByLabel(origin).selectOption('file');
            await page.locator('input[type=file]').setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('x') });
            await expect(page.getByText(/photo\.png/)).toBeVisible();
        },
    },
    {
        name: 'list-new-segment',
        path: '/lists/new',
        options: manager,
        act: async (page) => {
            await page.getByLabel(origin).selectOption('segment');
            await expect(page.getByLabel(/^Сегмент$|^Segment$/)).toBeVisible();
        },
    },
    {
        name: 'list-new-difference',
        path: '/lists/new',
        options: manager,
        act: async (page) => {
            await page.getByLabel(origin).selectOption('difference');
            await page.getByRole('checkbox', { name: /Персонал/ }).click();
            await open(page, /Составить список/, /Make the list/);
            await expect(page.getByText(/Нужно хотя бы два списка|At least two lists are needed/)).toBeVisible();
        },
    },
];
