import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { eventsAddress, runQuery } from './api';
import { isSettled, type RunProgress } from './progress';

/** A blink of the network is not worth a word; after this many milliseconds it is. */
const GRACE = 1_500;
/** Some proxies swallow a stream without closing it: then the page still keeps up, only slower. */
const ANYWAY = 15_000;
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 15_000;

/**
 * One run, live. The page is filled by a GET and kept up by server-sent events; `lost` says that the events have stopped
 * coming against our will. Listening ends when nothing more can change.
 */
export function useRun(id: string) {
    const client = useQueryClient();
    const query = useQuery({
        ...runQuery(id),
        refetchInterval: ({ state }) => (state.data && !isSettled(state.data) ? ANYWAY : false),
    });
    const [lost, setLost] = useState(false);
    const known = query.data !== undefined;
    const settled = query.data !== undefined && isSettled(query.data);

    useEffect(() => {
        if (!known || settled) return;
        let source: EventSource | null = null;
        let retry: ReturnType<typeof setTimeout> | undefined;
        let grace: ReturnType<typeof setTimeout> | undefined;
        let pause = FIRST_RETRY;

        const open = () => {
            source = new EventSource(eventsAddress(id));
            source.addEventListener('open', () => {
                clearTimeout(grace);
                grace = undefined;
                pause = FIRST_RETRY;
                setLost(false);
            });
            source.addEventListener('progress', (event: MessageEvent<string>) => {
                const run = parsed(event.data);
                if (run?.id === id) client.setQueryData(runQuery(id).queryKey, run);
            });
            source.addEventListener('error', () => {
                grace ??= setTimeout(() => setLost(true), GRACE);
                // A refusal (not a mere break) ends an EventSource for good: begin anew, and let a GET find out why.
                if (source?.readyState === EventSource.CLOSED) {
                    void client.invalidateQueries({ queryKey: runQuery(id).queryKey });
                    retry = setTimeout(open, pause);
                    pause = Math.min(pause * 2, LONGEST_RETRY);
                }
            });
        };
        open();
        return () => {
            clearTimeout(retry);
            clearTimeout(grace);
            source?.close();
        };
    }, [client, id, known, settled]);

    return { ...query, lost: lost && !settled };
}

/** The run an event tells; null when it tells none. */
function parsed(data: string): RunProgress | null {
    try {
        return JSON.parse(data) as RunProgress | null;
    } catch {
        return null;
    }
}
