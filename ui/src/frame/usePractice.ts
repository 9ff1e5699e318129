import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { forgetPages, keepSession, practise } from '@/access';

/** Into practice and back. Nothing of the one may show in the other: every page is forgotten, and one begins at home. */
export function usePractice() {
    const client = useQueryClient();
    const navigate = useNavigate();
    const [moving, setMoving] = useState(false);
    const { mutate, isPending, isError, error } = useMutation({
        mutationKey: ['practise'],
        mutationFn: practise,
        onSuccess: async (session) => {
            setMoving(true);
            try {
                keepSession(client, session);
                await navigate({ to: '/' });
                await forgetPages(client);
            } finally {
                setMoving(false);
            }
        },
    });
    const order = (on: boolean) => {
        if (!isPending && !moving) mutate(on);
    };
    return { order, moving, error: isError ? error : null };
}

export type Switching = ReturnType<typeof usePractice>;
