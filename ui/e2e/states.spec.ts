import { expect, test } from '@playwright/test';
import { accessible, inEveryDress } from './axe';
import { LANGUAGES, NARROW } from './browser';
import { show, STATES } from './states';

test.skip(process.env.SOROKA_URL !== undefined, 'states that a real server does not fall into on request');

for (const state of STATES) {
    test(`${state.name} is accessible and fits, in both languages and themes, wide and narrow`, async ({ browser }) => {
        test.setTimeout(180_000);
        for (const language of LANGUAGES) {
            // Begins on the phone, where there is more to open; theme and width then change under the same page.
            const context = await browser.newContext({ viewport: NARROW, locale: 'ru-RU', timezoneId: 'Europe/Moscow' });
            const page = await context.newPage();
            const said: string[] = [];
            page.on('console', (message) => {
                // Refusals are part of some states; the browser reports them as failed resources.
                if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) said.push(message.text());
            });
            page.on('pageerror', (error) => said.push(String(error)));
            const server = await show(page, state, language, 'light');
            await inEveryDress(page, `${state.name} ${language}`, async (where, width) => {
                await accessible(page, where);
                expect(await page.evaluate(() => document.documentElement.scrollWidth), `${where}: scrolls sideways`).toBeLessThanOrEqual(width);
            });
            expect(said).toEqual([]);
            await context.close();
            await server.stop();
        }
    });
}
