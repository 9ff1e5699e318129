import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { ApiProblem } from '@/shared/api';
import { Failure } from '@/shared/Failure';
import { notify } from '@/shared/notices';
import { useTitle } from '@/shared/useTitle';
import { change, type EventKind, eventKindsQuery, type Field, fieldsQuery, type Kind, kindsQuery, type Source, sourceQuery, sourcesQuery, type Wanted } from './api';
import type { Step } from './draft';
import { SourceForm } from './SourceForm';
import { Missing, Waiting } from './SourcePage';
import css from './Sources.module.css';

type Props = { id: string; step: Step; onStep: (step: Step) => void };

/** Changes a source, any step of it. */
export function EditSourcePage({ id, step, onStep }: Props) {
    const { t } = useTranslation();
    const practice = useSession()?.practice ?? false;
    const source = useQuery(sourceQuery(id));
    const kinds = useQuery(kindsQuery);
    const fields = useQuery(fieldsQuery);
    const eventKinds = useQuery(eventKindsQuery);
    useTitle(source.data?.name ?? t('sources.title'));
    const error = (!source.data && source.error) || (!kinds.data && kinds.error) || (!fields.data && fields.error) || (!eventKinds.data && eventKinds.error);
    if (error instanceof ApiProblem && error.status === 404) return <Missing />;
    if (error) {
        const again = () => {
            void source.refetch();
            void kinds.refetch();
            void fields.refetch();
            void eventKinds.refetch();
        };
        return <Failure title={t('sources.one.failed')} error={error} onRetry={again} />;
    }
    return (
        <>
            <Link to="/sources/$id" params={{ id }} className={css.back}>
                {source.data?.name ?? t('sources.title')}
            </Link>
            {practice ? (
                <>
                    <h1>{t('sources.edit.title')}</h1>
                    <p className={css.note}>{t('sources.practice')}</p>
                </>
            ) : source.data && kinds.data && fields.data && eventKinds.data ? (
                <Form source={source.data} kinds={kinds.data} fields={fields.data} eventKinds={eventKinds.data} step={step} onStep={onStep} />
            ) : (
                <Waiting />
            )}
        </>
    );
}

type FormProps = Omit<Props, 'id'> & { source: Source; kinds: readonly Kind[]; fields: readonly Field[]; eventKinds: readonly EventKind[] };

function Form({ source, kinds, fields, eventKinds, step, onStep }: FormProps) {
    const { t } = useTranslation();
    const client = useQueryClient();
    const navigate = useNavigate();
    // What the form began with: a change by somebody else meanwhile is refused, not overwritten.
    const [begun] = useState(source);
    const saving = useMutation({
        mutationFn: (wanted: Wanted) => change(begun.id, wanted),
        onSuccess: async (saved) => {
            client.setQueryData(sourceQuery(saved.id).queryKey, saved);
            void client.invalidateQueries({ queryKey: sourcesQuery.queryKey });
            notify(t('sources.edit.saved'));
            await navigate({ to: '/sources/$id', params: { id: saved.id } });
        },
    });
    return (
        <>
            <h1>{t('sources.edit.title')}</h1>
            {source.lastRun?.status === 'running' && <p className={css.note}>{t('sources.edit.running')}</p>}
            <SourceForm
                kinds={kinds}
                fields={fields}
                eventKinds={eventKinds}
                source={begun}
                step={step}
                onStep={onStep}
                busy={saving.isPending}
                error={saving.error}
                onSave={(wanted) => saving.mutate(wanted)}
            />
        </>
    );
}
