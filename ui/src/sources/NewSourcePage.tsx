import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { Failure } from '@/shared/Failure';
import { notify } from '@/shared/notices';
import { useTitle } from '@/shared/useTitle';
import { create, eventKindsQuery, fieldsQuery, kindsQuery, sourceQuery, sourcesQuery } from './api';
import type { Step } from './draft';
import { SourceForm } from './SourceForm';
import { Waiting } from './SourcePage';
import css from './Sources.module.css';

type Props = { step: Step; onStep: (step: Step) => void };

/** A new source: connected, chosen, mapped, and given its hours. */
export function NewSourcePage({ step, onStep }: Props) {
    const { t } = useTranslation();
    const client = useQueryClient();
    const navigate = useNavigate();
    const practice = useSession()?.practice ?? false;
    const kinds = useQuery(kindsQuery);
    const fields = useQuery(fieldsQuery);
    const eventKinds = useQuery(eventKindsQuery);
    useTitle(t('sources.new.title'));
    const creating = useMutation({
        mutationFn: create,
        onSuccess: async (made) => {
            client.setQueryData(sourceQuery(made.id).queryKey, made);
            void client.invalidateQueries({ queryKey: sourcesQuery.queryKey });
            notify(t('sources.new.done', { name: made.name }));
            await navigate({ to: '/sources/$id', params: { id: made.id }, replace: true });
        },
    });
    const error = (!kinds.data && kinds.error) || (!fields.data && fields.error) || (!eventKinds.data && eventKinds.error);
    if (error) {
        const again = () => {
            void kinds.refetch();
            void fields.refetch();
            void eventKinds.refetch();
        };
        return <Failure title={t('sources.new.failed')} error={error} onRetry={again} />;
    }
    return (
        <>
            <Link to="/sources" className={css.back}>
                {t('sources.title')}
            </Link>
            {practice ? (
                <>
                    <h1>{t('sources.new.title')}</h1>
                    <p className={css.note}>{t('sources.practice')}</p>
                </>
            ) : kinds.data && fields.data && eventKinds.data ? (
                <>
                    <h1>{t('sources.new.title')}</h1>
                    <SourceForm
                        kinds={kinds.data}
                        fields={fields.data}
                        eventKinds={eventKinds.data}
                        source={null}
                        step={step}
                        onStep={onStep}
                        busy={creating.isPending}
                        error={creating.error}
                        onSave={(wanted) => creating.mutate(wanted)}
                    />
                </>
            ) : (
                <Waiting />
            )}
        </>
    );
}
