import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { PersonState } from '@/shared/personState';
import { repeatRun } from './api';

/** Makes a draft for some of a run's people and opens it: at its check to send the same again, at its text to write something else. */
export function useRepeat(runId: string, step: 'what' | 'check') {
    const client = useQueryClient();
    const navigate = useNavigate();
    return useMutation({
        mutationFn: (states: readonly PersonState[]) => repeatRun(runId, states),
        onSuccess: ({ id }) => {
            void client.invalidateQueries({ queryKey: ['campaigns'] });
            return navigate({ to: `/campaigns/$id/${step}`, params: { id } });
        },
    });
}
