import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import type { Audience, Forecast } from '@/audience';
import { startLanguage } from '@/i18n';
import { TextEditor, type Wording } from '@/texts';

type Desk = Partial<Wording> & { audience?: Audience | null; forecast?: Forecast | null };

export const CRITERIA: Audience = { kind: 'criteria', criteria: { all: [] } };

/** The editor alone, as the wizard holds it. */
export async function desk({ text = '', sender = 'POLYANKA', messageClass = 'advertising', audience = CRITERIA, forecast = null }: Desk = {}) {
    await startLanguage();
    const last: { wording: Wording } = { wording: { text, sender, messageClass } };
    const Page = () => {
        const [wording, setWording] = useState<Wording>(last.wording);
        return (
            <TextEditor
                {...wording}
                audience={audience}
                forecast={forecast}
                onChange={(changes) =>
                    setWording((before) => {
                        last.wording = { ...before, ...changes };
                        return last.wording;
                    })
                }
            />
        );
    };
    const router = createRouter({ routeTree: createRootRoute({ component: Page }), history: createMemoryHistory({ initialEntries: ['/'] }) });
    render(
        <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
            <MantineProvider>
                <RouterProvider router={router as never} />
            </MantineProvider>
        </QueryClientProvider>,
    );
    return { user: userEvent.setup(), text: () => last.wording.text, wording: () => last.wording };
}
