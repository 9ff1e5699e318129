import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { campaignQuery } from '@/campaigns';
import { Dialog } from '@/shared/Dialog';
import { useProblemText } from '@/shared/useProblemText';
import { useSpoken } from './time';
import type { DraftInHand } from './useDraft';
import css from './Wizard.module.css';

/** Somebody changed the same draft meanwhile: whose version stays is the user's decision, nothing is overwritten before it. */
export function ConflictDialog({ draft }: { draft: DraftInHand }) {
    const { t } = useTranslation();
    const spoken = useSpoken();
    const problemText = useProblemText();
    const opened = draft.saving === 'conflict';
    const { id } = draft.campaign;
    const theirs = useQuery({ ...campaignQuery(id), queryKey: ['campaign', id, 'theirs'], enabled: opened });
    const fresh = theirs.data;
    return (
        <Dialog opened={opened} onClose={() => {}} width={560} title={t('wizard.conflict.title')}>
            <p>
                {fresh ? t('wizard.conflict.when', { at: spoken.past(fresh.changedAt) }) : null} {t('wizard.conflict.text')}
            </p>
            <div role="alert">{theirs.isError && <p className={css.refusal}>{problemText(theirs.error)}</p>}</div>
            <div className="buttons">
                {theirs.isError && <Button onClick={() => void theirs.refetch()}>{t('again')}</Button>}
                <Button
                    data-autofocus
                    aria-disabled={!fresh}
                    onClick={() => {
                        if (fresh) draft.keeper.takeTheirs(fresh);
                    }}
                >
                    {t('wizard.conflict.theirs')}
                </Button>
                <Button
                    aria-disabled={!fresh}
                    onClick={() => {
                        if (fresh) void draft.keeper.keepMine(fresh);
                    }}
                >
                    {t('wizard.conflict.mine')}
                </Button>
            </div>
        </Dialog>
    );
}
