import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { runQuery } from '@/runs';
import { freshKey } from '@/shared/api';
import { Bone } from '@/shared/Bone';
import { Dialog } from '@/shared/Dialog';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { audienceQuery, campaignsQuery, launch } from './api';
import css from './CampaignsPage.module.css';
import type { Campaign } from './campaign';

/** The last look before the launch: class, audience, text; the button carries the number. */
export function LaunchDialog({ campaign, onClose }: { campaign: Campaign | null; onClose: () => void }) {
    const { t } = useTranslation();
    const title = campaign ? t(campaign.run ? 'launch.titleRepeat' : 'launch.title', { name: campaign.name }) : '';
    return (
        <Dialog opened={campaign !== null} onClose={onClose} width={520} title={title}>
            {campaign && <Confirmation key={campaign.id} campaign={campaign} onClose={onClose} />}
        </Dialog>
    );
}

function Confirmation({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
    const { t } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    const client = useQueryClient();
    const navigate = useNavigate();
    // One key for the whole dialog: a second press after a broken answer does not send twice.
    const [key] = useState(freshKey);
    const audience = useQuery(audienceQuery(campaign.id));
    const launching = useMutation({
        mutationFn: () => launch(campaign.id, key),
        onSuccess: (run) => {
            client.setQueryData(runQuery(run.id).queryKey, run);
            void client.invalidateQueries({ queryKey: campaignsQuery.queryKey });
            return navigate({ to: '/runs/$id', params: { id: run.id } });
        },
    });
    const count = audience.data?.count;
    const ready = count !== undefined && count > 0 && !launching.isPending;
    const buttonText = launching.isPending
        ? t('launch.busy')
        : count === undefined || count === 0
          ? t('launch.confirmEmpty')
          : t('launch.confirm', { count });
    return (
        <>
            <p className={css.lead}>
                {t(`launch.class.${campaign.messageClass}`)}.{' '}
                {audience.isError ? null : count === undefined ? (
                    <span role="status">
                        <span className="sr">{t('launch.counting')}</span>
                        <Bone width={180} height={14} />
                    </span>
                ) : (
                    <Trans
                        t={t}
                        i18nKey={campaign.segment ? 'launch.audienceOf' : 'launch.audience'}
                        count={count}
                        values={{ number: format.number(count), segment: campaign.segment?.name ?? '' }}
                        components={{ b: <b className="n" /> }}
                    />
                )}
            </p>
            <p className={css.bubble}>{campaign.text}</p>
            <p className="muted s14">{count === 0 ? t('launch.nobody') : t('launch.note')}</p>
            <div role="alert">
                {audience.isError && <p className={css.refusal}>{problemText(audience.error)}</p>}
                {launching.isError && <p className={css.refusal}>{problemText(launching.error)}</p>}
            </div>
            <div className={css.buttons}>
                <Button onClick={onClose}>{t('launch.cancel')}</Button>
                {audience.isError ? (
                    <Button onClick={() => void audience.refetch()}>{t('launch.recount')}</Button>
                ) : (
                    <Button
                        variant="filled"
                        data-autofocus
                        aria-disabled={!ready}
                        onClick={() => {
                            if (ready) launching.mutate();
                        }}
                    >
                        {buttonText}
                    </Button>
                )}
            </div>
        </>
    );
}
