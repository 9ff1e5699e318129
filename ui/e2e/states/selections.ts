import { expect } from '@playwright/test';
import { SERGEY } from '../../test/access/fake';
import { run, selection, SELECTIONS, selectionsFake, TIED } from '../../test/selections/fake';
import { ANNA, Status } from '../../test/server/fakeServer';
import type { State } from './state';

const manager = { session: { ...ANNA, role: 'campaign_manager' as const }, handlers: selectionsFake() };
const administrator = { session: SERGEY, handlers: selectionsFake() };

export const SELECTION_STATES: State[] = [
    { name: 'selections', path: '/selections', options: manager, act: async (page) => expect(page.getByRole('row')).toHaveCount(4) },
    { name: 'selections-empty', path: '/selections', options: { session: SERGEY, handlers: selectionsFake([]) }, act: async (page) => expect(page.getByRole('button', { name: /Новая выборка|New selection/ })).toBeVisible() },
    {
        name: 'selections-loading',
        path: '/selections',
        options: { ...manager, handlers: { ...selectionsFake(), 'GET /selections': () => 'never' } },
        act: async (page) => expect(page.locator('table')).toHaveAttribute('aria-busy', 'true'),
    },
    {
        name: 'selections-failed',
        path: '/selections',
        options: { ...manager, handlers: { ...selectionsFake(), 'GET /selections': () => new Status(500) } },
        act: async (page) => expect(page.getByRole('alert')).toBeVisible(),
    },
    { name: 'selection', path: '/selections/5', options: { ...administrator, handlers: selectionsFake(SELECTIONS, [], TIED) }, act: async (page) => expect(page.getByRole('listitem').filter({ hasText: /Не отправлена|Not sent/ })).toBeVisible() },
    { name: 'selection-broken', path: '/selections/6', options: manager, act: async (page) => expect(page.getByRole('alert').first()).toBeVisible() },
    {
        name: 'selection-running',
        path: '/selections/5',
        options: { ...manager, handlers: selectionsFake([selection('5', { lastRun: run('60', { status: 'running', people: 0 }) })]) },
        act: async (page) => expect(page.getByRole('button', { name: /Остановить|Stop/ })).toBeVisible(),
    },
    { name: 'selection-failed', path: '/selections/404', options: manager, act: async (page) => expect(page.getByRole('alert')).toBeVisible() },
    {
        name: 'selection-new',
        path: '/selections/new',
        options: administrator,
        act: async (page) => {
            await page.getByRole('button', { name: /Посмотреть первые строки|See the first rows/ }).click();
            await expect(page.getByRole('table')).toBeVisible();
            await page.getByRole('button', { name: /Добавить данные|Add data/ }).click();
        },
    },
    {
        name: 'selection-rows',
        path: '/selections/new',
        options: administrator,
        act: async (page) => {
            await page.getByRole('combobox', { name: /Что спрашиваем|What is asked/ }).selectOption('rows');
            await page.getByRole('button', { name: /Добавить фильтр|Add a filter/ }).click();
        },
    },
    { name: 'selection-no-source', path: '/selections/new', options: { session: SERGEY, handlers: { ...selectionsFake(), 'GET /sources': () => ({ items: [] }) } }, act: async (page) => expect(page.getByText(/Сначала подключите|Connect a data source first/)).toBeVisible() },
    { name: 'selection-edit', path: '/selections/5/edit', options: administrator, act: async (page) => expect(page.getByRole('group', { name: /Параметры, строка 1|Parameters, line 1/ })).toBeVisible() },
];
