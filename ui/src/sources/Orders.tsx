import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/Dialog';
import { Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { begin, type Mode, type Source, sourceQuery, stop } from './api';
import css from './Sources.module.css';

/** Reading at once, for a try, and stopping. A reading that removes clients says so first. */
export function Orders({ source }: { source: Source }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [asking, setAsking] = useState(false);
    const { id, lastRun } = source;
    const keep = { onSuccess: () => client.invalidateQueries({ queryKey: sourceQuery(id).queryKey }) };
    const beginning = useMutation({
        mutationFn: (mode: Mode) => begin(id, mode),
        onSuccess: async () => {
            setAsking(false);
            await keep.onSuccess();
        },
    });
    const stopping = useMutation({
        mutationFn: (run: string) => stop(id, run),
        onSuccess: async () => {
            notify(t('sources.order.stopped'));
            await keep.onSuccess();
        },
        // It ended by itself meanwhile: the page then says so.
        onError: () => keep.onSuccess(),
    });
    const give = (mode: Mode) => {
        if (!beginning.isPending) beginning.mutate(mode);
    };
    const label = (mode: Mode) => t(beginning.isPending && beginning.variables === mode ? 'sources.order.busy' : `sources.order.${mode}`);
    if (lastRun?.status === 'running') {
        return (
            <div className={css.acts}>
                <Button
                    variant="stop"
                    aria-disabled={stopping.isPending || lastRun.stopping}
                    onClick={() => {
                        if (!stopping.isPending && !lastRun.stopping) stopping.mutate(lastRun.id);
                    }}
                >
                    {t(stopping.isPending || lastRun.stopping ? 'sources.order.stopping' : 'sources.order.stop')}
                </Button>
                <p className={css.hint}>{t('sources.order.stopHelp')}</p>
            </div>
        );
    }
    return (
        <>
            <div className={css.acts}>
                {source.changed !== null && (
                    <Button variant={lastRun === null ? 'default' : 'filled'} aria-disabled={beginning.isPending} onClick={() => give('incremental')}>
                        {label('incremental')}
                    </Button>
                )}
                <Button
                    aria-disabled={beginning.isPending}
                    onClick={() => {
                        if (!source.removesMissing) return give('full');
                        beginning.reset();
                        setAsking(true);
                    }}
                >
                    {label('full')}
                </Button>
                <Button variant={lastRun === null ? 'filled' : 'default'} aria-disabled={beginning.isPending} onClick={() => give('dry')}>
                    {label('dry')}
                </Button>
            </div>
            <p className={css.hint}>{t(source.changed === null ? 'sources.order.helpFull' : 'sources.order.help')}</p>
            <Refusal>{!asking && beginning.isError && problemText(beginning.error)}</Refusal>
            <Dialog opened={asking} onClose={() => setAsking(false)} width={480} title={t('sources.order.fullTitle')}>
                <p>{t('sources.order.fullText', { number: source.mostRemoved })}</p>
                <Refusal>{beginning.isError && problemText(beginning.error)}</Refusal>
                <div className="buttons">
                    <Button data-autofocus onClick={() => setAsking(false)}>
                        {t('sources.order.leave')}
                    </Button>
                    <Button variant="filled" aria-disabled={beginning.isPending} onClick={() => give('full')}>
                        {label('full')}
                    </Button>
                </div>
            </Dialog>
        </>
    );
}
