import { test } from '@playwright/test';
import { LANGUAGES, SIZES, THEMES } from './browser';
import { show, STATES } from './states';

const only = process.env.ONLY?.split(',');
/** Such as `ru-light-1440`; all of them when nothing is said. */
const dress = process.env.DRESS?.split(',');

for (const state of STATES.filter(({ name }) => !only || only.includes(name))) {
    test(state.name, async ({ browser }) => {
        for (const language of LANGUAGES) {
            for (const theme of THEMES) {
                for (const [width, viewport] of Object.entries(SIZES)) {
                    if (dress && !dress.includes(`${language}-${theme}-${width}`)) continue;
                    const context = await browser.newContext({ viewport, locale: 'ru-RU', timezoneId: 'Europe/Moscow' });
                    const page = await context.newPage();
                    const server = await show(page, state, language, theme);
                    // A phone's bottom bar is fixed: what one sees first, not the whole scroll.
                    await page.screenshot({ path: `screenshots/${state.name}-${language}-${theme}-${width}.png` });
                    await context.close();
                    await server.stop();
                }
            }
        }
    });
}
