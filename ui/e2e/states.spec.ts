import { type BrowserContext, expect, type Page, test as base } from '@playwright/test';
import { accessible, fits, inTheme } from './axe';
import { NARROW, WIDE } from './browser';
import { show, STATES } from './states';

/** All pages of a worker share a browser's cache, and so its servers share an address. */
const test = base.extend<object, { desk: { context: BrowserContext; port: number } }>({
    desk: [
        async ({ browser }, use) => {
            const context = await browser.newContext({ locale: 'ru-RU', timezoneId: 'Europe/Moscow' });
            await use({ context, port: 0 });
            await context.close();
        },
        { scope: 'worker' },
    ],
});

test.describe.configure({ mode: 'parallel' });
// A trace of each of some hundred pages costs more than looking at them.
test.use({ trace: 'off' });
test.skip(process.env.SOROKA_URL !== undefined, 'states that a real server does not fall into on request');

/** As if it was chosen in another window: what is open stays open. */
async function inEnglish(page: Page): Promise<void> {
    await page.evaluate(() => {
        localStorage.setItem('soroka.language', 'en');
        window.dispatchEvent(new StorageEvent('storage', { key: 'soroka.language' }));
    });
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
}

for (const state of STATES) {
    test(state.name, async ({ desk }) => {
        await desk.context.clearCookies();
        const page = await desk.context.newPage();
        // Begins on the phone, where there is more to open; width, theme and language then change under the same page.
        await page.setViewportSize(NARROW);
        const said: string[] = [];
        page.on('console', (message) => {
            // Refusals are part of some states; the browser reports them as failed resources.
            if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) said.push(message.text());
        });
        page.on('pageerror', (error) => said.push(String(error)));
        const server = await show(page, state, 'ru', 'light', desk.port);
        desk.port = Number(new URL(server.url).port);
        try {
            await accessible(page, 'ru light 390');
            await fits(page, 'ru 390');
            await inTheme(page, 'dark');
            await accessible(page, 'ru dark 390', 'colours');
            await page.setViewportSize(WIDE);
            await accessible(page, 'ru dark 1440', 'colours');
            await inTheme(page, 'light');
            await accessible(page, 'ru light 1440');
            await fits(page, 'ru 1440');
            await inEnglish(page);
            await accessible(page, 'en light 1440', 'words');
            await fits(page, 'en 1440');
            await page.setViewportSize(NARROW);
            await accessible(page, 'en light 390', 'words');
            await fits(page, 'en 390');
            expect(said).toEqual([]);
        } finally {
            await page.close();
            await server.stop();
        }
    });
}
