import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { campaignsQuery, createCampaign } from '@/campaigns';
import { WizardFrame } from '@/frame';
import { Failure } from '@/shared/Failure';
import { useTitle } from '@/shared/useTitle';
import { ToCampaigns } from './Rail';

/** «Новая рассылка»: makes an empty draft and goes to its first step; going back does not make another one. */
export function NewCampaignPage() {
    const { t } = useTranslation();
    const client = useQueryClient();
    const navigate = useNavigate();
    const making = useMutation({
        mutationFn: createCampaign,
        onSuccess: ({ id }) => {
            void client.invalidateQueries({ queryKey: campaignsQuery.queryKey, refetchType: 'none' });
            return navigate({ to: '/campaigns/$id/who', params: { id }, replace: true });
        },
    });
    useTitle(t('wizard.new'));
    const asked = useRef(false);
    const { mutate } = making;
    useEffect(() => {
        // React runs effects twice while developing; one draft is enough.
        if (asked.current) return;
        asked.current = true;
        mutate();
    }, [mutate]);
    if (making.isError) {
        return (
            <WizardFrame place="failed" rail={<ToCampaigns />}>
                <Failure title={t('wizard.newFailed')} error={making.error} onRetry={() => making.mutate()} />
            </WizardFrame>
        );
    }
    return (
        <main>
            <p className="sr" role="status">
                {t('loading')}
            </p>
        </main>
    );
}
