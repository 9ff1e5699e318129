import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { ApiProblem, call } from '@/shared/api';
import { lineIs, useLineLost } from '@/shared/line';
import { useFormat } from '@/shared/useFormat';
import css from './Frame.module.css';

const KNOCK = 3_000;

/** «Связь потеряна, отправка идёт»: what one sees may be old, what was started goes on. Keeps knocking until the server answers. */
export function Line() {
    const { t } = useTranslation();
    const format = useFormat();
    const client = useQueryClient();
    const sends = can(useSession(), 'campaigns.read');
    const since = useLineLost();
    const lost = since !== null;

    useEffect(() => {
        const away = () => lineIs(false);
        window.addEventListener('offline', away);
        return () => window.removeEventListener('offline', away);
    }, []);

    useEffect(() => {
        if (!lost) return;
        const knock = () =>
            call('GET /session').catch((error: unknown) => {
                // A refusal is an answer too; whoever was logged out meanwhile learns it from the page's own calls.
                if (error instanceof ApiProblem && error.status < 500) lineIs(true);
            });
        const timer = setInterval(() => void knock(), KNOCK);
        const back = () => void knock();
        window.addEventListener('online', back);
        return () => {
            clearInterval(timer);
            window.removeEventListener('online', back);
            // What failed or grew old meanwhile is asked for again.
            void client.invalidateQueries({ type: 'active' });
        };
    }, [client, lost]);

    return (
        <div role="status" className={css.lost}>
            {since !== null && <p>{t(sends ? 'frame.lostSending' : 'frame.lost', { time: format.clock(since) })}</p>}
        </div>
    );
}
