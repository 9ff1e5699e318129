import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/Dialog';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { campaignsQuery, deleteDraft } from './api';
import css from './CampaignsPage.module.css';

type Props = {
    draft: { id: string; name: string } | null;
    onClose: () => void;
    /** Waited for before it goes. */
    onRemoving?: () => Promise<unknown>;
    onRemoved?: () => void;
};

/** Asks before a draft goes for good, and says that it went. */
export function RemoveDraft({ draft, onClose, onRemoving, onRemoved }: Props) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    // The question keeps its words while it fades.
    const [asked, setAsked] = useState(draft);
    if (draft !== null && draft !== asked) setAsked(draft);
    const name = asked?.name || t('campaigns.nameless');
    const removing = useMutation({
        mutationFn: async (id: string) => {
            await onRemoving?.();
            await deleteDraft(id);
        },
        onSuccess: () => {
            onRemoved?.();
            onClose();
            notify(t('campaigns.remove.done', { name }));
        },
        // A refusal mostly means that somebody launched or deleted it meanwhile: show how it stands.
        onSettled: () => {
            void client.invalidateQueries({ queryKey: campaignsQuery.queryKey });
            void client.invalidateQueries({ queryKey: ['home'] });
        },
    });
    const close = () => {
        removing.reset();
        onClose();
    };
    return (
        <Dialog opened={draft !== null} onClose={close} width={460} title={t('campaigns.remove.title', { name })}>
            <p>{t('campaigns.remove.text')}</p>
            <div role="alert">{removing.isError && <p className={css.refusal}>{problemText(removing.error)}</p>}</div>
            <div className="buttons">
                <Button data-autofocus onClick={close}>
                    {t('campaigns.remove.cancel')}
                </Button>
                <Button
                    variant="final"
                    aria-disabled={removing.isPending}
                    onClick={() => {
                        if (draft !== null && !removing.isPending) removing.mutate(draft.id);
                    }}
                >
                    {removing.isPending ? t('campaigns.remove.busy') : t('campaigns.remove.confirm')}
                </Button>
            </div>
        </Dialog>
    );
}
