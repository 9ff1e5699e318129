import { useQueryClient } from '@tanstack/react-query';
import { listsQuery } from './api';

/** After a change: the page asks anew, and so do conditions that name lists. */
export function useChanged(): () => Promise<void> {
    const client = useQueryClient();
    return async () => {
        await Promise.all([client.invalidateQueries({ queryKey: listsQuery.queryKey }), client.invalidateQueries({ queryKey: ['criteria', 'list'] })]);
    };
}
