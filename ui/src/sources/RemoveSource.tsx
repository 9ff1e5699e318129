import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/Dialog';
import { Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { remove, type Source, sourceQuery, sourcesQuery } from './api';
import css from './Sources.module.css';

/** Away with a source and its history; what it brought stays. */
export function RemoveSource({ source }: { source: Source }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const navigate = useNavigate();
    const [asking, setAsking] = useState(false);
    const removing = useMutation({
        mutationFn: () => remove(source.id),
        onSuccess: async () => {
            notify(t('sources.remove.done', { name: source.name }));
            await navigate({ to: '/sources' });
            client.removeQueries({ queryKey: sourceQuery(source.id).queryKey });
            await client.invalidateQueries({ queryKey: sourcesQuery.queryKey });
        },
    });
    return (
        <div className={css.remove}>
            {t('sources.remove.text')}{' '}
            <button
                type="button"
                className="act"
                onClick={() => {
                    removing.reset();
                    setAsking(true);
                }}
            >
                {t('sources.remove.act')}
            </button>
            <Dialog opened={asking} onClose={() => setAsking(false)} width={480} title={t('sources.remove.title', { name: source.name })}>
                <p>{t(source.target === 'event' ? 'sources.remove.meansEvents' : 'sources.remove.means')}</p>
                <Refusal>{removing.isError && problemText(removing.error)}</Refusal>
                <div className="buttons">
                    <Button data-autofocus onClick={() => setAsking(false)}>
                        {t('sources.order.leave')}
                    </Button>
                    <Button
                        variant="final"
                        aria-disabled={removing.isPending}
                        onClick={() => {
                            if (!removing.isPending) removing.mutate();
                        }}
                    >
                        {removing.isPending ? t('sources.order.busy') : t('sources.remove.act')}
                    </Button>
                </div>
            </Dialog>
        </div>
    );
}
