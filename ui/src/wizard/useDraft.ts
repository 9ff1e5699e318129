import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { sessionQuery, useSession } from '@/access';
import { type Campaign, campaignsQuery, saveDraft } from '@/campaigns';
import { type Change, type Keeper, keeperOf, type Kept } from './keeper';

export type DraftInHand = Kept & { keeper: Keeper; change: (change: Change) => void };

/** The draft in the user's hand: every change shows at once and is saved by itself. */
export function useDraft(campaign: Campaign): DraftInHand {
    const client = useQueryClient();
    const session = useSession();
    const [keeper] = useState(() =>
        keeperOf(
            client,
            campaign,
            saveDraft,
            () => void client.invalidateQueries({ queryKey: campaignsQuery.queryKey, refetchType: 'none' }),
            () => {
                const now = client.getQueryData(sessionQuery.queryKey);
                return now?.login === session?.login && now?.practice === session?.practice;
            },
        ),
    );
    const kept = useSyncExternalStore(keeper.subscribe, keeper.snapshot);
    useEffect(() => {
        const leave = () => void keeper.flush(true);
        const warn = (event: BeforeUnloadEvent) => {
            if (keeper.atRisk) event.preventDefault();
        };
        window.addEventListener('pagehide', leave);
        window.addEventListener('beforeunload', warn);
        return () => {
            window.removeEventListener('pagehide', leave);
            window.removeEventListener('beforeunload', warn);
            void keeper.flush();
        };
    }, [keeper]);
    const change = useCallback((next: Change) => keeper.change(next), [keeper]);
    return { ...kept, keeper, change };
}
