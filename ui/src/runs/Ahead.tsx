import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { notify } from '@/shared/notices';
import { useFormat } from '@/shared/useFormat';
import { useNow } from '@/shared/useNow';
import { useProblemText } from '@/shared/useProblemText';
import { useZone } from '@/shared/useZone';
import { command, runQuery } from './api';
import type { RunProgress } from './progress';
import { useWhen } from './useWhen';
import css from './RunPage.module.css';

/** No hold is longer; a clock that is wrong by hours must not show hours. */
const LONGEST_HOLD = 600;

/** Whole seconds until a moment, by this computer's clock; null when that makes no sense. */
function useSecondsTo(iso: string | null): number | null {
    const now = useNow(250);
    if (iso === null) return null;
    const seconds = Math.ceil((Date.parse(iso) - now) / 1000);
    return seconds > 0 && seconds <= LONGEST_HOLD ? seconds : null;
}

/**
 * Launched, but nothing has left: the way back. The server counts the time, so that closing the browser changes nothing;
 * as long as it says «held», the button is there, whatever this computer's clock thinks.
 */
export function Ahead({ run, writes }: { run: RunProgress; writes: boolean }) {
    const { t } = useTranslation();
    const format = useFormat();
    const when = useWhen();
    const problemText = useProblemText();
    const zone = useZone();
    const client = useQueryClient();
    const navigate = useNavigate();
    const left = useSecondsTo(run.status === 'held' ? run.startsAt : null);
    const cancelling = useMutation({
        mutationFn: () => command(run.id, 'cancel'),
        onSuccess: async (next) => {
            await navigate({ to: '/campaigns/$id/check', params: { id: run.campaignId } });
            notify(t('run.ahead.done'));
            client.setQueryData(runQuery(run.id).queryKey, next);
            void client.invalidateQueries({ queryKey: ['campaigns'] });
        },
        // Too late, mostly: show where it is.
        onError: () => client.invalidateQueries({ queryKey: runQuery(run.id).queryKey }),
    });
    const start = run.startsAt ?? run.startedAt;
    const values = { moment: when(start), zone: zone.short, price: run.cost.planned === null ? '' : format.about(run.cost.planned) };
    return (
        <>
            <p className={css.lead}>
                <Trans
                    t={t}
                    i18nKey={run.status === 'held' ? 'run.ahead.held' : 'run.ahead.scheduled'}
                    count={run.recipients}
                    values={values}
                    components={{ b: <b className="n" /> }}
                />{' '}
                {run.cost.planned !== null && run.cost.planned > 0 && t('run.ahead.cost', values)}
            </p>
            {writes ? (
                <section className={css.undo} aria-label={t('run.ahead.title')}>
                    <p>{run.status === 'held' ? t('run.ahead.heldText') : t('run.ahead.scheduledText')}</p>
                    <Button
                        variant="filled"
                        aria-disabled={cancelling.isPending}
                        onClick={() => {
                            if (!cancelling.isPending) cancelling.mutate();
                        }}
                    >
                        {cancelling.isPending
                            ? t('run.ahead.busy')
                            : left === null
                              ? t('run.ahead.cancel')
                              : t('run.ahead.cancelIn', { seconds: left })}
                    </Button>
                </section>
            ) : (
                <p className="muted">{run.status === 'held' ? t('run.ahead.heldRead') : t('run.ahead.scheduledRead')}</p>
            )}
            <p role="alert" className={css.dialogRefusal}>
                {cancelling.isError && problemText(cancelling.error)}
            </p>
        </>
    );
}
