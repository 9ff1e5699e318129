import { expect, type Page } from '@playwright/test';

/** The sentence that both the fake and the real server are asked to build: its lines as one reads them. */
export const LINES = [
    'Клиенты, у которых город — Казань или Пермь',
    'и долг — больше 5 000 ₽',
    'и срок оплаты — в ближайшие 3 дня',
    'и которым не писали 7 дней,',
    'кроме тех, которые отписались от сообщений',
];

export const MOST_ACTIONS = 20;

export const linesOf = async (page: Page) =>
    (await page.locator('[data-line] > div > div:first-child').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').replace(/ ,$/, ',').trim());

/** By mouse, from an empty sentence; a text typed into a field is one action. How many there were. */
export async function byMouse(page: Page): Promise<number> {
    let actions = 0;
    const click = async (role: 'button' | 'option' | 'checkbox', name: RegExp) => {
        await page.getByRole(role, { name }).first().click();
        actions += 1;
    };
    const type = async (label: string, text: string) => {
        await page.getByRole('textbox', { name: label }).fill(text);
        actions += 1;
    };
    await click('button', /^Добавить условие$/);
    await click('option', /^Город$/);
    await click('checkbox', /^Казань/);
    await click('checkbox', /^Пермь/);
    await click('button', /^Готово/);
    await click('button', /^Добавить условие$/);
    await click('option', /^Долг$/);
    await type('Значение', '5000');
    await click('button', /^Готово/);
    await click('button', /^Добавить условие$/);
    await click('option', /^Срок оплаты$/);
    await type('Сколько дней', '3');
    await click('button', /^Готово/);
    await click('button', /^Добавить условие$/);
    await click('option', /^Как часто писали$/);
    await click('button', /^Готово/);
    await click('button', /^Кого ещё исключить$/);
    await click('option', /^Отказ от сообщений$/);
    return actions;
}

/** From the next page on a press of the mouse is a fault of the test itself: see {@link withoutMouse}. */
export const forbidMouse = (page: Page) =>
    page.addInitScript(() => document.addEventListener('pointerdown', () => document.documentElement.setAttribute('data-mouse', ''), true));

export const withoutMouse = (page: Page) => expect(page.locator('html[data-mouse]')).toHaveCount(0);

/** By keyboard, from an empty sentence; words typed are one action. How many there were. */
export async function byKeyboard(page: Page): Promise<number> {
    let actions = 0;
    const press = async (key: string) => {
        await page.keyboard.press(key);
        actions += 1;
    };
    const type = async (text: string) => {
        await page.keyboard.type(text);
        actions += 1;
    };
    const inField = (role: 'combobox' | 'textbox', name: RegExp) => expect(page.getByRole(role, { name })).toBeFocused();
    await press('Enter');
    await inField('combobox', /Найти условие/);
    await type('город');
    await press('Enter');
    await inField('textbox', /Найти: город/);
    await type('каза,перм');
    await expect(page.getByRole('checkbox', { name: /^Пермь/ })).toBeVisible();
    await press('Enter');
    await expect(page.getByRole('checkbox', { name: /^Пермь/ })).toBeChecked();
    await press('Control+Enter');
    await inField('combobox', /Найти условие/);
    await type('долг');
    await press('Enter');
    await inField('textbox', /Значение/);
    await type('5000');
    await press('Control+Enter');
    await inField('combobox', /Найти условие/);
    await type('срок');
    await press('Enter');
    await inField('textbox', /Сколько дней/);
    await type('3');
    await press('Control+Enter');
    await inField('combobox', /Найти условие/);
    await type('не писали');
    await press('Enter');
    await inField('textbox', /Сколько дней/);
    await press('Control+Enter');
    await inField('combobox', /Найти условие/);
    await type('кроме отпис');
    await press('Enter');
    await expect(page.getByRole('button', { name: 'Добавить условие' })).toBeFocused();
    return actions;
}
