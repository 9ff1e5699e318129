import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { notify } from '@/shared/notices';
import { useTitle } from '@/shared/useTitle';
import { connect, connectionsQuery, kindsQuery } from './api';
import { ConnectionForm } from './ConnectionForm';
import css from './Operators.module.css';

/** A new connection: what the contract with the operator says, written down once. */
export function NewConnectionPage() {
    const { t } = useTranslation();
    const client = useQueryClient();
    const navigate = useNavigate();
    const kinds = useQuery(kindsQuery);
    const connections = useQuery(connectionsQuery);
    useTitle(t('operators.new.title'));
    const connecting = useMutation({
        mutationFn: connect,
        onSuccess: async (made) => {
            client.setQueryData(connectionsQuery.queryKey, (before) => before && { ...before, items: [...before.items.filter(({ id }) => id !== made.id), made] });
            void client.invalidateQueries({ queryKey: connectionsQuery.queryKey });
            notify(t('operators.new.done', { name: made.name }));
            await navigate({ to: '/operators/$id', params: { id: made.id }, replace: true });
        },
    });
    if (!kinds.data && kinds.isError) return <Failure title={t('operators.new.failed')} error={kinds.error} onRetry={() => void kinds.refetch()} />;
    return (
        <>
            <Link to="/operators" className={css.back}>
                {t('operators.title')}
            </Link>
            <h1>{t('operators.new.title')}</h1>
            <p className={css.sub}>{t('operators.new.text')}</p>
            {kinds.data && connections.data ? (
                <ConnectionForm
                    kinds={kinds.data}
                    connection={null}
                    others={connections.data.filter(({ practice }) => !practice)}
                    busy={connecting.isPending}
                    error={connecting.error}
                    onSave={(settings) => connecting.mutate(settings)}
                />
            ) : (
                <FormWaiting />
            )}
        </>
    );
}

export function FormWaiting() {
    const { t } = useTranslation();
    return (
        <div aria-busy="true">
            <p className="sr" role="status">
                {t('loading')}
            </p>
            {[1, 2, 3, 4, 5].map((line) => (
                <p key={line} aria-hidden="true" className={css.begin}>
                    <Bone width={376} height={44} />
                </p>
            ))}
        </div>
    );
}
