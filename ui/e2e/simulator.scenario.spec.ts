import { expect, type Page, test } from '@playwright/test';
import { accessible, fits, inTheme } from './axe';
import { NARROW, WIDE } from './browser';

/**
 * The simulator's own page, of SOROKA_SIMULATOR_URL: where the demo runs, its phones get what the other scenario sends. Left out where
 * there is no simulator.
 */
const url = process.env.SOROKA_SIMULATOR_URL ?? '';

test.skip(!url, 'SOROKA_SIMULATOR_URL names no simulator');

const at = (hash: string) => `${url.replace(/\/$/, '')}/${hash}`;

async function look(page: Page, where: string) {
    for (const [size, theme] of [
        [NARROW, 'dark'],
        [WIDE, 'light'],
    ] as const) {
        await page.setViewportSize(size);
        await inTheme(page, theme);
        await accessible(page, `${where} ${theme} ${size.width}`);
        await fits(page, `${where} ${theme} ${size.width}`);
    }
}

/** What its API tells of the first operator. */
async function first(page: Page) {
    const response = await page.request.get(at('api/operators'));
    const [operator] = (await response.json()) as { title: string; courses: Record<string, string>; counts: { replies: number } }[];
    if (!operator) {
        throw new Error('the simulator plays no operator');
    }
    return operator;
}

test('a fault is switched on, set and switched off', async ({ page }) => {
    await page.goto(at('#/operators'));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await look(page, 'simulated operators');
    await page.getByRole('link', { name: (await first(page)).title }).click();
    // One that no operator of the sample company has of itself.
    const fault = page.getByRole('switch', { name: 'Опаздывает с отчётами' });
    await expect(fault).toHaveAttribute('aria-checked', 'false');
    await fault.click();
    await expect(fault).toHaveAttribute('aria-checked', 'true');
    const fields = page.getByRole('form', { name: 'Опаздывает с отчётами' });
    await fields.getByLabel('Доля').fill('40');
    await expect(fields.getByText('40\u00a0%')).toBeVisible();
    expect((await first(page)).courses.receiptLate).toBe('on');
    await look(page, 'a fault');
    await fault.click();
    await expect(fault).toHaveAttribute('aria-checked', 'false');
    expect((await first(page)).courses).not.toHaveProperty('receiptLate');
});

test('a phone is read and answered', async ({ page }) => {
    test.setTimeout(240_000);
    await page.goto(at(''));
    const phones = page.getByRole('list', { name: 'Список телефонов' }).getByRole('link');
    await expect(phones.first()).toBeVisible({ timeout: 180_000 });
    await look(page, 'phones');
    await page.goto(at((await phones.first().getAttribute('href')) ?? ''));
    const talk = page.getByRole('log');
    await expect(talk.getByRole('listitem').first()).toBeVisible();
    const answer = `Когда заплатить? ${'Очень '.repeat(12)}жду ответа`;
    await page.getByRole('textbox', { name: 'Ваш ответ' }).fill(answer);
    await page.getByRole('button', { name: /^Ответить/ }).click();
    const mine = talk.getByRole('listitem').filter({ hasText: answer });
    await expect(mine).toContainText('2 части');
    // The server at the other end took both.
    await expect(mine).toContainText('принято');
    await expect(page.getByRole('textbox', { name: 'Ваш ответ' })).toHaveValue('');
    await look(page, 'a phone');
});
