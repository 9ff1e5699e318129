import { createMemoryHistory } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { onTestFinished } from 'vitest';
import { keepSession } from '@/access';
import { App, makeApp } from '@/App';
import { startLanguage } from '@/i18n';

/** Opens the whole interface at an address, as a browser would. */
export async function visit(path: string) {
    await startLanguage();
    const history = createMemoryHistory({ initialEntries: [path] });
    const app = makeApp(history);
    render(<App {...app} />);
    // Logs out: what this test left unsaved must not be tried again on the server of the next.
    onTestFinished(() => keepSession(app.client, null));
    return { user: userEvent.setup(), address: () => history.location.href, ...app };
}
