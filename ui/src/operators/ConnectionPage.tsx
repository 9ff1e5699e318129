import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { notify } from '@/shared/notices';
import { useFormat } from '@/shared/useFormat';
import { useTitle } from '@/shared/useTitle';
import { change, type Connection, connectionsQuery, type Kind, kindsQuery } from './api';
import { ConnectionForm } from './ConnectionForm';
import { Halted } from './Halted';
import { FormWaiting } from './NewConnectionPage';
import css from './Operators.module.css';
import { Orders } from './Orders';
import { Spared } from './Spared';
import { closure, limits, standing } from './standing';
import { StateWord } from './StateWord';
import { TestSend } from './TestSend';
import { Until } from './Until';
import { useDelay } from './useDelay';

/** One connection: how it does, its settings, and a message through it to a phone at hand. */
export function ConnectionPage() {
    const { t } = useTranslation();
    const { id } = useParams({ from: '/inside/operators/$id' });
    const connections = useQuery(connectionsQuery);
    const kinds = useQuery(kindsQuery);
    const connection = connections.data?.find((one) => one.id === id);
    useTitle(connection?.name ?? t('operators.title'));
    const broken = (!connections.data && connections.error) || (!kinds.data && kinds.error);
    if (broken) {
        return (
            <Failure
                title={t('operators.one.failed')}
                error={broken}
                onRetry={() => {
                    void connections.refetch();
                    void kinds.refetch();
                }}
            />
        );
    }
    if (connections.data && !connection) {
        return (
            <>
                <h1>{t('operators.one.missing')}</h1>
                <p className={css.sub}>
                    <Link to="/operators">{t('operators.one.all')}</Link>
                </p>
            </>
        );
    }
    if (!connection || !kinds.data) {
        return (
            <>
                <h1>
                    <span className="sr">{t('loading')}</span>
                    <Bone width={280} height={28} />
                </h1>
                <FormWaiting />
            </>
        );
    }
    const others = connections.data?.filter((one) => one.id !== id && one.practice === connection.practice) ?? [];
    return <Shown key={id} connection={connection} others={others} kinds={kinds.data} />;
}

type ShownProps = { connection: Connection; others: readonly Connection[]; kinds: readonly Kind[] };

function Shown({ connection, others, kinds }: ShownProps) {
    const { t } = useTranslation();
    const format = useFormat();
    const client = useQueryClient();
    const { health } = connection;
    const closed = closure(connection);
    const practising = useSession()?.practice ?? false;
    // The one for practice looks after itself.
    const ours = !connection.practice && !practising;
    const saving = useMutation({
        mutationFn: (settings: Parameters<typeof change>[1]) => change(connection.id, settings),
        onSuccess: async (saved) => {
            client.setQueryData(connectionsQuery.queryKey, (before) => before && { ...before, items: before.items.map((one) => (one.id === saved.id ? saved : one)) });
            await client.invalidateQueries({ queryKey: connectionsQuery.queryKey });
            notify(t('operators.one.saved'));
        },
    });
    return (
        <>
            <Link to="/operators" className={css.back}>
                {t('operators.title')}
            </Link>
            <header className={css.bar}>
                <div>
                    <h1>{t(`operators.one.heading.${standing(connection)}`, { name: connection.name })}</h1>
                    <p className={css.sub}>
                        <StateWord connection={connection} />{' '}
                        {health.sessionsWanted > 0 && t('operators.one.sessions', { sessions: health.sessions, wanted: health.sessionsWanted })}
                    </p>
                </div>
                {ours && <Orders connection={connection} />}
            </header>
            <Halted />
            {health.lastError !== null && (health.state === 'down' || health.state === 'partly') && (
                <p className={css.trouble}>
                    <b>{health.lastError}</b>
                    {health.lastErrorAt && ` ${format.moment(health.lastErrorAt)}.`} {t('operators.one.troubleHelp')}
                </p>
            )}
            <Spared connection={connection} className={css.sub} />
            {closed && (
                <p className={css.closed}>
                    {t(`operators.one.closed.${closed}`)} <Until connection={connection} />
                </p>
            )}
            <div className={css.columns}>
                <div className={css.form}>
                    {ours ? (
                        <ConnectionForm
                            kinds={kinds}
                            connection={connection}
                            others={others}
                            busy={saving.isPending}
                            error={saving.error}
                            onSave={(settings, saved) => saving.mutate(settings, { onSuccess: saved })}
                        />
                    ) : (
                        <p className={css.alone}>{t('operators.one.practice')}</p>
                    )}
                </div>
                <aside aria-label={t('operators.one.beside')}>
                    <Figures connection={connection} />
                    {connection.enabled && connection.practice === practising && <TestSend connection={connection} />}
                </aside>
            </div>
        </>
    );
}

function Figures({ connection }: { connection: Connection }) {
    const { t } = useTranslation();
    const format = useFormat();
    const delay = useDelay();
    const { health } = connection;
    return (
        <div className={css.figures}>
            <div className="fig">
                <b>{format.number(health.submittedLastHour)}</b>
                <span>{t('operators.one.sent', { count: health.submittedLastHour })}</span>
            </div>
            {health.deliveredShare !== null && (
                <div className="fig">
                    <b>{format.share(health.deliveredShare)}</b>
                    <span>
                        {health.receiptDelaySeconds === null
                            ? t('operators.one.delivered')
                            : t('operators.one.deliveredAfter', { delay: delay(health.receiptDelaySeconds) })}
                    </span>
                </div>
            )}
            {health.queued > 0 && (
                <div className="fig">
                    <b>{format.number(health.queued)}</b>
                    <span>{t('operators.one.queued', { count: health.queued })}</span>
                </div>
            )}
            {limits(connection).map(({ term, used, of, near }) => (
                <div key={term} className="fig">
                    <b className={near ? css.under : undefined}>{format.number(used)}</b>
                    <span>{t(`operators.one.used.${term}`, { limit: format.number(of) })}</span>
                </div>
            ))}
        </div>
    );
}
